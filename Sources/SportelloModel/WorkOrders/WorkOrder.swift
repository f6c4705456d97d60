/// Names an ordered job.
public typealias WorkOrderID = Identifier<WorkOrder>

/// What an ordered job is.
public enum WorkOrderKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Connecting the product to the customer's systems (R-000-7).
    case implementation
    /// A turnkey or specified job (R-002-49).
    case paidWork
    /// Training: the only paid work that support itself performs (R-002-50).
    case training
    /// A survey of everything that may slow the customer down (R-000-25).
    case environmentSurvey
}

/// An ordered job with a specification and an executor, apart from support tickets (R-002-49, R-001-14).
public struct WorkOrder: Sendable, Hashable, Codable {
    /// Where it stands. The last three are final.
    public enum State: String, Sendable, Hashable, Codable {
        /// Described and given to an executor; nobody said yet how long it takes.
        case specified
        /// Hours and price are told; the customer decides.
        case offered
        /// Approved, paid for by a hold, in the executor's queue.
        case approved
        /// Under way.
        case started
        /// Done, and charged.
        case delivered
        /// Called off; what was set aside is given back.
        case cancelled
        /// Not begun before its hold timed out.
        case lapsed

        /// Whether nothing can follow but defects under warranty.
        public var isFinal: Bool { self == .delivered || self == .cancelled || self == .lapsed }
    }

    /// The name.
    public var id: WorkOrderID
    /// Where it stands.
    public var state = State.specified
    /// What it is.
    public var kind = WorkOrderKind.paidWork
    /// Who pays.
    public var account = AccountID(high: 0, low: 0)
    /// Who ordered and approves.
    public var contact: ContactID?
    /// The ticket that it came from.
    public var ticket: TicketID?
    /// The line of the contract that it fulfils (R-000-7).
    public var contractLine: String?
    /// What it is done to, for example the customer's shop database (R-000-7).
    public var targetSystem: String?
    /// The team that does it.
    public var executor = ""
    /// Whether it takes as long as it takes, every minute metered, instead of an agreed fee (R-000-25).
    public var isOpenEnded = false
    /// What is to be done; content.
    public var specification = ""
    /// When it was made.
    public var createdAt = Instant(milliseconds: 0)
    /// The hours that the executor reserves, once estimated (R-002-51).
    public var estimate: Minutes?
    /// The agreed fee: money by the rate card, or the hours themselves where no rate is set (R-002-52). For an
    /// open-ended order, what it cost so far.
    public var fee: LedgerAmount?
    /// When the customer approved.
    public var approvedAt: Instant?
    /// What is set aside for it.
    public var hold: HoldID?
    /// When work began.
    public var startedAt: Instant?
    /// Minutes worked on it so far.
    public var worked = WorkedMinutes.zero
    /// How many entries of time there are.
    public var timeEntryCount = 0
    /// What the survey found, by area; content.
    public var findings: [String: String] = [:]
    /// The permissions of the remote sessions held for it (R-000-9).
    public var sessions: [ConsentID] = []
    /// When it was done.
    public var deliveredAt: Instant?
    /// Until when defects in it are mended for nothing; `nil` with a ``deliveredAt`` means for as long as the product
    /// is supported (R-002-101).
    public var warrantyUntil: Instant?
    /// Tickets about defects in what was delivered.
    public var defects: [TicketID] = []
    /// When it became final.
    public var finishedAt: Instant?

    /// Starts the fold.
    public init(id: WorkOrderID) { self.id = id }

    /// Whether a defect reported at an instant falls under the warranty of what was delivered.
    public func isUnderWarranty(at instant: Instant) -> Bool {
        guard deliveredAt != nil else { return false }
        return warrantyUntil.map { instant <= $0 } ?? true
    }
}

extension WorkOrder: Aggregate {
    /// What can happen to a work order.
    public typealias Event = WorkOrderEvent

    /// Applies one event.
    public mutating func evolve(_ event: WorkOrderEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .created(let event):
            kind = event.kind
            account = event.account
            contact = event.contact
            ticket = event.ticket
            contractLine = event.contractLine
            targetSystem = event.targetSystem
            executor = event.executor
            isOpenEnded = event.isOpenEnded
            state = event.isOpenEnded ? .offered : .specified
            specification = content?.text ?? ""
            createdAt = stamp.at
        case .estimated(let event):
            state = .offered
            estimate = event.minutes
            fee = event.fee
        case .approved(let event):
            state = .approved
            approvedAt = stamp.at
            hold = event.hold
        case .started:
            state = .started
            startedAt = stamp.at
        case .timeRecorded(let event):
            timeEntryCount += 1
            worked = worked + event.minutes
            if let cost = event.cost { fee = LedgerAmount((fee?.count ?? 0) + cost.count, cost.unit) }
        case .found(let event): findings[event.area] = content?.text ?? ""
        case .sessionLinked(let event): if !sessions.contains(event.consent) { sessions.append(event.consent) }
        case .delivered(let event):
            state = .delivered
            deliveredAt = stamp.at
            warrantyUntil = event.warrantyUntil
            finishedAt = stamp.at
        case .defectReported(let event): if !defects.contains(event.ticket) { defects.append(event.ticket) }
        case .cancelled:
            state = .cancelled
            finishedAt = stamp.at
        case .lapsed:
            state = .lapsed
            finishedAt = stamp.at
        }
    }
}
