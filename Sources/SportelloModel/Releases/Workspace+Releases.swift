extension Workspace {
    /// Decides what is done about packages of changes.
    mutating func decide(_ command: ReleaseCommand) throws(Stop) {
        try requireReleaser()
        switch command {
        case .create(let id, let title): try createPackage(id, title: title)
        case .add(let issue, let package): try add(issue, to: package)
        case .remove(let issue, let package): try remove(issue, from: package)
        case .plan(let id, let time, let isHotfix): try plan(id, at: time, isHotfix: isHotfix)
        case .deliver(let id, let version): try deliver(id, version: version)
        case .announce(let packages, let announcement): try announce(packages, announcement)
        }
    }

    /// Who assembles, releases and announces.
    func requireReleaser() throws(Stop) {
        guard profile.release.deciders.contains(context.actor.role) else { throw refuse(.forbidden, "R-002-67") }
    }

    /// A change goes live within the profile's window, unless it is a hotfix that the window exempts (R-002-85).
    func requireChangeWindow(at time: Instant, isHotfix: Bool) throws(Stop) {
        guard profile.mayRelease(at: time, isHotfix: isHotfix) else { throw refuse(.outsideWindow, "R-002-85") }
    }

    private mutating func createPackage(_ id: ReleasePackageID, title: String) throws(Stop) {
        guard try change(to: .releasePackage(id)) == nil else { throw refuse(.alreadySettled) }
        try requireText(title, field: "title")
        try record(.created, on: id, content: Content(text: title))
        result = .created(ReleasePackage.stream(id))
    }

    private func openPackage(_ id: ReleasePackageID) throws(Stop) -> ReleasePackage {
        let package = try state(id)
        guard package.state == .open else { throw refuse(.alreadySettled, "R-002-67") }
        return package
    }

    /// Only what was triaged and stays comes into a package, and into one.
    private mutating func add(_ id: InternalIssueID, to package: ReleasePackageID) throws(Stop) {
        try need([.internalIssue(id), .releasePackage(package)])
        let issue = try state(id)
        let known = try openPackage(package)
        guard issue.state == .roadmap || issue.state == .backlog else { throw refuse(.notReady, "R-002-62") }
        if issue.package == package { return }
        guard issue.package == nil else { throw refuse(.alreadySettled, "R-002-67") }
        guard known.items.count < profile.release.maximumItems else {
            throw refuse(.packageFull, "R-002-67", ["limit": String(profile.release.maximumItems)])
        }
        try record(.added(ReleaseItem(issue: id)), on: package)
        try record(.packaged(IssuePackaged(package: package, plannedFor: known.plannedFor)), on: id)
    }

    private mutating func remove(_ id: InternalIssueID, from package: ReleasePackageID) throws(Stop) {
        let known = try openPackage(package)
        guard known.items.contains(id) else { throw refuse(.notFound) }
        _ = try state(id)
        try record(.removed(ReleaseItem(issue: id)), on: package)
        try record(.packaged(IssuePackaged(package: nil, plannedFor: nil)), on: id)
    }

    /// Gives a package its date, and its issues with it (R-002-62, R-002-85).
    private mutating func plan(_ id: ReleasePackageID, at time: Instant?, isHotfix: Bool) throws(Stop) {
        let package = try openPackage(id)
        if let time {
            guard time > now else { throw refuse(.inThePast, "R-002-85") }
            try requireChangeWindow(at: time, isHotfix: isHotfix)
        }
        try need(package.items.map(StreamID.internalIssue))
        try record(.planned(ReleasePlanned(plannedFor: time, isHotfix: isHotfix)), on: id)
        for issue in package.items {
            _ = try state(issue)
            try record(.packaged(IssuePackaged(package: id, plannedFor: time)), on: issue)
        }
    }

    /// Delivers a package: all its issues are released in this one operation, and so are the links of their tickets, as
    /// many as one operation takes; the others follow at once (R-002-67).
    private mutating func deliver(_ id: ReleasePackageID, version: String) throws(Stop) {
        let package = try openPackage(id)
        guard !package.items.isEmpty else { throw refuse(.notReady, "R-002-67") }
        try requireText(version, field: "version")
        try requireChangeWindow(at: now, isHotfix: package.isHotfix)
        try need(package.items.map(StreamID.internalIssue))
        try record(.delivered(ReleaseDelivered(version: version)), on: id)
        var limit = Self.ticketsAtOnce
        for issue in package.items {
            _ = try state(issue)
            try record(.released(IssueReleased(version: version)), on: issue)
        }
        for issue in package.items { try tell(issue, limit: &limit) }
    }

    /// One note tells of one or several delivered packages; so many a day (R-002-68).
    private mutating func announce(
        _ ids: [ReleasePackageID], _ announcement: ReleaseAnnouncement
    ) throws(Stop) {
        guard (1...20).contains(ids.count), Set(ids).count == ids.count else {
            throw refuse(.invalid, "R-002-68", ["field": "packages"])
        }
        try need(ids.map(StreamID.releasePackage) + [ReleaseJournal.stream(.desk)])
        var packages: [ReleasePackage] = []
        for id in ids { packages.append(try state(id)) }
        if packages.contains(where: { $0.state == .open }) { throw refuse(.notReady, "R-002-68") }
        if packages.contains(where: { $0.state == .announced }) { throw refuse(.alreadySettled, "R-002-68") }
        guard let version = packages.first?.version else { throw refuse(.notReady, "R-002-68") }
        let items = packages.flatMap(\.items)
        guard announcement.lines.count == items.count, Set(announcement.lines.map(\.issue)) == Set(items) else {
            throw refuse(.invalid, "R-002-68", ["field": "lines"])
        }
        for line in announcement.lines { try requireText(line.text, field: "lines") }
        try requireText(announcement.delivery, field: "delivery")
        try requireText(announcement.instructions, field: "instructions")
        let date = localDate
        let journal = try stateOrFresh(Identifier<ReleaseJournal>.desk)
        if let limit = profile.release.notesPerDay, journal.date == date, journal.count >= limit {
            throw refuse(.digestFull, "R-002-68", ["limit": String(limit)])
        }
        let note = ReleaseNote(
            packages: ids, version: version, affectedVersions: announcement.affectedVersions,
            lines: announcement.lines, delivery: announcement.delivery, instructions: announcement.instructions,
            updates: announcement.updates ?? profile.release.updates, publishedAt: now
        )
        for id in ids { try record(.announced(note), on: id) }
        try record(.noted(ReleaseNoted(date: date, package: ids[0])), on: .desk)
    }

    private func requireText(_ text: LocalizedText, field: String) throws(Stop) {
        try requireText(text.text(in: profile.language), field: field)
    }

    /// The date now, where the desk works; in UTC where no calendar says.
    private var localDate: LocalDate {
        if let calendar = profile.serviceCalendar.flatMap({ profile.calendars[$0] }) { return calendar.date(at: now) }
        return LocalDate(dayNumber: Int(now.milliseconds.floorDivided(by: 86_400_000)))
    }
}
