/// Builds JSON in one growing buffer of bytes.
///
/// The low-level calls append exactly what they say and do not check that the whole is JSON; the calls named after a
/// frame (see `FrameWriter+ServerFrames.swift`) write complete frames. Reuse one writer with `reset()` to keep its memory.
public struct FrameWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8]

    /// Makes an empty writer with room for `capacity` bytes.
    public init(reserving capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// How many bytes were written.
    public var count: Int { bytes.count }

    /// Forgets what was written and keeps the memory.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends a literal piece of JSON, as it is.
    @inline(__always)
    public mutating func literal(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends bytes that are JSON already.
    public mutating func raw(_ json: [UInt8]) {
        bytes.append(contentsOf: json)
    }

    /// Appends a part of bytes that are JSON already.
    public mutating func raw(_ json: ArraySlice<UInt8>) {
        bytes.append(contentsOf: json)
    }

    /// Appends JSON that was encoded before.
    public mutating func encoded(_ json: EncodedJSON) {
        bytes.append(contentsOf: json.bytes)
    }

    /// Appends a string with quotes and escapes. Runs without escapes are copied at once.
    public mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a string, or `null`.
    public mutating func string(orNull text: String?) {
        if let text { string(text) } else { literal("null") }
    }

    /// Appends a whole number.
    public mutating func integer(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(value.magnitude)
    }

    /// Appends `true` or `false`.
    public mutating func bool(_ value: Bool) {
        if value { literal("true") } else { literal("false") }
    }

    /// Appends a time as a quoted string.
    public mutating func time(_ value: WireTime) {
        bytes.append(UInt8(ascii: "\""))
        value.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a time as a quoted string, or `null`.
    public mutating func time(orNull value: WireTime?) {
        if let value { time(value) } else { literal("null") }
    }

    /// Appends a stream's name as a quoted string. Names need no escapes.
    public mutating func stream(_ name: StreamName) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a value.
    ///
    /// - Parameter sorted: whether members come in the order of their names' bytes (the canonical form) or as they are.
    public mutating func json(_ value: JSONValue, sorted: Bool = false) {
        switch value {
        case .null: literal("null")
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .double(let number):
            if let whole = value.integerValue { integer(whole) } else { bytes.append(contentsOf: "\(number)".utf8) }
        case .string(let text): string(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                json(element, sorted: sorted)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            self.object(object, sorted: sorted)
        }
    }

    /// Appends an object.
    public mutating func object(_ object: JSONObject, sorted: Bool = false) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in sorted ? object.sortedMembers : object.members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            string(member.name)
            bytes.append(UInt8(ascii: ":"))
            json(member.value, sorted: sorted)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func digits(_ magnitude: UInt64) {
        var count = 1
        var rest = magnitude / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
        var value = magnitude
        var index = start + count - 1
        while value > 0 {
            let (quotient, digit) = value.quotientAndRemainder(dividingBy: 10)
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            value = quotient
            index -= 1
        }
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        guard let base = text.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        var runStart = 0
        var index = 0
        while index < text.count {
            if index + 8 <= text.count,
                !needsAttention(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            {
                index += 8
                continue
            }
            // At most eight bytes the slow way, then fast again.
            let end = min(index + 8, text.count)
            while index < end {
                let byte = base[index]
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 {
                    bytes.append(contentsOf: text[runStart..<index])
                    appendEscape(byte)
                    runStart = index + 1
                }
                index += 1
            }
        }
        bytes.append(contentsOf: text[runStart..<text.count])
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): literal("\\\"")
        case UInt8(ascii: "\\"): literal("\\\\")
        case 0x0A: literal("\\n")
        case 0x0D: literal("\\r")
        case 0x09: literal("\\t")
        default:
            literal("\\u00")
            bytes.append(UInt8(ascii: "0") + (byte >> 4))
            let low = byte & 0x0F
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
