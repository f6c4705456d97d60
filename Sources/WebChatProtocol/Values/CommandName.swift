/// The name of a command in a `cmd` frame.
public struct CommandName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The word on the wire.
    public let rawValue: String

    /// Any name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A name by its word.
    public init(stringLiteral value: String) {
        rawValue = value
    }
}

extension CommandName {
    // What visitors and contacts may ask for.

    /// Opens a ticket, or says which exist.
    public static let conversationStart: CommandName = "conversation.start"
    /// The visitor leaves; a rating is invited.
    public static let conversationEnd: CommandName = "conversation.end"
    /// Rates a conversation, or amends the rating.
    public static let rate: CommandName = "rate"
    /// Opens a resolved ticket again, or a linked one after the window.
    public static let reopen: CommandName = "reopen"
    /// Opens a quality case.
    public static let qualityControlRequest: CommandName = "qualityControl.request"
    /// Asks for a remote session.
    public static let remoteRequest: CommandName = "remote.request"
    /// Grants or refuses one.
    public static let remoteAnswer: CommandName = "remote.answer"
    /// Ends access at once.
    public static let remoteWithdraw: CommandName = "remote.withdraw"
    /// Sends the public log by mail.
    public static let transcriptSend: CommandName = "transcript.send"
    /// Announces a file; the answer says where to put it.
    public static let uploadCreate: CommandName = "upload.create"
    /// Asks for a review of the severity.
    public static let severityAppeal: CommandName = "severity.appeal"
    /// States facts about oneself.
    public static let contactUpdate: CommandName = "contact.update"

    /// The commands of visitors and contacts.
    public static let forContacts: Set<CommandName> = [
        conversationStart, conversationEnd, rate, reopen, qualityControlRequest, remoteRequest, remoteAnswer,
        remoteWithdraw, transcriptSend, uploadCreate, severityAppeal, contactUpdate,
    ]

    /// The commands of agents.
    public static let forAgents: Set<CommandName> = [
        "presence.set", "ticket.claim", "ticket.assign", "ticket.release", "note", "ticket.triage", "ticket.wait",
        "ticket.defer", "ticket.refuse", "conversation.wrapUp", "ticket.resolve", "ticket.close", "ticket.merge",
        "ticket.link", "commitment.make", "escalate", "time.add", "remote.propose", "remote.schedule", "remote.start",
        "remote.pause", "remote.end", "remote.revoke", "offChannel.record", "offChannel.redirect", "offChannel.advise",
        "offChannel.convert", "qualityCase.acknowledge", "qualityCase.assign", "qualityCase.review",
        "qualityCase.close", "inbox.query", "upload.create",
    ]
}
