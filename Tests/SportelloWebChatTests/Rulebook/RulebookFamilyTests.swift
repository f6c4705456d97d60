import SportelloModel
import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("What a frame of the rule book means")
struct RulebookFamilyTests {
    private let ticket = RulebookFixture.ticket

    private func expect(
        _ name: String, _ arguments: String, is command: Command, in scope: StreamID? = nil,
        as identity: Identity = RulebookFixture.anna
    ) throws {
        let read = try #require(try RulebookFixture.read(name, arguments, as: identity))
        #expect(read.command == command, "\(name)")
        #expect(read.scope == scope ?? .ticket(ticket), "\(name)")
    }

    @Test("Outcomes", .requirement("R-002-32", "R-002-46", "R-002-56"))
    func outcomes() throws {
        try expect("outcome.choose", #"{"outcome":"bug"}"#, is: .outcome(ticket, .choose(outcome: "bug")))
        try expect(
            "outcome.completeStep", #"{"outcome":"bug","step":"reproduce","note":"Seen"}"#,
            is: .outcome(ticket, .completeStep(outcome: "bug", step: "reproduce", note: "Seen"))
        )
        try expect("outcome.requestAnalysis", "{}", is: .outcome(ticket, .requestAnalysis(hint: nil)))
        try expect(
            "outcome.classify", #"{"quantity":"invoices","load":0}"#,
            is: .outcome(ticket, .classify(quantity: "invoices", load: 0))
        )
        let proposal = ProposalDetails(
            type: "feature", area: "invoices", analysis: [.businessGoal: "Save time"], isConfirmed: true
        )
        let read = try #require(
            try RulebookFixture.read(
                "outcome.convertToProposal",
                #"{"text":"T","proposalType":"feature","area":"invoices","analysis":{"businessGoal":"Save time"},"#
                    + #""confirmed":true}"#
            )
        )
        guard case .outcome(_, .convertToProposal(_, text: "T", proposal: proposal)) = read.command else {
            Issue.record("another command: \(read.command)")
            return
        }
    }

    @Test("Severity", .requirement("R-002-77", "R-002-86"))
    func severity() throws {
        try expect(
            "severity.review", #"{"severity":"critical","reason":"It stops them"}"#,
            is: .severity(ticket, .review(.critical, reason: "It stops them"))
        )
        try expect(
            "severity.confirmWorkaround", #"{"kind":"rollback"}"#,
            is: .severity(ticket, .confirmWorkaround(.rollback, text: nil))
        )
    }

