/// A file of a message, as `message.posted` shows it.
public struct MessageFile: Sendable, Equatable {
    /// The file's id.
    public var id: String
    /// The name to show.
    public var name: String
    /// The media type.
    public var type: String
    /// The length in bytes.
    public var bytes: Int64
    /// A relative address that lives ten minutes; made for each delivery.
    public var url: String?

    /// Makes a file.
    public init(id: String, name: String, type: String, bytes: Int64, url: String? = nil) {
        self.id = id
        self.name = name
        self.type = type
        self.bytes = bytes
        self.url = url
    }
}

/// An event encoded once, to be sent to any number of followers.
///
/// The client's id belongs only into sessions of the event's author: it is spliced in while writing. The same bytes
/// serve as a frame and as an element of `events`.
public struct EncodedEvent: Sendable, Equatable {
    /// The log.
    public let stream: StreamName
    /// The event's number there.
    public let seq: Int64
    /// The whole frame without the id: what every follower but the author gets.
    public let bytes: [UInt8]
    /// Where `,"id":"…"` goes.
    let splice: Int

    /// Encodes an event of any kind.
    public init(
        stream: StreamName,
        seq: Int64,
        ts: WireTime,
        kind: PublicEventKind,
        author: ServerFrame.Author,
        data: EncodedJSON
    ) {
        var writer = FrameWriter(reserving: data.bytes.count + 320)
        splice = writer.eventHead(stream: stream, seq: seq, ts: ts, kind: kind, author: author)
        writer.encoded(data)
        writer.literal("}")
        self.stream = stream
        self.seq = seq
        bytes = writer.bytes
    }

    /// Encodes `message.posted`: the fast way.
    public init(
        stream: StreamName,
        seq: Int64,
        ts: WireTime,
        author: ServerFrame.Author,
        text: String,
        files: [MessageFile] = [],
        via: String
    ) {
        var writer = FrameWriter(reserving: text.utf8.count + 384 + files.count * 256)
        splice = writer.eventHead(stream: stream, seq: seq, ts: ts, kind: .messagePosted, author: author)
        writer.message(text: text, files: files, via: via)
        writer.literal("}")
        self.stream = stream
        self.seq = seq
        bytes = writer.bytes
    }

    /// The frame for one session; `id` only for sessions of the author.
    public func frame(id: String? = nil) -> [UInt8] {
        guard let id else { return bytes }
        var writer = FrameWriter(reserving: bytes.count + id.utf8.count + 8)
        writer.event(self, id: id)
        return writer.bytes
    }
}

extension FrameWriter {
    /// Appends an encoded event; `id` only for sessions of the author.
    public mutating func event(_ event: EncodedEvent, id: String? = nil) {
        guard let id else { return raw(event.bytes) }
        raw(event.bytes[..<event.splice])
        begin(",\"id\":", id)
        raw(event.bytes[event.splice...])
    }

    /// Appends the data of `message.posted`.
    public mutating func message(text: String, files: [MessageFile], via: String) {
        begin("{\"text\":", text)
        literal(",\"files\":[")
        for (index, file) in files.enumerated() {
            begin(index > 0 ? ",{\"id\":" : "{\"id\":", file.id)
            begin(",\"name\":", file.name)
            begin(",\"type\":", file.type)
            literal(",\"bytes\":")
            integer(file.bytes)
            member(",\"url\":", file.url)
            literal("}")
        }
        begin("],\"via\":", via)
        literal("}")
    }

    /// Appends everything up to the data, and says where an id may be spliced in.
    fileprivate mutating func eventHead(
        stream: StreamName,
        seq: Int64,
        ts: WireTime,
        kind: PublicEventKind,
        author: ServerFrame.Author
    ) -> Int {
        literal("{\"type\":\"event\",\"stream\":")
        self.stream(stream)
        literal(",\"seq\":")
        integer(seq)
        literal(",\"ts\":")
        time(ts)
        begin(",\"kind\":", kind.rawValue)
        let splice = count
        begin(",\"author\":{\"id\":", author.id)
        begin(",\"role\":", author.role)
        literal(",\"name\":")
        string(orNull: author.name)
        literal("},\"data\":")
        return splice
    }
}
