import SportelloModel
import SportelloTesting
import Testing

@Suite("What a conversation produces")
struct OutcomeTests {
    var world = World()

    private func resolve(_ id: TicketID, _ outcome: String, _ details: OutcomeDetails = OutcomeDetails()) -> Command {
        .outcome(id, .resolve(outcome: outcome, text: nil, details: details))
    }

    // MARK: Exactly one

    @Test("Every dialog of a resolved ticket has exactly one product", .requirement("R-002-35"))
    mutating func oneOutcome() throws {
        let id = try world.claimed()
        let wrapUp = WrapUp(kind: .note, outcome: "help", text: "Explained")
        try world.perform(.wrapUp(id, wrapUp), as: .bea)
        #expect(try world.ticket(id).conversations.map(\.outcome) == ["help"])
        world.refuses(.noConversation, .wrapUp(id, WrapUp(kind: .note, outcome: "bug", text: "No")), as: .bea)
        try world.perform(.post(id, PostMessage(text: "It is back")), as: .ada)
        #expect(try world.ticket(id).conversations.map(\.outcome) == ["help", nil])
        try world.perform(resolve(id, "bug"), as: .bea)
        #expect(try world.ticket(id).conversations.map(\.outcome) == ["help", "bug"])
        #expect(try world.ticket(id).outcome == "bug")
        try world.perform(.close(id), as: .bea)
        #expect(try world.ticket(id).outcome == "bug")
    }

    @Test("A dialog that is wrapped up after the resolution does not change the ticket's product")
    mutating func lateWrapUp() throws {
        let id = try world.claimed()
        try world.perform(resolve(id, "bug"), as: .bea)
        try world.perform(.wrapUp(id, WrapUp(kind: .note, outcome: "help", text: "Late")), as: .bea)
        #expect(try world.ticket(id).outcome == "bug")
        #expect(try world.ticket(id).conversations.map(\.outcome) == ["help"])
    }

    @Test("Only one of the four or a product of the profile is taken", .requirement("R-002-37"))
    mutating func known() throws {
        let id = try world.claimed()
        world.refuses(.invalid, resolve(id, "thanks"), as: .bea)
        world.refuses(.invalid, .outcome(id, .choose(outcome: "thanks")), as: .bea)
        world.profile.outcomes.append("thanks")
        try world.perform(resolve(id, "thanks"), as: .bea)
        #expect(try world.ticket(id).outcome == "thanks")
    }

    // MARK: Help

    @Test("A reference alone is help, and is kept", .requirement("R-002-38"))
    mutating func referenceAlone() throws {
        let article = CitedReference.link(.article, "https://help.example/print")
        let id = try world.claimed()
        try world.perform(resolve(id, "help", OutcomeDetails(references: [article])), as: .bea)
        let kept = try #require(world.ticket(id).outcomeRecord.references.first)
        #expect(kept.kind == .article && kept.address == "https://help.example/print")
        #expect(try world.last("ticket.status", on: id).record.content?.text == kept.address)
        let other = try world.claimed(from: .ben)
        let wrapUp = WrapUp(kind: .reply, outcome: "help", text: "", details: OutcomeDetails(references: [article]))
        try world.perform(.wrapUp(other, wrapUp), as: .bea)
        #expect(try world.last("message.posted", on: other).record.content?.text == kept.address)
        #expect(try world.ticket(other).outcomeRecord.references == [kept])
        let empty = try world.claimed()
        world.refuses(.invalid, .wrapUp(empty, WrapUp(kind: .reply, outcome: "help", text: "")), as: .bea)
        for wrong in [CitedReference.link(.article, "the second shelf"), .article("unknown")] {
            world.refuses(.invalid, resolve(empty, "help", OutcomeDetails(references: [wrong])), as: .bea)
        }
    }

    @Test("“There is no such function” becomes a linked proposal in one step, once", .requirement("R-002-91"))
    mutating func conversion() throws {
        let id = try world.claimed()
        try world.perform(resolve(id, "help", OutcomeDetails(help: .noSuchFunction)), as: .bea)
        let issue: InternalIssueID = world.mint()
        func convert(_ issue: InternalIssueID) -> Command {
            .outcome(id, .convertToProposal(issue, text: "Print in colour", proposal: ProposalDetails(area: "print")))
        }
        world.refuses(.forbidden, convert(issue), as: .ada)
        #expect(try world.perform(convert(issue), as: .bea) == .created(.internalIssue(issue)))
        let known: InternalIssue = try world.state(issue)
        #expect(known.kind == .proposal && known.tickets == [id])
        #expect(known.proposal?.area == "print")
        #expect(try world.ticket(id).issues == [issue])
        #expect(try world.ticket(id).outcomeRecord.convertedTo == issue)
        #expect(try world.ticket(id).status == .resolved, "the answer stays an answer")
        world.refuses(.alreadySettled, convert(world.mint()), as: .bea)
    }

