/// What can be asked of an account's ledger. Every command is idempotent by the name that it brings: sent again, it
/// changes nothing.
///
/// Supervisors and the desk itself (the host that sells hours) may; customers and agents may not.
public enum LedgerCommand: Sendable, Hashable {
    /// Hours or money came.
    case grant(Grant)
    /// Sets units aside until they are charged or given back.
    case hold(HoldID, LedgerAmount, until: Instant?)
    /// Charges what was set aside, up to all of it; the rest is given back (R-002-55).
    case capture(HoldID, LedgerAmount)
    /// Gives back what was set aside.
    case void(HoldID)
    /// Time passed: holds time out, periods end.
    case tick

    /// Hours or money that a contract or a payment brings (R-003-5).
    public struct Grant: Sendable, Hashable {
        /// The name: the same grant twice is one grant.
        public var id: GrantID
        /// How much, more than nothing.
        public var amount: LedgerAmount
        /// From when it can be used; `nil` for at once.
        public var from: Instant?
        /// Until before when it can be used; `nil` for ever.
        public var until: Instant?
        /// How the hours are given, for example `videoCall`.
        public var medium: String?
        /// What the customer reads.
        public var text: String?

        /// Makes a grant.
        public init(
            id: GrantID, amount: LedgerAmount, from: Instant? = nil, until: Instant? = nil, medium: String? = nil,
            text: String? = nil
        ) {
            self.id = id
            self.amount = amount
            self.from = from
            self.until = until
            self.medium = medium
            self.text = text
        }
    }
}
