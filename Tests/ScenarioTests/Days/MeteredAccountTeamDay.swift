import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// The days of an organisation that answers out of a pool of hours, with an executive for every account.
///
/// It answers Monday to Friday, 09:00 to 13:00 and 14:00 to 18:00 in Rome. On 29 March 2026 its clocks go forward.
@Suite("A day of the metered account team", .timeLimit(.minutes(15)))
struct MeteredAccountTeamDay {
    private static let bea = Actor.staff("Bea")
    private static let dan = Actor.staff("Dan")
    private static let eva = Actor.staff("Eva")
    private static let tom = Actor.staff("Tom")

    /// Mill Ltd with ten hours until 1 June, and its people.
    private struct Mill {
        let account: AccountID
        let ada: Actor
        let ben: Actor

        /// The company, whose executive is Eva, and its year of ten hours.
        static func opens(in day: Day) async throws -> Mill {
            let (ada, ben) = (try await day.customer("Ada"), try await day.customer("Ben"))
            // Without an executive, or the word that there is none, there is no account (R-003-1).
            let nobody = OpenAccount(details: AccountDetails(name: "Mill"))
            try await day.refuses(.roleNeeded, .account(day.new(), .open(nobody)), as: .office)
            let executive: [AccountRole: RoleHolder] = [.accountExecutive: .agent(try eva.agent)]
            let account = try await day.company("Mill", plan: "contract", of: [ada, ben], roles: executive)
            // Ten hours are 600 minutes, in one entry (R-003-5).
            let year = LedgerCommand.Grant(
                id: day.new(), amount: .minutes(.hours(10)), until: try day.at("2026-06-01 00:00"), medium: "videoCall")
            try await day.does(.ledger(account, .grant(year)), as: .office)
            return Mill(account: account, ada: ada, ben: ben)
        }

        /// What is left, in minutes: what the customer may ask at any time (R-003-6).
        func minutes(_ day: Day) async throws -> Int { try await day.desk.hours(of: account).available.count }

        /// Every entry of the ledger that the customer sees.
        func statement(_ day: Day) async throws -> LedgerStatement {
            let log = try await day.log(Ledger.stream(account.ledger), .contact)
            return LedgerStatement(log: try log.map { try LoggedEvent($0) })
        }
    }

    private func work(
        _ minutes: Int, _ role: String = "support", on id: TicketID, by agent: Actor = bea, _ day: Day
    ) async throws {
        try await day.does(.recordTime(id, minutes: minutes, role: role, activity: nil, note: nil), as: agent)
    }

    /// A ticket that Bea took and triaged.
    private func triaged(
        _ caseType: String, _ text: String, from customer: Actor, _ day: Day, cause: String? = nil
    ) async throws -> TicketID {
        let id = try await day.writes(customer, text, as: caseType)
        try await day.does(.triage(id, Triage(caseType: caseType, cause: cause)), as: Self.bea)
        return id
    }