    @Test("An answer is no missing function, and neither is a bug")
    mutating func notConvertible() throws {
        let command = OutcomeCommand.convertToProposal(world.mint(), text: "More", proposal: ProposalDetails())
        let open = try world.claimed()
        world.refuses(.notConvertible, .outcome(open, command), as: .bea)
        try world.perform(resolve(open, "help", OutcomeDetails(help: .answer)), as: .bea)
        world.refuses(.notConvertible, .outcome(open, command), as: .bea)
        let bug = try world.claimed()
        world.refuses(.invalid, resolve(bug, "bug", OutcomeDetails(help: .noSuchFunction)), as: .bea)
    }

    @Test("A reason that leaves a proposal lets a refused ticket become one")
    mutating func refusedLeavesProposal() throws {
        world.profile.deferral.reasons = [
            .init(id: "missingFunction", title: "Not yet", refuses: true),
            .init(id: "other", title: "No", refuses: true),
        ]
        world.profile.proposals.fromReasons = ["missingFunction"]
        func convert(_ id: TicketID, _ issue: InternalIssueID) -> Command {
            .outcome(id, .convertToProposal(issue, text: "Colour", proposal: ProposalDetails()))
        }
        let wish = try world.claimed()
        try world.perform(.refuseTicket(wish, reason: "missingFunction", evidence: nil, text: nil), as: .bea)
        let issue: InternalIssueID = world.mint()
        try world.perform(convert(wish, issue), as: .bea)
        #expect(try world.ticket(wish).issues.contains(issue))
        let other = try world.claimed()
        try world.perform(.refuseTicket(other, reason: "other", evidence: nil, text: nil), as: .bea)
        world.refuses(.notConvertible, convert(other, world.mint()), as: .bea)
        let second = try world.claimed()
        try world.perform(.refuseTicket(second, reason: "missingFunction", evidence: nil, text: nil), as: .bea)
        world.refuses(.alreadySettled, convert(second, issue), as: .bea)
        let known: InternalIssue = try world.state(issue)
        #expect(known.tickets == [wish], "an issue is made once")
    }

    // MARK: Procedures

    @Test("The steps of an outcome are listed, done in order, and all done before it counts", .requirement("R-002-56"))
    mutating func procedure() throws {
        let steps = [
            OutcomeRule.Step(id: "reproduce", title: "Reproduce it"), .init(id: "logs", title: "Read the event log"),
        ]
        world.profile.outcomes = ["help", OutcomeRule(id: "bug", steps: steps)]
        let id = try world.claimed()
        func done(_ step: String) -> Command { .outcome(id, .completeStep(outcome: "bug", step: step, note: nil)) }
        #expect(try world.perform(.outcome(id, .choose(outcome: "bug")), as: .bea) == .steps(steps))
        #expect(try world.ticket(id).outcomeRecord.chosen == "bug")
        let refusal = world.refuses(.stepsOpen, resolve(id, "bug"), as: .bea)
        #expect(refusal?.message(in: "en").contains("Reproduce it; Read the event log") == true)
        world.refuses(.stepsOpen, done("logs"), as: .bea)
        world.refuses(.invalid, done("call"), as: .bea)
        world.refuses(.forbidden, done("reproduce"), as: .ada)
        #expect(try world.perform(done("reproduce"), as: .bea) == .steps([steps[1]]))
        world.refuses(.stepsOpen, resolve(id, "bug"), as: .bea)
        let count = world.eventCount
        #expect(try world.perform(done("reproduce"), as: .bea) == .steps([steps[1]]))
        #expect(world.eventCount == count, "done once")
        #expect(try world.perform(done("logs"), as: .carl) == .steps([]))
        try world.perform(resolve(id, "bug"), as: .bea)
        #expect(try world.ticket(id).status == .resolved)
    }

    @Test("A reopened ticket goes through the procedure again")
    mutating func procedureAgain() throws {
        world.profile.outcomes = [OutcomeRule(id: "help", steps: [.init(id: "answer", title: "Answer")])]
        let id = try world.claimed()
        try world.perform(.outcome(id, .completeStep(outcome: "help", step: "answer", note: "By phone")), as: .bea)
        try world.perform(resolve(id, "help", OutcomeDetails(help: .noSuchFunction)), as: .bea)
        try world.perform(.reopen(id, text: "Still", followUp: world.newTicket()), as: .ada)
        #expect(try world.ticket(id).outcomeRecord.help == nil)
        world.refuses(.stepsOpen, resolve(id, "help"), as: .bea)
    }

