import SportelloModel
import SportelloTesting
import Testing

@Suite("Packages, releases and their notes")
struct ReleaseTests {
    var world = World()

    /// An issue on the roadmap, from an open ticket.
    private mutating func planned(from customer: Actor = .ada) throws -> (TicketID, InternalIssueID) {
        let id = try world.claimed(from: customer)
        let issue: InternalIssueID = world.mint()
        try world.perform(
            .escalate(id, issue, kind: .bug, severity: nil, text: "It breaks", analysis: nil), as: .bea)
        try world.perform(.escalation(.triage(issue, .roadmap)), as: .sue)
        return (id, issue)
    }

    private mutating func package(_ issues: [InternalIssueID]) throws -> ReleasePackageID {
        let id: ReleasePackageID = world.mint()
        try world.perform(.releases(.create(id, title: "Spring")), as: .sue)
        for issue in issues { try world.perform(.releases(.add(issue, to: id)), as: .sue) }
        return id
    }

    private func announcement(
        _ issues: [InternalIssueID], kind: ReleaseNote.Kind = .bug, affected: [String] = [],
        change: (inout ReleaseAnnouncement) -> Void = { _ in }
    ) -> ReleaseAnnouncement {
        var announcement = ReleaseAnnouncement(
            lines: issues.map { .init(issue: $0, kind: kind, text: ["en": "It works", "it": "Funziona"]) },
            affectedVersions: affected, delivery: "The updater inside the product brings it.",
            instructions: ["en": "https://help.example/update", "it": "https://help.example/it/aggiornare"]
        )
        change(&announcement)
        return announcement
    }

    private func state(_ id: InternalIssueID) throws -> InternalIssue { try world.state(id) }

    @Test("A package is made once")
    mutating func once() throws {
        let (_, issue) = try planned()
        let id = try package([issue])
        world.refuses(.alreadySettled, .releases(.create(id, title: "Autumn")), as: .sue)
    }

    @Test("A package releases all its issues and their links in one operation", .requirement("R-002-67"))
    mutating func delivery() throws {
        let (first, one) = try planned()
        let (second, two) = try planned(from: .ben)
        let id = try package([one, two])
        try world.perform(.releases(.deliver(id, version: "5.0")), as: .sue)
        for issue in [one, two] {
            #expect(try state(issue).state == .released)
            #expect(try state(issue).version == "5.0")
            #expect(try state(issue).untold.isEmpty)
        }
        for ticket in [first, second] {
            #expect(try world.ticket(ticket).escalation.watches.isEmpty)
            #expect(world.kinds(ticket).last == "escalation.noticed")
        }
        #expect((try world.state(id) as ReleasePackage).state == .released)
        world.refuses(.alreadySettled, .releases(.deliver(id, version: "5.0")), as: .sue)
        world.refuses(.alreadySettled, .releases(.remove(one, from: id)), as: .sue)
        let (_, three) = try planned()
        world.refuses(.alreadySettled, .releases(.add(three, to: id)), as: .sue)
        world.refuses(.alreadySettled, .escalation(.release(one, version: "6", isHotfix: true)), as: .sue)
    }

    @Test("An issue is in one package; one that is rejected or merged leaves it")
    mutating func membership() throws {
        let (_, one) = try planned()
        let (_, two) = try planned(from: .ben)
        let id = try package([one, two])
        let other = try package([])
        world.refuses(.alreadySettled, .releases(.add(one, to: other)), as: .sue)
        world.refuses(.notFound, .releases(.remove(one, from: other)), as: .sue)
        try world.perform(.releases(.add(one, to: id)), as: .sue)
        #expect((try world.state(id) as ReleasePackage).items == [one, two])
        try world.perform(
            .escalation(.triage(one, .reject(reason: "moduleChanged", text: "Gone since 4"))), as: .sue)
        #expect((try world.state(id) as ReleasePackage).items == [two])
        #expect(try state(one).package == nil)
        try world.perform(.escalation(.release(two, version: "4.1", isHotfix: true)), as: .sue)
        #expect((try world.state(id) as ReleasePackage).items.isEmpty)
        world.refuses(.notReady, .releases(.deliver(id, version: "5.0")), as: .sue)
    }

