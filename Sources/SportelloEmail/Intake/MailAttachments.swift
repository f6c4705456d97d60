import MailParsing
import Sportello
import SportelloModel

/// Puts a mail's files into the attachment store, in pieces. Their names follow from the mail, so that applying it again
/// makes no second copy.
struct MailAttachments: Sendable {
    let store: any AttachmentStore
    let limit: Int

    func keep(_ mail: ParsedMail, digest: Digest, owner: ContactID) async throws -> [NamedFile] {
        var files: [NamedFile] = []
        for (index, attachment) in mail.attachments.prefix(limit).enumerated() {
            let id = FileID(derivedFrom: Digest(hashing: digest.bytes + Array("\(index) \(owner)".utf8)))
            let stored = try await file(id, attachment, of: mail, owner: owner)
            files.append(NamedFile(file: stored.reference, name: attachment.name))
        }
        return files
    }

    private func file(
        _ id: FileID, _ attachment: MailAttachment, of mail: ParsedMail, owner: ContactID
    ) async throws -> StoredFile {
        if let known = try await store.find(id) { return known }
        // An earlier try of this process may have left a beginning.
        try await store.abandon(id)
        try await store.begin(BeginFileRequest(file: id))
        do {
            // No file lies decoded in memory as a whole.
            var pieces = mail.pieces(of: attachment)
            while let piece = pieces.next() { try await store.append(AppendFileRequest(file: id, bytes: piece)) }
            return try await store.finish(
                FinishFileRequest(
                    file: id, owner: owner.description, name: attachment.name, type: Self.type(attachment.type)
                )
            )
        } catch {
            try await store.abandon(id)
            throw error
        }
    }

    /// Types that a browser only shows; everything else is handed out as bytes.
    private static func type(_ claimed: String) -> String {
        let harmless: Set = [
            "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/zip", "text/plain",
            "video/mp4", "video/webm", "message/rfc822", "text/calendar",
        ]
        return harmless.contains(claimed) ? claimed : "application/octet-stream"
    }
}
