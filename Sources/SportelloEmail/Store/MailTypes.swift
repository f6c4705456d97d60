public import SportelloModel

/// Where a mail came from, so that the same one is not taken twice.
public struct MailOrigin: Sendable, Hashable {
    /// The configured mailbox.
    public var mailbox: String
    /// The folder on the server; `nil` for mail that was handed in.
    public var folder: String?
    /// The folder's UIDVALIDITY; 0 for mail that was handed in.
    public var validity: UInt32
    /// The mail's UID within it; 0 for mail that was handed in.
    public var uid: UInt32

    /// Makes an origin.
    public init(mailbox: String, folder: String? = nil, validity: UInt32 = 0, uid: UInt32 = 0) {
        self.mailbox = mailbox
        self.folder = folder
        self.validity = validity
        self.uid = uid
    }
}

/// A raw mail on its way into the store.
public struct MailArrival: Sendable {
    /// Where it came from.
    public var origin: MailOrigin
    /// Every byte as it came. Nothing is interpreted before it is durable.
    public var bytes: [UInt8]
    /// The size on the server, when only the header was fetched because the mail is too large; otherwise `nil`.
    public var fullSize: Int?

    /// Makes an arrival.
    public init(origin: MailOrigin, bytes: [UInt8], fullSize: Int? = nil) {
        self.origin = origin
        self.bytes = bytes
        self.fullSize = fullSize
    }
}

/// How far a folder was read. Both numbers belong together: another UIDVALIDITY makes every UID meaningless.
public struct MailCursor: Sendable, Hashable {
    /// The folder's UIDVALIDITY.
    public var validity: UInt32
    /// The greatest UID that is durable here.
    public var uid: UInt32

    /// Makes a cursor.
    public init(validity: UInt32, uid: UInt32) {
        self.validity = validity
        self.uid = uid
    }
}

/// What became of an arrival.
public struct MailAcceptance: Sendable, Hashable {
    /// The stored mail.
    public var id: Int64
    /// SHA-256 of the bytes.
    public var digest: Digest
    /// Whether the mailbox had these very bytes before; then nothing was stored.
    public var isDuplicate: Bool
}

/// Where a stored mail stands.
public enum MailState: Sendable, Hashable {
    /// Stored, not yet applied.
    case pending
    /// Applied.
    case done
    /// Kept and deliberately not applied, for a reason a program can read.
    case ignored(reason: String)
    /// Could not be applied; tried again later, or by `mail replay`.
    case failed(error: String, tries: Int)

    /// The word, for example `pending`.
    public var word: String {
        switch self {
        case .pending: "pending"
        case .done: "done"
        case .ignored: "ignored"
        case .failed: "failed"
        }
    }
}

/// A mail as the store knows it.
public struct StoredMail: Sendable, Hashable {
    /// Its number in this store, rising.
    public var id: Int64
    /// Where it came from.
    public var origin: MailOrigin
    /// SHA-256 of its bytes.
    public var digest: Digest
    /// How many bytes are stored.
    public var bytes: Int
    /// The size on the server, when only the header is stored.
    public var fullSize: Int?
    /// When it became durable here.
    public var receivedAt: Instant
    /// Where it stands.
    public var state: MailState
    /// How often it was tried.
    public var tries: Int
    /// The stream that it became part of, once done.
    public var stream: StreamID?
}

/// How applying a mail ended.
public struct MailSettlement: Sendable {
    /// The mail.
    public var id: Int64
    /// Where it stands now.
    public var state: MailState
    /// The stream that it became part of.
    public var stream: StreamID?
    /// When a failed mail is tried again by itself; `nil` for only by hand.
    public var nextTry: Instant?
    /// Its Message-ID, to thread answers that name it.
    public var messageID: String?

    /// Makes a settlement.
    public init(
        id: Int64, state: MailState, stream: StreamID? = nil, nextTry: Instant? = nil, messageID: String? = nil
    ) {
        self.id = id
        self.state = state
        self.stream = stream
        self.nextTry = nextTry
        self.messageID = messageID
    }
}

/// A mail of ours on its way out, composed once so that every attempt sends the same bytes.
public struct OutgoingRecord: Sendable, Hashable {
    /// What is known about its fate.
    public enum State: Int, Sendable, Hashable {
        /// Composed, never handed to a server.
        case composed = 0
        /// An attempt began and its end is not known.
        case sending = 1
        /// A server took it.
        case accepted = 2
        /// A server refused it for good.
        case refused = 3
        /// Not sent, because a limit or a suppressed address forbids.
        case withheld = 4
        /// Not sent again, because an earlier attempt may have arrived and the policy says hold.
        case held = 5

        /// The word, for example `accepted`.
        public var word: String { "\(self)" }
    }

    /// The outbox item.
    public var item: Digest
    /// What it is about.
    public var stream: StreamID
    /// What for.
    public var reason: String
    /// The one recipient; empty when there was nothing to send.
    public var recipient: String
    /// Its Message-ID, without angle brackets.
    public var messageID: String
    /// The digest of its bytes in the store; `nil` when it was never composed.
    public var raw: Digest?
    /// The mailbox in whose name it goes.
    public var mailbox: String
    /// The envelope's sender, to which bounces come; empty for automatic mail.
    public var sender: String
    /// Whether the desk wrote it of its own accord.
    public var isAutomatic: Bool
    /// What is known about its fate.
    public var state: State
    /// Whether an attempt's fate was ever unknown: it may have arrived twice.
    public var isAmbiguous: Bool
    /// How often it was handed to a server.
    public var attempts: Int
    /// When it was composed.
    public var at: Instant
    /// What the server last said, or why it was not sent.
    public var note: String?
}