    @Test(
        "A question on the night that summer time begins is taken at once and aimed at for Monday; its five notes cost half an hour",
        .requirement(
            "R-003-1", "R-003-4", "R-003-5", "R-003-6", "R-003-7", "R-003-8", "R-003-9", "R-003-10", "R-003-21",
            "R-003-23"))
    func sundayNight() async throws {
        try await Day.lived(by: "metered-account-team", from: "2026-03-28 18:00") { day in
            let mill = try await Mill.opens(in: day)
            #expect(try await day.state(mill.account).holder(of: .accountExecutive) == Self.eva.agent)
            #expect(try await mill.minutes(day) == 600)
            #expect(try await mill.statement(day).lines.map(\.reason) == [.grant])

            // Sunday 01:30, half an hour before the clocks go forward: taken, and a number to quote.
            try await day.until("2026-03-29 01:30")
            #expect(day.decision(.phone) == .unofficial(.notOffered))
            #expect(day.decision("videoCall") == .unofficial(.officialAfterTicket))
            let question = try await day.writes(mill.ada, "Where do I see prices?", as: "question")
            var facts = try await day.ticket(question)
            #expect(try facts.createdAt == day.at("2026-03-29 01:30") && facts.number != nil)
            // Four open hours from Monday 09:00: 09:00 to 13:00. In Rome that is 11:00 UTC now, 12:00 UTC the week before.
            #expect(facts.clocks.map(\.target) == ["answer"])
            #expect(try await day.clock("answer", on: question).due == day.at("2026-03-30 13:00"))
            #expect(try day.at("2026-03-30 13:00") == Instant(seconds: 1_774_868_400))
            // A problem is promised more: how it stands, every two working days.
            let problem = try await day.writes(mill.ben, "The import stops.", as: "problem")
            #expect(try await Set(day.ticket(problem).clocks.map(\.target)) == ["answer", "progress"])

            // Nobody answers by Monday 13:00: an aim was missed, no contract broken.
            try await day.until("2026-03-30 13:00")
            #expect(try await day.clock("answer", on: question).state == .running)
            try await day.until("2026-03-30 13:01")
            let missed = try await day.clock("answer", on: question)
            #expect(try missed.state == .breached && missed.missedAt == day.at("2026-03-30 13:00"))
            #expect(missed.kind == .objective)

            // The answer is a video, as good as an article.
            try await day.until("2026-03-30 14:10")
            try await day.does(.claim(question), as: Self.bea)
            var answer = PostMessage(text: "It is in this video.", via: .portal)
            answer.references = [.article("tour")]
            try await day.does(.post(question, answer), as: Self.bea)
            guard
                case .ticket(.messagePosted(let posted)) = try LoggedEvent(
                    await day.last("message.posted", on: question)
                ).event
            else { throw Refusal(.invalid) }
            #expect(posted.references?.map(\.kind) == [.video])
            // Five notes of five minutes are 25, and a query is at least 30: one debit, 600 - 30 = 570.
            for _ in 1...5 { try await work(5, on: question, day) }
            #expect(try await mill.minutes(day) == 570)
            facts = try await day.ticket(question)
            #expect(facts.minutesWorked == 25 && facts.metering.charges.count == 1)
            // Six minutes more are 31, to the minute: 570 - 1 = 569.
            try await work(6, on: question, day)
            #expect(try await mill.minutes(day) == 569)
            try await day.does(.resolve(question, outcome: "help", text: nil), as: Self.bea)
        }
    }

