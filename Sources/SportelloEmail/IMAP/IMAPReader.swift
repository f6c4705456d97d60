/// One piece of a response.
enum IMAPPiece: Sendable, Hashable {
    /// What stands in lines.
    case text([UInt8])
    /// Counted bytes: nothing in them can end a response, whatever they look like.
    case literal([UInt8])
}

/// One whole response: lines and the literals between them.
struct IMAPResponse: Sendable, Hashable {
    var pieces: [IMAPPiece]
}

/// Cuts what a server sends into responses. A value without I/O; bounded: a server that sends more than the limits in one
/// line, one literal or one response is left.
struct IMAPReader: Sendable {
    /// How much is taken.
    struct Limits: Sendable {
        /// Bytes of one line.
        var line = 64 << 10
        /// Bytes of one literal.
        var literal = 2 << 20
        /// Literals of one response.
        var literals = 16
    }

    private let limits: Limits
    private var buffer: [UInt8] = []
    private var position = 0
    /// Up to where the buffer holds no line end.
    private var searched = 0
    private var pieces: [IMAPPiece] = []
    /// The bytes of a literal that are still to come.
    private var literal: Int?

    init(limits: Limits = Limits()) { self.limits = limits }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        if position > 0, position == buffer.count || position > 256 << 10 {
            buffer.removeFirst(position)
            searched -= position
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole response; `nil` when more bytes are needed.
    mutating func next() throws -> IMAPResponse? {
        while true {
            if let count = literal {
                guard buffer.count - position >= count else { return nil }
                pieces.append(.literal(Array(buffer[position..<(position + count)])))
                position += count
                searched = position
                literal = nil
            }
            searched = max(searched, position)
            guard let end = buffer[searched...].firstIndex(of: 0x0a) else {
                searched = buffer.count
                guard buffer.count - position <= limits.line else { throw tooLong("a line") }
                return nil
            }
            guard end - position <= limits.line else { throw tooLong("a line") }
            var line = Array(buffer[position..<end])
            position = end + 1
            searched = position
            if line.last == 0x0d { line.removeLast() }
            guard let count = try Self.literalCount(line) else {
                let response = IMAPResponse(pieces: pieces + [.text(line)])
                pieces = []
                return response
            }
            guard count <= limits.literal else { throw tooLong("a literal of \(count) bytes") }
            guard pieces.count < limits.literals * 2 else { throw tooLong("a response") }
            line.removeSubrange((line.lastIndex(of: UInt8(ascii: "{")) ?? line.endIndex)...)
            pieces.append(.text(line))
            literal = count
        }
    }

    private func tooLong(_ what: String) -> EmailError {
        EmailError(.protocolViolation, "the server sent \(what) longer than is taken")
    }

    /// The count of `{count}` at a line's end.
    private static func literalCount(_ line: [UInt8]) throws -> Int? {
        guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        var digits = line[(open + 1)..<(line.count - 1)]
        if digits.last == UInt8(ascii: "+") { digits.removeLast() }
        guard !digits.isEmpty, digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        guard digits.count <= 10, let count = Int(String(decoding: digits, as: UTF8.self)) else {
            throw EmailError(.protocolViolation, "the server announced a literal of an absurd size")
        }
        return count
    }
}
