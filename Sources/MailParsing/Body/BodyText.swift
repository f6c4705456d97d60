/// The texts of a mail, decoded and joined.
struct BodyText {
    private(set) var text = ""
    private(set) var html: String?
    private(set) var trimmed = ""
    private(set) var contentIDs: Set<String> = []
    private(set) var defects: Set<MailDefect> = []
    /// Files that were pasted into the text with uuencode.
    private(set) var pasted: [PastedFile] = []

    private let source: [UInt8]
    private let tree: MIMETree
    private let limits: MailParserLimits
    /// Bytes of text that may still be decoded.
    private var budget: Int

    /// A text as HTML. A plain one is turned into it only if another text of the mail is HTML: else nobody shows it.
    private enum Page {
        case safe(String)
        case plain(String)

        var html: String {
            switch self {
            case .safe(let html): html
            case .plain(let text): SafeHTML.fromText(TextLines.tidy(text))
            }
        }
    }

    /// One form of a block.
    private struct Plain {
        var text: String
        var isEmpty: Bool { text.utf8.allSatisfy { $0 <= 0x20 } }
    }

    init(_ body: BodyParts, _ tree: MIMETree, _ source: [UInt8], limits: MailParserLimits) throws(MailParsingError) {
        self.source = source
        self.tree = tree
        self.limits = limits
        budget = limits.textBytes * 2
        var texts: [String] = []
        var own: [String] = []
        var pages: [Page] = []
        var hasHTML = false
        var previousPlain: String?
        for block in body.blocks {
            let plain = self.plain(block)
            var document: HTMLDocument?
            for part in block.html {
                let page = try HTMLDocument(self.utf8(part))
                hasHTML = true
                contentIDs.formUnion(page.contentIDs)
                if page.hasRemovedImages { defects.insert(.remoteImagesRemoved) }
                if var joined = document {
                    joined.append(page)
                    document = joined
                } else {
                    document = page
                }
            }
            let isPlainEmpty = plain.utf8.allSatisfy { $0 <= 0x20 }
            if isPlainEmpty, let page = document, let before = previousPlain, Self.isSame(before, page) {
                pages.removeLast()
                pages.append(.safe(page.safe))
                previousPlain = nil
                continue
            }
            // An empty text left no page that the other form could take the place of.
            previousPlain = document == nil && !isPlainEmpty ? plain : nil
            if !isPlainEmpty, let page = document, block.plain.count > 0 {
                texts.append(plain)
                own.append(QuoteTrimmer.trim(plain, like: page))
                pages.append(.safe(page.safe))
            } else if let page = document {
                texts.append(page.text)
                own.append(
                    page.hasMarks && !page.hasAnswers
                        ? QuoteTrimmer.trim(page.ownText, isRemainder: true) : QuoteTrimmer.trim(page.text))
                pages.append(.safe(page.safe))
            } else if !isPlainEmpty {
                texts.append(plain)
                own.append(QuoteTrimmer.trim(plain))
                pages.append(.plain(plain))
            }
        }
        text = Self.joined(texts.map { TextLines.tidy($0) })
        // The trimmer leaves them tidy.
        trimmed = Self.joined(own)
        if trimmed.isEmpty { trimmed = TextLines.tidy(text) }
        if hasHTML { html = pages.map(\.html).filter { !$0.isEmpty }.joined(separator: "\n") }
    }

    private static func joined(_ texts: [String]) -> String {
        texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// True for a broken client's two forms of one text, sent as two texts.
    private static func isSame(_ plain: String, _ page: HTMLDocument) -> Bool {
        func letters(_ text: String) -> [UInt8] { text.utf8.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 } }
        return letters(plain) == letters(page.text)
    }

    /// A part's text in UTF-8, cleaned.
    private mutating func utf8(_ index: Int) -> [UInt8] {
        let part = tree.parts[index]
        let limit = min(limits.textBytes, max(0, budget))
        var decoded = TransferDecoder.bytes(source, part.location, limit: limit)
        if part.encoding == .base64, !UTF8Check.isValid(decoded.bytes),
            FalseBase64.isLikely(source, part.body)
        {
            let plain = MailAttachment.Location(range: part.body, encoding: .identity)
            decoded = TransferDecoder.bytes(source, plain, limit: limit)
            decoded.isDamaged = true
        }
        budget -= decoded.bytes.count
        if decoded.isCut { defects.insert(.textCut) }
        if decoded.isDamaged { defects.insert(.encodingDamaged) }
        let label = part.contentType.word("charset")
        var result: TextDecoder.Result
        if part.type == "text/html", label == nil || label.flatMap({ Charset(label: $0) }) == nil {
            // Without a label in the mail the page's own counts.
            result = TextDecoder.decode(decoded.bytes, label: Self.metaCharset(decoded.bytes) ?? label)
        } else {
            result = TextDecoder.decode(decoded.bytes, label: label)
        }
        if result.isGuessed { defects.insert(.charsetGuessed) }
        return result.utf8
    }

    /// The charset that a page names in its first kilobyte.
    private static func metaCharset(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(2048).map(\.lowered)
        let mark = Array("charset=".utf8)
        var index = 0
        while index + mark.count < head.count {
            if head[index] == mark[0], head[index...].starts(with: mark) {
                let rest = head[(index + mark.count)...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
                let word = rest.prefix {
                    $0.isLetter || $0.isDigit || $0 == .hyphen || $0 == UInt8(ascii: "_") || $0 == .colon
                }
                // It was read as bytes of ASCII, so it cannot be this.
                let label = String(decoding: word, as: UTF8.self)
                return label.isEmpty || label.hasPrefix("utf-16") ? nil : label
            }
            index += 1
        }
        return nil
    }

    /// The first plain form of a block that says something.
    private mutating func plain(_ block: BodyParts.Block) -> String {
        for form in [block.plain] + block.otherPlain {
            let text = form.map { plain($0) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
            if !text.utf8.allSatisfy({ $0 <= 0x20 }) { return text }
        }
        return ""
    }

    private mutating func plain(_ index: Int) -> String {
        let part = tree.parts[index]
        if part.kind == .leaf, part.encoding == .identity {
            let found = PastedFile.find(source, part.body, part: index)
            if !found.isEmpty {
                pasted += found
                return plainWithout(found, part)
            }
        }
        return finished(TextCleaner.body(utf8(index)), part)
    }

    private mutating func plainWithout(_ files: [PastedFile], _ part: MIMETree.Part) -> String {
        var bytes: [UInt8] = []
        var position = part.body.lowerBound
        for file in files {
            bytes += source[position..<file.range.lowerBound].prefix(max(0, budget - bytes.count))
            position = file.range.upperBound
        }
        bytes += source[position..<part.body.upperBound].prefix(max(0, budget - bytes.count))
        budget -= bytes.count
        let result = TextDecoder.decode(bytes, label: part.contentType.word("charset"))
        if result.isGuessed { defects.insert(.charsetGuessed) }
        return finished(TextCleaner.body(result.utf8), part)
    }

    private func finished(_ text: String, _ part: MIMETree.Part) -> String {
        if part.type == "text/enriched" || part.type == "text/richtext" { return EnrichedText.plain(text) }
        if part.contentType.word("format")?.equalsIgnoringCase("flowed") == true {
            return FlowedText.unfold(
                text, deletesBlank: part.contentType.word("delsp")?.equalsIgnoringCase("yes") == true)
        }
        return text
    }
}
