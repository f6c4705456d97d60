/// One continuous exchange inside a ticket: a live chat, an e-mail thread, a call (DESIGN §4).
public struct Conversation: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// The customer waits for somebody.
        case queued
        /// Somebody is there.
        case live
        /// Over.
        case ended
    }

    /// 1, 2, 3, … within the ticket.
    public var number: Int
    /// Where it stands.
    public var state: State
    /// The way it is held.
    public var channel: ChannelKind
    /// When it began.
    public var startedAt: Instant
    /// When somebody joined.
    public var joinedAt: Instant?
    /// When it ended.
    public var endedAt: Instant?
    /// Who has it or, once it ended, who is credited with it: fixed at the end, whatever happens to the ticket later.
    public var agent: AgentID?
    /// Whether the agent recorded how it went (R-002-25).
    public var isWrappedUp = false
    /// What it produced: exactly one thing, once it was wrapped up or its ticket resolved (R-002-35).
    public var outcome: String?
    /// The invitation to rate it, once made.
    public var rating: RatingInvitation?
    /// Why nobody asked about it, where the profile says not to.
    public var suppression: RatingPolicy.Suppression?
}

/// An invitation to rate one conversation, and the answer.
public struct RatingInvitation: Sendable, Hashable, Codable {
    /// When it was made.
    public var invitedAt: Instant
    /// Until when an answer is taken or amended.
    public var until: Instant
    /// The lowest score it takes.
    public var lowest: Int
    /// The highest score it takes.
    public var highest: Int
    /// The score given; `nil` while unanswered.
    public var score: Int?
    /// When the last answer came.
    public var ratedAt: Instant?
    /// How often the answer was changed.
    public var amendments = 0
    /// Whether a later conversation took the unanswered question's place.
    public var isSuperseded = false
    /// Whether the window passed without an answer.
    public var isLapsed = false
}
