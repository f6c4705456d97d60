/// Writes HTML that is safe in a page: elements of a list, balanced, text escaped, no attribute but those written here.
struct SafeHTML {
    private(set) var html = ""
    private(set) var hasRemovedImages = false
    /// The elements that are open, innermost last; empty for one that is not written.
    private var open: [String] = []

    mutating func open(_ name: String, _ attributes: HTMLAttributes) {
        if name == "img" {
            image(attributes)
            return
        }
        guard HTMLElements.safe.contains(name) else {
            if !HTMLElements.isVoid(name) { open.append(HTMLElements.breaks(name) > 0 ? "div" : "") }
            if HTMLElements.breaks(name) > 0 { html += "<div>" }
            return
        }
        html += "<"
        html += name
        switch name {
        case "a":
            if let link = attributes["href"].flatMap(Self.link) {
                html += " href=\"\(Self.escaped(link, inAttribute: true))\" rel=\"noopener noreferrer nofollow\""
                html += " target=\"_blank\""
            }
        case "td", "th":
            for key in ["colspan", "rowspan"] {
                if let value = attributes[key].flatMap({ Int($0) }), (2...100).contains(value) {
                    html += " \(key)=\"\(value)\""
                }
            }
        case "ol":
            if let value = attributes["start"].flatMap({ Int($0) }), (0...1_000_000).contains(value) {
                html += " start=\"\(value)\""
            }
        default: break
        }
        if let direction = attributes["dir"]?.lowercased(), ["ltr", "rtl", "auto"].contains(direction) {
            html += " dir=\"\(direction)\""
        }
        html += ">"
        if !HTMLElements.isVoid(name) { open.append(name) }
    }

    mutating func close(_ name: String) {
        guard !HTMLElements.isVoid(name), let tag = open.popLast(), !tag.isEmpty else { return }
        html += "</"
        html += tag
        html += ">"
    }

    mutating func text(_ text: String) { html += Self.escaped(text, inAttribute: false) }

    private mutating func image(_ attributes: HTMLAttributes) {
        let alternative = attributes["alt"].map { TextCleaner.line($0) } ?? ""
        if let source = attributes["src"]?.trimmed, source.hasPrefixIgnoringCase("cid:") {
            let id = String(source.dropFirst(4).prefix(998))
            html += "<img src=\"cid:\(Self.escaped(id, inAttribute: true))\""
            html += " alt=\"\(Self.escaped(alternative, inAttribute: true))\">"
        } else {
            if attributes["src"]?.trimmed.isEmpty == false { hasRemovedImages = true }
            html += Self.escaped(alternative, inAttribute: false)
        }
    }

    /// The link when it leads where links of a mail may lead: http, https, mailto, tel.
    static func link(_ raw: String) -> String? {
        // Browsers ignore controls inside a scheme; so they must not hide one.
        let text =
            raw.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            ? raw : String(String.UnicodeScalarView(raw.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }))
        guard text.utf8.count <= 4000 else { return nil }
        for scheme in ["http://", "https://", "mailto:", "tel:"] where text.hasPrefixIgnoringCase(scheme) {
            return text
        }
        return nil
    }

    static func escaped(_ text: String, inAttribute: Bool) -> String {
        var text = text
        return text.withUTF8 { escaped($0, inAttribute: inAttribute) } ?? text
    }

    /// Nil when nothing is to be escaped or left out, as is the case with most words and links.
    private static func escaped(_ text: UnsafeBufferPointer<UInt8>, inAttribute: Bool) -> String? {
        var result: [UInt8] = []
        var index = 0
        var start = 0
        func replace(_ count: Int, by entity: StaticString) {
            if result.isEmpty { result.reserveCapacity(text.count + 32) }
            result.append(contentsOf: text.piece(start, index))
            result.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
            index += count
            start = index
        }
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "&"): replace(1, by: "&amp;")
            case UInt8(ascii: "<"): replace(1, by: "&lt;")
            case UInt8(ascii: ">"): replace(1, by: "&gt;")
            case UInt8(ascii: "\"") where inAttribute: replace(1, by: "&quot;")
            case .lineFeed, .tab: index += 1
            case 0..<0x20, 0x7F: replace(1, by: "")
            // U+0080…U+009F, the other controls.
            case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: replace(2, by: "")
            default: index += 1
            }
        }
        guard start > 0 else { return nil }
        result.append(contentsOf: text.piece(start, text.count))
        return String(decoding: result, as: UTF8.self)
    }

    /// A plain text as HTML.
    static func fromText(_ text: String) -> String {
        "<p>" + TextLines.split(escaped(text, inAttribute: false)).joined(separator: "<br>") + "</p>"
    }
}
