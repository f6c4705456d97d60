import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// The days of a pool of consultants who keep no case and promise a solution, or a word, in 24 open hours.
///
/// The office is open Monday to Friday, 09:00 to 17:00 in Warsaw, eight hours a day; Wednesday, 11 November 2026, is a
/// holiday.
@Suite("Days of the pooled factory", .timeLimit(.minutes(15)))
struct PooledFactoryDay {
    private static let profile = "pooled-factory"
    private static let bea = Actor.staff("Bea")
    private static let carl = Actor.staff("Carl")
    private static let greta = Actor.staff("Greta")

    @Test(
        "Blank labels: promised on Monday, at risk on Thursday, a word that is broken, escalated, rejected, rated",
        .requirement(
            "R-002-2", "R-002-17", "R-002-19", "R-002-20", "R-002-21", "R-002-22", "R-002-23", "R-002-24", "R-002-40",
            "R-002-41", "R-002-58", "R-002-64", "R-002-65", "R-002-66"))
    func labels() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 09:00") { day in
            let (ada, ben) = (try await day.customer("Ada"), try await day.customer("Ben"))
            let labels = try await day.writes(ada, "Labels come out blank.", as: "problem")
            // Eight hours each of Monday, Tuesday and, after the holiday, Thursday: 24 at Thursday's closing.
            #expect(try await day.clock("solution", on: labels).due == day.at("2026-11-12 17:00"))

            // Nobody picks; the next free person is given it.
            try await day.refuses(.outOfTurn, .claim(labels), as: Self.carl)
            try await day.until("Mon 09:10")
            try await day.arrives(Self.bea)
            try await day.happens("conversation.joined", on: labels)
            #expect(try await day.ticket(labels).assignee == Self.bea.agent)

            // On Tuesday so much comes in that a supervisor declares heavy load: 48 hours for whoever comes now, which are
            // Tuesday, Thursday, Friday, Monday, Tuesday and Wednesday. What was promised before stays promised.
            try await day.until("2026-11-10 09:00")
            try await day.refuses(.forbidden, .desk(.declareLoadMode("heavy", note: nil)), as: Self.bea)
            try await day.does(.desk(.declareLoadMode("heavy", note: "A bad update")), as: .office)
            let slow = try await day.writes(ben, "The import is slow.", as: "problem")
            #expect(try await day.clock("solution-heavy-load", on: slow).due == day.at("2026-11-18 17:00"))
            #expect(try await day.ticket(slow).timing.loadMode?.mode == "heavy")
            #expect(try await day.clock("solution", on: labels).due == day.at("2026-11-12 17:00"))
            try await day.does(.desk(.liftLoadMode(note: nil)), as: .office)
            #expect(try await day.clock("solution-heavy-load", on: slow).due == day.at("2026-11-18 17:00"))

            // Three quarters of 24 are 18 hours: Monday and Tuesday are 16, so Thursday 11:00.
            try await day.until("2026-11-12 10:59")
            #expect(try await day.ticket(labels).timing.noticeDueSince == nil)
            try await day.until("2026-11-12 11:01")
            #expect(try await day.ticket(labels).timing.noticeDueSince != nil)

            // No solution in sight: a binding word, which has a time in the future and which the customer sees.
            let promised = try day.at("2026-11-16 12:00")
            try await day.refuses(.inThePast, .commit(labels, promise: "Now", due: day.now), as: Self.bea)
            try await day.does(.commit(labels, promise: "A new version on Monday", due: promised), as: Self.bea)
            #expect(try await day.ticket(labels).timing.noticeDueSince == nil)
            #expect(try await day.last("commitment.made", on: labels).publicSeq != nil)
            try await day.until("2026-11-12 17:01")
            #expect(try await day.clock("solution", on: labels).state == .metByCommitment)
            // The word itself is not kept, and that is another matter than the standard.
            try await day.until("2026-11-16 12:00")
            #expect(try await day.ticket(labels).commitments.map(\.brokenAt) == [nil])
            try await day.until("2026-11-16 12:01")
            #expect(try await day.ticket(labels).commitments.first?.brokenAt != nil)
            #expect(try await day.clock("solution", on: labels).state == .metByCommitment)

