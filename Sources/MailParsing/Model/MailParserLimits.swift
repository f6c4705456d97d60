/// What one mail may cost. Beyond a limit the mail is kept and what was cut is noted, except for `messageBytes`.
public struct MailParserLimits: Sendable, Hashable {
    /// The longest mail, in bytes; a longer one is refused with `MailParsingError.tooLarge`. Default 64 MiB.
    public var messageBytes: Int
    /// Header fields of the mail that are read. Default 2,000.
    public var headerFields: Int
    /// Bytes of the header block that are read. Default 256 KiB.
    public var headerBytes: Int
    /// Parts of all levels. Default 1,000.
    public var parts: Int
    /// Nested levels of parts. Default 64, at most 256.
    public var depth: Int
    /// Bytes of text (and of HTML, each) that are decoded and shown. Default 2 MiB.
    public var textBytes: Int
    /// Addresses of one header field. Default 1,000.
    public var addresses: Int

    /// The defaults, but for what is given.
    public init(
        messageBytes: Int = 64 << 20, headerFields: Int = 2000, headerBytes: Int = 256 << 10, parts: Int = 1000,
        depth: Int = 64, textBytes: Int = 2 << 20, addresses: Int = 1000
    ) {
        self.messageBytes = messageBytes
        self.headerFields = headerFields
        self.headerBytes = headerBytes
        self.parts = parts
        self.depth = min(depth, 256)
        self.textBytes = textBytes
        self.addresses = addresses
    }
}
