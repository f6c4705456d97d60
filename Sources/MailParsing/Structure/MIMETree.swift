import CMIME

/// The parts of a mail in pre-order, each with its header block and its bytes.
struct MIMETree {
    /// One part.
    struct Part {
        var kind: Kind
        var depth: Int
        var parent: Int?
        var children: [Int] = []
        var header: HeaderBlock
        var contentType: HeaderParameters
        var disposition: HeaderParameters
        /// A leaf's encoded bytes; a message's whole mail; a multipart's everything.
        var body: Range<Int>

        var type: String { contentType.value }
        var encoding: TransferEncoding { TransferEncoding(header: header["Content-Transfer-Encoding"]) }
        var location: MailAttachment.Location { MailAttachment.Location(range: body, encoding: encoding) }
    }

    enum Kind {
        case leaf
        case multipart
        case message
    }

    private(set) var parts: [Part] = []
    private(set) var defects: Set<MailDefect> = []

    /// The mail's own fields; the root part shares them.
    private(set) var header: HeaderBlock

    /// The boundary of the root part where the header does not tell it.
    private var rootBoundary: String?

    init(_ source: [UInt8], limits: MailParserLimits) throws(MailParsingError) {
        let start = Self.start(of: source)
        header = HeaderBlock(source, from: start, to: source.count, limits: limits, findsText: true)
        if header.isCut { defects.insert(.headersCut) }
        guard !header.fields.isEmpty else {
            defects.insert(.headersMissing)
            parts = [Self.whole(source, from: start, header: HeaderBlock(end: start))]
            return
        }
        if header.lacksBlankLine, !HeaderParameters(header["Content-Type"]).isMultipart {
            parts = [Self.whole(source, from: header.end, header: header)]
            rereadHeaders(source, limits)
            return
        }
        var tree = cmime_tree()
        defer { cmime_tree_free(&tree) }
        guard try Self.find(source, from: start, limits, &tree) else {
            parts = [Self.whole(source, from: header.end, header: header)]
            return
        }
        var divided = cmime_tree()
        defer { cmime_tree_free(&divided) }
        if isUndivided(tree), let shift = try divide(source, limits, &divided) {
            read(divided, source, shift, limits)
        } else {
            read(tree, source, start, limits)
        }
        findEnds(source)
        rereadHeaders(source, limits)
    }