    @Test("A package holds as many issues as one operation takes", .requirement("R-002-67"))
    mutating func maximum() throws {
        world.profile.release.maximumItems = 2
        let (_, one) = try planned()
        let (_, two) = try planned(from: .ben)
        let (_, three) = try planned()
        let id = try package([one, two])
        #expect(world.refuses(.packageFull, .releases(.add(three, to: id)), as: .sue)?.details["limit"] == "2")
    }

    @Test(
        "The change window holds back a delivery, a plan and a single release, but no hotfix", .requirement("R-002-85"))
    mutating func window() throws {
        world.profile.calendars = [
            "changes": try ServiceCalendar(
                zone: "Europe/Rome",
                weekly: Dictionary(
                    uniqueKeysWithValues: [Weekday.monday, .tuesday, .wednesday, .thursday].map {
                        ($0, [OpenInterval("08:00-12:00")!])
                    })
            )
        ]
        world.profile.changeWindow = ChangeWindow(calendar: "changes")
        let calendar = try #require(world.profile.calendars["changes"])
        let friday = calendar.instant(LocalDate("2027-01-15")!, LocalTime("09:00")!)
        let thursday = calendar.instant(LocalDate("2027-01-14")!, LocalTime("09:00")!)
        let (_, one) = try planned()
        let id = try package([one])
        world.now = calendar.instant(LocalDate("2027-01-08")!, LocalTime("09:00")!)
        world.refuses(.outsideWindow, .releases(.plan(id, at: friday, isHotfix: false)), as: .sue)
        world.refuses(.inThePast, .releases(.plan(id, at: world.now, isHotfix: false)), as: .sue)
        try world.perform(.releases(.plan(id, at: thursday, isHotfix: false)), as: .sue)
        world.refuses(.outsideWindow, .releases(.deliver(id, version: "5.0")), as: .sue)
        world.refuses(.outsideWindow, .escalation(.release(one, version: "5.0", isHotfix: false)), as: .sue)
        try world.perform(.releases(.plan(id, at: friday, isHotfix: true)), as: .sue)
        try world.perform(.releases(.deliver(id, version: "5.0")), as: .sue)
        #expect(try state(one).state == .released)
    }

    @Test("One note lists every issue of its packages, each once", .requirement("R-002-68"))
    mutating func oneNote() throws {
        let (_, one) = try planned()
        let (_, two) = try planned(from: .ben)
        let (_, three) = try planned()
        let first = try package([one, two])
        let second = try package([three])
        world.refuses(.notReady, .releases(.announce([first], announcement([one, two]))), as: .sue)
        for id in [first, second] { try world.perform(.releases(.deliver(id, version: "5.0")), as: .sue) }
        for lines in [[one], [one, one], [one, two, three], []] {
            world.refuses(.invalid, .releases(.announce([first], announcement(lines))), as: .sue)
        }
        world.refuses(.invalid, .releases(.announce([], announcement([]))), as: .sue)
        world.refuses(.invalid, .releases(.announce([first, first], announcement([one, two]))), as: .sue)
        try world.perform(.releases(.announce([first, second], announcement([three, two, one]))), as: .sue)
        let note = try #require((try world.state(first) as ReleasePackage).note)
        #expect(note.lines.map(\.issue) == [three, two, one])
        #expect((try world.state(second) as ReleasePackage).note == note)
        world.refuses(.alreadySettled, .releases(.announce([second], announcement([three]))), as: .sue)
    }

