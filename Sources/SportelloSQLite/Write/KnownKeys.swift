/// The keys of commands that the writer knows (docs/decisions/0014-replies-stay.md): all that are not in their places yet, and
/// half of each of the conversations that it has written to lately.
///
/// What is read of a conversation is read once, at the first command to it; a command after that costs the same however long the
/// conversation is.
struct KnownKeys: Sendable {
    /// The replies that are not in their places yet; about a thousand.
    private(set) var recent: Set<ReplyStatements.Name>
    /// The halves of all keys of a conversation, by its row.
    private var halves: [Int64: Set<UInt64>] = [:]
    /// How many halves there are; a conversation takes the room of ``own`` more.
    private var count = 0
    private let limit: Int

    private static let own = 8

    /// - Parameter limit: From this many halves on all are forgotten, and read anew when they are needed. One takes some 20
    ///   bytes, so that all take 40 MB at the most.
    init(recent: Set<ReplyStatements.Name>, limit: Int = 2_000_000) {
        self.recent = recent
        self.limit = limit
    }

    /// Whether a key was used.
    ///
    /// - Parameters:
    ///   - placed: Reads the halves of the conversation's keys that are in their places.
    ///   - isInPlace: Looks for the whole key; asked when another begins like it, or it was used.
    mutating func contains(
        _ name: ReplyStatements.Name, placed: () throws -> [UInt64], isInPlace: () throws -> Bool
    ) throws -> Bool {
        if recent.contains(name) { return true }
        if halves[name.row] == nil {
            makeRoom()
            let read = try placed()
            count += read.count + Self.own
            halves[name.row] = Set(read)
        }
        guard let known = halves[name.row], known.contains(name.high) else { return false }
        return try isInPlace()
    }

    /// Remembers a key that was not used before. Asked for it first, so that its conversation is known.
    mutating func insert(_ name: ReplyStatements.Name) {
        recent.insert(name)
        makeRoom()
        if halves[name.row]?.insert(name.high).inserted == true { count += 1 }
    }

    private mutating func makeRoom() {
        guard count >= limit else { return }
        halves = [:]
        count = 0
    }

    /// The recent ones are in their places now, also those of conversations that were read before.
    mutating func settle() {
        for name in recent where halves[name.row]?.insert(name.high).inserted == true { count += 1 }
        recent.removeAll(keepingCapacity: true)
    }
}