    @Test(
        "A problem that grows into development, turns out to be a bug, and is given back",
        .requirement(
            "R-003-11", "R-003-20", "R-003-22", "R-003-24", "R-003-29", "R-003-30", "R-003-31", "R-003-6"))
    func bug() async throws {
        try await Day.lived(by: "metered-account-team", from: "2026-04-13 15:00") { day in
            let mill = try await Mill.opens(in: day)
            let problem = try await day.writes(mill.ben, "The import stops.", as: "problem")
            try await day.does(.claim(problem), as: Self.bea)
            try await day.until("2026-04-13 15:30")
            try await day.says(Self.bea, "I look into it.", on: problem)
            #expect(try await day.clock("answer", on: problem).state == .met)
            // Every public word begins the progress anew: two working days from Monday 15:30 are Wednesday 15:30.
            #expect(try await day.clock("progress", on: problem).due == day.at("2026-04-15 15:30"))

            // 10 minutes of support count 30; 600 - 30 = 570.
            try await work(10, on: problem, day)
            #expect(try await mill.minutes(day) == 570)
            let issue: InternalIssueID = day.new()
            try await day.does(
                .escalate(problem, issue, kind: .bug, severity: .nonCritical, text: "Stops at row 1000", analysis: nil),
                as: Self.bea)
            // With five of development the least is an hour: a difference of 30, the first entry as it was.
            try await work(5, "development", on: problem, by: Self.dan, day)
            #expect(try await mill.minutes(day) == 540)
            let entries = try await mill.statement(day).lines
            #expect(entries.map(\.reason) == [.grant, .charge, .adjustment])
            #expect(entries.map(\.change) == [600, -30, -30].map { .minutes(Minutes($0)) })
            #expect(entries.last?.corrects == [2], "the grant is 1, the charge 2")
            // Sales does not count; the executive does, once: 10 + 5 + 50 = 65, five more than 60.
            try await work(45, "sales", on: problem, by: Self.tom, day)
            #expect(try await mill.minutes(day) == 540)
            try await work(50, "accountExecutive", on: problem, by: Self.eva, day)
            #expect(try await mill.minutes(day) == 535)

            // Whoever waits for development stays informed: past Wednesday 15:30 a word is due, until there is one.
            try await day.until("2026-04-15 15:30")
            #expect(try await day.ticket(problem).timing.updateDueSince == nil)
            try await day.until("2026-04-16 10:00")
            #expect(try await day.ticket(problem).timing.updateDueSince != nil)
            #expect(try await day.ticket(problem).status.isActive)
            try await day.says(Self.bea, "We found the row.", on: problem)
            #expect(try await day.ticket(problem).timing.updateDueSince == nil)
            // Thursday 10:00 and two working days: Monday 10:00.
            #expect(try await day.clock("progress", on: problem).due == day.at("2026-04-20 10:00"))

            // It was our bug: all 65 come back, both entries stay, and the customer is told.
            try await day.does(.triage(problem, Triage(caseType: "problem", cause: "bug")), as: Self.bea)
            #expect(try await mill.minutes(day) == 600)
            #expect(try await day.kinds(problem, .contact).contains("charge.reversed"))
            #expect(try await day.ticket(problem).metering.waived == Minutes(65))
            try await work(20, "development", on: problem, by: Self.dan, day)
            #expect(try await mill.minutes(day) == 600)
            #expect(try await day.ticket(problem).metering.waived == Minutes(85))
            try await day.does(.escalation(.release(issue, version: "5.1", isHotfix: true)), as: .office)
            try await day.happens("escalation.noticed", on: problem)

            // Another seemed to be one and is not: nothing is charged before a supervisor tells the customer why.
            let other = try await triaged("problem", "The export stops.", from: mill.ada, day, cause: "bug")
            try await work(40, on: other, day)
            #expect(try await mill.minutes(day) == 600)
            try await day.does(.triage(other, Triage(caseType: "problem", cause: "misuse")), as: Self.bea)
            #expect(try await mill.minutes(day) == 600)
            #expect(try await day.ticket(other).metering.awaitingApproval == Minutes(40))
            let approval = Command.metering(other, .approveCharge(text: "The disk at your side was full."))
            try await day.refuses(.forbidden, approval, as: Self.bea)
            try await day.does(approval, as: .office)
            #expect(try await mill.minutes(day) == 560)
            #expect(try await day.last("charge.approved", on: other).publicSeq != nil)
            // 600 granted - (30 + 30 + 5 + 40) charged + 65 given back = 560.
            let totals = try await mill.statement(day).totals
            #expect((totals.granted, totals.charged, totals.reversed) == (600, 105, 65))
            #expect(totals.available == 560)
        }
    }

