import SportelloModel
import SportelloTesting
import Testing

@Suite("Projects and engagements")
struct ProjectTests {
    var world = World()

    init() throws {
        world.profile.metering = .accountTeam
        world.profile.workOrders.executors = ["builders"]
        try world.openAccount(hours: 10)
    }

    /// A ticket with a proposal.
    private mutating func proposal() throws -> (TicketID, InternalIssueID) {
        let ticket = try world.claimed()
        let issue: InternalIssueID = world.mint()
        try world.perform(
            .escalate(ticket, issue, kind: .proposal, severity: nil, text: "Could be better", analysis: nil), as: .bea)
        return (ticket, issue)
    }

    private mutating func tag(_ goal: String, account: AccountID = .firm) throws -> Command {
        let (ticket, issue) = try proposal()
        return .project(
            Project.id(of: account, goal: goal),
            .addProposal(account: account, goal: goal, proposal: issue, ticket: ticket))
    }

    @Test(
        "A project is suggested when the proposals for one goal pass the limit, and not before",
        .requirement("R-002-92"))
    mutating func suggested() throws {
        world.profile.projects.proposalLimit = 2
        let goal = "New warehouse"
        let id = Project.id(of: .firm, goal: goal)
        let first = try tag(goal)
        try world.perform(first, as: .bea)
        try world.perform(first, as: .bea)
        try world.perform(try tag(" new  WAREHOUSE "), as: .bea)
        try world.perform(try tag("Something else"), as: .bea)
        #expect(try world.state(id).state == .gathering)
        #expect(try world.state(id).proposals.count == 2, "the same proposal counts once")
        try world.perform(try tag(goal), as: .bea)
        #expect(try world.state(id).state == .suggested)
        #expect(world.log(of: Project.stream(id)).last?.record.publicSeq == 1, "the customer sees the suggestion")
        try world.perform(try tag(goal), as: .bea)
        #expect(world.log(of: Project.stream(id)).count { $0.record.kind == "project.suggested" } == 1)
    }

    @Test("Only proposals of the account's own tickets count", .requirement("R-002-92"))
    mutating func ownProposals() throws {
        let (ticket, issue) = try proposal()
        let bug: InternalIssueID = world.mint()
        try world.perform(.escalate(ticket, bug, kind: .bug, severity: nil, text: "Broken", analysis: nil), as: .bea)
        func tag(_ issue: InternalIssueID, _ account: AccountID, id: ProjectID) -> Command {
            .project(id, .addProposal(account: account, goal: "Goal", proposal: issue, ticket: ticket))
        }
        world.refuses(.invalid, tag(bug, .firm, id: Project.id(of: .firm, goal: "Goal")), as: .bea)
        world.refuses(.otherAccount, tag(issue, .other, id: Project.id(of: .other, goal: "Goal")), as: .bea)
        world.refuses(.invalid, tag(issue, .firm, id: Project.id(of: .other, goal: "Goal")), as: .bea)
        world.refuses(.forbidden, tag(issue, .firm, id: Project.id(of: .firm, goal: "Goal")), as: .ada)
    }

