/// What can happen to a package.
public enum ReleasePackageEvent: StreamEvent {
    case created
    case added(ReleaseItem)
    case removed(ReleaseItem)
    case planned(ReleasePlanned)
    case delivered(ReleaseDelivered)
    case announced(ReleaseNote)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .created: "release.created"
        case .added: "release.added"
        case .removed: "release.removed"
        case .planned: "release.planned"
        case .delivered: "release.delivered"
        case .announced: "release.announced"
        }
    }

    /// For the staff; customers get the note.
    public var visibility: Visibility { .staff }
}

/// An issue in a package.
public struct ReleaseItem: Sendable, Hashable, Codable {
    /// The issue.
    public var issue: InternalIssueID
}

/// A package has a date, or none.
public struct ReleasePlanned: Sendable, Hashable, Codable {
    /// When it is to be delivered.
    public var plannedFor: Instant?
    /// Whether it is an urgent fix.
    public var isHotfix: Bool
}

/// A package was delivered.
public struct ReleaseDelivered: Sendable, Hashable, Codable {
    /// The version that it became.
    public var version: String
}

extension ReleasePackage: Aggregate {
    /// What can happen to a package.
    public typealias Event = ReleasePackageEvent

    /// Applies one event.
    public mutating func evolve(_ event: ReleasePackageEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .created:
            createdAt = stamp.at
            title = content?.text ?? ""
        case .added(let item): if !items.contains(item.issue) { items.append(item.issue) }
        case .removed(let item): items.removeAll { $0 == item.issue }
        case .planned(let event):
            plannedFor = event.plannedFor
            isHotfix = event.isHotfix
        case .delivered(let event):
            state = .released
            version = event.version
            releasedAt = stamp.at
        case .announced(let note):
            state = .announced
            self.note = note
        }
    }
}

/// What can happen to the journal.
public enum ReleaseJournalEvent: StreamEvent {
    case noted(ReleaseNoted)

    /// Stable for ever.
    public var kind: String { "release.noted" }

    /// For the staff.
    public var visibility: Visibility { .staff }
}

/// A note went out.
public struct ReleaseNoted: Sendable, Hashable, Codable {
    /// The date in the zone of the desk's calendar.
    public var date: LocalDate
    /// The package that names the note.
    public var package: ReleasePackageID
}

extension ReleaseJournal: Aggregate {
    /// What can happen to the journal.
    public typealias Event = ReleaseJournalEvent

    /// Applies one event.
    public mutating func evolve(_ event: ReleaseJournalEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .noted(let event):
            count = event.date == date ? count + 1 : 1
            date = event.date
        }
    }
}
