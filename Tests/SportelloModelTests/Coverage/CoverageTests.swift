import SportelloModel
import SportelloTesting
import Testing

@Suite("Who pays for a case")
struct CoverageTests {
    var world = World(profile: .offering())

    /// Ada's account on the basic plan.
    private mutating func member(_ roles: [RequesterRole] = [.user]) throws -> AccountID {
        try world.openCompany(plan: "basic", people: [(.ada, roles)])
    }

    @Test(
        "Triage resolves exactly one verdict and stores it with its rule and the policy's version",
        .requirement("R-000-21"))
    mutating func oneVerdict() throws {
        _ = try member()
        let cases: [(String, (inout Triage) -> Void, CoverageVerdict.Kind, String)] = [
            ("question", { _ in }, .covered, CoverageVerdict.defaultRule),
            ("rights", { _ in }, .covered, "rights"),
            ("problem", { $0.cause = "hosting" }, .billable, "connection"),
            ("wish", { _ in }, .excluded, "wish"),
            ("setup", { _ in }, .redirect, "setup"),
        ]
        for (type, change, kind, rule) in cases {
            let id = try world.triaged(type, change: change)
            let verdict = try world.verdict(id)
            #expect(verdict.kind == kind && verdict.rule == rule && verdict.policyVersion == 7 && verdict.number == 1)
            #expect(verdict.basis.plan == "basic" && verdict.basis.caseType == type)
            #expect(world.kinds(id).filter { $0 == "coverage.decided" }.count == 1)
        }
        let id = try world.triaged("setup")
        world.profile.version = 8
        try world.triage(id, "question")
        #expect(try world.verdict(id).number == 2 && world.verdict(id).kind == .covered)
        #expect(try world.verdict(id).policyVersion == 8)
        #expect(world.kinds(id).filter { $0 == "coverage.decided" }.count == 2, "the first stays in the log")
        try world.expectFolds()
    }

    @Test("The first rule that fits decides, so an exception listed first wins")
    mutating func order() throws {
        _ = try member([.thirdPartyDeveloper])
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        #expect(try world.verdict(id).rule == "developers")
        world.profile.offer.coverage.swapAt(0, 3)
        try world.triage(id, "problem")
        #expect(try world.verdict(id).rule == "connection")
    }

    @Test("Every selector counts: a rule fits only when all of its own do")
    func selectors() {
        let rule = CoverageRule(
            id: "r", reason: "x", plans: ["p"], caseTypes: ["t"], causes: ["c"], origins: ["o"], roles: ["r", "s"],
            implementers: ["i"], entitled: ["e"], beyondFairUse: false, verdict: .covered
        )
        let known = CoverageCase(
            plan: "p", caseType: "t", cause: "c", origin: "o", roles: ["x", "s"], implementer: "i",
            entitlements: ["d", "e"], isBeyondFairUse: false
        )
        #expect(rule.fits(known))
        let changes: [(inout CoverageCase) -> Void] = [
            { $0.plan = nil }, { $0.plan = "q" }, { $0.caseType = "u" }, { $0.cause = nil }, { $0.cause = "d" },
            { $0.origin = nil }, { $0.roles = [] }, { $0.roles = ["x"] }, { $0.implementer = nil },
            { $0.entitlements = ["d"] }, { $0.isBeyondFairUse = true },
        ]
        for change in changes {
            var other = known
            change(&other)
            #expect(!rule.fits(other))
        }
        #expect(CoverageRule(id: "all", reason: "x", verdict: .covered).fits(CoverageCase(caseType: "t")))
    }

