/// The fields of one header block, as bytes became text.
struct HeaderBlock: Sendable {
    private(set) var fields: [MailHeader] = []
    /// More fields, or longer, than the limits allow.
    private(set) var isCut = false
    /// A value is 8-bit text in an unknown charset.
    private(set) var hasUnknownText = false
    /// The text follows at once, without a blank line: it begins at `end`.
    private(set) var lacksBlankLine = false
    /// First byte of the block.
    let start: Int
    /// First byte behind the block and its blank line.
    private(set) var end: Int

    /// Bytes of one field that are read.
    static let fieldBytes = 64 << 10

    /// Raw text that is not UTF-8 may be in this charset.
    private let charset: Charset?

    /// Reads fields from `start` up to the blank line, the first line of a body that follows without one, or `end`.
    ///
    /// With `findsText` lines that are no fields, where nothing shows the end of the block, are looked at once more.
    init(
        _ source: [UInt8], from start: Int, to end: Int, limits: MailParserLimits, charset: Charset? = nil,
        findsText: Bool = false
    ) {
        self.start = start
        self.end = start
        self.charset = charset
        source.withUnsafeBufferPointer { bytes in
            read(bytes, from: max(0, start), to: min(end, bytes.count), limits, findsText)
        }
    }

    /// An empty block that ends at `end`.
    init(end: Int = 0) {
        start = end
        self.end = end
        charset = nil
    }

    private mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, _ limits: MailParserLimits,
        _ findsText: Bool
    ) {
        var position = start
        var invalidLines = 0
        var hasEnd = false
        // Where the first line stands that is no field, and how many fields came before it.
        var firstInvalid: (place: Int, fields: Int)?
        while position < limit {
            var lineEnd = Self.endOfLine(bytes, position, limit)
            let (textEnd, next) = lineEnd
            if textEnd == position {
                position = next
                hasEnd = true
                break
            }
            guard let nameEnd = Self.nameEnd(bytes, position, textEnd) else {
                // A line that is no field: a stray one is passed over, several are a body without its blank line.
                invalidLines += 1
                if firstInvalid == nil { firstInvalid = (position, fields.count) }
                if bytes[position] == .hyphen, textEnd - position > 1, bytes[position + 1] == .hyphen {
                    hasEnd = true
                    break
                }
                if invalidLines > 3, fields.isEmpty || invalidLines > 20 { break }
                position = next
                continue
            }
            let nameStart = position
            var valueStart = nameEnd
            while valueStart < textEnd, bytes[valueStart] != .colon { valueStart += 1 }
            valueStart += 1
            // Everything that is folded onto the field.
            var fieldEnd = textEnd
            position = next
            while position < limit, bytes[position].isBlank {
                lineEnd = Self.endOfLine(bytes, position, limit)
                // A folded line of blanks only is how some end the block.
                if Self.isBlank(bytes, position, lineEnd.text), Self.endsBlock(bytes, lineEnd.next, limit) { break }
                fieldEnd = lineEnd.text
                position = lineEnd.next
            }
            guard fields.count < limits.headerFields, valueStart - start < limits.headerBytes else {
                isCut = true
                continue
            }
            if fieldEnd - valueStart > Self.fieldBytes { isCut = true }
            let value = bytes[min(valueStart, fieldEnd)..<min(fieldEnd, valueStart + Self.fieldBytes)]
            let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[nameStart..<nameEnd]), as: UTF8.self)
            fields.append(MailHeader(name: name, value: unfold(value)))
        }
        end = position
        // More such lines than fields from the first on: they are the text.
        if findsText, !hasEnd, let first = firstInvalid, first.fields > 0, invalidLines > fields.count - first.fields {
            // Where the mail goes on, it may still be a header that somebody folded badly: what was a field stays one.
            if position >= limit { fields.removeLast(fields.count - first.fields) }
            end = first.place
            lacksBlankLine = true
        }
    }

    /// End of the text of the line at `position`, and the start of the next.
    private static func endOfLine(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ limit: Int
    ) -> (text: Int, next: Int) {
        var end = bytes.place(of: .lineFeed, from: position, to: limit)
        let next = min(limit, end + 1)
        if end > position, bytes[end - 1] == .carriageReturn { end -= 1 }
        return (end, next)
    }

    private static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        bytes[start..<end].allSatisfy(\.isBlank)
    }

    /// True when no field follows at `position`.
    private static func endsBlock(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ limit: Int) -> Bool {
        guard position < limit else { return true }
        if bytes[position].isBlank { return false }
        return nameEnd(bytes, position, endOfLine(bytes, position, limit).text) == nil
    }

    /// Where a field's name ends; nil when the line is no field.
    private static func nameEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var at = start
        while at < end, at - start < 256, bytes[at] > 0x20, bytes[at] < 0x7F, bytes[at] != .colon { at += 1 }
        guard at > start else { return nil }
        var colon = at
        while colon < end, bytes[colon].isBlank { colon += 1 }
        return colon < end && bytes[colon] == .colon ? at : nil
    }

    /// Ends of lines go, the blank that begins the next line stays.
    private mutating func unfold(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var slice = value
        while let first = slice.first, first.isBlank || first == .carriageReturn || first == .lineFeed {
            slice.removeFirst()
        }
        while let last = slice.last, last.isBlank || last == .carriageReturn || last == .lineFeed { slice.removeLast() }
        if !slice.contains(where: { $0 == .lineFeed || $0 == .carriageReturn || $0 == 0 }) {
            return text(slice)
        }
        return text(slice.filter { $0 != .lineFeed && $0 != .carriageReturn && $0 != 0 })
    }

    private mutating func text(_ value: some Collection<UInt8>) -> String {
        let isUnknown = value.contains { $0 >= 0x80 } && !UTF8Check.isValid(Array(value))
        if isUnknown { hasUnknownText = true }
        return TextDecoder.header(value, fallback: charset)
    }

    /// The value of the first field with this name.
    subscript(_ name: String) -> String? { fields.first { $0.name.equalsIgnoringCase(name) }?.value }

    /// The values of all fields with this name.
    func all(_ name: String) -> [String] { fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value) }
}
