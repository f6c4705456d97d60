import Sportello
import SportelloModel

/// What an in-memory medium holds: the reference for what a store's tables mean.
struct MemoryTables: Sendable {
    var streams: [StreamID: StreamEntry] = [:]
    var replies: [ReplyKey: ReplyEntry] = [:]
    var owners: [UniqueKey: StreamID] = [:]
    var outbox = OutboxTable()
    /// Words to the events that hold them, in the order of commit.
    var texts = TextTable()
}

/// One stream with its log.
struct StreamEntry: Sendable {
    var snapshot: StreamSnapshot
    /// `log[n - 1]` is the event number n.
    var log: [EventRecord] = []
    /// Places in ``log`` by the contact's number, less 1.
    var contactLog: [Int] = []
    /// Places in ``log`` by the staff's number, less 1.
    var staffLog: [Int] = []

    mutating func append(_ event: EventRecord) {
        if event.publicSeq != nil { contactLog.append(log.count) }
        if event.staffSeq != nil { staffLog.append(log.count) }
        log.append(event)
    }

    /// How many events a view shows.
    func count(in view: StreamView) -> Int {
        switch view {
        case .complete: log.count
        case .contact: contactLog.count
        case .staff: staffLog.count
        }
    }

    /// Events of a view, by their places in it.
    func events(in view: StreamView, _ places: Range<Int>) -> [EventRecord] {
        switch view {
        case .complete: Array(log[places])
        case .contact: contactLog[places].map { log[$0] }
        case .staff: staffLog[places].map { log[$0] }
        }
    }
}

/// A ``CommitKey`` without the digest of its content. Bytes, because Swift's strings are equal when they look alike.
struct ReplyKey: Hashable, Sendable {
    let scope: StreamID
    let author: [UInt8]
    let id: [UInt8]

    init(_ key: CommitKey) {
        scope = key.scope
        author = Array(key.author.utf8)
        id = Array(key.id.utf8)
    }
}

struct ReplyEntry: Sendable {
    let content: Digest
    let reply: StoredReply
}
