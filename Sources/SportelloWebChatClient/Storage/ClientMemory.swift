public import WebChatProtocol

/// What a client remembers over a restart.
public struct ClientMemory: Sendable, Equatable {
    /// The visitor's secret. Whoever has it is the visitor.
    public var visitor: String?
    /// How far each followed log was taken.
    public var positions: [ResumePoint]
    /// Messages that are not acknowledged, in the order in which they were posted.
    public var unacknowledged: [ClientFrame.Send]

    /// A memory; empty unless told.
    public init(visitor: String? = nil, positions: [ResumePoint] = [], unacknowledged: [ClientFrame.Send] = []) {
        self.visitor = visitor
        self.positions = positions
        self.unacknowledged = unacknowledged
    }

    /// The memory as one JSON object.
    public func encoded() -> [UInt8] {
        let positions = positions.map { point in
            var members: [JSONObject.Member] = [.init(name: "stream", value: .string(point.stream.text))]
            if let epoch = point.epoch { members.append(.init(name: "epoch", value: .string(epoch))) }
            if let since = point.since { members.append(.init(name: "since", value: .integer(since))) }
            return JSONValue.object(JSONObject(members))
        }
        let messages = unacknowledged.map {
            JSONValue.string(String(decoding: ClientFrame.send($0).encode(), as: UTF8.self))
        }
        var members: [JSONObject.Member] = [.init(name: "version", value: 1)]
        if let visitor { members.append(.init(name: "visitor", value: .string(visitor))) }
        members.append(.init(name: "positions", value: .array(positions)))
        members.append(.init(name: "unacknowledged", value: .array(messages)))
        return EncodedJSON(.object(JSONObject(members))).bytes
    }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Throws: `JSONFault`, `MemberFault` or ``ClientMemoryFault`` for anything else.
    public init(decoding bytes: [UInt8]) throws {
        guard let object = try JSONValue.parse(bytes).objectValue else { throw ClientMemoryFault("not an object") }
        let reader = MemberReader(object)
        guard try reader.integer("version") == 1 else { throw ClientMemoryFault("of another version") }
        visitor = try reader.optionalString("visitor", maxScalars: 8192)
        positions =
            try reader.optionalObjects("positions", maxCount: 10_000)?.map { point in
                ResumePoint(
                    stream: try point.stream(), epoch: try point.optionalString("epoch"),
                    since: try point.optionalInteger("since")
                )
            } ?? []
        unacknowledged =
            try reader.optionalStrings("unacknowledged", maxCount: 10_000, maxScalars: 1_000_000)?.map {
                guard case .success(.send(let send)) = ClientFrame.decode(Array($0.utf8), limits: .agent) else {
                    throw ClientMemoryFault("with a message that is none")
                }
                return send
            } ?? []
    }
}

/// A memory cannot be read.
public struct ClientMemoryFault: Error, Sendable, CustomStringConvertible {
    /// What is wrong with it.
    public let description: String
    init(_ problem: String) { description = "the saved memory is \(problem)" }
}
