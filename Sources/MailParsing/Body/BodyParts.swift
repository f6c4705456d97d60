/// Which parts of a mail are its text, in order, and which are files.
struct BodyParts {
    /// A text that stands by itself, in one or both forms.
    struct Block {
        var plain: [Int] = []
        /// What says the same as `plain`, for when that turns out to be blank; the best first.
        var otherPlain: [[Int]] = []
        var html: [Int] = []
    }

    private(set) var blocks: [Block] = []
    /// Parts that are kept as files, with what they are.
    private(set) var files: [(part: Int, role: MailAttachment.Role)] = []
    private(set) var isSigned = false
    private(set) var isEncrypted = false

    private let tree: MIMETree

    init(_ tree: MIMETree) {
        self.tree = tree
        guard !tree.parts.isEmpty else { return }
        visit(0)
        if blocks.isEmpty { takeNamedText() }
    }

    /// Some clients give the text itself a file name and call it inline. Where nothing else is text, that is it.
    private mutating func takeNamedText() {
        let place = files.firstIndex { file in
            let part = tree.parts[file.part]
            return file.role == .file && part.kind == .leaf && part.type == "text/plain"
                && part.disposition.value == "inline"
        }
        guard let place else { return }
        blocks.append(Block(plain: [files.remove(at: place).part]))
    }

    /// Recursion is bounded by the tree's depth.
    private mutating func visit(_ index: Int) {
        let part = tree.parts[index]
        switch part.kind {
        case .multipart: multipart(index, part)
        case .message: files.append((index, .message))
        case .leaf: leaf(index, part)
        }
    }

    private mutating func multipart(_ index: Int, _ part: MIMETree.Part) {
        guard !part.children.isEmpty else {
            // The boundary never came: whatever is there is the text.
            if !part.body.isEmpty { blocks.append(Block(plain: [index])) }
            return
        }
        switch part.type {
        case "multipart/alternative": alternative(part)
        case "multipart/related": related(part)
        case "multipart/signed":
            isSigned = true
            for child in part.children { visit(child) }
        case "multipart/encrypted":
            isEncrypted = true
            for child in part.children { files.append((child, .encrypted)) }
        default: for child in part.children { visit(child) }
        }
    }

    /// One text in several forms. What is nested, such as HTML with its images, keeps its form.
    private mutating func alternative(_ part: MIMETree.Part) {
        let before = blocks
        blocks = []
        var merged = Block()
        var forms: [[Int]] = []
        for child in part.children {
            let count = blocks.count
            visit(child)
            let found = blocks[count...]
            merged.html += found.flatMap(\.html)
            forms.append(found.flatMap(\.plain))
            // Several texts after one another have no common second form.
            if found.count == 1, let only = found.first { forms += only.otherPlain }
        }
        blocks = before
        forms.removeAll(where: \.isEmpty)
        // Plain text as it is beats plain text with commands.
        forms = forms.filter { !isEnriched($0) } + forms.filter { isEnriched($0) }
        merged.plain = forms.first ?? []
        merged.otherPlain = Array(forms.dropFirst())
        if !merged.plain.isEmpty || !merged.html.isEmpty { blocks.append(merged) }
    }

    private func isEnriched(_ form: [Int]) -> Bool {
        form.allSatisfy { tree.parts[$0].type == "text/enriched" || tree.parts[$0].type == "text/richtext" }
    }

    private mutating func related(_ part: MIMETree.Part) {
        let start = part.contentType["start"].map { $0.filter { $0 != "<" && $0 != ">" && $0 != " " } }
        let root =
            part.children.first { child in
                guard let start else { return false }
                return Self.contentID(of: tree.parts[child]) == start
            } ?? root(of: part)
        for child in part.children {
            let inner = tree.parts[child]
            if child == root || inner.kind == .multipart || isText(inner) && inner.header["Content-ID"] == nil {
                visit(child)
            } else {
                file(child, inner)
            }
        }
    }

    /// The part that the others of a related one are shown in: the first by rule, but pictures may come before it.
    private func root(of part: MIMETree.Part) -> Int {
        let first = part.children[0]
        let type = tree.parts[first].type
        if type.isEmpty || type.hasPrefix("text/") { return first }
        return part.children.first { tree.parts[$0].kind == .multipart || isText(tree.parts[$0]) } ?? first
    }

