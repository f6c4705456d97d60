/// One header field of a mail's outermost header block.
public struct MailHeader: Sendable, Hashable {
    /// The name as written, without the colon.
    public var name: String
    /// The value, unfolded and trimmed, with 8-bit text read as UTF-8, in the charset of the mail's text, or as it
    /// looks. Encoded words are left alone: `MailHeader.text` decodes them.
    public var value: String

    /// A field as it is; nothing is checked.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// The value as a person reads it: encoded words (RFC 2047) decoded.
    public var text: String { EncodedWords.decode(value) }
}