    // MARK: Analyses

    @Test("A request for an analysis leaves only as paid work or a proposal", .requirement("R-002-32"))
    mutating func analysis() throws {
        let id = try world.claimed()
        world.refuses(.notFound, .outcome(id, .requestAnalysis(hint: nil)), as: .ben)
        try world.perform(.outcome(id, .requestAnalysis(hint: "Look at the stock first")), as: .ada)
        for outcome in ["help", "bug"] {
            let refusal = world.refuses(.analysisAsked, resolve(id, outcome), as: .bea)
            #expect(refusal?.message(in: "en").contains("paidWork, proposal") == true)
            world.refuses(.analysisAsked, .wrapUp(id, WrapUp(kind: .note, outcome: outcome, text: "So")), as: .bea)
            world.refuses(.analysisAsked, .outcome(id, .choose(outcome: outcome)), as: .bea)
        }
        try world.perform(resolve(id, "proposal"), as: .bea)
        let paid = try world.claimed()
        try world.perform(.outcome(paid, .requestAnalysis(hint: nil)), as: .bea)
        try world.perform(resolve(paid, "paidWork"), as: .bea)
        let mistaken = try world.claimed()
        try world.perform(.outcome(mistaken, .requestAnalysis(hint: nil)), as: .ada)
        world.refuses(.forbidden, .outcome(mistaken, .withdrawAnalysis(reason: "No")), as: .ada)
        world.refuses(.invalid, .outcome(mistaken, .withdrawAnalysis(reason: " ")), as: .bea)
        try world.perform(.outcome(mistaken, .withdrawAnalysis(reason: "Only the price was asked")), as: .bea)
        try world.perform(resolve(mistaken, "help"), as: .bea)
    }

    @Test("An analysis that was asked for in the form counts as asked for", .requirement("R-002-32"))
    mutating func analysisByForm() throws {
        world.profile.intake.forms["problem"] = IntakeForm(
            fields: [.init(id: "analysis", title: "Do you want an analysis?", kind: .analysis)])
        let id = try world.start { $0.details = ["analysis": "yes"] }
        try world.perform(.claim(id), as: .bea)
        world.refuses(.analysisAsked, resolve(id, "help"), as: .bea)
        try world.perform(resolve(id, "proposal"), as: .bea)
    }

    // MARK: Proposals

    @Test("A proposal has a type and an area, said or taken from the case", .requirement("R-002-45"))
    mutating func proposalRecord() throws {
        let id = try world.claimed()
        let details = OutcomeDetails(proposal: ProposalDetails(type: "report", area: "invoices"))
        try world.perform(resolve(id, "proposal", details), as: .bea)
        #expect(try world.ticket(id).outcomeRecord.proposal?.type == "report")
        #expect(try world.ticket(id).outcomeRecord.proposal?.area == "invoices")
        let silent = try world.claimed()
        try world.perform(resolve(silent, "proposal"), as: .bea)
        #expect(try world.ticket(silent).outcomeRecord.proposal?.type == "improvement")
        #expect(try world.ticket(silent).outcomeRecord.proposal?.area == "problem")
        let strange = try world.claimed()
        let unknown = OutcomeDetails(proposal: ProposalDetails(type: "wish"))
        world.refuses(.invalid, resolve(strange, "proposal", unknown), as: .bea)
    }

    @Test(
        "Where the profile asks for type and area, both must be said", .requirement("R-002-45"),
        arguments: [(nil, "print"), ("report", nil), ("report", " ")] as [(String?, String?)])
    func mustSay(type: String?, area: String?) throws {
        var world = self.world
        world.profile.proposals.mustSayTypeAndArea = true
        let id = try world.claimed()
        let request = EscalationRequest(
            kind: .proposal, text: "More", proposal: ProposalDetails(type: type, area: area)
        )
        world.refuses(.invalid, .escalation(.submit(id, world.mint(), request)), as: .bea)
        let details = OutcomeDetails(proposal: request.proposal)
        world.refuses(.invalid, resolve(id, "proposal", details), as: .bea)
    }

