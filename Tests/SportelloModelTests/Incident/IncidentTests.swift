import SportelloModel
import SportelloTesting
import Testing

@Suite("Outages, and calls about tickets")
struct IncidentTests {
    var world = World()
    private let shop = MonitoredService.Name(source: "watch", service: "shop-1")

    init() {
        world.profile.channels = [
            ChannelRule(kind: .portal, standing: .official, title: "Portal"),
            ChannelRule(kind: .webchat, standing: .official, title: "Hotline"),
            ChannelRule(kind: .phone, address: "+48 1", purpose: .emergency, standing: .official, title: "Phone"),
            ChannelRule(
                kind: .email, address: "emergency@example.com", purpose: .emergency, standing: .official,
                title: "Emergency mail"),
        ]
        world.profile.incidents = IncidentPolicy(
            team: "administrators", pages: ["on-call", "deputy"], criticalCall: CallAdvice(),
            monitoring: [MonitoringSource(id: "watch", caseType: "problem", repairMinutes: 10)]
        )
        world.profile.calendars = ["office": Wall.office]
        world.profile.serviceCalendar = "office"
        world.profile.targets = [
            ServiceTarget(
                id: "down", metric: .firstResponse, unit: .wallClock, max: .minutes(15), purposes: [.emergency],
                atRisk: []),
            ServiceTarget(id: "answer", metric: .firstResponse, max: .hours(8), atRisk: []),
        ]
        world.now = Wall.at("2026-04-26 03:00")  // a Sunday night
    }

    private mutating func emergency() throws -> TicketID {
        guard
            case .official(let official) = world.profile.decide(
                InboundContact(kind: .email, address: "emergency@example.com", purpose: .emergency))
        else { throw Refusal(.unofficialChannel) }
        try world.meet(.ada)
        let request = StartConversation(
            contact: Actor.ada.contact, ticket: world.newTicket(), official: official, caseType: "problem",
            text: "The shop is down", insistsOnNew: true
        )
        guard case .ticket(let id, _) = try world.perform(.start(request), as: .ada) else { throw Refusal(.invalid) }
        return id
    }

    private var pages: [Page] {
        world.outgoing.compactMap { if case .page(let page) = $0 { page } else { nil } }
    }

    @Test(
        "A message to the emergency address passes the consultants' queue and pages the administrators, at any hour",
        .requirement("R-002-80"))
    mutating func address() throws {
        let id = try emergency()
        let facts = try world.ticket(id)
        #expect(facts.team == "administrators" && facts.priority == 1)
        #expect(facts.queueRank(world.profile.queue) == nil, "no consultant is offered it")
        #expect(pages.map(\.recipient) == ["on-call", "deputy"])
        #expect(pages.allSatisfy { $0.ticket == id && $0.number == facts.number && $0.team == "administrators" })
        #expect(facts.clocks.map(\.target) == ["down"] && facts.clocks.first?.due == world.now + .minutes(15))
        let ordinary = try world.start()
        #expect(try world.ticket(ordinary).queueRank(world.profile.queue) != nil && pages.count == 2)
        #expect(try world.ticket(ordinary).clocks.map(\.target) == ["answer"])
    }

