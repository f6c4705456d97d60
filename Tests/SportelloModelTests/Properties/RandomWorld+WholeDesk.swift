import SportelloModel
import SportelloTesting

/// The commands beside those on tickets: accounts, hours and money, ordered jobs, agreed times, larger work, issues and
/// packages, monitoring, load modes, who pays for what.
extension RandomWorld {
    /// The names of what was made.
    struct Made {
        var isOpen = false
        var holds: [HoldID] = []
        var orders: [WorkOrderID] = []
        var appointments: [AppointmentID] = []
        var engagements: [EngagementID] = []
        var issues: [InternalIssueID] = []
        var packages: [ReleasePackageID] = []
        var sessions: [SessionID] = []
    }

    private static let goal = "New warehouse"
    private static let service = MonitoredService.Name(source: "watch", service: "mail")

    /// A profile in which everything can be had, and an account that has some of it.
    mutating func openWholeDesk() throws {
        var profile = world.profile
        let own = profile.offer
        profile.offer = ServiceProfile.offering().offer
        profile.offer.notices = own.notices
        profile.caseTypes = ServiceProfile.offering().caseTypes
        profile.metering = .accountTeam
        profile.metering.exhaustion = pick(MeteringPolicy.Exhaustion.allCases) ?? .stop
        profile.metering.alertMinutes = [60]
        profile.workOrders.executors = ["builders", "trainers"]
        if chance(50) { profile.workOrders.hourlyRate = .init(minor: 6000, currency: .euro) }
        profile.workOrders.holdDays = chance(50) ? 3 : nil
        profile.appointments.services += [
            .init(id: "training", title: "Training", skill: "trainer", price: .hours),
            .init(
                id: "workshop", title: "Workshop", price: .money, hourlyRate: .init(minor: 6000, currency: .euro)),
        ]
        profile.incidents.monitoring = [.init(id: "watch", caseType: "problem", repairMinutes: chance(50) ? 30 : 0)]
        profile.loadModes = [LoadMode(id: "heavy", title: "Heavy load", retroactive: chance(50))]
        profile.notifyOn.results = IssueResult.allCases
        world.profile = profile
        try world.openAccount(hours: Int.random(in: 0...4, using: &generator))
        try world.deposit(Int64.random(in: 1...40_000, using: &generator))
        try world.perform(.account(.firm, .attach(Actor.ben.contact, roles: [.user])), as: .sue)
        try world.perform(.queue(.enroll(AgentEnrolled(agent: Actor.carl.agent, skills: ["trainer"]))), as: .sue)
        made.isOpen = true
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func wholeDeskCommand() -> (Command, Actor)? {
        switch number(0...19) {
        case 0...2: ledgerCommand()
        case 3, 4: meteringCommand()
        case 5...7: orderCommand()
        case 8...10: appointmentCommand()
        case 11, 12: issueCommand()
        case 13: projectCommand()
        case 14: accountCommand()
        case 15, 16: coverageCommand()
        case 17: timeCommand()
        case 18: deferralCommand()
        default: incidentCommand()
        }
    }

    private mutating func ledgerCommand() -> (Command, Actor)? {
        let minutes = LedgerAmount.minutes(Minutes(number(1...180)))
        let money = LedgerAmount.money(Money(minor: Int64(number(1...9000)), currency: .euro))
        let amount = chance(70) ? minutes : money
        let command: LedgerCommand
        switch number(0...5) {
        case 0:
            let until = chance(50) ? world.now + .minutes(number(600...9000)) : nil
            command = .grant(.init(id: world.mint(), amount: amount, until: until))
        case 1:
            let id: HoldID = world.mint()
            made.holds.append(id)
            command = .hold(id, amount, until: chance(50) ? world.now + .minutes(number(1...4000)) : nil)
        case 2, 3:
            guard let hold = pick(made.holds) else { return nil }
            command = chance(50) ? .capture(hold, amount) : .void(hold)
        default: command = .tick
        }
        return (.ledger(.firm, command), chance(90) ? .sue : .bea)
    }

    private mutating func meteringCommand() -> (Command, Actor)? {
        guard let id = pick(tickets.suffix(6)) else { return nil }
        switch number(0...5) {
        case 0:
            let (from, to) = (world.now + .minutes(-50), world.now + .minutes(-number(0...20)))
            let session: SessionID = chance(20) ? pick(made.sessions) ?? world.mint() : world.mint()
            made.sessions.append(session)
            let record = MeteringCommand.RecordSession(
                id: session, staff: [.init(agent: Actor.bea.agent, time: from..<to)],
                customer: chance(80) ? [from..<to] : [], role: "support")
            return (.metering(id, .recordSession(record)), .bea)
        case 1: return (.metering(id, .approveCharge(text: "It was no bug.")), .sue)
        case 2: return (.metering(id, .declineCharge), .sue)
        case 3: return (.metering(id, .reverseCharge(text: "Our mistake")), .sue)
        case 4:
            let cause = pick(["bug", "misuse", "environment"])
            return (.triage(id, Triage(caseType: "problem", cause: cause)), .bea)
        default:
            let role = pick(["support", "development", "sales"]) ?? "support"
            return (.recordTime(id, minutes: number(1...70), role: role, activity: nil, note: nil), .bea)
        }
    }

    private mutating func orderCommand() -> (Command, Actor)? {
        guard let id = pick(made.orders.suffix(4)), chance(80) else {
            let id: WorkOrderID = world.mint()
            made.orders.append(id)
            let ticket = chance(30) ? pick(tickets.suffix(6)) : nil
            return (
                .workOrder(
                    id,
                    .create(
                        .init(
                            kind: pick([.paidWork, .training, .environmentSurvey]) ?? .paidWork, account: .firm,
                            contact: Actor.ada.contact, ticket: ticket, executor: pick(["builders", "trainers"]) ?? "",
                            isOpenEnded: chance(30), specification: "A report"))),
                .bea
            )
        }
        switch number(0...8) {
        case 0, 1: return (.workOrder(id, .estimate(Minutes(number(1...90)))), .carl)
        case 2, 3: return (.workOrder(id, .approve(world.mint())), chance(80) ? .ada : .ben)
        case 4: return (.workOrder(id, .start), .carl)
        case 5:
            let minutes = WorkedMinutes(number(1...60))
            return (.workOrder(id, .recordTime(minutes, role: "builder", note: nil)), .carl)
        case 6: return (.workOrder(id, .find(area: pick(["hosting", "network", "computer"]) ?? "", text: "So")), .carl)
        case 7: return (.workOrder(id, .deliver), .carl)
        default: return (.workOrder(id, .cancel(text: nil)), chance(50) ? .ada : .bea)
        }
    }

    private mutating func appointmentCommand() -> (Command, Actor)? {
        let slots = (1...3).map { AppointmentSlot(start: world.now + .hours($0 * 7)) }
        guard let id = pick(made.appointments.suffix(4)), chance(80) else {
            let id: AppointmentID = world.mint()
            made.appointments.append(id)
            return (
                .appointment(
                    id,
                    .propose(
                        .init(
                            service: pick(["training", "workshop", "call"]) ?? "", account: .firm,
                            contact: Actor.ada.contact, consultant: Actor.carl.agent, slots: slots,
                            minutes: Minutes(number(1...120)), zone: "Europe/Rome"))),
                .bea
            )
        }
        let known = world.streams[Appointment.stream(id)].flatMap(Appointment.unwrap)?.state
        switch number(0...7) {
        case 0...2:
            guard let slot = pick(known?.slots ?? slots) else { return nil }
            return (.appointment(id, .accept(slot, zone: "Europe/Warsaw", hold: world.mint())), .ada)
        case 3: return (.appointment(id, chance(50) ? .decline : .cancel(text: nil)), .ada)
        case 4: return (.appointment(id, .extend(Minutes(number(1...60)), hold: world.mint())), .ada)
        case 5: return (.appointment(id, .repropose(slots)), .bea)
        case 6: return (.appointment(id, .miss(by: chance(50) ? .customer : .staff)), .bea)
        default: return (.appointment(id, .close(WorkedMinutes(number(1...120)))), .bea)
        }
    }

    private mutating func issueCommand() -> (Command, Actor)? {
        guard let issue = pick(made.issues), chance(60) else {
            guard let id = pick(tickets.suffix(6)) else { return nil }
            let issue: InternalIssueID = world.mint()
            made.issues.append(issue)
            let severity = pick([Severity.critical, .nonCritical])
            return (
                .escalate(
                    id, issue, kind: chance(70) ? .bug : .proposal, severity: severity, text: "Wrong", analysis: nil),
                chance(90) ? .bea : .ada
            )
        }
        switch number(0...6) {
        case 0: return (.escalation(.triage(issue, .duplicate(of: pick(made.issues) ?? issue))), .sue)
        case 1: return (.escalation(.triage(issue, .roadmap)), .sue)
        case 2: return (.escalation(.triage(issue, .backlog(team: "IT", reason: "So"))), .sue)
        case 3: return (.escalation(.release(issue, version: "5", isHotfix: true)), .sue)
        case 4:
            let id: ReleasePackageID = world.mint()
            made.packages.append(id)
            return (.releases(.create(id, title: "Spring")), .sue)
        case 5:
            guard let package = pick(made.packages) else { return nil }
            return (.releases(chance(60) ? .add(issue, to: package) : .deliver(package, version: "5")), .sue)
        default: return (.escalation(.wake(issue)), .system)
        }
    }

    private mutating func projectCommand() -> (Command, Actor)? {
        let project = Project.id(of: .firm, goal: Self.goal)
        switch number(0...7) {
        case 0:
            guard let issue = pick(made.issues), let ticket = pick(tickets) else { return nil }
            let command = ProjectCommand.addProposal(account: .firm, goal: Self.goal, proposal: issue, ticket: ticket)
            return (.project(project, command), .bea)
        case 1: return (.project(project, .open(account: .firm, goal: Self.goal, title: "Warehouse")), .sue)
        case 2: return pick(tickets).map { (.project(project, .addTicket($0)), .bea) }
        case 3: return pick(made.orders).map { (.project(project, .addOrder($0)), .bea) }
        case 4:
            let id: EngagementID = world.mint()
            made.engagements.append(id)
            let type = pick(world.profile.engagements.kinds)?.id ?? "analysis"
            let command = EngagementCommand.create(
                type: type, account: .firm, contact: Actor.ada.contact,
                basis: made.engagements.count > 1 && chance(30) ? made.engagements[0] : nil)
            return (.engagement(id, command), .bea)
        default:
            guard let id = pick(made.engagements), let artefact = pick(Artefact.allCases) else { return nil }
            let due = world.now + .days(3)
            let steps: [EngagementCommand] = [
                .attach(artefact, text: "At the usual place"), .approve(artefact), .start, .complete, .cancel,
                .plan([.init(due: due, minutes: .hours(2))], rate: nil), .postTime(WorkedMinutes(30), role: "builder"),
            ]
            guard let command = pick(steps) else { return nil }
            return (.engagement(id, command), command == .approve(artefact) ? .ada : .bea)
        }
    }

    private mutating func accountCommand() -> (Command, Actor)? {
        let contract = Contract(plan: pick(["basic", "free"]) ?? "", from: world.now, until: world.now + .days(20))
        let commands: [AccountCommand] = [
            .setContract(contract, acknowledged: []), .attach(Actor.ada.contact, roles: [.portalAdministrator]),
            .use(entitlement: "initialTraining", reference: "r\(number(1...3))"),
            .acceptAddOn(AcceptAddOn(addOn: pick(["hours", "training", "order"]) ?? "")), .tick,
            .setRole(.accountExecutive, .agent(Actor.bea.agent)), .update(AccountDetails(edition: "cloud")),
        ]
        return pick(commands).map { (.account(.firm, $0), $0 == .tick ? .system : .sue) }
    }

    private mutating func coverageCommand() -> (Command, Actor)? {
        guard let id = pick(tickets.suffix(6)) else { return nil }
        switch number(0...5) {
        case 0: return (.coverage(id, .offer(addOn: pick(["hours", "order", "training"]) ?? "")), .bea)
        case 1: return (.coverage(id, .answerOffer(number: number(1...2), accepts: chance(70))), .ada)
        case 2: return (.coverage(id, .redirect(to: "wiki")), .bea)
        case 3: return (.coverage(id, .authorise(by: chance(50) ? Actor.ada.contact : nil)), chance(50) ? .bea : .ada)
        case 4: return (.coverage(id, .settleWorkaround(worked: chance(50), from: "2", to: "1")), .bea)
        default:
            let caseType = pick(["usage", "slowness", "setup", "rights", "change", "wish", "api"]) ?? "usage"
            let discussion = chance(50) ? world.newTicket() : nil
            return (.triage(id, Triage(caseType: caseType, discussion: discussion)), .bea)
        }
    }

    private mutating func timeCommand() -> (Command, Actor)? {
        switch number(0...3) {
        case 0: return (.desk(.declareLoadMode("heavy", note: nil)), .sue)
        case 1: return (.desk(.liftLoadMode(note: nil)), .sue)
        case 2: return pick(tickets).map { (.clock(.applyLoadMode($0)), .system) }
        default:
            guard let id = pick(tickets.suffix(6)) else { return nil }
            if chance(40) { world.profile.version += 1 }
            return (.clock(.rebase(id, reason: "New promises")), .sue)
        }
    }

    private mutating func deferralCommand() -> (Command, Actor)? {
        guard let id = pick(tickets.suffix(6)) else { return nil }
        let commands: [DeferralCommand] = [
            .set(id, Deferral(.deferred, reason: "information", evidence: DeferralEvidence(missing: ["steps"]))),
            .lift(id, note: nil), .confirm(id), .reject(id, note: "No"),
            .recordLicence(id, LicenceCheck(chance(50) ? .valid : .invalid, source: "server")),
            .warn(id, text: "Please stay polite", messages: [1]),
        ]
        return pick(commands).map { (.deferral($0), chance(80) ? .bea : .sue) }
    }

    private mutating func incidentCommand() -> (Command, Actor)? {
        switch number(0...3) {
        case 0, 1:
            let kind = pick([MonitoringReport.Kind.fault, .repairFailed, .recovered]) ?? .fault
            let new = world.newTicket()
            let report = MonitoringReport(service: Self.service, kind: kind, text: "No answer", ticket: new)
            return (.incident(.reportMonitoring(report)), .system)
        case 2:
            guard let id = pick(tickets.suffix(6)) else { return nil }
            return (.incident(.misroute(id)), .bea)
        default:
            guard let id = pick(tickets.suffix(6)), let number = try? world.ticket(id).number else { return nil }
            let log = CallLog(number: number, minutes: 3, summary: "Asked again")
            return (.incident(.logCall(id, log)), .bea)
        }
    }
}
