/// Calls that staff make, and what they need.
public enum ChannelCommand: Sendable, Hashable {
    /// A member of the staff read the written request and agrees to talk about it (R-000-34).
    case confirmCall(TicketID, text: String?)
    /// A time for a call is agreed: only after the confirmation (R-000-34). By the customer or by staff.
    case scheduleCall(TicketID, channel: ChannelKind, at: Instant)
    /// A member of the staff calls. Without a ticket there is no call (R-000-36).
    case startCall(TicketID?, channel: ChannelKind)
    /// The call is over: it is logged, and its time is recorded on the ticket (R-000-36).
    case endCall(TicketID, role: String)

    /// Streams that it will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .confirmCall(let id, _), .scheduleCall(let id, _, _), .endCall(let id, _): [Ticket.stream(id)]
        case .startCall(let id, _): id.map { [Ticket.stream($0)] } ?? []
        }
    }
}

/// What a ticket knows about calls.
public struct ChannelFacts: Sendable, Hashable, Codable {
    /// A call that is going on.
    public struct Call: Sendable, Hashable, Codable {
        /// By which way.
        public var channel: ChannelKind
        /// When it began.
        public var startedAt: Instant
        /// Who called.
        public var agent: AgentID
    }

    /// When staff agreed to talk; `nil` while nobody did.
    public var callConfirmedAt: Instant?
    /// When a call is agreed for.
    public var callAt: Instant?
    /// The call that is going on.
    public var call: Call?
    /// How many calls there were.
    public var callCount = 0

    /// Nothing.
    public init() {}

    mutating func evolve(_ event: ChannelEvent, _ stamp: Stamp) {
        switch event {
        case .callConfirmed: if callConfirmedAt == nil { callConfirmedAt = stamp.at }
        case .callScheduled(let event): callAt = event.at
        case .callStarted(let event):
            call = Call(channel: event.channel, startedAt: stamp.at, agent: AgentID(rawValue: stamp.author.id))
            callAt = nil
        case .callEnded:
            call = nil
            callCount += 1
        }
    }
}

/// What happened on a ticket by way of calls. For the staff; the customer was there.
public enum ChannelEvent: StorableEvent {
    /// Staff agreed to talk. Content: a word about it.
    case callConfirmed
    /// A time was agreed.
    case callScheduled(CallScheduled)
    /// Staff called.
    case callStarted(CallStarted)
    /// The call was over.
    case callEnded(CallEnded)

    static let kinds: Set<String> = ["call.confirmed", "call.scheduled", "call.started", "call.ended"]

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .callConfirmed: "call.confirmed"
        case .callScheduled: "call.scheduled"
        case .callStarted: "call.started"
        case .callEnded: "call.ended"
        }
    }

    /// For the staff.
    public var visibility: Visibility { .staff }

    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .callConfirmed: FactsCoding.none
        case .callScheduled(let facts): try FactsCoding.encode(facts)
        case .callStarted(let facts): try FactsCoding.encode(facts)
        case .callEnded(let facts): try FactsCoding.encode(facts)
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "call.confirmed": .callConfirmed
        case "call.scheduled": .callScheduled(try FactsCoding.decode(facts))
        case "call.started": .callStarted(try FactsCoding.decode(facts))
        case "call.ended": .callEnded(try FactsCoding.decode(facts))
        default: throw UnreadableEvent(kind: kind)
        }
    }
}

/// A time for a call was agreed.
public struct CallScheduled: Sendable, Hashable, Codable {
    /// By which way.
    public var channel: ChannelKind
    /// When.
    public var at: Instant
}

/// Staff called.
public struct CallStarted: Sendable, Hashable, Codable {
    /// By which way.
    public var channel: ChannelKind
}

/// A call was over.
public struct CallEnded: Sendable, Hashable, Codable {
    /// By which way.
    public var channel: ChannelKind
    /// How long it lasted, in seconds.
    public var seconds: Int64
}
