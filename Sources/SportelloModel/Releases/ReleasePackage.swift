/// Changes that are delivered together (R-002-67).
public struct ReleasePackage: Sendable, Hashable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// Issues come and go.
        case open
        /// Delivered; nothing comes or goes any more.
        case released
        /// Delivered, and customers were told in a release note.
        case announced
    }

    /// The name.
    public var id: ReleasePackageID
    /// Where it stands.
    public var state = State.open
    /// A short title for the staff; content.
    public var title = ""
    /// The issues in it, in the order in which they came.
    public var items: [InternalIssueID] = []
    /// When it is to be delivered; only then its issues have a date (R-002-62).
    public var plannedFor: Instant?
    /// The version that it became.
    public var version: String?
    /// Whether it is an urgent fix, which no change window holds back (R-002-85).
    public var isHotfix = false
    /// When it was made.
    public var createdAt = Instant(milliseconds: 0)
    /// When it was delivered.
    public var releasedAt: Instant?
    /// What customers were told.
    public var note: ReleaseNote?

    /// Starts the fold.
    public init(id: ReleasePackageID) { self.id = id }
}

/// What customers are told about one or several packages (R-001-6, R-001-7, R-002-68).
public struct ReleaseNote: Sendable, Hashable, Codable {
    /// What a change is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Something works again.
        case bug
        /// A security vulnerability is closed.
        case security
        /// Something new or better.
        case feature
    }

    /// One change.
    public struct Line: Sendable, Hashable, Codable {
        /// The issue behind it; customers see only the words.
        public var issue: InternalIssueID
        /// What it is.
        public var kind: Kind
        /// What changes for the customer, in words meant for customers.
        public var text: LocalizedText

        /// Makes a line.
        public init(issue: InternalIssueID, kind: Kind, text: LocalizedText) {
            self.issue = issue
            self.kind = kind
            self.text = text
        }
    }

    /// The packages it tells of; the first names the note.
    public var packages: [ReleasePackageID]
    /// The version that has the changes.
    public var version: String
    /// The versions that should be updated; empty for all earlier ones.
    public var affectedVersions: [String]
    /// The changes, one for each issue.
    public var lines: [Line]
    /// How the update arrives, for example by the updater inside the product.
    public var delivery: LocalizedText
    /// Where the instructions are, by language.
    public var instructions: LocalizedText
    /// Whether the update costs extra: always said (R-001-8).
    public var updates: ReleasePolicy.Updates
    /// When it was published.
    public var publishedAt: Instant

    /// What kinds of change it tells of.
    public var kinds: Set<Kind> { Set(lines.map(\.kind)) }

    /// Whether it concerns somebody who has that version (R-001-6).
    public func affects(_ version: String) -> Bool {
        version != self.version && (affectedVersions.isEmpty || affectedVersions.contains(version))
    }
}

extension [ReleasePackage] {
    /// The notes for somebody who has that version, the newest first, each once (R-001-6).
    public func notes(affecting version: String) -> [ReleaseNote] {
        var seen: Set<ReleasePackageID> = []
        return compactMap(\.note).filter { $0.affects(version) }
            .filter { note in note.packages.first.map { seen.insert($0).inserted } ?? false }
            .sorted { ($0.publishedAt, $0.version) > ($1.publishedAt, $1.version) }
    }
}

/// What is done about packages.
public enum ReleaseCommand: Sendable, Hashable {
    /// A package is begun.
    case create(ReleasePackageID, title: String)
    /// An issue of the roadmap or of a backlog comes into a package.
    case add(InternalIssueID, to: ReleasePackageID)
    /// An issue leaves a package.
    case remove(InternalIssueID, from: ReleasePackageID)
    /// A package gets a date, within the change window unless it is a hotfix (R-002-85); `nil` takes the date away.
    case plan(ReleasePackageID, at: Instant?, isHotfix: Bool)
    /// A package is delivered, and all its issues with it (R-002-67).
    case deliver(ReleasePackageID, version: String)
    /// One note tells of delivered packages (R-002-68).
    case announce([ReleasePackageID], ReleaseAnnouncement)
}

extension ReleaseCommand {
    /// Streams that the command will certainly look at.
    var expectedStreams: [StreamID] {
        switch self {
        case .create: []
        case .add(let issue, let package), .remove(let issue, let package):
            [.releasePackage(package), .internalIssue(issue)]
        case .plan(let id, _, _), .deliver(let id, _): [.releasePackage(id)]
        case .announce(let ids, _): ids.map(StreamID.releasePackage) + [ReleaseJournal.stream(.desk)]
        }
    }
}

/// What a release note says.
public struct ReleaseAnnouncement: Sendable, Hashable {
    /// One line for each issue of the packages.
    public var lines: [ReleaseNote.Line]
    /// The versions that should be updated; empty for all earlier ones.
    public var affectedVersions: [String]
    /// How the update arrives.
    public var delivery: LocalizedText
    /// Where the instructions are, by language.
    public var instructions: LocalizedText
    /// Whether the update costs extra; `nil` for what the profile says.
    public var updates: ReleasePolicy.Updates?

    /// Makes an announcement.
    public init(
        lines: [ReleaseNote.Line], affectedVersions: [String] = [], delivery: LocalizedText,
        instructions: LocalizedText, updates: ReleasePolicy.Updates? = nil
    ) {
        self.lines = lines
        self.affectedVersions = affectedVersions
        self.delivery = delivery
        self.instructions = instructions
        self.updates = updates
    }
}

/// How many release notes went out on the last date on which one did. One stream for the desk, since a limit for a day
/// holds over all packages (R-002-68).
public struct ReleaseJournal: Sendable, Hashable, Codable {
    /// The date in the zone of the desk's calendar.
    public var date: LocalDate?
    /// How many notes went out on it.
    public var count = 0

    /// Starts the fold.
    public init(id: Identifier<ReleaseJournal>) {}
}

extension Identifier<ReleaseJournal> {
    /// The desk's only journal.
    public static var desk: Self { Self(high: 0, low: 1) }
}