    @Test(
        "What support does not do is said, costs nothing, and is led to the executive, the documentation or the product team",
        .requirement(
            "R-003-12", "R-003-13", "R-003-14", "R-003-15", "R-003-16", "R-003-17", "R-003-18", "R-003-19", "R-003-3",
            "R-003-26", "R-003-27", "R-003-28"))
    func limits() async throws {
        try await Day.lived(by: "metered-account-team", from: "2026-04-13 09:00") { day in
            let mill = try await Mill.opens(in: day)
            // Doing something in the account: excluded, and only the triage may be noted, for nothing.
            let chore = try await triaged("accountAdministration", "Add our users.", from: mill.ada, day)
            #expect(try await day.ticket(chore).coverage.verdict?.code == "accountAdministration")
            #expect(try await day.last("coverage.decided", on: chore).publicSeq != nil)
            try await day.refuses(
                .notCovered, .recordTime(chore, minutes: 10, role: "support", activity: nil, note: nil), as: Self.bea)
            let triage = day.profile.offer.triageActivity
            try await day.does(
                .recordTime(chore, minutes: 5, role: "support", activity: triage, note: nil), as: Self.bea)
            try await day.does(
                .refuseTicket(chore, reason: "accountAdministration", evidence: nil, text: nil), as: Self.bea)
            #expect(try await day.ticket(chore).status == .refused)
            // Another system: the documentation says how.
            let interface = try await triaged("apiIntegration", "Prices to our shop?", from: mill.ada, day)
            #expect(try await day.ticket(interface).coverage.redirects == ["apiDocumentation"])
            // A developer of somebody else: documentation and partners, whatever is asked.
            let outsider = try await day.customer("Dora")
            try await day.does(
                .account(mill.account, .attach(try outsider.contact, roles: [.thirdPartyDeveloper])), as: .office)
            let foreign = try await triaged("question", "Which endpoint?", from: outsider, day)
            #expect(try await day.ticket(foreign).coverage.verdict?.code == "thirdPartyDevelopers")
            #expect(try await day.ticket(foreign).coverage.redirects == ["apiDocumentation", "partners"])
            // What does not exist is not done, and kept as a wish.
            let wish = try await triaged("proposal", "Forecasts, please.", from: mill.ben, day)
            #expect(try await day.ticket(wish).coverage.verdict?.outcome == "notCovered")
            try await day.does(.refuseTicket(wish, reason: "missingFunction", evidence: nil, text: nil), as: Self.bea)
            let kept = try #require(try await day.ticket(wish).issues.first)
            let proposal = try await day.state(kept)
            #expect(proposal.kind == .proposal && proposal.tickets == [wish])
            // The customer's own words in the product are done all the same, by the executive.
            let words = try await triaged("vocabulary", "Call it margin.", from: mill.ada, day)
            #expect(try await day.ticket(words).coverage.verdict?.kind == .covered)
            #expect(try await day.ticket(words).assignee == Self.eva.agent)
            #expect(try await mill.minutes(day) == 600)

            // Reports are configured together or not at all.
            let reports = try await triaged("configuration", "Build our report.", from: mill.ada, day)
            #expect(try await day.ticket(reports).coverage.verdict?.kind == .excluded)
            #expect(try await day.ticket(reports).coverage.offers.map(\.addOn) == ["guidedSession", "training"])
            #expect(try await day.ticket(reports).assignee == Self.eva.agent)
            try await day.refuses(
                .notCovered, .recordTime(reports, minutes: 10, role: "accountExecutive", activity: nil, note: nil),
                as: Self.eva)
            try await day.does(.coverage(reports, .answerOffer(number: 1, accepts: true)), as: mill.ada)
            try await work(45, "accountExecutive", on: reports, by: Self.eva, day)
            #expect(try await mill.minutes(day) == 600, "preparing alone costs nothing")

            let appointment: AppointmentID = day.new()
            let slot = AppointmentSlot(start: try day.at("2026-04-14 10:00"))
            try await day.does(
                .appointment(
                    appointment,
                    .propose(
                        .init(
                            service: "guidedSession", ticket: reports, consultant: try Self.eva.agent, slots: [slot],
                            medium: "videoCall", minutes: Minutes(60), zone: "Europe/Rome"))), as: Self.eva)
            try await day.does(
                .appointment(appointment, .accept(slot, zone: "Europe/London", hold: day.new())), as: mill.ada)
            try await day.until("2026-04-14 11:00")
            try await day.does(.appointment(appointment, .close(WorkedMinutes(60))), as: Self.eva)
            #expect(try await day.state(appointment).account == mill.account)
            // Two colleagues for an hour, the customer there for the last fifty minutes: 50 once, 600 - 50 = 550.
            try await day.does(
                .metering(reports, try session(from: slot.start, [Self.eva, Self.dan], customerFrom: 10, day)),
                as: Self.eva)
            #expect(try await mill.minutes(day) == 550)
            // An hour at which nobody of the customer came costs nothing more.
            try await day.until("2026-04-15 11:00")
            let again = try day.at("2026-04-15 11:00") - .minutes(60)
            try await day.does(
                .metering(reports, try session(from: again, [Self.eva], customerFrom: nil, day)), as: Self.eva)
            #expect(try await mill.minutes(day) == 550)
            #expect(try await day.ticket(reports).metering.charged == Minutes(50))
        }
    }