    private func isText(_ part: MIMETree.Part) -> Bool {
        part.kind == .leaf && (part.type == "text/plain" || part.type == "text/html") && Self.name(of: part) == nil
            && part.disposition.value != "attachment"
    }

    private mutating func leaf(_ index: Int, _ part: MIMETree.Part) {
        guard isBody(part) else {
            file(index, part)
            return
        }
        switch part.type {
        case "text/html", "application/xhtml+xml": blocks.append(Block(html: [index]))
        default: blocks.append(Block(plain: [index]))
        }
    }

    private func isBody(_ part: MIMETree.Part) -> Bool {
        let isAttached = part.disposition.value == "attachment"
        let isNamed = Self.name(of: part) != nil
        // A multipart that was not taken apart: whatever is there is to be read.
        if part.type.hasPrefix("multipart/") { return true }
        switch part.type {
        case "text/plain", "text/html", "", "text", "plain", "text/enriched", "text/richtext", "html":
            // Some clients name the text itself; a file comes after it.
            if isAttached { return !isNamed && part.parent == nil }
            return !isNamed || blocks.isEmpty && part.type == "text/html" && part.parent != nil
                || blocks.isEmpty && part.disposition.value.isEmpty
        case "text/markdown", "text/x-markdown", "text/x-plain", "application/xhtml+xml", "text/x-unknown":
            return !isAttached && !isNamed
        default:
            // A type that says nothing, for a part that is plainly no file.
            return !part.type.contains("/") && !isAttached && !isNamed
        }
    }

    private mutating func file(_ index: Int, _ part: MIMETree.Part) {
        switch part.type {
        // The same text once more, for clients that nobody here is.
        case "text/x-amp-html", "text/watch-html":
            if part.disposition.value != "attachment",
                blocks.isEmpty || part.parent.map({ tree.parts[$0].type }) == "multipart/alternative"
            {
                return
            }
            files.append((index, .file))
        case "message/rfc822", "message/global", "message/news", "text/rfc822-headers", "message/rfc822-headers",
            "message/global-headers":
            files.append((index, .message))
        case "message/delivery-status", "message/disposition-notification", "message/feedback-report",
            "message/global-delivery-status", "message/global-disposition-notification":
            files.append((index, .report))
        case "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature":
            isSigned = true
            files.append((index, .signature))
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            let kind = part.contentType.word("smime-type")
            if kind?.hasPrefixIgnoringCase("signed") == true {
                isSigned = true
                files.append((index, .file))
            } else if kind?.hasPrefixIgnoringCase("compressed") == true {
                files.append((index, .file))
            } else {
                isEncrypted = true
                files.append((index, .encrypted))
            }
        case "application/ms-tnef", "application/vnd.ms-tnef": files.append((index, .tnef))
        case "text/calendar": files.append((index, .calendar))
        default:
            let isWinmail = Self.name(of: part)?.equalsIgnoringCase("winmail.dat") == true
            files.append((index, isWinmail ? .tnef : .file))
        }
    }

    /// The name that a part's sender gave it, decoded; nil when there is none.
    static func name(of part: MIMETree.Part) -> String? {
        for name in [
            part.disposition["filename"], part.contentType["name"], part.disposition["name"],
            part.contentType["filename"],
        ] {
            if let name = name?.trimmed, !name.isEmpty { return withoutApostrophes(name) }
        }
        return nil
    }

    /// Some take apostrophes around a name for quotes.
    private static func withoutApostrophes(_ name: String) -> String {
        let isWrapped = name.utf8.count > 2 && name.hasPrefix("'") && name.hasSuffix("'")
        return isWrapped ? String(name.dropFirst().dropLast()) : name
    }

    static func contentID(of part: MIMETree.Part) -> String? {
        guard let value = part.header["Content-ID"] ?? part.header["Content-Id"] else { return nil }
        return MessageIDs.first(value) ?? (value.trimmed.isEmpty ? nil : value.trimmed)
    }
}
