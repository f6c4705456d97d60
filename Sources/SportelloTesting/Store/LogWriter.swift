public import Sportello
public import SportelloModel

/// Writes well-formed transactions for one stream, as the desk would: numbered, chained, with heads that follow.
///
/// For tests of stores, which don't care what events mean. A value: a copy continues from the same head, which is how
/// two rivals come to write the same place.
public struct LogWriter: Sendable {
    /// The stream.
    public let stream: StreamID
    /// The head after everything that ``append(_:)`` was told.
    public private(set) var head = StreamHead.empty
    /// The index columns that the first write carries, and later ones when ``index`` was changed.
    public var index: StreamIndex { didSet { isIndexNew = true } }
    private var isIndexNew = true

    /// What an event is to hold.
    public struct Draft: Sendable {
        /// Who may see it.
        public var visibility: Visibility?
        /// Its text; `nil` for an event without content.
        public var text: String?
        /// When it happened.
        public var at: Instant
        /// The id that the client gave.
        public var clientID: String?

        /// Makes a draft.
        ///
        /// - Parameter visibility: `nil` for an event that only the complete view shows.
        public init(
            _ text: String?, visibility: Visibility? = .everyone, at: Instant = Instant(seconds: 1_750_000_000),
            clientID: String? = nil
        ) {
            self.text = text
            self.visibility = visibility
            self.at = at
            self.clientID = clientID
        }
    }

    /// Starts a stream.
    public init(stream: StreamID, index: StreamIndex? = nil) {
        self.stream = stream
        self.index = index ?? StreamIndex(status: "open", isOpen: true, createdAt: Instant(seconds: 1_750_000_000))
    }

    /// The write that appends `drafts`, and the records in it.
    ///
    /// - Parameters:
    ///   - drafts: The events; none asserts the head.
    ///   - state: The rest of the state; `nil` leaves it as it is. A first write without one carries an empty state.
    public mutating func append(_ drafts: [Draft], state: [UInt8]? = nil) -> StreamWrite {
        let expected = head
        let events = drafts.map { next($0) }
        defer { isIndexNew = isIndexNew && events.isEmpty }
        return StreamWrite(
            stream: stream, expected: expected, events: events, head: head,
            activity: events.isEmpty ? nil : Array("{\"last\":\(head.seq)}".utf8), state: state,
            index: isIndexNew && !events.isEmpty ? index : nil
        )
    }

    private mutating func next(_ draft: Draft) -> EventRecord {
        head.seq += 1
        let isPublic = draft.visibility.map { StreamView.contact.shows($0) } ?? false
        let isForStaff = draft.visibility.map { StreamView.staff.shows($0) } ?? false
        if isPublic { head.publicSeq += 1 }
        if isForStaff { head.staffSeq += 1 }
        let salt = draft.text.map { _ in Salt(high: stream.key.low, low: UInt64(head.seq)) }
        let content = draft.text.map { Content(text: $0, details: head.seq % 2 == 0 ? ["name": "Ada"] : [:]) }
        var record = EventRecord(
            stream: stream, seq: head.seq, publicSeq: isPublic ? head.publicSeq : nil,
            staffSeq: isForStaff ? head.staffSeq : nil, at: draft.at, kind: "message.posted",
            author: Author(role: .visitor, id: stream.key.description, name: nil), clientID: draft.clientID,
            facts: Array("{\"format\":\"plain\",\"conversation\":\"\(stream.key)\"}".utf8),
            contentDigest: nil, salt: salt, content: content, digest: .zero
        )
        if let salt, let content { record.contentDigest = content.digest(salt: salt) }
        record.digest = record.chained(after: head.digest)
        head.digest = record.digest
        return record
    }

    /// A reply that names the newest event of `write`, as the desk keeps one for a message.
    public static func reply(to write: StreamWrite, result: [UInt8]? = nil) -> StoredReply {
        guard let last = write.events.last else { return .none }
        return StoredReply(
            stream: last.stream, seq: last.seq, publicSeq: last.publicSeq, staffSeq: last.staffSeq, at: last.at,
            result: result
        )
    }
}
