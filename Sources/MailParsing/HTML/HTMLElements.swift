/// Which elements and attributes of mail matter.
enum HTMLElements {
    /// Those that the parser is shown. Text in others stays, the elements go.
    static let kept: Set<String> = [
        "a", "abbr", "address", "article", "aside", "b", "big", "blockquote", "br", "caption", "center", "cite", "code",
        "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5",
        "h6",
        "header", "hr", "i", "img", "ins", "kbd", "li", "main", "ol", "p", "pre", "q", "s", "samp", "section", "small",
        "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
    ]

    /// Those that end at a sibling even when nobody closes them.
    static func closesItself(_ name: String) -> Bool {
        switch name {
        case "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot": true
        default: false
        }
    }

    static func isVoid(_ name: String) -> Bool { name == "br" || name == "hr" || name == "img" }

    /// Those whose content is never shown.
    static let raw: Set<String> = [
        "script", "style", "title", "noframes", "noembed", "iframe", "xmp", "template", "select", "datalist", "applet",
        "object",
    ]

    /// Attributes that say what something is, or that the safe HTML may keep.
    static let attributes: Set<String> = [
        "alt", "cite", "class", "colspan", "data-marker", "data-smartmail", "dir", "height", "href", "id", "name",
        "rowspan", "src", "start", "style", "title", "type", "width",
    ]

    /// What the safe HTML may hold, without attributes except those that `SafeHTML` writes itself.
    static let safe: Set<String> = kept.subtracting(["font", "article", "aside", "main", "section", "header", "footer"])

    /// Ends of lines that an element asks for around itself: 2 is a blank line.
    static func breaks(_ name: String) -> Int {
        switch name {
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "table", "pre", "figure": 2
        case "div", "li", "dt", "dd", "tr", "address", "article", "aside", "caption", "center", "section", "header",
            "footer", "main", "figcaption", "hr":
            1
        default: 0
        }
    }
}
