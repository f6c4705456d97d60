public import WebChatProtocol

/// The commands of staff that nearly every host needs (protocol §5). All throw as ``perform(_:_:on:)``, which performs
/// the others by name.
extension WebChatClient {
    /// Whether work may come.
    public enum Presence: String, Sendable, CaseIterable {
        /// Work may come.
        case available
        /// At work, but no more.
        case busy
        /// Back later.
        case away
        /// Gone.
        case offline
    }

    /// Says whether work may come.
    public func setPresence(_ presence: Presence, reason: String? = nil) async throws {
        _ = try await perform(
            "presence.set", arguments(["state": .string(presence.rawValue), "reason": JSONValue(reason)])
        )
    }

    /// Takes a ticket; the first to claim wins.
    public func claim(_ stream: StreamName) async throws { _ = try await perform("ticket.claim", on: stream) }

    /// Gives a ticket back.
    public func release(_ stream: StreamName) async throws { _ = try await perform("ticket.release", on: stream) }

    /// Gives a ticket to an agent, a team or a tier. With a reason, also to a tier that is entered only from another.
    public func assign(
        _ stream: StreamName, agent: String? = nil, team: String? = nil, tier: Int? = nil, reason: String? = nil
    ) async throws {
        _ = try await perform(
            "ticket.assign",
            arguments([
                "agent": JSONValue(agent), "team": JSONValue(team), "tier": JSONValue(tier),
                "reason": JSONValue(reason),
            ]), on: stream
        )
    }

    /// Writes an internal note.
    public func note(_ text: String, mentions: [String]? = nil, on stream: StreamName) async throws {
        _ = try await perform(
            "note", arguments(["text": .string(text), "mentions": JSONValue(mentions)]), on: stream
        )
    }

    /// How a conversation is wrapped up.
    public enum WrapUpKind: String, Sendable, CaseIterable {
        /// An internal note says what came of it.
        case note
        /// An answer follows.
        case reply
        /// It goes on elsewhere.
        case escalation
    }

    /// Says what came of a conversation.
    public func wrapUp(
        _ kind: WrapUpKind, outcome: String, text: String, nextStep: String? = nil, on stream: StreamName
    ) async throws {
        _ = try await perform(
            "conversation.wrapUp",
            arguments([
                "kind": .string(kind.rawValue), "outcome": .string(outcome), "text": .string(text),
                "nextStep": JSONValue(nextStep),
            ]), on: stream
        )
    }

    /// Resolves a ticket.
    public func resolve(_ stream: StreamName, outcome: String, text: String? = nil) async throws {
        _ = try await perform(
            "ticket.resolve", arguments(["outcome": .string(outcome), "text": JSONValue(text)]), on: stream
        )
    }

    /// Closes a resolved ticket.
    public func close(_ stream: StreamName) async throws { _ = try await perform("ticket.close", on: stream) }

    /// A page of ticket summaries: `{tickets:[…], next}`.
    public func queryInbox(filter: JSONObject? = nil, after: String? = nil, limit: Int = 50) async throws -> JSONValue {
        let ack = try await perform(
            "inbox.query",
            arguments([
                "filter": filter.map(JSONValue.object), "after": JSONValue(after), "limit": JSONValue(limit),
            ])
        )
        return ack.result ?? .null
    }
}