    /// Lets GMime find the parts of a mail; false when it finds none.
    private static func find(
        _ source: [UInt8], from start: Int, _ limits: MailParserLimits, _ tree: inout cmime_tree
    ) throws(MailParsingError) -> Bool {
        let limits = cmime_limits(
            header_bytes: limits.headerBytes, header_fields: limits.headerFields, parts: limits.parts,
            depth: limits.depth
        )
        let result = source.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { cmime_read($0 + start, bytes.count - start, limits, &tree) } ?? 1
        }
        guard result >= 0 else { throw .outOfMemory }
        return result == 0 && tree.count > 0
    }

    /// True for a multipart that GMime found no part of, as happens when its boundary cannot be read.
    private func isUndivided(_ tree: cmime_tree) -> Bool {
        guard tree.count == 1, tree.cut & Int32(CMIME_CUT_PARTS) == 0, let root = tree.parts?.pointee else {
            return false
        }
        return Int(root.kind) == Int(CMIME_MULTIPART) || HeaderParameters(header["Content-Type"]).isMultipart
    }

    /// Shows GMime the body once more behind a header with the boundary that really stands in it. How far the offsets in
    /// `tree` are off from the mail's; nil when there still are no parts.
    private mutating func divide(
        _ source: [UInt8], _ limits: MailParserLimits, _ tree: inout cmime_tree
    ) throws(MailParsingError) -> Int? {
        let own = HeaderParameters(header["Content-Type"])
        guard let boundary = Boundary.search(source, from: header.end, declared: own["boundary"]) else { return nil }
        let kind = own.isMultipart ? own.value : "multipart/mixed"
        let head = Array("Content-Type: \(kind); boundary=\"\(boundary)\"\n\n".utf8)
        guard try Self.find(head + source[header.end...], from: 0, limits, &tree), tree.count > 1 else { return nil }
        rootBoundary = boundary
        defects.insert(.multipartBroken)
        return header.end - head.count
    }

    /// The mail as one text.
    private static func whole(_ source: [UInt8], from start: Int, header: HeaderBlock) -> Part {
        Part(
            kind: .leaf, depth: 0, header: header, contentType: HeaderParameters(header["Content-Type"]),
            disposition: HeaderParameters(header["Content-Disposition"]), body: start..<source.count
        )
    }

    /// Behind blank lines, a byte order mark and an mbox `From ` line, which are no part of a mail.
    private static func start(of source: [UInt8]) -> Int {
        var start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < source.count, source[start] <= 0x20 { start += 1 }
        for mark in ["From ", ">From "] where source[start...].starts(with: mark.utf8) {
            let line = source[start...].prefix(1000)
            guard let end = line.firstIndex(of: .lineFeed) else { continue }
            start = end + 1
            while start < source.count, source[start] == .lineFeed || source[start] == .carriageReturn { start += 1 }
            break
        }
        return start
    }

    private mutating func read(
        _ tree: cmime_tree, _ source: [UInt8], _ start: Int, _ limits: MailParserLimits
    ) {
        let found = UnsafeBufferPointer(start: tree.parts, count: tree.count)
        if tree.cut & Int32(CMIME_CUT_PARTS) != 0 { defects.insert(.partsCut) }
        if tree.cut & Int32(CMIME_CUT_HEADERS) != 0 { defects.insert(.headersCut) }
        parts.reserveCapacity(found.count)
        for (index, part) in found.enumerated() {
            let kind: Kind =
                switch Int(part.kind) {
                case Int(CMIME_MULTIPART): .multipart
                case Int(CMIME_MESSAGE): .message
                default: .leaf
                }
            var block: HeaderBlock
            if index == 0 {
                block = header
            } else if part.header >= 0 {
                let end = part.body_begin >= 0 ? start + Int(part.body_begin) : source.count
                block = HeaderBlock(source, from: start + Int(part.header), to: end, limits: limits)
                if block.isCut { defects.insert(.headersCut) }
            } else {
                block = HeaderBlock(end: Self.firstByte(of: index, in: found).map { start + $0 } ?? source.count)
            }
            let parent = part.parent >= 0 ? Int(part.parent) : nil
            let body =
                part.body_begin >= 0
                ? start + Int(part.body_begin)..<start + Int(part.body_end) : block.end..<block.end
            parts.append(
                Part(
                    kind: kind, depth: Int(part.depth), parent: parent, header: block,
                    contentType: Self.contentType(of: block, in: parent.map { parts[$0].type }),
                    disposition: HeaderParameters(block["Content-Disposition"]), body: body
                )
            )
            if let parent { parts[parent].children.append(index) }
        }
    }

    /// Where a part without a header begins: for a message, which has no body of its own, where the mail in it does.
    private static func firstByte(of index: Int, in found: UnsafeBufferPointer<cmime_part>) -> Int? {
        let part = found[index]
        if part.body_begin >= 0 { return Int(part.body_begin) }
        guard Int(part.kind) == Int(CMIME_MESSAGE), index + 1 < found.count else { return nil }
        let inner = found[index + 1]
        guard Int(inner.parent) == index else { return nil }
        let first = inner.header >= 0 ? inner.header : inner.body_begin
        return first >= 0 ? Int(first) : nil
    }

    private static func contentType(of block: HeaderBlock, in parent: String?) -> HeaderParameters {
        let own = HeaderParameters(block["Content-Type"])
        return own.value.isEmpty && parent == "multipart/digest" ? HeaderParameters("message/rfc822") : own
    }

    /// Reads headers with raw text once more, now that the charset of the mail's text is known.
    private mutating func rereadHeaders(_ source: [UInt8], _ limits: MailParserLimits) {
        guard parts.contains(where: \.header.hasUnknownText), let charset = textCharset else { return }
        for index in parts.indices where parts[index].header.hasUnknownText {
            let old = parts[index].header
            let block = HeaderBlock(source, from: old.start, to: old.end, limits: limits, charset: charset)
            parts[index].header = block
            parts[index].contentType = Self.contentType(of: block, in: parts[index].parent.map { parts[$0].type })
            parts[index].disposition = HeaderParameters(block["Content-Disposition"])
            if index == 0 { header = block }
        }
    }

    /// The first charset of a text that its bytes alone would not tell.
    private var textCharset: Charset? {
        for part in parts where part.kind == .leaf && (part.type.isEmpty || part.type.hasPrefix("text")) {
            if let charset = part.contentType.word("charset").flatMap({ Charset(label: $0) }), charset.needsLabel {
                return charset
            }
        }
        return nil
    }

    /// GMime tells where leaves end. Mails inside, and multiparts without parts, end at the next boundary around them.
    private mutating func findEnds(_ source: [UInt8]) {
        // Hostile nesting must not read the mail over and over.
        var budget = source.count * 4
        for index in parts.indices.reversed() {
            let part = parts[index]
            switch part.kind {
            case .leaf: break
            case .multipart where !part.children.isEmpty:
                let end = part.children.map { parts[$0].body.upperBound }.max() ?? 0
                parts[index].body = part.header.end..<max(part.header.end, end)
            case .multipart, .message:
                let begin = part.header.end
                // What is no valid mail GMime takes together with the boundary behind it.
                let isInvalid = part.children.allSatisfy { parts[$0].kind == .leaf && parts[$0].header.fields.isEmpty }
                let from = isInvalid ? begin : part.children.map { parts[$0].body.upperBound }.max() ?? begin
                let end = boundary(around: index, source, from: max(begin, from), &budget) ?? source.count
                parts[index].body = begin..<max(begin, min(end, source.count))
                if part.kind == .multipart { defects.insert(.multipartBroken) }
            }
        }
    }

    private func boundary(of index: Int) -> String? {
        index == 0 && rootBoundary != nil ? rootBoundary : parts[index].contentType["boundary"]
    }

    /// Where the end of line stands that belongs to the next boundary of a multipart around the part.
    private func boundary(around index: Int, _ source: [UInt8], from start: Int, _ budget: inout Int) -> Int? {
        var marks: [[UInt8]] = []
        var ancestor = parts[index].parent
        while let at = ancestor {
            if parts[at].kind == .multipart, let mark = boundary(of: at), !mark.isEmpty {
                marks.append(Array("--\(mark)".utf8))
            }
            ancestor = parts[at].parent
        }
        guard !marks.isEmpty else { return source.count }
        return source.withUnsafeBufferPointer { bytes in
            // The boundary may follow at once: then the end of the line before it is just behind us.
            var line = max(0, start)
            if line > 0, bytes[line - 1] != .lineFeed {
                while line < bytes.count, bytes[line] != .lineFeed { line += 1 }
                line += 1
            }
            while line < bytes.count, budget > 0 {
                if bytes[line] == .hyphen {
                    let lineEnd = bytes.place(of: .lineFeed, from: line, to: bytes.count)
                    if marks.contains(where: { Boundary.isDelimiter(bytes, line..<lineEnd, $0) }) {
                        var end = max(start, line - 1)
                        if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
                        return end
                    }
                }
                var next = line
                while next < bytes.count, bytes[next] != .lineFeed { next += 1 }
                budget -= next + 1 - line
                line = next + 1
            }
            return nil
        }
    }
}