    /// An hour of colleagues; the customer comes so many minutes late, or not at all.
    private func session(
        from start: Instant, _ staff: [Actor], customerFrom late: Int?, _ day: Day
    ) throws -> MeteringCommand {
        let whole = start..<start + .minutes(60)
        return .recordSession(
            .init(
                id: day.new(), staff: try staff.map { .init(agent: try $0.agent, time: whole) },
                customer: late.map { [start + .minutes($0)..<whole.upperBound] } ?? [], role: "accountExecutive"))
    }

    @Test(
        "The first training is included; the hours run low, run out, and what is left of them goes with the year",
        .requirement("R-003-2", "R-003-6", "R-003-32", "R-003-33"))
    func yearsEnd() async throws {
        try await Day.lived(by: "metered-account-team", from: "2026-05-11 09:00") { day in
            let mill = try await Mill.opens(in: day)
            try await day.does(
                .queue(.enroll(AgentEnrolled(agent: try Self.tom.agent, skills: ["trainer"]))), as: .office)
            let first = try await triaged("training", "Train our new people.", from: mill.ada, day)
            #expect(try await day.ticket(first).coverage.verdict?.kind == .covered)
            let training: AppointmentID = day.new()
            let slot = AppointmentSlot(start: try day.at("2026-05-12 10:00"))
            try await day.does(
                .appointment(
                    training,
                    .propose(
                        .init(
                            service: "training", ticket: first, consultant: try Self.tom.agent, slots: [slot],
                            medium: "videoCall", minutes: Minutes(120), zone: "Europe/Rome"))), as: Self.eva)
            try await day.does(
                .appointment(training, .accept(slot, zone: "Europe/Rome", hold: day.new())), as: mill.ada)
            try await day.until("2026-05-12 12:00")
            try await day.does(.appointment(training, .close(WorkedMinutes(120))), as: Self.tom)
            #expect(try await mill.minutes(day) == 600, "the first is included")
            let second = try await triaged("training", "Once more.", from: mill.ada, day)
            #expect(try await day.ticket(second).coverage.verdict?.kind == .billable)
            #expect(try await day.ticket(second).coverage.offers.map(\.addOn) == ["training"])

            // 600 - 300 = 300 is not below 300; 1 more is, and the customer hears it: 299.
            let long = try await triaged("question", "Explain everything.", from: mill.ben, day)
            try await work(300, on: long, day)
            #expect(try await alerts(mill, day).isEmpty)
            try await work(1, on: long, day)
            #expect(try await mill.minutes(day) == 299)
            #expect(try await alerts(mill, day) == [300])
            // 299 - 240 = 59: below 60.
            try await work(240, on: long, day)
            #expect(try await mill.minutes(day) == 59)
            #expect(try await alerts(mill, day) == [300, 60])
            // 60 minutes are more than 59: an offer first, and nothing is written down. 30 are not: 29 are left.
            let last = try await triaged("question", "And this?", from: mill.ben, day)
            let hour = Command.recordTime(last, minutes: 60, role: "support", activity: nil, note: nil)
            let refusal = try await day.refuses(.offerNeeded, hour, as: Self.bea)
            #expect(refusal?.rule == "R-003-32")
            #expect(try await day.ticket(last).minutesWorked == 0)
            try await work(30, on: last, day)
            #expect(try await mill.minutes(day) == 29)

            // On 1 June the year is over: a line of its own takes the 29.
            try await day.until("2026-05-31 23:59")
            #expect(try await mill.minutes(day) == 29)
            try await day.until("2026-06-01 00:01")
            #expect(try await mill.minutes(day) == 0)
            let statement = try await mill.statement(day)
            #expect(statement.lines.last?.reason == .expiry && statement.lines.last?.change == .minutes(Minutes(-29)))
            // 600 granted - (300 + 1 + 240 + 30) charged - 29 expired = 0.
            let totals = statement.totals
            #expect((totals.granted, totals.charged, totals.reversed, totals.expired) == (600, 571, 0, 29))
            #expect(totals.available == 0)
        }
    }

    /// The thresholds of which the customer was told, in order.
    private func alerts(_ mill: Mill, _ day: Day) async throws -> [Int] {
        try await day.log(Ledger.stream(mill.account.ledger), .contact).compactMap {
            if case .ledger(.low(let low)) = try LoggedEvent($0).event { low.threshold.count } else { nil }
        }
    }
}