    @Test("A proposal without its goal or its reasons must be confirmed", .requirement("R-002-47"))
    mutating func shortAnalysis() throws {
        world.profile.proposals.warnsWithout = [.businessGoal, .arguments]
        let id = try world.claimed()
        func submit(_ analysis: [AnalysisField: String], confirmed: Bool = false) -> Command {
            let details = ProposalDetails(analysis: analysis, isConfirmed: confirmed)
            return .escalation(
                .submit(
                    id, InternalIssueID(high: 9, low: UInt64(analysis.count + (confirmed ? 10 : 0))),
                    EscalationRequest(kind: .proposal, text: "More", proposal: details)))
        }
        #expect(
            world.refuses(.analysisIncomplete, submit([.businessGoal: "Sell more", .importance: "High"]), as: .bea)?
                .details["missing"] == "arguments")
        world.refuses(.analysisIncomplete, submit([.arguments: "Asked daily", .businessGoal: " "]), as: .bea)
        try world.perform(submit([.arguments: "Asked daily", .businessGoal: "Sell more"]), as: .bea)
        let full: InternalIssue = try world.state(try #require(world.ticket(id).issues.last))
        #expect(full.proposal?.confirmedWithout == [])
        let content = try #require(world.log(of: .internalIssue(full.id)).first?.record.content)
        #expect(content.details["analysis.businessGoal"] == "Sell more")
        try world.perform(submit([:], confirmed: true), as: .bea)
        let confirmed: InternalIssue = try world.state(try #require(world.ticket(id).issues.last))
        #expect(confirmed.proposal?.confirmedWithout == [.businessGoal, .arguments])
    }

    @Test(
        "Failing within the documented amount is a bug, beyond it a proposal", .requirement("R-002-46"),
        arguments: [(9_999, "bug"), (10_000, "bug"), (10_001, "proposal")])
    func performance(load: Int, outcome: String) throws {
        var world = self.world
        world.profile.proposals.limits = [.init(quantity: "products", maximum: 10_000)]
        let id = try world.claimed()
        try world.perform(.outcome(id, .classify(quantity: "products", load: load)), as: .bea)
        #expect(try world.ticket(id).outcomeRecord.ruled?.rawValue == outcome)
        let other = outcome == "bug" ? "proposal" : "bug"
        world.refuses(.outcomeRuled, resolve(id, other), as: .bea)
        world.refuses(
            .outcomeRuled,
            .escalate(id, world.mint(), kind: IssueKind(rawValue: other)!, severity: nil, text: "Slow", analysis: nil),
            as: .bea
        )
        try world.perform(resolve(id, outcome), as: .bea)
    }

    @Test("Slowness where nothing is documented is a proposal", .requirement("R-002-46"))
    mutating func undocumented() throws {
        world.profile.proposals.limits = [.init(quantity: "products", maximum: 10_000)]
        let id = try world.claimed()
        try world.perform(.outcome(id, .classify(quantity: "orders", load: 1)), as: .bea)
        #expect(try world.ticket(id).outcomeRecord.ruled == .proposal)
        world.refuses(.invalid, .outcome(id, .classify(quantity: "", load: 1)), as: .bea)
        world.refuses(.invalid, .outcome(id, .classify(quantity: "orders", load: -1)), as: .bea)
    }

    // MARK: Paid work

    @Test("Paid work goes to the team that does it; training stays with support", .requirement("R-002-50"))
    mutating func handover() throws {
        world.profile.caseTypes.append(CaseType(id: "training", title: "Training"))
        world.profile.outcomes = [
            "help", OutcomeRule(id: "paidWork", handover: .init(team: "contractors", except: ["training"])),
        ]
        let id = try world.claimed()
        let refusal = world.refuses(.handoverNeeded, resolve(id, "paidWork"), as: .bea)
        #expect(refusal?.details["team"] == "contractors")
        try world.perform(.outcome(id, .choose(outcome: "paidWork")), as: .bea)
        #expect(try world.ticket(id).team == "contractors")
        #expect(try world.ticket(id).assignee == nil)
        #expect(try world.desk(of: .bea).work.isEmpty)
        #expect(try world.ticket(id).conversation?.state == .queued)
        try world.perform(.claim(id), as: .carl)
        try world.perform(resolve(id, "paidWork"), as: .carl)
        let training = try world.start(caseType: "training")
        try world.perform(.claim(training), as: .bea)
        try world.perform(.outcome(training, .choose(outcome: "paidWork")), as: .bea)
        #expect(try world.ticket(training).assignee == Actor.bea.agent)
        try world.perform(resolve(training, "paidWork"), as: .bea)
        let named = try world.claimed()
        try world.perform(.wrapUp(named, WrapUp(kind: .note, outcome: "paidWork", text: "A new report")), as: .bea)
        #expect(try world.ticket(named).team == "contractors")
        #expect(try world.ticket(named).assignee == nil)
        #expect(try world.ticket(named).conversation?.state == .ended)
    }
}
