/// Makes HTML fit for libxml2 in one linear pass: only elements and attributes that matter are left, written in one form.
///
/// libxml2 2.9.14 is quadratic in the attributes of one tag and in end tags that match nothing, and without its limits has
/// none for depth. What it is given here has few attributes, bounded depth, and no end tag that nothing opened. Scripts,
/// styles and comments are gone before a second parser could read them differently.
struct HTMLGuard {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var output: [UInt8] = []
    private var open: [String: Int] = [:]
    private var suppressed: [String: Int] = [:]
    private var depth = 0
    /// The next place of each quote, so that a search is never repeated over the same bytes.
    private var nextDouble = -1
    private var nextSingle = -1
    private var missingEnds: Set<String> = []

    /// Elements of the tree that count; those that close each other do not.
    private static let mostDepth = 400
    private static let mostAttributes = 64
    private static let longestValue = 4096

    static func normalise(_ html: [UInt8]) -> [UInt8] {
        html.withUnsafeBufferPointer { bytes in
            var pass = HTMLGuard(bytes)
            pass.run()
            return pass.output
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count + 32)
    }

    private mutating func run() {
        // Without it libxml2 invents paragraphs around text.
        output += Array("<body>".utf8)
        while index < bytes.count {
            let end = bytes.place(of: UInt8(ascii: "<"), from: index, to: bytes.count)
            // Zeros go.
            while index < end {
                let zero = bytes.place(of: 0, from: index, to: end)
                output.append(contentsOf: bytes.piece(index, zero))
                index = zero + 1
            }
            index = end
            if index < bytes.count { markup() }
        }
    }

    private mutating func markup() {
        guard index + 1 < bytes.count else {
            text(upTo: bytes.count)
            return
        }
        switch bytes[index + 1] {
        case UInt8(ascii: "!"): declaration()
        case UInt8(ascii: "?"): skip(past: UInt8(ascii: ">"))
        case UInt8(ascii: "/"):
            if index + 2 < bytes.count, bytes[index + 2].isLetter {
                endTag()
            } else {
                skip(past: UInt8(ascii: ">"))
            }
        case let letter where letter.isLetter: startTag()
        default: text(upTo: index + 1)
        }
    }

    /// A `<` that begins nothing.
    private mutating func text(upTo end: Int) {
        output += Array("&lt;".utf8)
        index = end
    }

    private mutating func skip(past byte: UInt8) {
        while index < bytes.count, bytes[index] != byte { index += 1 }
        index += 1
    }

    private mutating func declaration() {
        guard index + 3 < bytes.count, bytes[index + 2] == .hyphen, bytes[index + 3] == .hyphen else {
            skip(past: UInt8(ascii: ">"))
            return
        }
        // `<!-->` and `<!--->` are whole comments.
        var at = index + 2
        if !missingEnds.contains("--") {
            while at + 2 < bytes.count {
                if bytes[at] == .hyphen, bytes[at + 1] == .hyphen, bytes[at + 2] == UInt8(ascii: ">") {
                    index = at + 3
                    return
                }
                at += 1
            }
            missingEnds.insert("--")
        }
        // A comment that nobody ends must not swallow the mail.
        skip(past: UInt8(ascii: ">"))
    }

    private mutating func name() -> String {
        let start = index
        while index < bytes.count,
            bytes[index].isLetter || bytes[index].isDigit || bytes[index] == .colon
                || bytes[index] == .hyphen
        {
            index += 1
        }
        return String(decoding: bytes[start..<min(index, start + 32)].map(\.lowered), as: UTF8.self)
    }

    private mutating func endTag() {
        index += 2
        let name = name()
        skip(past: UInt8(ascii: ">"))
        if let count = suppressed[name], count > 0 {
            suppressed[name] = count - 1
        } else if let count = open[name], count > 0 {
            open[name] = count - 1
            if !HTMLElements.closesItself(name) { depth -= 1 }
            output += Array("</\(name)>".utf8)
        } else if name == "p" || name == "br" {
            // Browsers make an empty one of it.
            output += Array("<br>".utf8)
        }
    }

