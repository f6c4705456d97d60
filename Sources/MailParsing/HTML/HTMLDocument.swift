/// What a desk wants of an HTML text: the text, the sender's own text, and HTML that is safe to show.
struct HTMLDocument {
    var text: String
    /// Without what the client marked as quoted or as a signature.
    var ownText: String
    /// True when a client marked something.
    var hasMarks: Bool
    /// True when the sender wrote between quotes, or below several: the answers mean nothing without what they answer.
    var hasAnswers: Bool
    var safe: String
    /// Content-IDs of images that it shows, without `cid:`.
    var contentIDs: Set<String>
    var hasRemovedImages: Bool

    /// Reads HTML in UTF-8.
    init(_ html: [UInt8]) throws(MailParsingError) {
        let builder = Builder()
        try HTMLReader.read(html, into: builder)
        text = builder.full.text
        ownText = builder.own.text
        hasMarks = builder.hasMarks
        hasAnswers = builder.hasAnswers
        safe = builder.safe.html.trimmed
        contentIDs = builder.contentIDs
        hasRemovedImages = builder.safe.hasRemovedImages
    }

    /// Adds another page behind this one.
    mutating func append(_ other: HTMLDocument) {
        text = [text, other.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
        ownText = [ownText, other.ownText].filter { !$0.isEmpty }.joined(separator: "\n\n")
        hasMarks = hasMarks || other.hasMarks
        hasAnswers = hasAnswers || other.hasAnswers
        safe = [safe, other.safe].filter { !$0.isEmpty }.joined(separator: "\n")
        contentIDs.formUnion(other.contentIDs)
        hasRemovedImages = hasRemovedImages || other.hasRemovedImages
    }

    private final class Builder: HTMLConsumer {
        var full = HTMLTextWriter()
        var own = HTMLTextWriter()
        var safe = SafeHTML()
        var hasMarks = false
        var hasAnswers = false
        var contentIDs: Set<String> = []

        private struct Element {
            var name: String
            /// Own text is not written inside.
            var isForeign = false
            /// Nothing is written inside.
            var isHidden = false
            var isQuote = false
            /// What follows the quote inside it is the sender's own: people answer there.
            var isContainer = false
            var isPreformatted = false
            var link: String?
            /// Where the link's text began.
            var linkText = ""
            /// The next item's number; nil in a list without numbers.
            var number: Int?
            var isList = false
            var cells = 0
        }

        private var elements: [Element] = []
        /// Places in `elements` of the links and lists that are open.
        private var links: [Int] = []
        private var lists: [Int] = []
        /// Everything from here on belongs to a quoted mail.
        private var restIsForeign = false
        private var foreign = 0
        /// How many quotes were closed, and whether own words stand below the first.
        private var quotes = 0
        private var isAnswering = false
        private var hidden = 0
        private var preformatted = 0

        private static let longestLinkText = 4096

        private func write(_ body: (inout HTMLTextWriter) -> Void) {
            guard hidden == 0 else { return }
            body(&full)
            if foreign == 0, !restIsForeign { body(&own) }
        }

        func open(_ name: String, _ attributes: HTMLAttributes) {
            guard name != "html", name != "body", name != "head" else { return }
            var element = Element(name: name)
            if let style = attributes["style"], Self.isHidden(style) { element.isHidden = true }
            switch HTMLQuotes.mark(name, attributes) {
            case .quote:
                element.isForeign = true
                element.isQuote = name == "blockquote"
                element.isContainer = name == "div"
            case .signature: element.isForeign = true
            // In a quoted mail it ends with the quote.
            case .rest: if foreign == 0 { restIsForeign = true }
            case nil: break
            }
            if element.isForeign || restIsForeign { hasMarks = true }
            if element.isHidden { hidden += 1 }
            if element.isForeign { foreign += 1 }
            let breaks = HTMLElements.breaks(name)
            if breaks > 0 { write { $0.breakLine(breaks) } }
            if element.isQuote {
                full.quoteDepth += 1
                own.quoteDepth += 1
            }
            switch name {
            case "br": write { $0.lineEnd() }
            case "pre":
                element.isPreformatted = true
                preformatted += 1
            case "a": element.link = attributes["href"].flatMap(SafeHTML.link)
            case "ul": element.isList = true
            case "ol":
                element.isList = true
                element.number = attributes["start"].flatMap { Int($0) }.map { min(max($0, 0), 1_000_000) } ?? 1
            case "li": item()
            case "td", "th": cell()
            case "img": image(attributes)
            default: break
            }
            if hidden == 0 { safe.open(name, attributes) }
            guard !HTMLElements.isVoid(name) else { return }
            if element.link != nil { links.append(elements.count) }
            if element.isList { lists.append(elements.count) }
            elements.append(element)
        }

        func close(_ name: String) {
            guard !HTMLElements.isVoid(name), name != "html", name != "body", name != "head",
                let element = elements.popLast()
            else { return }
            if element.link != nil { links.removeLast() }
            if element.isList { lists.removeLast() }
            if let link = element.link, let shown = Self.shown(link, element.linkText) { write { $0.flowing(shown) } }
            if element.isQuote {
                full.quoteDepth -= 1
                own.quoteDepth -= 1
            }
            if element.isPreformatted { preformatted -= 1 }
            let breaks = HTMLElements.breaks(element.name)
            if breaks > 0 { write { $0.breakLine(breaks) } }
            if hidden == 0 { safe.close(name) }
            if element.isForeign { foreign -= 1 }
            // Gmail puts the quote into a `div`, and what is written below it too.
            if element.isQuote, element.isForeign, foreign == 1, let parent = elements.indices.last,
                elements[parent].isContainer, elements[parent].isForeign
            {
                elements[parent].isForeign = false
                foreign = 0
            }
            if element.isQuote, element.isForeign, foreign == 0, !restIsForeign {
                quotes += 1
                if isAnswering { hasAnswers = true }
            }
            if element.isHidden { hidden -= 1 }
        }

        func text(_ text: String) {
            guard hidden == 0 else { return }
            if let index = links.last, elements[index].linkText.utf8.count < Self.longestLinkText {
                elements[index].linkText += text
            }
            if foreign > 0, text.utf8.first == .hyphen, text.hasPrefix("--------") {
                // A mail that is passed on: all of the frame is it.
                for index in elements.indices where elements[index].isContainer { elements[index].isContainer = false }
            }
            if quotes > 0, foreign == 0, !restIsForeign, !hasAnswers, text.contains(where: { !$0.isWhitespace }) {
                isAnswering = true
                if quotes > 1 { hasAnswers = true }
            }
            let isPreformatted = preformatted > 0
            write { isPreformatted ? $0.preformatted(text) : $0.flowing(text) }
            safe.text(text)
        }

        private func item() {
            guard let list = lists.last else {
                write { $0.mark("* ") }
                return
            }
            if let number = elements[list].number {
                elements[list].number = number + 1
                write { $0.mark("\(number). ") }
            } else {
                write { $0.mark("* ") }
            }
        }

        private func cell() {
            guard let row = elements.indices.last, elements[row].name == "tr" else { return }
            elements[row].cells += 1
            if elements[row].cells > 1 { write { $0.flowing(" ") } }
        }

        private func image(_ attributes: HTMLAttributes) {
            if let source = attributes["src"]?.trimmed, source.hasPrefixIgnoringCase("cid:"), contentIDs.count < 1000 {
                let id = String(source.dropFirst(4))
                contentIDs.insert(id)
                // Ids are read without blanks, in the header and here.
                let decoded = Self.percentDecoded(id).filter { $0 > 0x20 && $0 != 0x7F }
                contentIDs.insert(String(decoding: decoded, as: UTF8.self))
            }
            let alternative = TextCleaner.line(attributes["alt"] ?? "")
            if !alternative.isEmpty, alternative.utf8.count <= 500 { write { $0.flowing("[\(alternative)]") } }
        }

        private static func percentDecoded(_ text: String) -> [UInt8] {
            var result: [UInt8] = []
            let bytes = Array(text.utf8)
            var index = 0
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
                    let low = bytes[index + 2].hexValue
                {
                    result.append(high << 4 | low)
                    index += 3
                } else {
                    result.append(bytes[index])
                    index += 1
                }
            }
            return result
        }

        private static func isHidden(_ style: String) -> Bool {
            guard style.utf8.count < 4096 else { return false }
            let text = style.lowercased().filter { $0 != " " && $0 != "\t" }
            return text.holds("display:none") || text.holds("mso-hide:all") || text.holds("visibility:hidden")
        }

        /// What to write behind a link's text; nil when the text says it already.
        private static func shown(_ link: String, _ text: String) -> String? {
            func bare(_ text: String) -> Substring {
                var rest = text.trimmed[...]
                for prefix in ["https://", "http://", "mailto:", "tel:", "www."]
                where rest.hasPrefixIgnoringCase(prefix) {
                    rest = rest.dropFirst(prefix.count)
                }
                if rest.hasSuffix("/") { rest = rest.dropLast() }
                return rest
            }
            let target = bare(link)
            let label = bare(TextCleaner.line(text))
            if label.isEmpty || target.isEmpty || target.equalsIgnoringCase(label) { return nil }
            // A telephone number in another form.
            if link.hasPrefixIgnoringCase("tel:") || link.hasPrefixIgnoringCase("mailto:") && label.contains("@") {
                return nil
            }
            return " <\(link)>"
        }
    }
}
