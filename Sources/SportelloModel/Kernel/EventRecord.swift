/// An event as a store keeps it: facts, the author, its place in the stream, and the digest chain.
public struct EventRecord: Sendable, Hashable {
    /// The stream.
    public var stream: StreamID
    /// 1, 2, 3, … over the whole stream, without gaps.
    public var seq: Int64
    /// Its number among what the contact may see; `nil` when the contact may not see it.
    public var publicSeq: Int64?
    /// Its number among what the staff may see; `nil` when the staff may not see it.
    public var staffSeq: Int64?
    /// When the desk decided it.
    public var at: Instant
    /// The kind, for example `message.posted`.
    public var kind: String
    /// Who caused it.
    public var author: Author
    /// The id that the client gave to the command, when one did.
    public var clientID: String?
    /// The facts as JSON; never personal text.
    public var facts: [UInt8]
    /// The salted digest of ``content``; `nil` when the event never had any.
    public var contentDigest: Digest?
    /// The salt of ``contentDigest``; `nil` without content or after erasure.
    public var salt: Salt?
    /// The personal text; `nil` without content or after erasure.
    public var content: Content?
    /// Covers everything above but the content itself, and the predecessor's digest.
    public var digest: Digest

    /// Makes a record as a store read it. New records come from ``StreamHead/append(_:)``.
    public init(
        stream: StreamID, seq: Int64, publicSeq: Int64?, staffSeq: Int64?, at: Instant, kind: String, author: Author,
        clientID: String?, facts: [UInt8], contentDigest: Digest?, salt: Salt?, content: Content?, digest: Digest
    ) {
        self.stream = stream
        self.seq = seq
        self.publicSeq = publicSeq
        self.staffSeq = staffSeq
        self.at = at
        self.kind = kind
        self.author = author
        self.clientID = clientID
        self.facts = facts
        self.contentDigest = contentDigest
        self.salt = salt
        self.content = content
        self.digest = digest
    }

    /// The number of this event in a view; `nil` when the view does not show it.
    public func position(in view: StreamView) -> Int64? {
        switch view {
        case .complete: seq
        case .contact: publicSeq
        case .staff: staffSeq
        }
    }

    /// The digest that this record must have after `predecessor`.
    public func chained(after predecessor: Digest) -> Digest {
        var input = DigestInput(capacity: 256 + facts.count)
        input.add(predecessor)
        input.add(stream.kind.rawValue)
        input.add(stream.key.high)
        input.add(stream.key.low)
        input.add(seq)
        input.add(publicSeq ?? 0)
        input.add(staffSeq ?? 0)
        input.add(at.milliseconds)
        input.add(kind)
        input.add(author.role.rawValue)
        input.add(author.id)
        input.add(author.name)
        input.add(clientID)
        input.add(facts)
        if let contentDigest { input.add(contentDigest) }
        return input.digest()
    }

    /// Whether the content still matches what the event committed to. Erased content matches.
    public var contentIsIntact: Bool {
        switch (contentDigest, salt, content) {
        case (nil, nil, nil), (_?, nil, nil): true
        case (let digest?, let salt?, let content?): content.digest(salt: salt) == digest
        default: false
        }
    }
}
