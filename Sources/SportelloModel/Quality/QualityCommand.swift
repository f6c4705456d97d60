/// How cases come in besides the customer's own request on a ticket, and what remains to be done after a decision.
public enum QualityCommand: Sendable, Hashable {
    /// Somebody asks for quality control in a dialog: the ticket goes over, whoever had it (R-004-52). By the customer
    /// or by staff.
    case transfer(TicketID, QualityCaseID, text: String)
    /// A complaint came by a way that is official for quality control, such as a phone call (R-004-53).
    case receive(QualityCaseID, ReceiveQuality)
    /// A reviewer opens a case about a drawn dialog.
    case openSample(QualityCaseID, QualitySample)
    /// What a decision asked of others was done; the reference names it, for example the entry of the ledger.
    case finishTask(QualityCaseID, QualityCase.Action, reference: String)

    /// Streams that it will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .transfer(let id, _, _): [Ticket.stream(id)]
        case .receive(_, let request):
            [Contact.stream(request.contact)] + (request.ticket.map { [Ticket.stream($0)] } ?? [])
        case .openSample(_, let sample): [Ticket.stream(sample.ticket)]
        case .finishTask(let id, _, _): [QualityCase.stream(id)]
        }
    }

    /// Streams that it makes under names minted for it.
    var freshStreams: Set<StreamID> {
        switch self {
        case .transfer(_, let id, _), .receive(let id, _), .openSample(let id, _): [QualityCase.stream(id)]
        case .finishTask: []
        }
    }
}

/// A complaint that somebody of the staff writes down.
public struct ReceiveQuality: Sendable, Hashable {
    /// The way it came.
    public var channel: ChannelKind
    /// Who complains; made known when the desk has not met the person.
    public var contact: ContactID
    /// The person's name, for one whom the desk has not met.
    public var person: String
    /// The ticket that it is about, if one is named.
    public var ticket: TicketID?
    /// What the person said.
    public var text: String
    /// What the person wants.
    public var remedy: String?

    /// Makes a request.
    public init(
        channel: ChannelKind, contact: ContactID, person: String = "", ticket: TicketID? = nil, text: String,
        remedy: String? = nil
    ) {
        self.channel = channel
        self.contact = contact
        self.person = person
        self.ticket = ticket
        self.text = text
        self.remedy = remedy
    }
}

/// What quality control did to a ticket.
public struct QualityFacts: Sendable, Hashable, Codable {
    /// Whether quality control has the ticket: then nobody else works on it (R-004-52).
    public var isTransferred = false
    /// When a review asked for a charge on it to be taken back; `nil` when none did.
    public var reversalRequestedAt: Instant?

    /// Nothing.
    public init() {}

    mutating func evolve(_ event: QualityTicketEvent, _ stamp: Stamp) {
        switch event {
        case .transferred: isTransferred = true
        case .reversalRequested: reversalRequestedAt = stamp.at
        }
    }
}

/// What quality control did to a ticket. It names no case: those who handled the ticket see this much and no more
/// (R-004-55).
public enum QualityTicketEvent: StorableEvent {
    /// The ticket went over to quality control.
    case transferred
    /// A review found that a charge should be taken back; whoever keeps the accounts does it.
    case reversalRequested

    static let kinds: Set<String> = ["quality.transferred", "quality.reversalRequested"]

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .transferred: "quality.transferred"
        case .reversalRequested: "quality.reversalRequested"
        }
    }

    /// For the staff.
    public var visibility: Visibility { .staff }

    /// Nothing beyond the kind.
    public func encodedFacts() throws -> [UInt8] { FactsCoding.none }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "quality.transferred": .transferred
        case "quality.reversalRequested": .reversalRequested
        default: throw UnreadableEvent(kind: kind)
        }
    }
}