    @Test("So many notes a day, and again the next day", .requirement("R-002-68"))
    mutating func digest() throws {
        world.profile.release.notesPerDay = 2
        world.profile.calendars = [
            "office": try ServiceCalendar(zone: "Europe/Rome", weekly: [.monday: [OpenInterval("08:00-12:00")!]])
        ]
        world.profile.serviceCalendar = "office"
        let calendar = try #require(world.profile.calendars["office"])
        world.now = calendar.instant(LocalDate("2027-01-14")!, LocalTime("09:00")!)
        var delivered: [(ReleasePackageID, InternalIssueID)] = []
        for _ in 0..<3 {
            let (_, issue) = try planned()
            let id = try package([issue])
            try world.perform(.releases(.deliver(id, version: "5.0")), as: .sue)
            delivered.append((id, issue))
        }
        func announce(_ place: Int) -> Command {
            .releases(.announce([delivered[place].0], announcement([delivered[place].1])))
        }
        try world.perform(announce(0), as: .sue)
        try world.perform(announce(1), as: .sue)
        #expect(world.refuses(.digestFull, announce(2), as: .sue)?.details["limit"] == "2")
        world.now = calendar.instant(LocalDate("2027-01-14")!, LocalTime("23:59")!)
        world.refuses(.digestFull, announce(2), as: .sue)
        world.now = calendar.instant(LocalDate("2027-01-15")!, LocalTime("00:00")!)
        try world.perform(announce(2), as: .sue)
        #expect((try world.state(.desk) as ReleaseJournal).count == 1)
    }

    @Test("A customer on an affected version finds the note, with its kind", .requirement("R-001-6"))
    mutating func affected() throws {
        let (_, one) = try planned()
        let (_, two) = try planned(from: .ben)
        let first = try package([one])
        let second = try package([two])
        try world.perform(.releases(.deliver(first, version: "4.2")), as: .sue)
        try world.perform(.releases(.deliver(second, version: "5.0")), as: .sue)
        let security = announcement([one], kind: .security, affected: ["4.0", "4.1"])
        try world.perform(.releases(.announce([first], security)), as: .sue)
        world.now = world.now + .hours(1)
        try world.perform(.releases(.announce([second], announcement([two], kind: .feature))), as: .sue)
        let packages: [ReleasePackage] = [try world.state(first), try world.state(second)]
        func found(_ version: String) -> [Set<ReleaseNote.Kind>] { packages.notes(affecting: version).map(\.kinds) }
        #expect(found("4.1") == [[.feature], [.security]], "the newest first")
        #expect(found("4.2") == [[.feature]])
        #expect(found("5.0").isEmpty, "nothing is left to update")
        let unpublished = try package([])
        #expect([try world.state(unpublished) as ReleasePackage].notes(affecting: "4.1").isEmpty)
    }

    @Test("A note says how the update comes, where the instructions are and what it costs", .requirement("R-001-7"))
    mutating func instructions() throws {
        let (_, one) = try planned()
        let id = try package([one])
        try world.perform(.releases(.deliver(id, version: "5.0")), as: .sue)
        for change: (inout ReleaseAnnouncement) -> Void in [
            { $0.delivery = "" }, { $0.instructions = [:] }, { $0.lines[0].text = " " },
        ] {
            world.refuses(.invalid, .releases(.announce([id], announcement([one], change: change))), as: .sue)
        }
        try world.perform(.releases(.announce([id], announcement([one]))), as: .sue)
        let note = try #require((try world.state(id) as ReleasePackage).note)
        #expect(note.instructions.text(in: "it") == "https://help.example/it/aggiornare")
        #expect(note.instructions.text(in: "uk") == "https://help.example/update", "the fallback")
        #expect(note.updates == .included)
    }

    @Test("What the updates cost is the profile's word, unless the note says otherwise")
    mutating func cost() throws {
        world.profile.release.updates = .paid
        let (_, one) = try planned()
        let (_, two) = try planned(from: .ben)
        let ids = [try package([one]), try package([two])]
        for id in ids { try world.perform(.releases(.deliver(id, version: "5.0")), as: .sue) }
        try world.perform(.releases(.announce([ids[0]], announcement([one]))), as: .sue)
        try world.perform(.releases(.announce([ids[1]], announcement([two]) { $0.updates = .included })), as: .sue)
        #expect(try ids.map { (try world.state($0) as ReleasePackage).note?.updates } == [.paid, .included])
    }
}