            // Nobody says that it is critical, so it is not: the matter goes on inside and the ticket is closed.
            let issue: InternalIssueID = day.new()
            try await day.does(
                .escalate(labels, issue, kind: .bug, severity: nil, text: "Labels are blank", analysis: nil),
                as: Self.bea)
            var facts = try await day.ticket(labels)
            #expect(facts.severity == .nonCritical && facts.status == .closed && facts.outcome == "bug")
            #expect(facts.issues == [issue])
            #expect(try await day.state(issue).tickets == [labels])
            // One to five, after the ticket was closed.
            try await day.refuses(.invalid, .rate(labels, score: 6, comment: nil), as: ada)
            try await day.does(.rate(labels, score: 5, comment: "Quick"), as: ada)
            #expect(try await day.ticket(labels).conversation?.rating?.score == 5)

            // Only a rejection comes back, with its reason; the customer hears although the ticket is closed.
            try await day.does(
                .escalation(.triage(issue, .reject(reason: "notReproducible", text: "We tried for a day"))),
                as: .office)
            try await day.happens("escalation.returned", on: labels)
            #expect(try await day.ticket(labels).escalation.returnTasks.count == 1)
            try await day.does(
                .escalation(.answerReturn(labels, issue, text: "We cannot make it happen here.")), as: Self.carl)
            facts = try await day.ticket(labels)
            #expect(facts.escalation.returnTasks.isEmpty && facts.status == .closed)
            let told = try await day.log(.ticket(labels), .contact).last { $0.kind == "message.posted" }
            #expect(told?.content?.text.contains("We cannot make it happen here.") == true)
        }
    }

    @Test(
        "Orders stop on a Friday: critical by the facts, watched, mended by a hotfix out of the window",
        .requirement("R-002-42", "R-002-44", "R-002-5", "R-002-6", "R-002-85", "R-002-88"))
    func orders() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-13 10:00") { day in
            let ada = try await day.customer("Ada")
            let orders = try await day.writes(ada, "Nothing arrives.", as: "problem") {
                $0.subject = "We cannot order"
            }
            let question = try await day.writes(try await day.customer("Ben"), "How?", as: "question") {
                $0.subject = "We cannot order"
            }
            // The title raises a question from 3 to 2. A problem is at 2, the cap, from the start; nothing is critical.
            for (id, points) in [(question, 1), (orders, 0)] {
                let raised = try await day.ticket(id)
                #expect(raised.queue.titleRules == ["orders-stopped"] && raised.queue.titlePoints == points)
                #expect(raised.effectivePriority == 2 && raised.severity == nil)
            }
            try await day.arrives(Self.bea)
            try await day.happens("conversation.joined", on: orders)

            // The facts do, whatever the consultant thinks of it.
            let finding = Triage(
                caseType: "problem", severity: .nonCritical, hasWorkaround: false, impacts: ["preventsOrders"])
            try await day.does(.triage(orders, finding), as: Self.bea)
            #expect(try await day.ticket(orders).severity == .critical)
            let issue: InternalIssueID = day.new()
            try await day.does(
                .escalate(orders, issue, kind: .bug, severity: nil, text: "No orders", analysis: nil), as: Self.bea)
            let facts = try await day.ticket(orders)
            #expect(facts.status.isActive && facts.issues == [issue])
            try await day.refuses(.criticalOpen, .resolve(orders, outcome: "bug", text: nil), as: Self.bea)

            // Looked at every 120 minutes: by 12:00, else somebody is alerted.
            try await day.until("Fri 12:00")
            #expect(try await !day.ticket(orders).escalation.isOverdue)
            try await day.until("Fri 12:01")
            #expect(try await day.ticket(orders).escalation.isOverdue)
            try await day.does(.escalation(.check(orders, note: "Half done")), as: Self.carl)
            #expect(try await !day.ticket(orders).escalation.isOverdue)

            // Ordinary changes go live Monday to Thursday mornings, never on the eve of Wednesday's holiday; a hotfix at
            // any time.
            for (time, isOpen) in [
                ("2026-11-09 08:00", true), ("2026-11-09 12:00", false), ("2026-11-10 09:00", false),
                ("2026-11-12 09:00", true), ("2026-11-13 09:00", false),
            ] {
                #expect(try day.profile.mayRelease(at: day.at(time), isHotfix: false) == isOpen, "\(time)")
            }
            func release(isHotfix: Bool) -> Command {
                .escalation(.release(issue, version: "5.0", isHotfix: isHotfix))
            }
            let fixed = Command.outcome(
                orders, .resolve(outcome: "bug", text: nil, details: OutcomeDetails(fix: .codeChange)))
            try await day.refuses(.outsideWindow, release(isHotfix: false), as: .office)
            try await day.refuses(.criticalOpen, fixed, as: Self.bea)
            try await day.does(release(isHotfix: true), as: .office)
            try await day.does(fixed, as: Self.bea)
            #expect(try await day.ticket(orders).status == .resolved)
            // Opened at 10:00 and solved at 12:01: two of 24 hours.
            #expect(try await day.clock("solution", on: orders).state == .met)
        }
    }

    @Test(
        "Whoever asks to be contacted hears who will, the guardian where there is one",
        .requirement("R-002-98", "R-002-99", "R-002-72"))
    func contact() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-13 16:00") { day in
            let (ada, ben) = (try await day.customer("Ada"), try await day.customer("Ben"))
            let guardians: [AccountRole: RoleHolder] = [
                .guardian: .agent(try Self.greta.agent), .deputy: .agent(try Self.carl.agent),
            ]
            let mill = try await day.company("Mill", plan: "large", of: [ada], vip: true, roles: guardians) {
                $0.preferredContact = "phone"
            }
            #expect(try await day.state(mill).holder(of: .guardian) == Self.greta.agent)
            let known = try await day.writes(ada, "We want to sell abroad. Who helps?", as: "contactRequest")
            let unknown = try await day.writes(ben, "Can somebody advise us?", as: "contactRequest")
            // Eight open hours: one on Friday, seven on Monday, 09:00 to 16:00.
            for id in [known, unknown] {
                #expect(try await day.clock("contact-named", on: id).due == day.at("2026-11-16 16:00"))
            }

            // Greta comes on Monday at three. She is Ada's guardian, and the best of the pool for whoever has none.
            try await day.until("2026-11-16 15:00")
            try await day.arrives(Self.greta)
            try await day.happens("coverage.ownerNamed", on: known)
            #expect(try await day.ticket(known).assignee == Self.greta.agent)
            #expect(try await day.clock("contact-named", on: known).state == .met)
            let named = try #require(
                try await day.log(.ticket(known), .contact).last { $0.kind == "coverage.ownerNamed" })
            #expect(named.content?.text == "Greta")

            try await day.happens("coverage.ownerNamed", on: unknown)
            #expect(try await day.ticket(unknown).coverage.namedOwner == Self.greta.agent)

            // In the way that the customer wanted, or with the reason why not.
            let mail = Command.coverage(known, .recordContact(method: "email", reason: nil))
            try await day.refuses(.reasonNeeded, mail, as: Self.greta)
            try await day.does(.coverage(known, .recordContact(method: "phone", reason: nil)), as: Self.greta)
            #expect(try await day.ticket(known).coverage.contactMade?.method == "phone")
        }
    }

    @Test(
        "Nobody is there to be named: the aim is missed to the minute, and the customer hears all the same",
        .requirement("R-002-98"))
    func contactLate() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-10 14:00") { day in
            let ben = try await day.customer("Ben")
            let id = try await day.writes(ben, "Can somebody advise us?", as: "contactRequest")
            // Three hours on Tuesday, Wednesday is a holiday, five on Thursday: 14:00.
            let due = try day.at("2026-11-12 14:00")
            #expect(try await day.clock("contact-named", on: id).due == due)
            try await day.until(due)
            #expect(try await day.clock("contact-named", on: id).state == .running)
            try await day.pass(.seconds(1))
            let missed = try await day.clock("contact-named", on: id)
            #expect(missed.state == .breached && missed.missedAt == due && missed.kind == .objective)
            try await day.arrives(Self.carl)
            try await day.happens("coverage.ownerNamed", on: id)
            #expect(try await day.ticket(id).coverage.namedOwner == Self.carl.agent)
            #expect(try await day.clock("contact-named", on: id).state == .breached)
        }
    }

    @Test(
        "Sunday night: the emergency address pages the administrators; what is no outage is led elsewhere",
        .requirement("R-002-80", "R-002-81"))
    func emergency() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-15 03:00") { day in
            let (ada, ben) = (try await day.customer("Ada"), try await day.customer("Ben"))
            #expect(day.decision(.email) == .unofficial(.notOffered))
            #expect(day.decision(.personalMessenger) == .unofficial(.notOffered))
            let address = InboundContact(kind: .email, address: "emergency@example.com", purpose: .emergency)
            guard case .official(let official) = day.profile.decide(address) else {
                Issue.record("the emergency address is not read")
                return
            }
            let down = try await day.writes(ada, "The shop is down.", as: "problem") { $0.official = official }
            var facts = try await day.ticket(down)
            #expect(facts.team == "administrators" && facts.incident.isEmergency)
            let page = await day.post.item("page")
            #expect(page["to"] == "on-call" && page["ticket"] == down.description)
            // The pool is never offered it.
            try await day.arrives(Self.bea)
            let report = try await day.writes(ben, "I need a new report.", as: "question") { $0.official = official }
            try await day.does(.incident(.misroute(report)), as: Self.carl)
            facts = try await day.ticket(report)
            #expect(facts.status == .refused && facts.statusReason == "misrouted")
            #expect(facts.clocks.allSatisfy { $0.state == .cancelled })
            #expect(try await day.ticket(down).assignee == nil)
        }
    }

    @Test(
        "Ordered work: a fee at one rate, set aside on approval, captured once; its defect is a bug",
        .requirement("R-002-49", "R-002-50", "R-002-51", "R-002-52", "R-002-53", "R-002-54", "R-002-55", "R-002-101"))
    func order() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 09:00") { day in
            let ada = try await day.customer("Ada")
            let shop = try await day.company("Shop", plan: "small", of: [ada])
            let zloty = try #require(Currency(rawValue: "PLN"))
            func money() async throws -> (free: Int64, held: Int64) {
                let ledger = try await day.state(shop.ledger)
                return (ledger.available(in: zloty, at: day.now).minor, ledger.held(in: zloty).minor)
            }
            try await day.arrives(Self.bea)
            let wish = try await day.writes(ada, "Please build a report by region.", as: "paidWork")
            try await day.happens("conversation.joined", on: wish)
            let order: WorkOrderID = day.new()
            try await day.does(
                .workOrder(
                    order,
                    .create(
                        .init(
                            account: shop, contact: try ada.contact, ticket: wish, executor: "contractors",
                            specification: "A report by region"))),
                as: Self.bea)
            // Support does not do it.
            #expect(try await day.ticket(wish).team == "contractors")
            let own = Command.recordTime(wish, minutes: 5, role: "support", activity: nil, note: nil)
            try await day.refuses(.workHandedOver, own, as: Self.bea)

            // Three hours at 150.00 are 450.00, and there is nothing to pay with yet.
            try await day.does(.workOrder(order, .estimate(.hours(3))), as: Self.carl)
            try await day.refuses(.noFunds, .workOrder(order, .approve(day.new())), as: ada)
            let deposit = LedgerCommand.Grant(id: day.new(), amount: .money(Money(minor: 100_000, currency: zloty)))
            try await day.does(.ledger(shop, .grant(deposit)), as: .office)
            try await day.does(.workOrder(order, .approve(day.new())), as: ada)
            // 1000.00 - 450.00 = 550.00.
            #expect(try await money() == (55_000, 45_000))
            #expect(try await day.desk.place(of: order)?.position == 1)
            try await day.does(.workOrder(order, .start), as: Self.carl)
            #expect(try await day.desk.place(of: order) == nil)

            // It takes five hours instead of three, and costs what was agreed, once.
            try await day.does(
                .workOrder(order, .recordTime(WorkedMinutes(300), role: "development", note: nil)), as: Self.carl)
            try await day.does(.workOrder(order, .deliver), as: Self.carl)
            #expect(try await money() == (55_000, 0))
            try await day.refuses(.notThisStep, .workOrder(order, .deliver), as: Self.carl)

            // A defect in it is ours.
            let defect = try await day.writes(ada, "The report counts twice.", as: "problem")
            try await day.does(.workOrder(order, .reportDefect(defect)), as: Self.bea)
            #expect(try await day.ticket(defect).cause == "bug")
            #expect(try await money() == (55_000, 0))
        }
    }
}
