/// Staff ask for a remote session.
public struct ProposeRemote: Sendable, Hashable {
    /// The name; an existing one when the customer asked first.
    public var consent: ConsentID
    /// The registered tool; `nil` for the one that the profile recommends (R-004-18).
    public var tool: String?
    /// What is asked for.
    public var scopes: [String]
    /// How much it matters.
    public var need: RemoteConsent.Need
    /// What for.
    public var purpose: String
    /// Times that staff can; empty for at once (R-000-28).
    public var slots: [Instant]
    /// The work order that the session belongs to (R-000-9).
    public var workOrder: WorkOrderID?

    /// Makes a proposal.
    public init(
        consent: ConsentID, tool: String? = nil, scopes: [String], need: RemoteConsent.Need, purpose: String,
        slots: [Instant] = [], workOrder: WorkOrderID? = nil
    ) {
        self.consent = consent
        self.tool = tool
        self.scopes = scopes
        self.need = need
        self.purpose = purpose
        self.slots = slots
        self.workOrder = workOrder
    }
}

/// What staff do with a granted session.
public enum RemoteStep: String, Sendable, Hashable {
    /// Begin, or go on after a pause.
    case start
    /// Interrupt.
    case pause
    /// Finish.
    case end
    /// Take the permission back.
    case revoke
}
