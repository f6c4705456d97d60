import Foundation

extension StreamChange {
    /// A stream before its first event.
    public init(fresh stream: StreamID) {
        let (high, low) = (stream.key.high, stream.key.low)
        self =
            switch stream.kind {
            case .ticket: .ticket(Change(state: Ticket(id: .init(high: high, low: low)), head: .empty))
            case .contact: .contact(Change(state: Contact(id: .init(high: high, low: low)), head: .empty))
            case .agentDesk: .agentDesk(Change(state: AgentDesk(id: .init(high: high, low: low)), head: .empty))
            case .offChannelNote:
                .offChannelNote(Change(state: OffChannelNote(id: .init(high: high, low: low)), head: .empty))
            case .qualityCase: .qualityCase(Change(state: QualityCase(id: .init(high: high, low: low)), head: .empty))
            case .internalIssue:
                .internalIssue(Change(state: InternalIssue(id: .init(high: high, low: low)), head: .empty))
            case .ledger: .ledger(Change(state: Ledger(id: .init(high: high, low: low)), head: .empty))
            case .workOrder: .workOrder(Change(state: WorkOrder(id: .init(high: high, low: low)), head: .empty))
            case .executorQueue:
                .executorQueue(Change(state: ExecutorQueue(id: .init(high: high, low: low)), head: .empty))
            case .appointment: .appointment(Change(state: Appointment(id: .init(high: high, low: low)), head: .empty))
            case .project: .project(Change(state: Project(id: .init(high: high, low: low)), head: .empty))
            case .engagement: .engagement(Change(state: Engagement(id: .init(high: high, low: low)), head: .empty))
            case .desk: .desk(Change(state: ServiceDesk(id: .init(high: high, low: low)), head: .empty))
            case .account: .account(Change(state: Account(id: .init(high: high, low: low)), head: .empty))
            case .consentLog: .consentLog(Change(state: ConsentLog(id: .init(high: high, low: low)), head: .empty))
            case .releasePackage:
                .releasePackage(Change(state: ReleasePackage(id: .init(high: high, low: low)), head: .empty))
            case .releaseJournal:
                .releaseJournal(Change(state: ReleaseJournal(id: .init(high: high, low: low)), head: .empty))
            }
    }

    /// Applies a recorded event: the fold that must give the stored state (DESIGN §1). Events of another kind of
    /// stream are ignored.
    public mutating func fold(_ logged: LoggedEvent) {
        let record = logged.record
        let stamp = Stamp(at: record.at, author: record.author, seq: record.seq, publicSeq: record.publicSeq)
        switch (self, logged.event) {
        case (.ticket(let change), .ticket(let event)): self = .ticket(change.folding(event, stamp, record))
        case (.contact(let change), .contact(let event)): self = .contact(change.folding(event, stamp, record))
        case (.agentDesk(let change), .agentDesk(let event)): self = .agentDesk(change.folding(event, stamp, record))
        case (.offChannelNote(let change), .offChannelNote(let event)):
            self = .offChannelNote(change.folding(event, stamp, record))
        case (.qualityCase(let change), .qualityCase(let event)):
            self = .qualityCase(change.folding(event, stamp, record))
        case (.internalIssue(let change), .internalIssue(let event)):
            self = .internalIssue(change.folding(event, stamp, record))
        case (.ledger(let change), .ledger(let event)): self = .ledger(change.folding(event, stamp, record))
        case (.workOrder(let change), .workOrder(let event)): self = .workOrder(change.folding(event, stamp, record))
        case (.executorQueue(let change), .executorQueue(let event)):
            self = .executorQueue(change.folding(event, stamp, record))
        case (.appointment(let change), .appointment(let event)):
            self = .appointment(change.folding(event, stamp, record))
        case (.project(let change), .project(let event)): self = .project(change.folding(event, stamp, record))
        case (.engagement(let change), .engagement(let event)): self = .engagement(change.folding(event, stamp, record))
        case (.desk(let change), .desk(let event)): self = .desk(change.folding(event, stamp, record))
        case (.account(let change), .account(let event)): self = .account(change.folding(event, stamp, record))
        case (.consentLog(let change), .consentLog(let event)):
            self = .consentLog(change.folding(event, stamp, record))
        case (.releasePackage(let change), .releasePackage(let event)):
            self = .releasePackage(change.folding(event, stamp, record))
        case (.releaseJournal(let change), .releaseJournal(let event)):
            self = .releaseJournal(change.folding(event, stamp, record))
        default: break
        }
    }

