/// Makes a contact known.
public struct RegisterContact: Sendable, Hashable {
    /// The new name.
    public var id: ContactID
    /// The digest of the minted secret, for a visitor.
    public var secret: Digest?
    /// The host's name for the person, for a token.
    public var subject: String?
    /// What the host's token says.
    public var name: String?
    /// What the host's token says.
    public var email: String?
    /// The language chosen.
    public var language: String?

    /// Makes a request.
    public init(
        id: ContactID, secret: Digest? = nil, subject: String? = nil, name: String? = nil, email: String? = nil,
        language: String? = nil
    ) {
        self.id = id
        self.secret = secret
        self.subject = subject
        self.name = name
        self.email = email
        self.language = language
    }
}