    @Test("A project shows members, costs and status as a whole", .requirement("R-002-100"))
    mutating func report() throws {
        let id: ProjectID = world.mint()
        let tickets = [try world.claimed(), try world.claimed()]
        world.refuses(.notFound, .project(id, .addTicket(tickets[0])), as: .bea)
        try world.perform(.project(id, .open(account: .firm, goal: "Goal", title: "Warehouse")), as: .bea)
        for ticket in tickets { try world.perform(.project(id, .addTicket(ticket)), as: .bea) }
        try world.work(20, on: tickets[0])
        try world.work(70, on: tickets[1])
        try world.perform(.resolve(tickets[0], outcome: "help", text: nil), as: .bea)
        let order: WorkOrderID = world.mint()
        try world.perform(
            .workOrder(
                order,
                .create(
                    .init(
                        account: .firm, contact: Actor.ada.contact, executor: "builders", specification: "Shelves"))),
            as: .bea)
        world.profile.workOrders.hourlyRate = .init(minor: 9000, currency: .euro)
        try world.perform(.workOrder(order, .estimate(.hours(2))), as: .bea)
        try world.perform(.project(id, .addOrder(order)), as: .bea)
        let project = try world.state(id)
        let facts = try tickets.map { try world.ticket($0) }
        let report = ProjectReport(project, tickets: facts, orders: [try world.state(order)])
        #expect(project.title == "Warehouse" && report.state == .open)
        #expect(report.members.map(\.ticket) == tickets)
        #expect(report.members.map(\.status) == [.resolved, .open])
        #expect(report.worked == WorkedMinutes(90))
        #expect(
            report.costs == [
                .minutes: .minutes(Minutes(100)),
                .money(.euro): .money(Money(minor: 18_000, currency: .euro)),
            ])
        #expect(report.openCount == 2)
        try world.perform(.project(id, .removeTicket(tickets[1])), as: .bea)
        #expect(try world.state(id).tickets == [tickets[0]])
        try world.perform(.project(id, .close), as: .bea)
        world.refuses(.closed, .project(id, .addTicket(tickets[1])), as: .bea)
    }

    @Test("Nothing of another account joins a project")
    mutating func otherAccounts() throws {
        let id: ProjectID = world.mint()
        try world.perform(.project(id, .open(account: .firm, goal: "Goal", title: "Warehouse")), as: .bea)
        try world.openAccount(.other, of: .ben)
        let foreign = try world.claimed(from: .ben)
        world.refuses(.otherAccount, .project(id, .addTicket(foreign)), as: .bea)
        let order: WorkOrderID = world.mint()
        try world.perform(
            .workOrder(order, .create(.init(account: .other, executor: "builders", specification: "Shelves"))),
            as: .bea)
        world.refuses(.otherAccount, .project(id, .addOrder(order)), as: .bea)
        world.refuses(.forbidden, .project(id, .close), as: .ada)
    }

    // MARK: Engagements

    private mutating func engagement(_ type: String, basis: EngagementID? = nil) throws -> EngagementID {
        let id: EngagementID = world.mint()
        try world.perform(
            .engagement(id, .create(type: type, account: .firm, contact: Actor.ada.contact, basis: basis)), as: .bea)
        return id
    }

    private mutating func attach(_ artefact: Artefact, to id: EngagementID, approved: Bool = true) throws {
        try world.perform(.engagement(id, .attach(artefact, text: "The document")), as: .bea)
        if approved { try world.perform(.engagement(id, .approve(artefact)), as: .ada) }
    }

    @Test("An engagement is agreed on by nobody of another account")
    mutating func foreignContact() throws {
        try world.openAccount(.other, of: .ben)
        let create = EngagementCommand.create(
            type: "analysis", account: .firm, contact: Actor.ben.contact, basis: nil)
        world.refuses(.otherAccount, .engagement(world.mint(), create), as: .bea)
    }

    @Test("The costliest plan can be counted", .requirement("R-002-96"))
    mutating func costly() throws {
        let id = try engagement("contractWork")
        let steps = Array(repeating: Engagement.PlannedStep(due: world.now, minutes: Minutes(600_000)), count: 500)
        func plan(_ minor: Int64) -> Command {
            .engagement(id, .plan(steps, rate: Money(minor: minor, currency: .euro)))
        }
        world.refuses(.invalid, plan(1_000_000_001), as: .bea)
        try world.perform(plan(1_000_000_000), as: .bea)
        // 5,000,000 hours.
        #expect(try world.state(id).burn(at: world.now).budgetCost?.minor == 5_000_000_000_000_000)
    }

    @Test("Each kind of engagement leaves its own artefact on paper", .requirement("R-002-94"))
    mutating func artefacts() throws {
        let meeting = try engagement("strategyMeeting")
        #expect(try world.state(meeting).artefact == .minutes)
        try world.perform(.engagement(meeting, .start), as: .bea)
        let refusal = world.refuses(.artefactNeeded, .engagement(meeting, .complete), as: .bea)
        #expect(refusal?.details["artefact"] == "minutes")
        try attach(.specification, to: meeting)
        world.refuses(.artefactNeeded, .engagement(meeting, .complete), as: .bea)
        try attach(.minutes, to: meeting, approved: false)
        try world.perform(.engagement(meeting, .complete), as: .bea)

        let analysis = try engagement("analysis")
        try world.perform(.engagement(analysis, .start), as: .bea)
        try attach(.specification, to: analysis, approved: false)
        world.refuses(.artefactNeeded, .engagement(analysis, .complete), as: .bea)
        try world.perform(.engagement(analysis, .approve(.specification)), as: .ada)
        try world.perform(.engagement(analysis, .complete), as: .bea)

        let contract = try engagement("projectContract", basis: analysis)
        world.refuses(.artefactNeeded, .engagement(contract, .start), as: .bea)
        try attach(.contract, to: contract)
        try world.perform(.engagement(contract, .start), as: .bea)

        let work = try engagement("contractWork")
        world.refuses(.artefactNeeded, .engagement(work, .start), as: .bea)
        try world.perform(
            .engagement(work, .plan([.init(due: world.now, minutes: .hours(1))], rate: nil)), as: .bea)
        try world.perform(.engagement(work, .start), as: .bea)
        world.refuses(
            .invalid,
            .engagement(world.mint(), .create(type: "x", account: .firm, contact: Actor.ada.contact, basis: nil)),
            as: .bea)
    }

    @Test("A project contract needs an approved specification of the same account", .requirement("R-002-95"))
    mutating func specificationFirst() throws {
        func draft(_ basis: EngagementID?, _ account: AccountID = .firm) -> Command {
            .engagement(
                EngagementID(high: 4, low: 4),
                .create(type: "projectContract", account: account, contact: Actor.ada.contact, basis: basis))
        }
        world.refuses(.specificationNeeded, draft(nil), as: .bea)
        let analysis = try engagement("analysis")
        world.refuses(.specificationNeeded, draft(analysis), as: .bea)
        try attach(.specification, to: analysis, approved: false)
        world.refuses(.specificationNeeded, draft(analysis), as: .bea)
        world.refuses(.notFound, .engagement(analysis, .approve(.specification)), as: .ben)
        world.refuses(.forbidden, .engagement(analysis, .approve(.specification)), as: .bea)
        try world.perform(.engagement(analysis, .approve(.specification)), as: .ada)
        world.refuses(.otherAccount, draft(analysis, .other), as: .bea)
        try attach(.specification, to: analysis, approved: false)
        world.refuses(.specificationNeeded, draft(analysis), as: .bea)
        try world.perform(.engagement(analysis, .approve(.specification)), as: .ada)
        try world.perform(draft(analysis), as: .bea)
    }

    @Test("What is agreed to is the document that was shown, not one that took its place", .requirement("R-002-95"))
    mutating func approvalOfWhatWasSeen() throws {
        let id = try engagement("analysis")
        try world.perform(.engagement(id, .attach(.specification, text: "Two reports")), as: .bea)
        let seen = try #require(try world.state(id).documents[.specification]).digest
        #expect(seen == Digest(hashing: Array("Two reports".utf8)))
        try world.perform(.engagement(id, .attach(.specification, text: "Three reports")), as: .bea)
        let approve = Command.engagement(id, .approve(.specification, seen: seen))
        #expect(world.refuses(.changedSinceSeen, approve, as: .ada)?.rule == "R-002-95")
        #expect(try world.state(id).documents[.specification]?.approvedAt == nil)
        try world.perform(.engagement(id, .attach(.specification, text: "Two reports")), as: .bea)
        try world.perform(approve, as: .ada)
        #expect(try world.state(id).documents[.specification]?.approvedAt == world.now)
        // Who agreed to the old one did not agree to the new one, also when asked twice.
        try world.perform(.engagement(id, .attach(.specification, text: "Three reports")), as: .bea)
        world.refuses(.changedSinceSeen, approve, as: .ada)
    }

    @Test("Time posted counts against the budget at once", .requirement("R-002-96"))
    mutating func burn() throws {
        let id = try engagement("contractWork")
        let start = world.now
        let plan = [(20, 8), (10, 4)].map {
            Engagement.PlannedStep(due: start + .days($0.0), minutes: .hours($0.1))
        }
        let rate = Money(minor: 9000, currency: .euro)
        try world.perform(.engagement(id, .plan(plan, rate: rate)), as: .bea)
        world.refuses(.notThisStep, .engagement(id, .postTime(WorkedMinutes(60), role: "development")), as: .bea)
        try world.perform(.engagement(id, .start), as: .bea)
        world.now = start + .days(10)
        try world.perform(.engagement(id, .postTime(WorkedMinutes(300), role: "development")), as: .bea)
        let burn = try world.state(id).burn(at: world.now)
        #expect(burn.budget == .hours(12) && burn.planned == .hours(4) && burn.actual == WorkedMinutes(300))
        #expect(burn.budgetCost?.minor == 108_000 && burn.actualCost?.minor == 45_000)
        #expect(burn.percentUsed == 41 && burn.left == Minutes(420) && !burn.isOverBudget)
        let before = try world.state(id).burn(at: world.now - .milliseconds(1))
        #expect(before.actual == .zero && before.planned == .zero)
        world.now = start + .days(11)
        try world.perform(.engagement(id, .postTime(WorkedMinutes(420), role: "development")), as: .bea)
        #expect(try !world.state(id).burn(at: world.now).isOverBudget, "exactly the budget is not over it")
        try world.perform(.engagement(id, .postTime(WorkedMinutes(1), role: "development")), as: .bea)
        #expect(try world.state(id).burn(at: world.now).isOverBudget)
        #expect(world.log(of: Engagement.stream(id)).allSatisfy { $0.record.publicSeq != nil }, "the customer sees it")
    }

    @Test("A plan and an entry of time have a least and a most", .requirement("R-002-96"))
    mutating func engagementBounds() throws {
        let id = try engagement("contractWork")
        func plan(_ count: Int, _ minutes: Int = 60, rate: Int64? = nil) -> Command {
            let step = Engagement.PlannedStep(due: world.now, minutes: Minutes(minutes))
            return .engagement(
                id,
                .plan(Array(repeating: step, count: count), rate: rate.map { Money(minor: $0, currency: .euro) }))
        }
        for wrong in [plan(0), plan(501), plan(1, 0), plan(1, 600_001), plan(1, rate: 0)] {
            world.refuses(.invalid, wrong, as: .bea)
        }
        for right in [plan(500), plan(1, 600_000), plan(1, 1, rate: 1)] { try world.perform(right, as: .bea) }
        try world.perform(.engagement(id, .start), as: .bea)
        func time(_ minutes: Int, _ role: String = "development") -> Command {
            .engagement(id, .postTime(WorkedMinutes(minutes), role: role))
        }
        for wrong in [time(0), time(1441), time(5, "")] { world.refuses(.invalid, wrong, as: .bea) }
        for right in [time(1), time(1440)] { try world.perform(right, as: .bea) }
        #expect(try world.state(id).burn(at: world.now).actual == WorkedMinutes(1441))
    }
}
