import Crypto

/// The files of a mail, with names, sizes and digests.
struct AttachmentList {
    private(set) var attachments: [MailAttachment] = []
    private(set) var isDamaged = false
    private var names = FileName.Register()

    init(_ body: BodyParts, _ text: BodyText, _ tree: MIMETree, _ source: [UInt8], limits: MailParserLimits) {
        var pasted = text.pasted[...]
        func takePasted(before part: Int, _ list: inout AttachmentList) {
            while let file = pasted.first, file.part < part {
                pasted.removeFirst()
                list.append(
                    name: file.name, type: "application/octet-stream", role: .file, source,
                    MailAttachment.Location(range: file.range, encoding: .uuencode)
                )
            }
        }
        for file in body.files {
            takePasted(before: file.part, &self)
            let part = tree.parts[file.part]
            let type = part.type.contains("/") ? part.type : "application/octet-stream"
            let id = BodyParts.contentID(of: part)
            let isShown = id.map { text.contentIDs.contains($0) } ?? false
            let encoding: TransferEncoding = part.kind == .message ? .identity : part.encoding
            append(
                name: Self.name(of: part, type: type, source, limits), type: type, role: file.role, source,
                MailAttachment.Location(range: part.body, encoding: encoding),
                isInline: isShown || id != nil && part.disposition.value == "inline", contentID: id
            )
        }
        takePasted(before: .max, &self)
    }

    private mutating func append(
        name: String, type: String, role: MailAttachment.Role, _ source: [UInt8], _ location: MailAttachment.Location,
        isInline: Bool = false, contentID: String? = nil
    ) {
        var digest = SHA256()
        var size = 0
        let damaged = TransferDecoder.decode(source, location) {
            digest.update(bufferPointer: $0)
            size += $0.count
        }
        if damaged { isDamaged = true }
        attachments.append(
            MailAttachment(
                name: names.unique(FileName.safe(name) ?? "attachment\(FileName.suffix(for: type))"), type: type,
                size: size,
                sha256: Self.hexadecimal(digest.finalize()), isInline: isInline, contentID: contentID, role: role,
                location: location
            )
        )
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(64)
        for byte in digest {
            result.append(digits[Int(byte >> 4)])
            result.append(digits[Int(byte & 15)])
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The given name, or one made of what the part says about itself.
    private static func name(
        of part: MIMETree.Part, type: String, _ source: [UInt8], _ limits: MailParserLimits
    ) -> String {
        if let given = BodyParts.name(of: part) {
            return given
        }
        if let location = part.header["Content-Location"].map({ EncodedWords.decode($0) }) {
            let path = location.split(whereSeparator: { $0 == "?" || $0 == "#" }).first ?? ""
            if let last = path.split(separator: "/").last, last.contains("."), let safe = FileName.safe(String(last)) {
                return safe
            }
        }
        switch type {
        case "message/rfc822", "message/global", "message/news":
            let inner = HeaderBlock(source, from: part.body.lowerBound, to: part.body.upperBound, limits: limits)
            let subject = inner["Subject"].map { EncodedWords.decode($0) } ?? ""
            // A slash in a subject is no path.
            let name = String(subject.map { $0 == "/" || $0 == "\\" ? "_" : $0 }.prefix(100))
            return part.encoding == .identity && !name.isEmpty ? "\(name).eml" : "message.eml"
        case "text/rfc822-headers", "message/rfc822-headers": return "headers.txt"
        case "message/delivery-status", "message/global-delivery-status": return "delivery-status.txt"
        case "message/disposition-notification": return "disposition-notification.txt"
        case "message/feedback-report": return "feedback-report.txt"
        case "text/calendar": return "invite.ics"
        case "application/pgp-signature": return "signature.asc"
        case "application/pgp-encrypted": return "version.asc"
        case "application/pkcs7-signature", "application/x-pkcs7-signature": return "smime.p7s"
        case "application/pkcs7-mime", "application/x-pkcs7-mime": return "smime.p7m"
        case "application/ms-tnef", "application/vnd.ms-tnef": return "winmail.dat"
        default: break
        }
        let suffix = FileName.suffix(for: type)
        if let description = part.header["Content-Description"].map({ EncodedWords.decode($0) }),
            let safe = FileName.safe(description), safe.utf8.count <= 80
        {
            return safe.contains(".") ? safe : safe + suffix
        }
        if let id = BodyParts.contentID(of: part), let stem = id.split(separator: "@").first,
            let safe = FileName.safe(String(stem))
        {
            return safe.contains(".") ? safe : safe + suffix
        }
        if type.hasPrefix("image/") { return "image\(suffix)" }
        return "attachment\(suffix)"
    }
}
