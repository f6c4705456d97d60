import Foundation
public import SportelloModel

/// The id that a caller gives to a command so that it happens once, however often it is sent.
public struct CommandKey: Sendable, Hashable {
    /// The id, unique for the author within the scope.
    public var id: String
    /// The stream within which it is unique.
    public var scope: StreamID
    /// Covers what the command says: the same id with another digest is a mistake of the caller.
    public var content: Digest

    /// Makes a key.
    public init(id: String, scope: StreamID, content: Digest) {
        self.id = id
        self.scope = scope
        self.content = content
    }
}

/// What became of a command: it is durable.
public struct Receipt: Sendable, Hashable {
    /// The stream of its last event; `nil` when it changed nothing.
    public var stream: StreamID?
    /// The number of its last event (for a message, of the message) in the whole stream.
    public var seq: Int64
    /// The same for the contact; `nil` when no event of the command is visible to them.
    public var publicSeq: Int64?
    /// The same for the staff.
    public var staffSeq: Int64?
    /// When it was decided.
    public var at: Instant
    /// Whether the same command was committed before, and this is its first answer again.
    public var isDuplicate: Bool
    /// What it answers.
    public var result: CommandResult

    init(_ reply: StoredReply, isDuplicate: Bool) throws {
        stream = reply.stream
        seq = reply.seq
        publicSeq = reply.publicSeq
        staffSeq = reply.staffSeq
        at = reply.at
        self.isDuplicate = isDuplicate
        result = try reply.result.map { try JSONDecoder().decode(CommandResult.self, from: Data($0)) } ?? .none
    }

    /// Itself, unless what was committed is a refusal: the attempt itself is the fact (DESIGN §2.7).
    func orRefusal() throws -> Receipt {
        if case .refused(let refusal) = result { throw refusal }
        return self
    }

    /// The number in a view.
    public func position(in view: StreamView) -> Int64? {
        switch view {
        case .complete: stream == nil ? nil : seq
        case .contact: publicSeq
        case .staff: staffSeq
        }
    }
}

extension StoredReply {
    /// What a sealed command answers. For a message, its own number, even where other events follow it.
    init(_ sealed: [SealedChange], primary: StreamID?, at: Instant, result: CommandResult) throws {
        self = .none
        self.at = at
        if case .none = result {} else { self.result = Array(try JSONEncoder().encode(result)) }
        // The ticket that the command was about, or the one that it made; only without any, another stream.
        let tickets = sealed.filter { $0.stream.kind == .ticket }
        guard let change = tickets.first(where: { $0.stream == primary }) ?? tickets.last ?? sealed.last else { return }
        stream = change.stream
        let message = change.events.last {
            if case .ticket(.messagePosted) = $0.event { true } else { false }
        }
        let named = message.map { [$0] } ?? change.events
        seq = named.last?.record.seq ?? 0
        publicSeq = named.last { $0.record.publicSeq != nil }?.record.publicSeq
        staffSeq = named.last { $0.record.staffSeq != nil }?.record.staffSeq
    }
}
