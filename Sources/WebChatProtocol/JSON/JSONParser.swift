extension JSONValue {
    /// Reads one JSON text (RFC 8259) that fills the bytes.
    ///
    /// One pass, recursion bounded by `maxDepth`, memory bounded by about twenty times the input. Stricter than the RFC
    /// where two readers could disagree: no byte order mark, no duplicate member, no number beyond `Double`.
    ///
    /// - Parameters:
    ///   - bytes: the text; read only during the call.
    ///   - maxDepth: how many arrays and objects may nest; the outermost one counts as 1.
    public static func parse(_ bytes: UnsafeRawBufferPointer, maxDepth: Int = 8) throws(JSONFault) -> JSONValue {
        let input = bytes.assumingMemoryBound(to: UInt8.self)
        var parser = JSONParser(input: input, maxDepth: maxDepth)
        do throws(JSONFault) {
            return try parser.parseDocument()
        } catch {
            throw String(validating: input, as: UTF8.self) == nil ? .notUTF8 : error
        }
    }

    /// Reads one JSON text from an array of bytes.
    public static func parse(_ bytes: [UInt8], maxDepth: Int = 8) throws(JSONFault) -> JSONValue {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONFault) in try parse(buffer, maxDepth: maxDepth) }
        }
        return try result.get()
    }
}

/// A recursive-descent reader over borrowed bytes.
struct JSONParser {
    let input: UnsafeBufferPointer<UInt8>
    let maxDepth: Int
    var position = 0
    /// Reused for strings with escapes.
    var scratch: [UInt8] = []

    init(input: UnsafeBufferPointer<UInt8>, maxDepth: Int) {
        self.input = input
        self.maxDepth = maxDepth
    }

    mutating func parseDocument() throws(JSONFault) -> JSONValue {
        skipSpace()
        let value = try parseValue(depth: 0)
        skipSpace()
        guard position == input.count else { throw .malformed(offset: position) }
        return value
    }

    private mutating func parseValue(depth: Int) throws(JSONFault) -> JSONValue {
        guard position < input.count else { throw .malformed(offset: position) }
        switch input[position] {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: return try parseNumber()
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= maxDepth else { throw .tooDeep(offset: position) }
        position += 1
        skipSpace()
        if consume(UInt8(ascii: "}")) { return .object(JSONObject()) }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(6)
        var names = MemberNames()
        while true {
            let start = position
            guard position < input.count, input[position] == UInt8(ascii: "\"") else {
                throw .malformed(offset: position)
            }
            let name = try parseString()
            guard names.insert(name, after: members) else { throw .duplicateMember(offset: start) }
            skipSpace()
            guard consume(UInt8(ascii: ":")) else { throw .malformed(offset: position) }
            skipSpace()
            members.append(.init(name: name, value: try parseValue(depth: depth)))
            skipSpace()
            if consume(UInt8(ascii: ",")) {
                skipSpace()
            } else if consume(UInt8(ascii: "}")) {
                return .object(JSONObject(members))
            } else {
                throw .malformed(offset: position)
            }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= maxDepth else { throw .tooDeep(offset: position) }
        position += 1
        skipSpace()
        if consume(UInt8(ascii: "]")) { return .array([]) }
        var elements: [JSONValue] = []
        while true {
            elements.append(try parseValue(depth: depth))
            skipSpace()
            if consume(UInt8(ascii: ",")) {
                skipSpace()
            } else if consume(UInt8(ascii: "]")) {
                return .array(elements)
            } else {
                throw .malformed(offset: position)
            }
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let start = position
        let length = word.utf8CodeUnitCount
        guard start + length <= input.count else { throw .malformed(offset: start) }
        for index in 0..<length where input[start + index] != word.utf8Start[index] {
            throw .malformed(offset: start + index)
        }
        position = start + length
        return value
    }

    mutating func skipSpace() {
        while position < input.count {
            switch input[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    mutating func consume(_ byte: UInt8) -> Bool {
        guard position < input.count, input[position] == byte else { return false }
        position += 1
        return true
    }
}

/// Finds repeated member names in linear time: by comparison while they are few, by hashed bytes beyond.
private struct MemberNames {
    private var seen: Set<[UInt8]>?

    /// False when the name is among the members already read.
    mutating func insert(_ name: String, after members: [JSONObject.Member]) -> Bool {
        if members.count < 16 {
            for member in members where hasSameBytes(member.name, name) { return false }
            return true
        }
        var names = seen ?? Set(members.map { Array($0.name.utf8) })
        seen = nil
        defer { seen = names }
        return names.insert(Array(name.utf8)).inserted
    }
}
