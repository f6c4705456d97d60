/// How the usual clients mark, in HTML, what is not the sender's own new text.
enum HTMLQuotes {
    enum Mark {
        /// The element is a quoted mail.
        case quote
        /// The element, and everything after it, is a quoted mail.
        case rest
        /// The element is a signature.
        case signature
    }

    static func mark(_ name: String, _ attributes: HTMLAttributes) -> Mark? {
        if let mark = byClass(attributes["class"]) ?? byID(attributes["id"])
            ?? (name == "div" ? byName(attributes["name"]) : nil)
        {
            return mark
        }
        switch name {
        case "blockquote":
            if attributes["type"]?.equalsIgnoringCase("cite") == true { return .quote }
            if let cite = attributes["cite"], cite.hasPrefixIgnoringCase("mid:") || cite.contains("@") { return .quote }
        case "hr":
            // Zimbra and old Hotmail.
            if attributes["data-marker"]?.hasPrefixIgnoringCase("__divider__") == true { return .rest }
        case "div":
            if let style = attributes["style"], isOutlookHeader(style) { return .rest }
        default: break
        }
        switch attributes["data-marker"] {
        case "__QUOTED_TEXT__", "__HEADERS__": return .quote
        case "__SIG_PRE__", "__SIG_POST__": return .signature
        default: break
        }
        return attributes["data-smartmail"] == "gmail_signature" ? .signature : nil
    }

    private static func byClass(_ value: String?) -> Mark? {
        guard let value else { return nil }
        for word in value.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            if let mark = classes[unprefixed(word)] { return mark }
            if word.hasPrefix("yahoo_quoted") { return .quote }
        }
        return nil
    }

    private static func byID(_ value: String?) -> Mark? {
        guard let value else { return nil }
        let id = unprefixed(value[...])
        if let mark = ids[id] { return mark }
        return id.hasPrefix("yahoo_quoted") || id.hasPrefix("ymail_quoted") ? .quote : nil
    }

    private static func byName(_ value: String?) -> Mark? {
        guard let value else { return nil }
        if value.equalsIgnoringCase("quote") || value.equalsIgnoringCase("messageReplySection") { return .quote }
        return value.equalsIgnoringCase("messageSignatureSection") ? .signature : nil
    }

    /// Outlook on the web puts `x_` before names each time a mail is quoted.
    private static func unprefixed(_ word: Substring) -> String {
        var rest = word
        while rest.hasPrefix("x_") || rest.hasPrefix("X_") { rest = rest.dropFirst(2) }
        return rest.lowercased()
    }

    /// The line that Outlook draws above the header of the mail below.
    private static func isOutlookHeader(_ style: String) -> Bool {
        let text = style.lowercased().filter { $0 != " " }
        guard text.holds("border:none"), text.holds("border-top:solid") else { return false }
        return text.holds("padding:3.0pt0") || text.holds("padding:3pt0")
    }

    private static let classes: [String: Mark] = [
        "gmail_quote": .quote, "gmail_quote_container": .quote, "protonmail_quote": .quote, "tutanota_quote": .quote,
        "zmail_extra": .quote, "moz-cite-prefix": .quote, "moz-forward-container": .quote, "yahoo_quoted": .quote,
        "ymail_quoted": .quote, "mail_quote": .quote, "mail-quote-collapse": .quote, "quotedmessage": .quote,
        "skiff_quote": .quote, "hushmail_quote": .quote, "fastmail-quote": .quote, "quote-header": .quote,
        "outlookmessageheader": .rest, "wm-quote": .quote, "reply-quote": .quote, "front-blockquote": .quote,
        "gmail_attr": .quote, "ms-outlook-mobile-reference-message": .rest, "airmail_on": .quote,
        "bloop_original_html": .quote, "spark_quote": .quote, "edo-reply-quote": .quote,
        "gmail_signature": .signature, "moz-signature": .signature, "protonmail_signature_block": .signature,
        "ms-outlook-mobile-signature": .signature, "tutanota_signature": .signature, "bloop_sign": .signature,
        "js-compose-signature": .signature,
    ]

    private static let ids: [String: Mark] = [
        "divrplyfwdmsg": .rest, "appendonsend": .rest, "stopspelling": .rest, "zwchr": .rest,
        "mail-editor-reference-message-container": .rest, "olk_src_body_section": .rest, "isreplycontent": .quote,
        "orimsghtmlseperator": .rest, "replysplit": .rest, "reply-intro": .quote, "ydp_quoted": .quote,
        "ms-outlook-mobile-signature": .signature, "signature": .signature,
        "protonmail_quote": .quote, "isforwardcontent": .quote,
    ]
}
