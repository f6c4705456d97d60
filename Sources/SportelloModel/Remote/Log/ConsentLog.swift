/// The organisation's one log of consent events: a Merkle tree whose leaves are its events' facts, in the order in which
/// the desk committed them (DESIGN §5).
///
/// Every step of every permission appends one leaf in the same transaction, so the tree's order is the commits' order
/// and nothing can be recorded about a permission without being in the log. The state is the tree's frontier: appending
/// costs O(log n), whatever the log's length.
public struct ConsentLog: Sendable, Hashable, Codable {
    /// The one log's name.
    public static let id = Identifier<ConsentLog>(high: 0, low: 1)

    /// When the first leaf came.
    public var startedAt = Instant(milliseconds: 0)
    /// The tree.
    public var tree = MerkleFrontier()

    /// Starts the fold.
    public init(id: Identifier<ConsentLog>) {}
}

/// What can happen to the log: it grows.
public enum ConsentLogEvent: StreamEvent {
    case appended(ConsentLeaf)

    /// Stable for ever.
    public var kind: String { "consent.logged" }

    /// Staff see no list of everybody's permissions; auditors read the complete log.
    public var visibility: Visibility { .staff }
}

/// One leaf: the bytes that are hashed are the bytes that are stored.
public struct ConsentLeaf: Sendable, Hashable {
    /// The entry as JSON with sorted keys.
    public let bytes: [UInt8]

    /// Wraps bytes as they were stored or received.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Writes an entry.
    public init(_ entry: ConsentEntry) throws { bytes = try FactsCoding.encode(entry) }

    /// The leaf's hash in the tree.
    public var hash: Digest { MerkleHash.leaf(bytes) }

    /// What it says. Throws a decoding error for bytes that are no entry.
    public func entry() throws -> ConsentEntry { try FactsCoding.decode(bytes) }
}

/// What a leaf says: a step of a permission, when, and by whom. No personal text: purposes and reasons stay with the
/// ticket, and a person is named by an id that means nothing outside the desk.
public struct ConsentEntry: Sendable, Hashable, Codable {
    /// The ticket.
    public var ticket: TicketID
    /// When it was decided, milliseconds since 1970.
    public var at: Instant
    /// The acting party's role.
    public var role: Role
    /// The acting party's id within the role.
    public var by: String
    /// The step with its facts.
    public var event: RemoteEvent
}

extension ConsentLog: Aggregate {
    /// What can happen to the log.
    public typealias Event = ConsentLogEvent

    /// Applies one event.
    public mutating func evolve(_ event: ConsentLogEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .appended(let leaf):
            if tree.size == 0 { startedAt = stamp.at }
            tree.append(leaf.hash)
        }
    }
}

extension ConsentLogEvent: StorableEvent {
    /// The leaf's own bytes.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .appended(let leaf): leaf.bytes
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        guard kind == "consent.logged" else { throw UnreadableEvent(kind: kind) }
        let leaf = ConsentLeaf(bytes: facts)
        _ = try leaf.entry()
        return .appended(leaf)
    }
}

extension Workspace {
    /// Records a step of a permission on its ticket and in the organisation's log: one cannot be without the other.
    mutating func recordConsent(
        _ event: RemoteEvent, on id: TicketID, content: Content? = nil, by author: Author? = nil
    ) throws(Stop) {
        let author = author ?? context.actor.author
        let entry = ConsentEntry(ticket: id, at: now, role: author.role, by: author.id, event: event)
        // Numbers, words and lists of words: their encoding does not fail.
        guard let leaf = try? ConsentLeaf(entry) else { throw refuse(.invalid, nil, ["field": "consent"]) }
        try record(.remote(event), on: id, content: content, by: author)
        try record(.appended(leaf), on: ConsentLog.id, by: author)
    }
}