    @Test("Coverage", .requirement("R-000-5", "R-000-23", "R-004-5"))
    func coverage() throws {
        try expect("coverage.offer", #"{"addOn":"survey"}"#, is: .coverage(ticket, .offer(addOn: "survey")))
        try expect(
            "coverage.answerOffer", #"{"offer":2,"accepts":false}"#,
            is: .coverage(ticket, .answerOffer(number: 2, accepts: false))
        )
        try expect("coverage.redirect", #"{"to":"partners"}"#, is: .coverage(ticket, .redirect(to: "partners")))
        for (arguments, choice) in [
            (#"{"choice":"offer","addOn":"survey"}"#, FairUseChoice.offer("survey")),
            (#"{"choice":"redirect","to":"partners"}"#, .redirect("partners")), (#"{"choice":"answer"}"#, .answer),
        ] {
            try expect("coverage.chooseFairUse", arguments, is: .coverage(ticket, .chooseFairUse(choice)))
        }
        try expect(
            "coverage.authorise", #"{"contact":"\#(RulebookFixture.known)"}"#,
            is: .coverage(ticket, .authorise(by: RulebookFixture.id()))
        )
        try expect(
            "coverage.settleWorkaround", #"{"worked":true,"from":"8","to":"7"}"#,
            is: .coverage(ticket, .settleWorkaround(worked: true, from: "8", to: "7"))
        )
    }

    @Test("Hours and money", .requirement("R-003-5", "R-003-26", "R-003-31"))
    func hours() throws {
        let account: AccountID = try RulebookFixture.id()
        let scope = Ledger.stream(account.ledger)
        let named = #""account":"\#(RulebookFixture.known)""#
        let hold: HoldID = try RulebookFixture.id()
        try expect(
            "hours.capture", #"{\#(named),"hold":"\#(RulebookFixture.known)","minutes":30}"#,
            is: .ledger(account, .capture(hold, .minutes(Minutes(30)))), in: scope
        )
        let euro = try #require(Currency(rawValue: "EUR"))
        try expect(
            "hours.capture", #"{\#(named),"hold":"\#(RulebookFixture.known)","minor":1250,"currency":"EUR"}"#,
            is: .ledger(account, .capture(hold, .money(Money(minor: 1250, currency: euro)))), in: scope
        )
        try expect(
            "hours.void", #"{\#(named),"hold":"\#(RulebookFixture.known)"}"#, is: .ledger(account, .void(hold)),
            in: scope
        )
        #expect {
            try RulebookFixture.read("hours.grant", "{\(named)}")
        } throws: {
            ($0 as? MemberFault)?.field == "minutes"
        }
        try expect("charge.approve", #"{"text":"As agreed"}"#, is: .metering(ticket, .approveCharge(text: "As agreed")))
        try expect("charge.decline", "{}", is: .metering(ticket, .declineCharge))
        let span = #""from":"2026-12-01T10:00:00.000Z","until":"2026-12-01T10:30:00.000Z""#
        let time =
            try RulebookFixture.instant(
                "2026-12-01T10:00:00.000Z")..<RulebookFixture.instant(
                "2026-12-01T10:30:00.000Z")
        let read = try #require(
            try RulebookFixture.read(
                "time.recordSession", #"{"staff":[{"agent":"anna",\#(span)}],"customer":[{\#(span)}],"role":"support"}"#
            )
        )
        guard case .metering(_, .recordSession(let session)) = read.command else {
            Issue.record("another command: \(read.command)")
            return
        }
        #expect(session.staff == [.init(agent: AgentID(rawValue: "anna"), time: time)])
        #expect(session.customer == [time])
    }

    @Test("Ordered jobs", .requirement("R-002-49", "R-002-51", "R-002-55"))
    func workOrders() throws {
        let order: WorkOrderID = try RulebookFixture.id()
        let named = #""order":"\#(RulebookFixture.known)""#
        let scope = WorkOrder.stream(order)
        try expect(
            "workOrder.estimate", #"{\#(named),"minutes":90}"#, is: .workOrder(order, .estimate(Minutes(90))), in: scope
        )
        try expect("workOrder.start", "{\(named)}", is: .workOrder(order, .start), in: scope)
        let euro = try #require(Currency(rawValue: "EUR"))
        for (fee, seen) in [
            (#"{"unit":"EUR","count":9000}"#, LedgerAmount.money(Money(minor: 9000, currency: euro))),
            (#"{"unit":"minutes","count":60}"#, .minutes(Minutes(60))), ("null", nil),
        ] as [(String, LedgerAmount?)] {
            let read = try RulebookFixture.read(
                "workOrder.approve", #"{\#(named),"fee":\#(fee)}"#, as: RulebookFixture.ada
            )
            guard case .workOrder(order, .approve(_, let shown))? = read?.command else {
                Issue.record("another command: \(String(describing: read))")
                return
            }
            #expect(shown == seen)
        }
        for wrong in [#"{"unit":"hours","count":1}"#, #"{"unit":"EUR"}"#, #"{"unit":"EUR","count":-1}"#] {
            #expect(throws: MemberFault.self) {
                try RulebookFixture.read(
                    "workOrder.approve", #"{\#(named),"fee":\#(wrong)}"#, as: RulebookFixture.ada
                )
            }
        }
        try expect("workOrder.deliver", "{\(named)}", is: .workOrder(order, .deliver), in: scope)
        try expect(
            "workOrder.reportDefect", "{\(named)}", is: .workOrder(order, .reportDefect(ticket)), in: scope
        )
        let read = try #require(
            try RulebookFixture.read(
                "workOrder.create", #"{"executor":"builders","specification":"Two reports","openEnded":true}"#
            )
        )
        guard case .workOrder(let id, .create(let request)) = read.command else {
            Issue.record("another command: \(read.command)")
            return
        }
        #expect(
            request
                == .init(ticket: ticket, executor: "builders", isOpenEnded: true, specification: "Two reports")
        )
        #expect(read.scope == WorkOrder.stream(id))
    }

    @Test("Appointments", .requirement("R-000-28", "R-003-27"))
    func appointments() throws {
        let appointment: AppointmentID = try RulebookFixture.id()
        let named = #""appointment":"\#(RulebookFixture.known)""#
        let scope = Appointment.stream(appointment)
        let start = try RulebookFixture.instant("2026-12-01T10:00:00.000Z")
        try expect(
            "appointment.repropose", #"{\#(named),"slots":["2026-12-01T10:00:00.000Z"]}"#,
            is: .appointment(appointment, .repropose([AppointmentSlot(start: start)])), in: scope
        )
        try expect(
            "appointment.miss", #"{\#(named),"by":"customer"}"#, is: .appointment(appointment, .miss(by: .customer)),
            in: scope
        )
        #expect {
            try RulebookFixture.read("appointment.repropose", #"{\#(named),"slots":["tomorrow"]}"#)
        } throws: {
            ($0 as? MemberFault)?.field == "slots"
        }
        let read = try #require(
            try RulebookFixture.read(
                "appointment.accept", #"{\#(named),"slot":"2026-12-01T10:00:00.000Z","zone":"Europe/Rome"}"#,
                as: RulebookFixture.ada
            )
        )
        guard case .appointment(appointment, .accept(let slot, zone: "Europe/Rome", hold: _)) = read.command else {
            Issue.record("another command: \(read.command)")
            return
        }
        #expect(slot.start == start)
    }

    @Test("Remote sessions", .requirement("R-000-10", "R-000-13", "R-000-27"))
    func remote() throws {
        let consent: ConsentID = try RulebookFixture.id()
        let named = #""consent":"\#(RulebookFixture.known)""#
        try expect(
            "remote.judge", #"{"need":"required","reason":"Only there"}"#,
            is: .remote(.judge(ticket, .required, reason: "Only there"))
        )
        try expect(
            "remote.use", #"{\#(named),"scope":"control","tool":"RustDesk"}"#,
            is: .remote(.use(ticket, consent, scope: "control", tool: "RustDesk"))
        )
        try expect(
            "remote.settleRefusal", "{\(named)}", is: .remote(.settleRefusal(ticket, consent, text: nil))
        )
    }

    @Test("Reasons, calls, load and newer promises", .requirement("R-004-44", "R-002-19", "R-002-84"))
    func workingDay() throws {
        try expect("deferral.confirm", "{}", is: .deferral(.confirm(ticket)))
        try expect(
            "deferral.warn", #"{"text":"Please","messages":[3,5]}"#,
            is: .deferral(.warn(ticket, text: "Please", messages: [3, 5]))
        )
        try expect(
            "deferral.recordLicence", #"{"state":"invalid","source":"licence server 7"}"#,
            is: .deferral(.recordLicence(ticket, LicenceCheck(.invalid, source: "licence server 7")))
        )
        try expect(
            "loadMode.declare", #"{"mode":"heavy"}"#, is: .desk(.declareLoadMode("heavy", note: nil)), in: .desk
        )
        try expect("ticket.rebase", #"{"reason":"New contract"}"#, is: .clock(.rebase(ticket, reason: "New contract")))
        try expect("incident.misroute", "{}", is: .incident(.misroute(ticket)))
        let number = try #require(TicketNumber("123456782"))
        try expect(
            "incident.logCall", ##"{"number":"#123456782","minutes":0,"summary":"Rang"}"##,
            is: .incident(.logCall(ticket, CallLog(number: number, minutes: 0, summary: "Rang")))
        )
    }

    @Test("Issues and packages", .requirement("R-002-60", "R-002-63", "R-002-64", "R-002-85"))
    func product() throws {
        let issue: InternalIssueID = try RulebookFixture.id()
        let named = #""issue":"\#(RulebookFixture.known)""#
        let decisions: [(String, IssueTriage)] = [
            (#""decision":"duplicate","of":"\#(RulebookFixture.known)""#, .duplicate(of: issue)),
            (#""decision":"roadmap""#, .roadmap),
            (#""decision":"backlog","team":"core","reason":"soon""#, .backlog(team: "core", reason: "soon")),
            (#""decision":"reject","reason":"byDesign","text":"No""#, .reject(reason: "byDesign", text: "No")),
        ]
        for (words, decision) in decisions {
            try expect(
                "issue.triage", "{\(named),\(words)}", is: .escalation(.triage(issue, decision)),
                in: .internalIssue(issue)
            )
        }
        let package: ReleasePackageID = try RulebookFixture.id()
        try expect(
            "release.plan", #"{"package":"\#(RulebookFixture.known)","hotfix":true}"#,
            is: .releases(.plan(package, at: nil, isHotfix: true)), in: .releasePackage(package)
        )
    }

    @Test("What is shown for a reason: a line, or parts", .requirement("R-004-39", "R-004-41", "R-004-45"))
    func evidence() throws {
        func evidence(_ json: String) throws -> DeferralEvidence {
            let object = try #require(try JSONValue.parse(Array(json.utf8)).objectValue)
            return try RulebookFixture.frame("ticket.defer", object, as: RulebookFixture.anna).evidence()
        }
        #expect(try evidence("{}") == DeferralEvidence())
        #expect(try evidence(#"{"evidence":"seen"}"#) == DeferralEvidence(text: "seen"))
        let parts = DeferralEvidence(
            note: "n", notReproducedOn: "lab", accessDenied: true, missing: ["log"], code: "c", request: 4,
            messages: [2], work: .offer(1)
        )
        let json =
            #"{"evidence":{"note":"n","notReproducedOn":"lab","accessDenied":true,"missing":["log"],"code":"c","#
            + #""request":4,"messages":[2],"work":{"offer":1}}}"#
        #expect(try evidence(json) == parts)
        #expect {
            try evidence(#"{"evidence":{"work":{}}}"#)
        } throws: {
            ($0 as? MemberFault)?.field == "work"
        }
    }

    @Test("A scorecard comes with the review", .requirement("R-004-56"))
    func scorecard() throws {
        let object = try #require(
            try JSONValue.parse(
                Array(#"{"outcome":"upheld","actions":["coach"],"scores":{"tone":3},"agent":"bea"}"#.utf8)
            ).objectValue
        )
        let review = try RulebookFixture.frame("qualityCase.review", object, as: RulebookFixture.quinn).review()
        #expect(
            review
                == QualityReview(
                    outcome: .upheld, actions: [.coach], text: "", scores: ["tone": 3],
                    agent: AgentID(rawValue: "bea")
                )
        )
    }
}
