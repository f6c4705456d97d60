/// What a stream is about. One stream is one aggregate with its append-only log (DESIGN §1).
public enum StreamKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A registered case with its conversations, messages, notes, clocks, consents and outcome.
    case ticket
    /// A record of a contact that is not a ticket.
    case offChannelNote
    /// What an escalation created, on the provider's side.
    case internalIssue
    /// A complaint or review.
    case qualityCase
    /// A person who asks.
    case contact
    /// An agent's presence and capacity.
    case agentDesk
    /// An account's hours and money.
    case ledger
    /// An ordered job.
    case workOrder
    /// The approved orders of one executor team.
    case executorQueue
    /// An agreed time: a call, a session, a training.
    case appointment
    /// Tickets and orders that belong together.
    case project
    /// A larger service beside support.
    case engagement
    /// The desk as a whole: declared load, adopted promises.
    case desk
    /// A customer organisation with its contract.
    case account
    /// The organisation's one log of consent events (DESIGN §5, remote consent).
    case consentLog
    /// Changes that are delivered together.
    case releasePackage
    /// How many release notes went out.
    case releaseJournal
}

/// Names a stream.
public struct StreamID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// What the stream is about.
    public let kind: StreamKind
    /// The 128 bits that name it within its kind.
    public let key: Identifier<StreamID>

    /// Makes a stream's name.
    public init(kind: StreamKind, key: Identifier<StreamID>) {
        self.kind = kind
        self.key = key
    }

    /// The stream of a ticket.
    public static func ticket(_ id: TicketID) -> Self { Self(.ticket, id) }
    /// The stream of an off-channel note.
    public static func offChannelNote(_ id: OffChannelNoteID) -> Self { Self(.offChannelNote, id) }
    /// The stream of an internal issue.
    public static func internalIssue(_ id: InternalIssueID) -> Self { Self(.internalIssue, id) }
    /// The stream of a quality case.
    public static func qualityCase(_ id: QualityCaseID) -> Self { Self(.qualityCase, id) }
    /// The stream of a contact.
    public static func contact(_ id: ContactID) -> Self { Self(.contact, id) }
    /// The stream of the desk as a whole.
    public static let desk = Self(.desk, ServiceDesk.only)
    /// The stream of the organisation's consent log: there is one.
    public static let consentLog = Self(.consentLog, ConsentLog.id)
    /// The stream of a package of changes.
    public static func releasePackage(_ id: ReleasePackageID) -> Self { Self(.releasePackage, id) }
    /// The stream of an agent's desk, named by a digest of the host's name for the agent.
    public static func agentDesk(_ agent: AgentID) -> Self { Self(.agentDesk, agent.desk) }

    /// The stream of a customer organisation.
    public static func account(_ id: AccountID) -> Self { Self(.account, id) }

    private init<Subject>(_ kind: StreamKind, _ id: Identifier<Subject>) {
        self.init(kind: kind, key: Identifier(high: id.high, low: id.low))
    }

    /// The ticket's id, when this is a ticket's stream.
    public var ticketID: TicketID? { kind == .ticket ? TicketID(high: key.high, low: key.low) : nil }
    /// The contact's id, when this is a contact's stream.
    public var contactID: ContactID? { kind == .contact ? ContactID(high: key.high, low: key.low) : nil }

    /// The account's id, when this is an account's stream.
    public var accountID: AccountID? { kind == .account ? AccountID(high: key.high, low: key.low) : nil }
    /// The issue's id, when this is an internal issue's stream.
    public var internalIssueID: InternalIssueID? {
        kind == .internalIssue ? InternalIssueID(high: key.high, low: key.low) : nil
    }

    /// `kind:key`.
    public var description: String { "\(kind.rawValue):\(key)" }

    /// Orders by kind, then key: the order in which a transaction over several streams takes them.
    public static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.key) < (right.kind.rawValue, right.key)
    }
}

/// Who may see an event. A reader numbers only what it may see, so nobody's numbers have gaps.
public enum Visibility: Int, Sendable, Codable {
    /// The contact and the staff.
    case everyone
    /// The staff only: notes and internal facts.
    case staff
    /// The contact only: what handlers must not see, such as a quality case about them (R-004-55).
    case contact
}

/// How one reader sees a stream.
public enum StreamView: Sendable, Hashable, Codable {
    /// Everything, numbered by `seq`. For audit and repair.
    case complete
    /// What the contact may see, numbered by `publicSeq`.
    case contact
    /// What the staff may see, numbered by `staffSeq`.
    case staff

    /// Whether this view shows events of that visibility.
    public func shows(_ visibility: Visibility) -> Bool {
        switch (self, visibility) {
        case (.complete, _), (_, .everyone), (.contact, .contact), (.staff, .staff): true
        case (.contact, .staff), (.staff, .contact): false
        }
    }
}

/// Where a stream's log ends.
public struct StreamHead: Hashable, Sendable, Codable {
    /// How many events the log has; also the stream's version.
    public var seq: Int64
    /// How many of them the contact may see.
    public var publicSeq: Int64
    /// How many of them the staff may see.
    public var staffSeq: Int64
    /// The digest of the last event; ``Digest/zero`` for an empty log.
    public var digest: Digest

    /// A stream without events.
    public static let empty = StreamHead(seq: 0, publicSeq: 0, staffSeq: 0, digest: .zero)

    /// Makes a head.
    public init(seq: Int64, publicSeq: Int64, staffSeq: Int64, digest: Digest) {
        self.seq = seq
        self.publicSeq = publicSeq
        self.staffSeq = staffSeq
        self.digest = digest
    }

    /// The number of the last event in a view.
    public func position(in view: StreamView) -> Int64 {
        switch view {
        case .complete: seq
        case .contact: publicSeq
        case .staff: staffSeq
        }
    }
}