    private mutating func startTag() {
        index += 1
        let name = name()
        let isKept = HTMLElements.kept.contains(name)
        var attributes: [(name: String, value: Range<Int>)] = []
        var isClosed = false
        while index < bytes.count {
            while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "/") { index += 1 }
            guard index < bytes.count else { break }
            if bytes[index] == UInt8(ascii: ">") {
                index += 1
                isClosed = true
                break
            }
            // A tag that was not closed before the next one.
            if bytes[index] == UInt8(ascii: "<") { break }
            let found = attribute()
            if isKept, attributes.count < Self.mostAttributes, HTMLElements.attributes.contains(found.name),
                !attributes.contains(where: { $0.name == found.name })
            {
                attributes.append(found)
            }
        }
        if HTMLElements.raw.contains(name) {
            skipRaw(name)
            return
        }
        guard isKept, isClosed || index >= bytes.count || !attributes.isEmpty || bytes[index] == UInt8(ascii: "<")
        else { return }
        if !HTMLElements.isVoid(name) {
            if depth >= Self.mostDepth, !HTMLElements.closesItself(name) {
                suppressed[name, default: 0] += 1
                return
            }
            open[name, default: 0] += 1
            if !HTMLElements.closesItself(name) { depth += 1 }
        }
        write(name, attributes)
    }

    private mutating func attribute() -> (name: String, value: Range<Int>) {
        let start = index
        while index < bytes.count, bytes[index] > 0x20, bytes[index] != .equals, bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "/") || index == start
        {
            index += 1
        }
        let name = String(decoding: bytes[start..<min(index, start + 24)].map(\.lowered), as: UTF8.self)
        var at = index
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count, bytes[at] == .equals else { return (name, index..<index) }
        at += 1
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
        guard at < bytes.count else {
            index = at
            return (name, at..<at)
        }
        let quote = bytes[at]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), let end = next(quote, from: at + 1) {
            index = end + 1
            return (name, at + 1..<end)
        }
        index = at
        while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ">") { index += 1 }
        return (name, at..<index)
    }

    private mutating func next(_ quote: UInt8, from start: Int) -> Int? {
        let isDouble = quote == UInt8(ascii: "\"")
        var place = isDouble ? nextDouble : nextSingle
        if place < start {
            place = start
            while place < bytes.count, bytes[place] != quote { place += 1 }
            if isDouble { nextDouble = place } else { nextSingle = place }
        }
        return place < bytes.count ? place : nil
    }

    /// To the end of an element whose content is no markup.
    private mutating func skipRaw(_ name: String) {
        guard !missingEnds.contains(name) else { return }
        let mark = Array("</\(name)".utf8)
        var at = index
        while at + mark.count <= bytes.count {
            if bytes[at] == UInt8(ascii: "<"), zip(mark, bytes[at...]).allSatisfy({ $0 == $1.lowered }) {
                index = at
                skip(past: UInt8(ascii: ">"))
                return
            }
            at += 1
        }
        missingEnds.insert(name)
        // Nothing ends it: a browser shows nothing from here on, and neither do we for what is code.
        if name == "script" || name == "style" { index = bytes.count }
    }

    private mutating func write(_ name: String, _ attributes: [(name: String, value: Range<Int>)]) {
        output.append(UInt8(ascii: "<"))
        output += Array(name.utf8)
        for attribute in attributes {
            output.append(.space)
            output += Array(attribute.name.utf8)
            output += Array("=\"".utf8)
            // Long ones are pictures inside an address, which nothing uses.
            for byte in bytes[attribute.value].prefix(Self.longestValue) {
                switch byte {
                case UInt8(ascii: "\""): output += Array("&quot;".utf8)
                case UInt8(ascii: "<"): output += Array("&lt;".utf8)
                case UInt8(ascii: ">"): output += Array("&gt;".utf8)
                case 0..<0x20, 0x7F: output.append(.space)
                default: output.append(byte)
                }
            }
            output.append(UInt8(ascii: "\""))
        }
        output.append(UInt8(ascii: ">"))
    }
}
