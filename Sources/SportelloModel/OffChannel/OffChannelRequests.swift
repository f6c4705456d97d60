/// A contact by an unofficial way is written down.
public struct RecordOffChannel: Sendable, Hashable {
    /// The way.
    public var channel: ChannelKind
    /// What it was for.
    public var purpose: Purpose
    /// Who it was, in the agent's words.
    public var person: String
    /// What about, shortly.
    public var summary: String

    /// Makes a record.
    public init(channel: ChannelKind, purpose: Purpose = .support, person: String, summary: String) {
        self.channel = channel
        self.purpose = purpose
        self.person = person
        self.summary = summary
    }
}

/// What staff do with such a record.
public enum OffChannelStep: Sendable, Hashable {
    /// Leave it at that.
    case ignore
    /// Tell the person the official ways, in that language.
    case redirect(language: String)
    /// Give informal advice, without commitments. The words of the advice.
    case advise(String)
}

/// A named person makes such a record a ticket.
public struct ConvertOffChannel: Sendable, Hashable {
    /// The name and number of the ticket.
    public var ticket: NewTicket
    /// The contact who gets it.
    public var contact: ContactID
    /// What it is about.
    public var caseType: String
    /// Why it is made official.
    public var note: String

    /// Makes a request.
    public init(ticket: NewTicket, contact: ContactID, caseType: String, note: String) {
        self.ticket = ticket
        self.contact = contact
        self.caseType = caseType
        self.note = note
    }
}
