/// The name and number that a new ticket gets, if one is made.
public struct NewTicket: Sendable, Hashable {
    /// The name.
    public var id: TicketID
    /// The number.
    public var number: TicketNumber

    /// Makes a pair.
    public init(id: TicketID, number: TicketNumber) {
        self.id = id
        self.number = number
    }
}

/// A customer starts a conversation.
public struct StartConversation: Sendable, Hashable {
    /// The contact.
    public var contact: ContactID
    /// The name and number, if a ticket is made.
    public var ticket: NewTicket
    /// The contact's standing; only the policy makes one.
    public var official: OfficialContact
    /// What it is about.
    public var caseType: String
    /// The first message.
    public var text: String
    /// Files of the first message.
    public var files: [NamedFile]
    /// A short title.
    public var subject: String?
    /// The person's name, if told.
    public var name: String?
    /// The person's address, if told.
    public var email: String?
    /// The language chosen.
    public var language: String?
    /// Which of the provider's products it is about; `nil` for the only one there is, or unknown (R-000-1).
    public var product: String?
    /// Page address, product version, edition, answers.
    public var details: [String: String]
    /// An own ticket that this continues, found by its number.
    public var continues: TicketID?
    /// Whether the person insists on a new ticket.
    public var insistsOnNew: Bool
    /// The team that gets a new ticket; the case type's where there is none.
    public var team: String?
    /// Articles of the form that the person said to have read, by id (R-000-6).
    public var acknowledged: [String] = []
    /// Whether a machine wrote: then nothing is sent back.
    public var isAutomatic = false
    /// Other personal values of the first message by name; content.
    public var messageDetails: [String: String] = [:]

    /// Makes a request.
    public init(
        contact: ContactID, ticket: NewTicket, official: OfficialContact, caseType: String, text: String,
        files: [NamedFile] = [], subject: String? = nil, name: String? = nil, email: String? = nil,
        language: String? = nil, product: String? = nil, details: [String: String] = [:],
        continues: TicketID? = nil, insistsOnNew: Bool = false
    ) {
        self.contact = contact
        self.ticket = ticket
        self.official = official
        self.caseType = caseType
        self.text = text
        self.files = files
        self.subject = subject
        self.name = name
        self.email = email
        self.language = language
        self.product = product
        self.details = details
        self.continues = continues
        self.insistsOnNew = insistsOnNew
    }
}

/// A file with the name that its sender gave it.
public struct NamedFile: Sendable, Hashable {
    /// The file.
    public var file: FileReference
    /// The name; content.
    public var name: String

    /// Makes a named file.
    public init(file: FileReference, name: String) {
        self.file = file
        self.name = name
    }
}

/// A message to a ticket.
public struct PostMessage: Sendable, Hashable {
    /// The text, kept byte for byte.
    public var text: String
    /// Files, in order.
    public var files: [NamedFile]
    /// The public number of the message it answers.
    public var replyTo: Int64?
    /// The way it came.
    public var via: ChannelKind
    /// Tickets that the text names, found by the shell and belonging to the same contact.
    public var mentioned: [TicketID]
    /// What staff point to, typed.
    public var references: [CitedReference] = []
    /// Other personal values by name, for example the unabridged text of a mail; content.
    public var details: [String: String] = [:]

    /// Makes a message.
    public init(
        text: String, files: [NamedFile] = [], replyTo: Int64? = nil, via: ChannelKind = .webchat,
        mentioned: [TicketID] = []
    ) {
        self.text = text
        self.files = files
        self.replyTo = replyTo
        self.via = via
        self.mentioned = mentioned
    }
}
