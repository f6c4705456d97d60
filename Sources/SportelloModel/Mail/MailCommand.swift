/// What the mail channel asks of the desk beyond what every channel can. Only the desk itself may (``Role/system``): who
/// is behind an address is the channel's finding, never a client's word.
public enum MailCommand: Sendable, Hashable {
    /// Somebody who is no party of the ticket wrote with a valid reply token: the message is added and marked, nothing
    /// else changes and nothing is shown to them.
    case addUnverified(TicketID, by: ContactID, PostMessage)
    /// Automatic mail about a ticket: kept where staff see it. It reopens nothing, stops no clock and is not answered.
    case recordAutomatic(TicketID, MachineMail)
    /// A mail of ours could not be delivered: staff must see it (R-000-40).
    case recordDeliveryFailure(TicketID, DeliveryFailure)
    /// A mail to the quality-control address: a case of its own, past the handling team (R-004-54).
    case openQualityCase(QualityCaseID, from: ContactID, about: TicketID?, text: String)
}

/// Automatic mail about a ticket.
public struct MachineMail: Sendable, Hashable {
    /// What sort, for example `autoReply`.
    public var kind: String
    /// Its words.
    public var text: String

    /// Makes a record.
    public init(kind: String, text: String) {
        self.kind = kind
        self.text = text
    }
}

/// What a bounce said.
public struct DeliveryFailure: Sendable, Hashable {
    /// The enhanced status, for example `5.1.1`, where there was one.
    public var status: String?
    /// Whether trying again is useless.
    public var isPermanent: Bool
    /// The address; content.
    public var address: String
    /// What the other side said; content.
    public var reason: String

    /// Makes a record.
    public init(status: String?, isPermanent: Bool, address: String, reason: String) {
        self.status = status
        self.isPermanent = isPermanent
        self.address = address
        self.reason = reason
    }
}

extension MailCommand {
    var expectedStreams: [StreamID] {
        switch self {
        case .addUnverified(let id, _, _), .recordAutomatic(let id, _), .recordDeliveryFailure(let id, _):
            [Ticket.stream(id)]
        case .openQualityCase(_, let contact, let ticket, _):
            [Contact.stream(contact)] + (ticket.map { [Ticket.stream($0)] } ?? [])
        }
    }

    var freshStreams: Set<StreamID> {
        if case .openQualityCase(let id, _, _, _) = self { [QualityCase.stream(id)] } else { [] }
    }
}
