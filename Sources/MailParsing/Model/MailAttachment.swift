/// A part of a mail that is kept as a file: an attachment, an inline image, a forwarded mail, a signature, an encrypted
/// part. Its bytes stay in the mail; `ParsedMail.content(of:)` and `ParsedMail.forEachChunk(of:_:)` decode them.
public struct MailAttachment: Sendable, Hashable {
    /// What a part is, beyond its type.
    public enum Role: String, Sendable, Hashable, Codable {
        /// A file like any other.
        case file
        /// A mail inside the mail (`message/rfc822`), or what is left of one.
        case message
        /// A detached signature (`application/pkcs7-signature`, `application/pgp-signature`).
        case signature
        /// What only the right key opens: PGP/MIME, S/MIME enveloped data.
        case encrypted
        /// Outlook's `winmail.dat`; its contents are not unpacked.
        case tnef
        /// A machine-readable report: delivery status, disposition notification, abuse report.
        case report
        /// An invitation (`text/calendar`).
        case calendar
    }

    /// Where the bytes lie and how they are coded.
    struct Location: Sendable, Hashable {
        var range: Range<Int>
        var encoding: TransferEncoding
    }

    /// A file name that is safe on every system and unique in the mail: no path, no controls, no direction overrides,
    /// at most 150 bytes of UTF-8.
    public var name: String
    /// The type in lower case without parameters, for example `image/png`.
    public var type: String
    /// Decoded size in bytes.
    public var size: Int
    /// SHA-256 of the decoded bytes, 64 lower-case hexadecimal digits.
    public var sha256: String
    /// True when the mail's HTML shows it, or when it says `inline` and carries a Content-ID.
    public var isInline: Bool
    /// The Content-ID without angle brackets.
    public var contentID: String?
    /// What it is.
    public var role: Role

    var location: Location
}
