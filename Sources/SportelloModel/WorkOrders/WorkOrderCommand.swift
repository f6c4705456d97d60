/// What can be done with an ordered job.
public enum WorkOrderCommand: Sendable, Hashable {
    /// Describes a job and gives it to an executor (R-002-49). For staff.
    case create(Create)
    /// Says how long it takes, and so what it costs (R-002-51, R-002-52). For staff.
    case estimate(Minutes)
    /// Approves the fee: it is set aside, and the order gets in line (R-002-53). For the customer who ordered.
    ///
    /// `seen` is the fee that the customer was shown. Staff may estimate anew until then; where another fee stands by
    /// now, nothing is approved (``Refusal/Code/changedSinceSeen``). Without it, what stands is approved.
    case approve(HoldID, seen: LedgerAmount? = nil)
    /// Begins with the order whose turn it is (R-002-54). For staff.
    case start
    /// Records minutes worked on it. For staff.
    case recordTime(WorkedMinutes, role: String, note: String?)
    /// Writes down what a survey found in one area (R-000-25). For staff.
    case find(area: String, text: String)
    /// Says that a remote session was held for it (R-000-9). For staff.
    case linkSession(ConsentID)
    /// Says that it is done: the fee is charged, once (R-002-55). For staff.
    case deliver
    /// Calls it off: what was set aside is given back, once (R-002-55). For staff, and before work began for the
    /// customer.
    case cancel(text: String?)
    /// Says that a ticket is about a defect in what was delivered: under warranty it is a bug (R-002-101). For staff.
    case reportDefect(TicketID)

    /// A job to be done.
    public struct Create: Sendable, Hashable {
        /// What it is.
        public var kind: WorkOrderKind
        /// Who pays; `nil` for the account of the ticket.
        public var account: AccountID?
        /// Who ordered and approves; `nil` for the contact of the ticket.
        public var contact: ContactID?
        /// The ticket that it came from; handed over to the executor.
        public var ticket: TicketID?
        /// The line of the contract that it fulfils.
        public var contractLine: String?
        /// What it is done to.
        public var targetSystem: String?
        /// The team that does it.
        public var executor: String
        /// Whether every minute is metered instead of an agreed fee.
        public var isOpenEnded: Bool
        /// What is to be done.
        public var specification: String

        /// Makes a request.
        public init(
            kind: WorkOrderKind = .paidWork, account: AccountID? = nil, contact: ContactID? = nil,
            ticket: TicketID? = nil, contractLine: String? = nil, targetSystem: String? = nil, executor: String,
            isOpenEnded: Bool = false, specification: String
        ) {
            self.kind = kind
            self.account = account
            self.contact = contact
            self.ticket = ticket
            self.contractLine = contractLine
            self.targetSystem = targetSystem
            self.executor = executor
            self.isOpenEnded = isOpenEnded
            self.specification = specification
        }
    }
}
