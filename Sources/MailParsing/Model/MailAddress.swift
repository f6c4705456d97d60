/// One mailbox of an address header: a display name, decoded, and an address as written.
public struct MailAddress: Sendable, Hashable, Codable {
    /// The display name in Unicode, without quotes and encoded words; nil when there is none.
    public var name: String?
    /// `local@domain` without comments and blanks. The domain is in lower case; the local part is left as it was written.
    public var address: String

    /// A mailbox as it is; nothing is checked.
    public init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }
}