    /// Whether both hold the same state, whatever led to it.
    public func hasSameState(as other: StreamChange) -> Bool {
        switch (self, other) {
        case (.ticket(let a), .ticket(let b)): a.state == b.state
        case (.contact(let a), .contact(let b)): a.state == b.state
        case (.agentDesk(let a), .agentDesk(let b)): a.state == b.state
        case (.offChannelNote(let a), .offChannelNote(let b)): a.state == b.state
        case (.qualityCase(let a), .qualityCase(let b)): a.state == b.state
        case (.internalIssue(let a), .internalIssue(let b)): a.state == b.state
        case (.ledger(let a), .ledger(let b)): a.state == b.state
        case (.workOrder(let a), .workOrder(let b)): a.state == b.state
        case (.executorQueue(let a), .executorQueue(let b)): a.state == b.state
        case (.appointment(let a), .appointment(let b)): a.state == b.state
        case (.project(let a), .project(let b)): a.state == b.state
        case (.engagement(let a), .engagement(let b)): a.state == b.state
        case (.desk(let a), .desk(let b)): a.state == b.state
        case (.account(let a), .account(let b)): a.state == b.state
        case (.consentLog(let a), .consentLog(let b)): a.state == b.state
        case (.releasePackage(let a), .releasePackage(let b)): a.state == b.state
        case (.releaseJournal(let a), .releaseJournal(let b)): a.state == b.state
        default: false
        }
    }

    /// The part of the state that changes with every message. Empty for streams without messages.
    public var encodedActivity: [UInt8] {
        if case .ticket(let change) = self { change.state.activity.encoded() } else { [] }
    }

    /// The rest of the state as JSON.
    public func encodedState() throws -> [UInt8] {
        switch self {
        case .ticket(let change): try FactsCoding.encode(change.state.facts)
        case .contact(let change): try FactsCoding.encode(change.state)
        case .agentDesk(let change): try FactsCoding.encode(change.state)
        case .offChannelNote(let change): try FactsCoding.encode(change.state)
        case .qualityCase(let change): try FactsCoding.encode(change.state)
        case .internalIssue(let change): try FactsCoding.encode(change.state)
        case .ledger(let change): try FactsCoding.encode(change.state)
        case .workOrder(let change): try FactsCoding.encode(change.state)
        case .executorQueue(let change): try FactsCoding.encode(change.state)
        case .appointment(let change): try FactsCoding.encode(change.state)
        case .project(let change): try FactsCoding.encode(change.state)
        case .engagement(let change): try FactsCoding.encode(change.state)
        case .desk(let change): try FactsCoding.encode(change.state)
        case .account(let change): try FactsCoding.encode(change.state)
        case .consentLog(let change): try FactsCoding.encode(change.state)
        case .releasePackage(let change): try FactsCoding.encode(change.state)
        case .releaseJournal(let change): try FactsCoding.encode(change.state)
        }
    }

    /// Puts a stored stream together again. Throws a decoding error when the bytes are not such a state.
    public init(stream: StreamID, head: StreamHead, activity: [UInt8], state: [UInt8]) throws {
        switch stream.kind {
        case .ticket:
            guard let activity = TicketActivity(encoded: activity) else {
                throw UnreadableEvent(kind: "\(stream.kind.rawValue) activity")
            }
            let ticket = Ticket(activity: activity, facts: try FactsCoding.decode(state))
            self = .ticket(Change(state: ticket, head: head))
        case .contact: self = .contact(Change(state: try FactsCoding.decode(state), head: head))
        case .agentDesk: self = .agentDesk(Change(state: try FactsCoding.decode(state), head: head))
        case .offChannelNote: self = .offChannelNote(Change(state: try FactsCoding.decode(state), head: head))
        case .qualityCase: self = .qualityCase(Change(state: try FactsCoding.decode(state), head: head))
        case .internalIssue: self = .internalIssue(Change(state: try FactsCoding.decode(state), head: head))
        case .ledger: self = .ledger(Change(state: try FactsCoding.decode(state), head: head))
        case .workOrder: self = .workOrder(Change(state: try FactsCoding.decode(state), head: head))
        case .executorQueue: self = .executorQueue(Change(state: try FactsCoding.decode(state), head: head))
        case .appointment: self = .appointment(Change(state: try FactsCoding.decode(state), head: head))
        case .project: self = .project(Change(state: try FactsCoding.decode(state), head: head))
        case .engagement: self = .engagement(Change(state: try FactsCoding.decode(state), head: head))
        case .desk: self = .desk(Change(state: try FactsCoding.decode(state), head: head))
        case .account: self = .account(Change(state: try FactsCoding.decode(state), head: head))
        case .consentLog: self = .consentLog(Change(state: try FactsCoding.decode(state), head: head))
        case .releasePackage: self = .releasePackage(Change(state: try FactsCoding.decode(state), head: head))
        case .releaseJournal: self = .releaseJournal(Change(state: try FactsCoding.decode(state), head: head))
        }
    }
}

extension Change {
    fileprivate func folding(_ event: State.Event, _ stamp: Stamp, _ record: EventRecord) -> Self {
        var state = self.state
        state.evolve(event, stamp, record.content)
        return Change(
            state: state,
            head: StreamHead(
                seq: record.seq, publicSeq: record.publicSeq ?? head.publicSeq,
                staffSeq: record.staffSeq ?? head.staffSeq, digest: record.digest
            )
        )
    }
}