    @Test("What is not covered is redirected, and no paid work starts", .requirement("R-000-3", "R-003-16"))
    mutating func notCovered() throws {
        _ = try member()
        let id = try world.triaged("setup")
        #expect(try world.verdict(id).outcome == "notCovered")
        let sent = try world.last("coverage.redirected", on: id)
        guard case .ticket(.coverage(.redirected(let redirect))) = sent.event else { throw Refusal(.invalid) }
        #expect(redirect.redirect == "wiki" && redirect.target == .article)
        #expect(sent.record.publicSeq != nil)
        world.refuses(.notCovered, work(id), as: .bea)
        let wish = try world.triaged("wish")
        world.refuses(.notCovered, work(wish), as: .bea)
        #expect(try world.ticket(id).minutesWorked == 0)
        let question = try world.triaged("question")
        try world.perform(work(question), as: .bea)
    }

    @Test("Finding out what a case costs is never paid work, and the reply cites the rule", .requirement("R-003-14"))
    mutating func triageTime() throws {
        let id = try world.triaged("wish")
        #expect(try world.lastWords(on: id).contains("This does not exist yet (wish)"))
        try world.perform(work(id, 5, activity: "triage"), as: .bea)
        world.refuses(.notCovered, work(id, 5, activity: "support"), as: .bea)
        world.profile.offer.triageActivity = "look"
        world.refuses(.notCovered, work(id, 5, activity: "triage"), as: .bea)
    }

    @Test("No remote session begins on work that nobody pays for", .requirement("R-000-4"))
    mutating func remoteWork() throws {
        let (id, consent) = try world.proposed()
        try world.triage(id, "shop") { $0.origin = CaseOrigin.customerEnvironment }
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        world.refuses(.offerNeeded, .stepRemote(id, consent, .start), as: .bea)
        try world.perform(.coverage(id, .answerOffer(number: 1, accepts: true)), as: .ada)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
    }

    @Test("The reason and the rule are visible to the customer before any cost", .requirement("R-000-44"))
    mutating func visible() throws {
        _ = try member()
        let id = try world.triaged("problem") { $0.cause = "hosting" }
        let decided = try world.last("coverage.decided", on: id)
        #expect(decided.record.publicSeq != nil)
        #expect(decided.record.content?.text == "The hosting lost the connection")
        let words = try world.lastWords(on: id)
        #expect(words.contains("The hosting lost the connection (connection)") && words.contains("Support hours"))
        guard case .ticket(.messagePosted(let message)) = try world.last("message.posted", on: id).event else {
            throw Refusal(.invalid)
        }
        #expect(!message.isHuman, "an automatic answer is no first response")
        world.refuses(.offerNeeded, work(id), as: .bea)
        let count = world.kinds(id).filter { $0 == "message.posted" }.count
        try world.triage(id, "problem")
        #expect(world.kinds(id).filter { $0 == "message.posted" }.count == count, "said once for one rule")
    }

    @Test("What triage does not say again stays as it was found")
    mutating func remembered() throws {
        let id = try world.triaged("question") {
            $0.origin = "hosting"
            $0.implementer = "Others Ltd"
            $0.requesterRole = "buyer"
        }
        try world.triage(id, "question")
        let basis = try world.verdict(id).basis
        #expect(basis.origin == "hosting" && basis.implementer == "Others Ltd" && basis.roles == ["buyer"])
    }

    @Test(
        "A third-party developer gets the documentation or a partner, by account role or as staff find out",
        .requirement("R-003-19", "R-003-15"))
    mutating func developers() throws {
        _ = try member([.thirdPartyDeveloper])
        let id = try world.triaged("question")
        #expect(try world.verdict(id).kind == .excluded && world.verdict(id).code == "thirdPartyDevelopers")
        #expect(try world.ticket(id).coverage.redirects == ["wiki", "agency"])
        let words = try world.lastWords(on: id)
        #expect(words.contains("The wiki: https://wiki.example") && words.contains("The firm that runs your shop"))
        let told = try world.triaged("question", from: .ben) { $0.requesterRole = .thirdPartyDeveloper }
        #expect(try world.verdict(told).code == "thirdPartyDevelopers")
        let user = try world.triaged("question", from: .ben)
        #expect(try world.verdict(user).kind == .covered && world.verdict(user).code == nil)
    }

