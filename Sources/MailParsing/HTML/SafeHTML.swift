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
        html += "<\(name)"
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
        html += "</\(tag)>"
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
        let text = String(String.UnicodeScalarView(raw.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }))
        guard text.utf8.count <= 4000 else { return nil }
        for scheme in ["http://", "https://", "mailto:", "tel:"] where text.hasPrefixIgnoringCase(scheme) {
            return text
        }
        return nil
    }

    static func escaped(_ text: String, inAttribute: Bool) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where inAttribute: result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default:
                if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { continue }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A plain text as HTML.
    static func fromText(_ text: String) -> String {
        "<p>" + TextLines.split(escaped(text, inAttribute: false)).joined(separator: "<br>") + "</p>"
    }
}