    @Test("What is no outage is sent to the right way, named, and keeps no emergency clock", .requirement("R-002-81"))
    mutating func misrouted() throws {
        let id = try emergency()
        world.refuses(.forbidden, .incident(.misroute(id)), as: .ada)
        let ordinary = try world.start()
        world.refuses(.noEmergency, .incident(.misroute(ordinary)), as: .bea)
        try world.perform(.incident(.misroute(id)), as: .bea)
        let facts = try world.ticket(id)
        #expect(facts.status == .refused && facts.statusReason == "misrouted")
        #expect(facts.clocks.allSatisfy { $0.state == .cancelled })
        let text = try #require(try world.last("message.posted", on: id).record.content?.text)
        #expect(text.contains("Portal") && text.contains("only for total outages"))
        world.now = world.now + .days(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).clocks.allSatisfy { $0.state == .cancelled })
    }

    private mutating func report(_ kind: MonitoringReport.Kind) throws {
        let report = MonitoringReport(service: shop, kind: kind, text: "HTTP 500", ticket: world.newTicket())
        try world.perform(.incident(.reportMonitoring(report)), as: .system)
    }

    private func incident() throws -> TicketID? {
        let desk: ServiceDesk = try world.state(ServiceDesk.only)
        return desk.services.first { $0.name == shop }?.incident
    }

    @Test(
        "Monitoring first acts by itself; when that fails an incident exists and the administrators are paged",
        .requirement("R-002-79"))
    mutating func monitoring() throws {
        try report(.fault)
        #expect(try incident() == nil && pages.isEmpty)
        try report(.recovered)
        #expect(pages.isEmpty, "it helped itself")
        try report(.fault)
        try report(.repairFailed)
        let id = try #require(try incident())
        let facts = try world.ticket(id)
        #expect(facts.incident.isEmergency && facts.team == "administrators" && facts.severity == .critical)
        #expect(pages.count == 2 && world.log(of: .ticket(id)).allSatisfy { $0.record.author.role == .system })
        try report(.fault)
        #expect(try incident() == id && pages.count == 2, "the next report is linked, not a second incident")
        #expect(world.kinds(id).filter { $0 == "incident.monitored" }.count == 2)
        #expect(!world.kinds(id).contains("incident.callAdvised"), "nobody has to call about it")
        try report(.recovered)
        #expect(try incident() == nil)
    }

    @Test("A repair that takes longer than it may has failed", .requirement("R-002-79"))
    mutating func overdue() throws {
        try report(.fault)
        let desk: ServiceDesk = try world.state(ServiceDesk.only)
        let until = world.now + .minutes(10)
        #expect(desk.wakeAt == until)
        world.now = until - .milliseconds(1)
        try world.perform(.incident(.repairOverdue(shop, world.newTicket())), as: .system)
        #expect(try incident() == nil)
        world.now = until
        try world.perform(.incident(.repairOverdue(shop, world.newTicket())), as: .system)
        #expect(try incident() != nil && pages.count == 2)
        let after: ServiceDesk = try world.state(ServiceDesk.only)
        #expect(after.wakeAt == nil)
    }

    @Test("Only the desk's own adapter reports, and only for listed sources", .requirement("R-002-79"))
    mutating func reporters() throws {
        let known = MonitoringReport(service: shop, kind: .fault, text: "", ticket: world.newTicket())
        world.refuses(.forbidden, .incident(.reportMonitoring(known)), as: .sue)
        let other = MonitoringReport(
            service: .init(source: "rumour", service: "x"), kind: .fault, text: "", ticket: world.newTicket())
        world.refuses(.unknownSource, .incident(.reportMonitoring(other)), as: .system)
        world.profile.incidents.monitoring[0].repairMinutes = 0
        try report(.fault)
        #expect(try incident() != nil, "without time for a repair the alert is at once")
    }

    @Test(
        "A critical failure that was only written about should be told by phone too", .requirement("R-002-83"),
        arguments: [0, 1, 2])
    mutating func call(way: Int) throws {
        let id = try world.claimed()
        let number = try #require(try world.ticket(id).number)
        if way == 1 {
            try world.perform(
                .incident(.logCall(id, CallLog(number: number, minutes: 5, summary: "Told us"))), as: .bea)
        }
        if way == 2 { world.profile.incidents.criticalCall = nil }
        try world.perform(.triage(id, Triage(caseType: "problem", severity: .critical)), as: .bea)
        #expect(world.kinds(id, .contact).contains("incident.callAdvised") == (way == 0))
        guard way == 0 else { return }
        let advice = try #require(try world.last("incident.callAdvised", on: id).record.content?.text)
        #expect(advice.contains("+48 1"))
        #expect(try world.ticket(id).incident.callAdvisedAt == world.now)
        let mild = try world.claimed()
        try world.perform(.triage(mild, Triage(caseType: "problem", severity: .nonCritical)), as: .bea)
        #expect(!world.kinds(mild).contains("incident.callAdvised"))
    }

    @Test("A call with a ticket's number belongs to that ticket and makes no other", .requirement("R-002-84"))
    mutating func callLog() throws {
        let id = try world.claimed()
        let other = try world.claimed(from: .ben)
        let number = try #require(try world.ticket(id).number)
        let tickets = world.streams.keys.filter { $0.kind == .ticket }.count
        let call = CallLog(number: number, minutes: 12, summary: "The same failure")
        try world.perform(.incident(.logCall(id, call)), as: .carl)
        #expect(try world.ticket(id).incident.calls == 1 && world.ticket(id).incident.lastCallAt == world.now)
        #expect(try world.last("incident.called", on: id).record.content?.text == "The same failure")
        #expect(!world.kinds(id, .contact).contains("incident.called"))
        #expect(world.streams.keys.filter { $0.kind == .ticket }.count == tickets)
        world.refuses(.notFound, .incident(.logCall(other, call)), as: .carl)
        world.refuses(.forbidden, .incident(.logCall(id, call)), as: .ada)
    }

    @Test(
        "A ticket is taken and acknowledged at any instant, and its clock waits for the opening",
        .requirement("R-003-7", "R-003-8"), arguments: ["2026-04-26 03:00", "2026-05-03 23:59", "2026-12-25 12:00"])
    mutating func anyTime(time: String) throws {
        world.now = Wall.at(time)
        let id = try world.start(channel: .portal)
        let facts = try world.ticket(id)
        #expect(facts.number != nil && facts.createdAt == world.now && facts.status == .new)
        let clock = try #require(facts.clocks.first)
        #expect(try clock.due == Wall.office.add(.hours(8), to: Wall.office.nextOpening(after: world.now)))
    }

    @Test("A policy that nobody would hear of is reported")
    func validation() {
        var profile = world.profile
        #expect(profile.validate().isEmpty)
        profile.incidents.pages = []
        #expect(profile.validate().map(\.path) == ["incidents.pages"])
        profile.incidents.pages = ["on-call"]
        profile.incidents.criticalCall = CallAdvice(channel: .portal)
        #expect(profile.validate().map(\.path) == ["incidents.criticalCall"])
        profile.incidents.criticalCall = nil
        profile.incidents.monitoring = [MonitoringSource(id: "watch", caseType: "none", repairMinutes: 9999)]
        #expect(
            profile.validate().map(\.path) == [
                "incidents.monitoring[0].caseType", "incidents.monitoring[0].repairMinutes",
            ])
    }

    @Test("What monitoring found is an outage, and nobody sends it elsewhere", .requirement("R-002-81"))
    mutating func monitoredIsNotMisrouted() throws {
        try report(.fault)
        try report(.repairFailed)
        let id = try #require(try incident())
        world.refuses(.noEmergency, .incident(.misroute(id)), as: .bea)
        #expect(try world.ticket(id).status.isActive)
    }

    @Test("A logged call has a summary and took no more than a day", .requirement("R-002-84"))
    mutating func callForm() throws {
        let id = try world.claimed()
        let number = try #require(try world.ticket(id).number)
        func log(_ minutes: Int, _ summary: String = "Told us") -> Command {
            .incident(.logCall(id, CallLog(number: number, minutes: minutes, summary: summary)))
        }
        for wrong in [log(-1), log(1441), log(5, " ")] { world.refuses(.invalid, wrong, as: .bea) }
        for right in [log(0), log(1440)] { try world.perform(right, as: .bea) }
        #expect(try world.ticket(id).incident.calls == 2)
    }
}
