import SportelloModel
import SportelloTesting
import Testing

/// Laws of escalation that hold after any decisions of the product teams, refused or not.
@Suite("Laws of issues")
struct IssuePropertyTests {
    static let seeds: [UInt64] = Array(1...6)

    /// Random reports of six customers, triages, packages and releases.
    private func played(_ seed: UInt64, once: Bool) throws -> World {
        var generator = SeededGenerator(seed: seed)
        var world = World(seed: seed)
        world.profile.points = PointsPolicy(nonCritical: 2, critical: 7, proposal: 3, oncePerAccount: once)
        world.profile.notifyOn.results = IssueResult.allCases
        world.profile.queue.capacity = 1000
        world.profile.outcomes = [
            "help", OutcomeRule(id: "bug", steps: [.init(id: "look", title: "Look")]), "proposal",
        ]
        let people = (1...6).map { Actor.customer(ContactID(high: 8, low: $0), role: .contact, name: nil) }
        var tickets: [TicketID] = []
        var issues: [InternalIssueID] = []
        var packages: [ReleasePackageID] = []
        for _ in 0..<260 {
            func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &generator) }
            var command: Command?
            switch Int.random(in: 0..<16, using: &generator) {
            case 0, 1: tickets.append(try world.claimed(from: people.randomElement(using: &generator)!))
            case 2, 3, 4:
                guard let id = pick(tickets.suffix(8)) else { break }
                let issue: InternalIssueID = world.mint()
                issues.append(issue)
                command = .escalate(
                    id, issue, kind: Bool.random(using: &generator) ? .bug : .proposal,
                    severity: pick([Severity.critical, .nonCritical, nil]) ?? nil, text: "So", analysis: nil)
            case 5, 6, 7:
                guard let issue = pick(issues), let other = pick(issues) else { break }
                command = .escalation(.triage(issue, .duplicate(of: other)))
            case 8:
                guard let issue = pick(issues) else { break }
                command = .escalation(
                    .triage(issue, pick([IssueTriage.roadmap, .backlog(team: "IT", reason: "So")])!))
            case 9:
                guard let issue = pick(issues) else { break }
                command = .escalation(
                    pick([
                        EscalationCommand.triage(issue, IssueTests.rejection),
                        .release(issue, version: "5", isHotfix: true), .wake(issue),
                    ])!)
            case 10:
                let id: ReleasePackageID = world.mint()
                packages.append(id)
                command = .releases(.create(id, title: "Spring"))
            case 11:
                guard let id = pick(tickets) else { break }
                command = .outcome(
                    id,
                    pick([
                        OutcomeCommand.choose(outcome: "bug"), .requestAnalysis(hint: "So"),
                        .withdrawAnalysis(reason: "No"), .classify(quantity: "orders", load: 5),
                        .completeStep(outcome: "bug", step: "look", note: nil),
                        .resolve(
                            outcome: "help", text: nil,
                            details: OutcomeDetails(
                                help: .noSuchFunction, references: [.link(.article, "https://help.example/a")])),
                        .convertToProposal(world.mint(), text: "So", proposal: ProposalDetails(area: "print")),
                    ])!)
            case 12:
                guard let id = pick(tickets) else { break }
                command = .severity(
                    id,
                    Bool.random(using: &generator)
                        ? .confirmWorkaround(.rollback, text: "Back") : .review(.critical, reason: "So"))
            case 13:
                guard let id = pick(tickets) else { break }
                command = pick([
                    Command.escalation(.check(id, note: nil)), .resolve(id, outcome: "bug", text: nil), .tick(id),
                    .triage(id, Triage(caseType: "problem", impacts: ["preventsOrders"])), .close(id),
                ])
                world.now = world.now + .hours(3)
            case 14:
                guard let package = pick(packages), let state = world.streams[.releasePackage(package)],
                    let items = ReleasePackage.unwrap(state)?.state.items
                else { break }
                command = .releases(
                    .announce(
                        [package],
                        ReleaseAnnouncement(
                            lines: items.map { .init(issue: $0, kind: .bug, text: "So") }, delivery: "Here",
                            instructions: "There")))
            default:
                guard let issue = pick(issues), let package = pick(packages) else { break }
                command = .releases(pick([ReleaseCommand.add(issue, to: package), .deliver(package, version: "5")])!)
            }
            guard let command else { continue }
            do {
                try world.perform(command, as: pick([Actor.sue, .sue, .bea, .system])!)
            } catch is Refusal {
                continue
            }
        }
        return world
    }

    private func issues(_ world: World) -> [InternalIssueID: InternalIssue] {
        let all = world.streams.values.compactMap(InternalIssue.unwrap).map(\.state)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    private func tickets(_ world: World) -> [TicketID: TicketFacts] {
        let all = world.streams.values.compactMap(Ticket.unwrap).map(\.state.facts)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    @Test("The state is the fold of the log, also after storing both", arguments: seeds)
    func folds(seed: UInt64) throws {
        let world = try played(seed, once: true)
        for (stream, state) in world.streams {
            var fold = StreamChange(fresh: stream)
            for logged in world.log(of: stream) {
                let read = try LoggedEvent(logged.record)
                #expect(read.event == logged.event, "\(logged.record.kind) reads back as itself")
                fold.fold(read)
            }
            #expect(fold.hasSameState(as: state), "\(stream)")
            let head = StreamHead(seq: 1, publicSeq: 0, staffSeq: 0, digest: .zero)
            let loaded = try StreamChange(
                stream: stream, head: head, activity: state.encodedActivity, state: try state.encodedState())
            #expect(loaded.hasSameState(as: state), "\(stream) is read as it was written")
        }
    }

    @Test("The stories reach what the laws speak of")
    func reach() throws {
        var kinds: Set<String> = []
        for seed in Self.seeds {
            let world = try played(seed, once: true)
            for stream in world.streams.keys { kinds.formUnion(world.log(of: stream).map(\.record.kind)) }
        }
        #expect(
            kinds.isSuperset(of: [
                "issue.told", "escalation.linked", "escalation.noticed", "outcome.classified", "release.added",
                "ticket.status",
            ])
        )
    }

    @Test(
        "A resolved ticket has one product, and so has each of its dialogs", .requirement("R-002-35"), arguments: seeds)
    func oneProduct(seed: UInt64) throws {
        let tickets = tickets(try played(seed, once: true))
        let done = tickets.values.filter { $0.status == .resolved || $0.status == .closed }
        for facts in done {
            #expect(facts.outcome != nil)
            #expect(facts.conversations.allSatisfy { $0.outcome != nil })
            if facts.outcome == "bug" { #expect(facts.severity != nil) }
        }
    }

    @Test("Points are never counted twice: one for each account and report", .requirement("R-002-61"), arguments: seeds)
    func points(seed: UInt64) throws {
        for once in [true, false] {
            let world = try played(seed, once: once)
            let all = issues(world)
            var merged = 0
            for issue in all.values where issue.state != .duplicate {
                // Everything that ever came into the matter, directly or through others.
                var reports: [(voter: String, points: Int)] = []
                var rest = [issue.id]
                while let id = rest.popLast() {
                    rest += try #require(all[id]).duplicates
                    for logged in world.log(of: .internalIssue(id)) {
                        guard case .internalIssue(.submitted(let event)) = logged.event else { continue }
                        reports.append((event.vote.voter, event.vote.points))
                    }
                }
                merged = max(merged, reports.count)
                let voters = Dictionary(grouping: reports, by: \.voter)
                #expect(Set(issue.votes.keys) == Set(voters.keys))
                for (voter, own) in voters {
                    if once {
                        #expect(own.contains { $0.points == issue.votes[voter] }, "one of the account's own reports")
                    } else {
                        #expect(issue.votes[voter] == own.reduce(0) { $0 + $1.points })
                    }
                }
            }
            #expect(merged > 2, "the play merged something")
        }
    }

    @Test("Links between tickets and issues are symmetric", .requirement("R-002-41", "R-002-60"), arguments: seeds)
    func links(seed: UInt64) throws {
        let world = try played(seed, once: true)
        let (issues, tickets) = (issues(world), tickets(world))
        var count = 0
        for issue in issues.values {
            for ticket in issue.tickets {
                #expect(tickets[ticket]?.issues.contains(issue.id) == true, "the issue's ticket knows the issue")
                count += 1
            }
            #expect(Set(issue.tickets).count == issue.tickets.count)
            for duplicate in issue.duplicates { #expect(issues[duplicate]?.parent == issue.id) }
            if let parent = issue.parent { #expect(issues[parent]?.duplicates.contains(issue.id) == true) }
        }
        for (id, ticket) in tickets {
            for issue in ticket.issues { #expect(issues[issue]?.tickets.contains(id) == true) }
        }
        #expect(count > 20)
    }

    @Test("A package and its issues agree, and only a package gives a date", .requirement("R-002-62"), arguments: seeds)
    func packages(seed: UInt64) throws {
        let world = try played(seed, once: true)
        let issues = issues(world)
        let packages = world.streams.values.compactMap(ReleasePackage.unwrap).map(\.state)
        for package in packages {
            for item in package.items {
                #expect(issues[item]?.package == package.id)
                if package.state != .open { #expect(issues[item]?.state == .released) }
            }
        }
        for issue in issues.values {
            if issue.package == nil { #expect(issue.plannedFor == nil) }
            if let package = issue.package {
                #expect(packages.first { $0.id == package }?.items.contains(issue.id) == true)
            }
        }
    }

    @Test("Nobody hears of one result of one issue twice", .requirement("R-001-9"), arguments: seeds)
    func notices(seed: UInt64) throws {
        let world = try played(seed, once: true)
        let tickets = tickets(world)
        var heard: [String: Int] = [:]
        for (id, facts) in tickets {
            for logged in world.log(of: .ticket(id)) {
                guard case .ticket(.escalation(let event)) = logged.event, event.step == .noticed,
                    event.result == .released || event.result == .rejected, let contact = facts.contact
                else { continue }
                heard["\(contact) \(event.issue)", default: 0] += 1
            }
        }
        #expect(heard.allSatisfy { $0.value == 1 })
    }
}
