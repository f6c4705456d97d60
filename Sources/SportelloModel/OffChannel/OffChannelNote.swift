/// A record of a contact that is not a ticket: no number, no clock, no charge (R-004-32, R-004-33).
public struct OffChannelNote: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// Written down.
        case recorded
        /// Left at that.
        case ignored
        /// The person was told the official ways.
        case redirected
        /// Somebody gave informal advice, without commitments (R-004-34).
        case advised
        /// A named person made it a ticket (R-004-36).
        case converted
    }

    /// The name.
    public var id: OffChannelNoteID
    /// Where it stands.
    public var state = State.recorded
    /// The way the person came.
    public var channel: ChannelKind = .phone
    /// What it was for.
    public var purpose = Purpose.support
    /// When it happened.
    public var recordedAt = Instant(milliseconds: 0)
    /// Who wrote it down.
    public var recordedBy: AgentID?
    /// Who called, in the agent's words; content.
    public var person = ""
    /// What about, shortly; content.
    public var summary = ""
    /// When the redirect text was sent, and in which language.
    public var redirectedAt: Instant?
    /// The language of the redirect.
    public var redirectLanguage: String?
    /// What it became.
    public var ticket: TicketID?

    /// Starts the fold.
    public init(id: OffChannelNoteID) { self.id = id }
}

/// What can happen to an off-channel note.
public enum OffChannelNoteEvent: StreamEvent {
    case recorded(OffChannelRecorded)
    case ignored
    case redirected(OffChannelRedirected)
    case advised
    case converted(OffChannelConverted)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .recorded: "offChannel.recorded"
        case .ignored: "offChannel.ignored"
        case .redirected: "offChannel.redirected"
        case .advised: "offChannel.advised"
        case .converted: "offChannel.converted"
        }
    }

    /// For the staff.
    public var visibility: Visibility { .staff }
}

/// A contact was written down. Content: the summary, and who it was under `person`.
public struct OffChannelRecorded: Sendable, Hashable, Codable {
    /// The way the person came.
    public var channel: ChannelKind
    /// What it was for.
    public var purpose: Purpose
    /// How that way stands for that purpose under the profile.
    public var standing: ChannelStanding
}

/// The person was told the official ways. Content: the text.
public struct OffChannelRedirected: Sendable, Hashable, Codable {
    /// The text's language.
    public var language: String
}

/// A named person made it a ticket.
public struct OffChannelConverted: Sendable, Hashable, Codable {
    /// The ticket.
    public var ticket: TicketID
}

extension OffChannelNote: Aggregate {
    /// What can happen to an off-channel note.
    public typealias Event = OffChannelNoteEvent

    /// Applies one event.
    public mutating func evolve(_ event: OffChannelNoteEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .recorded(let event):
            channel = event.channel
            purpose = event.purpose
            recordedAt = stamp.at
            recordedBy = stamp.author.role.isStaff ? AgentID(rawValue: stamp.author.id) : nil
            summary = content?.text ?? ""
            person = content?.details["person"] ?? ""
        case .ignored: state = .ignored
        case .redirected(let event):
            state = .redirected
            redirectedAt = stamp.at
            redirectLanguage = event.language
        case .advised: state = .advised
        case .converted(let event):
            state = .converted
            ticket = event.ticket
        }
    }
}