    @Test("Small corrections are covered only where our own people did the work", .requirement("R-004-6", "R-004-8"))
    mutating func implementers() throws {
        let id = try world.openCompany(people: [(.ada, [.user])]) { $0.implementer = Implementer.provider }
        let first = try world.triaged("change")
        #expect(try world.verdict(first).kind == .covered)
        try world.perform(.account(id, .update(AccountDetails(implementer: "Others Ltd"))), as: .sue)
        let second = try world.triaged("change")
        let others = try world.verdict(second)
        #expect(others.kind == .excluded && others.code == "thirdPartyWork" && others.rule == "others-work")
        let single = try world.triaged("change") { $0.implementer = Implementer.provider }
        #expect(try world.verdict(single).kind == .covered, "this one part was ours")
        let stranger = try world.triaged("change", from: .ben)
        #expect(try world.verdict(stranger).kind == .excluded, "nobody knows who")
    }

    @Test("A separate talk is a ticket of its own, linked to the first", .requirement("R-004-7"))
    mutating func discussion() throws {
        let talk = world.newTicket()
        let id = try world.triaged("change") { $0.discussion = talk }
        #expect(try world.ticket(id).coverage.discussion == talk.id)
        #expect(try world.ticket(id).links.map(\.ticket) == [talk.id])
        let facts = try world.ticket(talk.id)
        #expect(facts.caseType == "sales" && facts.number == talk.number && facts.contact == Actor.ada.contact)
        #expect(facts.links.map(\.ticket) == [id] && facts.status == .new)
        world.refuses(.notCovered, work(id), as: .bea)
        let another = world.newTicket()
        try world.triage(id, "change") { $0.discussion = another }
        #expect(try world.ticket(id).links.count == 1, "one talk a ticket")
        try world.expectFolds()
    }

    @Test("A talk that triage did not begin is due, and can be begun once")
    mutating func lateDiscussion() throws {
        let id = try world.triaged("change")
        #expect(try world.ticket(id).coverage.discussionDue == "sales")
        let talk = world.newTicket()
        try world.perform(.coverage(id, .openDiscussion(talk)), as: .bea)
        #expect(try world.ticket(talk.id).caseType == "sales")
        #expect(try world.ticket(id).coverage.discussionDue == nil)
        world.refuses(.alreadySettled, .coverage(id, .openDiscussion(world.newTicket())), as: .bea)
        world.refuses(.forbidden, .coverage(id, .openDiscussion(world.newTicket())), as: .ada)
    }

    @Test("A wish that support does not fulfil is kept as a proposal, linked, once", .requirement("R-003-17"))
    mutating func proposals() throws {
        let id = try world.triaged("wish")
        try world.triage(id, "wish")
        let issue = try #require(world.ticket(id).issues.first)
        #expect(try world.ticket(id).issues.count == 1)
        let known: InternalIssue = try world.state(issue)
        #expect(known.kind == .proposal && known.tickets == [id] && !known.description.isEmpty)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        #expect(try world.ticket(id).issues == [issue])
    }

    @Test("What goes to the account executive is handed over, the dialog with it", .requirement("R-003-13"))
    mutating func handOver() throws {
        _ = try world.openCompany(
            plan: "basic", people: [(.ada, [.user])], roles: [.accountExecutive: .agent(Actor.carl.agent)])
        let id = try world.triaged("api")
        #expect(try world.ticket(id).assignee == Actor.carl.agent)
        #expect(try world.ticket(id).conversation?.agent == Actor.carl.agent)
        #expect(try !world.desk(of: .bea).work.contains(id) && world.desk(of: .carl).work.contains(id))
        let count = world.kinds(id).filter { $0 == "coverage.handedOver" }.count
        try world.triage(id, "api")
        #expect(world.kinds(id).filter { $0 == "coverage.handedOver" }.count == count)
        let nobody = try world.triaged("api", from: .ben)
        #expect(try world.ticket(nobody).assignee == Actor.bea.agent)
        #expect(world.kinds(nobody).contains("coverage.handedOver"))
    }
}
