import SportelloModel
import SportelloTesting
import Testing

@Suite("Who decides on remote sessions, when they are held, and with what")
struct RemoteDecisionTests {
    var world = World()

    init() {
        world.profile.remote.tools = [
            .init(id: "screenshare", title: "Share", scopes: ["view"]),
            .init(
                id: "remote", title: "Remote", download: "https://remote.example/get",
                scopes: ["view", "control", "privacy"]
            ),
            .init(id: "second", title: "Second", scopes: ["view", "control"]),
        ]
        world.profile.remote.recommended = "remote"
    }

    private mutating func proposal(
        _ tool: String? = nil, _ scopes: [String] = ["view", "control"], slots: [Instant] = []
    ) -> ProposeRemote {
        ProposeRemote(
            consent: world.mint(), tool: tool, scopes: scopes, need: .useful, purpose: "See", slots: slots)
    }

    private func known(_ id: TicketID, _ consent: ConsentID) throws -> RemoteConsent {
        try #require(try world.ticket(id).consent(consent))
    }

    private func event(_ kind: String, on id: TicketID) throws -> RemoteEvent {
        guard case .ticket(.remote(let event)) = try world.last(kind, on: id).event else { throw Refusal(.notFound) }
        return event
    }

    // MARK: Deciders

    @Test(
        "Only the technician in charge decides, unless the profile lets a role decide too",
        .requirement("R-000-27"))
    mutating func deciders() throws {
        let id = try world.claimed(by: .bea)
        let asked: ConsentID = world.mint()
        try world.perform(.requestRemote(id, asked, text: "Please look"), as: .ada)
        for stranger in [Actor.carl, .quinn] {
            world.refuses(.notAssignee, .proposeRemote(id, proposal()), as: stranger)
            world.refuses(.notAssignee, .declineRemote(id, asked, reason: "No"), as: stranger)
            world.refuses(.notAssignee, .remote(.judge(id, .required, reason: "It hangs")), as: stranger)
            world.refuses(.notAssignee, .remote(.offerSlots(id, asked, [world.now + .hours(1)])), as: stranger)
        }
        try world.perform(.proposeRemote(id, proposal()), as: .sue)
        world.profile.remote.deciders = []
        world.refuses(.notAssignee, .proposeRemote(id, proposal()), as: .sue)
        world.profile.remote.deciders = [.agent]
        try world.perform(.proposeRemote(id, proposal()), as: .carl)
        world.profile.remote.deciders = []
        try world.perform(.declineRemote(id, asked, reason: "Not needed"), as: .bea)
        let record = try world.last("remote.declined", on: id).record
        #expect(record.author.id == "bea" && record.content?.text == "Not needed")
    }

    @Test("On a ticket that nobody has, nobody is in charge", .requirement("R-000-27"))
    mutating func unassigned() throws {
        let id = try world.start()
        world.refuses(.notAssignee, .proposeRemote(id, proposal()), as: .bea)
        try world.perform(.claim(id), as: .bea)
        try world.perform(.proposeRemote(id, proposal()), as: .bea)
    }

    @Test("A session is begun by whoever decides on it, and ended by anybody of the staff")
    mutating func whoBegins() throws {
        let id = try world.claimed()
        let request = proposal()
        try world.perform(.proposeRemote(id, request), as: .bea)
        try world.perform(.answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
        world.refuses(.notAssignee, .stepRemote(id, request.consent, .start), as: .carl)
        try world.perform(.stepRemote(id, request.consent, .start), as: .bea)
        try world.perform(.stepRemote(id, request.consent, .end), as: .carl)
    }

    @Test(
        "The need is one of three, judged with a reason; what is not needed is not asked for",
        .requirement("R-000-45"))
    mutating func need() throws {
        let id = try world.claimed()
        #expect(try world.ticket(id).remote.need == nil)
        world.refuses(.invalid, .remote(.judge(id, .required, reason: " ")), as: .bea)
        for need in [RemoteConsent.Need.notNeeded, .useful, .required] {
            try world.perform(.remote(.judge(id, need, reason: "Because")), as: .bea)
            #expect(try world.ticket(id).remote.need == need)
        }
        #expect(try world.ticket(id).remote.judgedBy == Actor.bea.agent)
        #expect(try world.ticket(id).remote.judgedAt == world.now)
        let judged = try world.last("remote.need", on: id).record
        #expect(judged.content?.text == "Because")
        var request = proposal()
        request.need = .notNeeded
        world.refuses(.invalid, .proposeRemote(id, request), as: .bea)
    }

    @Test("A useful session that is refused leaves the work going on by other means", .requirement("R-000-45"))
    mutating func usefulRefused() throws {
        let (id, consent) = try refused(need: .useful)
        #expect(try world.ticket(id).status == .open)
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        try world.perform(.post(id, PostMessage(text: "Then let us do it in words")), as: .bea)
    }

    // MARK: Tools

    @Test(
        "The prompt names an allowed tool and its official place; any other tool is refused",
        .requirement("R-000-31"))
    mutating func prompt() throws {
        let id = try world.claimed()
        try world.perform(.proposeRemote(id, proposal("remote")), as: .bea)
        let shown = try event("remote.proposed", on: id)
        #expect(shown.tool == "remote")
        #expect(shown.download == "https://remote.example/get")
        #expect(try world.last("remote.proposed", on: id).record.publicSeq != nil)
        let refusal = world.refuses(.toolNotAllowed, .proposeRemote(id, proposal("magic")), as: .bea)
        #expect(refusal?.details["allowed"] == "screenshare, remote, second")
        let consent = try #require(try world.ticket(id).consents.last).id
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        world.refuses(
            .toolNotAllowed, .remote(.use(id, consent, scope: "view", tool: "second")), as: .bea, recording: 2)
        try world.perform(.remote(.use(id, consent, scope: "view", tool: "remote")), as: .bea)
    }

    @Test("A proposal that names no tool starts from the recommended one", .requirement("R-004-18"))
    mutating func recommended() throws {
        let id = try world.claimed()
        try world.perform(.proposeRemote(id, proposal()), as: .bea)
        #expect(try event("remote.proposed", on: id).tool == "remote")
        world.profile.remote.recommended = "second"
        try world.perform(.proposeRemote(id, proposal()), as: .bea)
        #expect(try event("remote.proposed", on: id).tool == "second")
        try world.perform(.proposeRemote(id, proposal(nil, ["privacy"])), as: .bea)
        #expect(try event("remote.proposed", on: id).tool == "remote", "the recommended one cannot do that")
        world.profile.remote.tools[2].denied = "a trojan"
        try world.perform(.proposeRemote(id, proposal(nil, ["view"])), as: .bea)
        #expect(try event("remote.proposed", on: id).tool == "screenshare", "a denied one is recommended no more")
        world.refuses(.scopeNotAllowed, .proposeRemote(id, proposal(nil, ["files"])), as: .bea)
    }

    // MARK: What is done in a session

    @Test("Hiding the screen is refused and recorded unless the grant names it", .requirement("R-000-10"))
    mutating func privacy() throws {
        for scopes in [["view", "control"], ["view", "control", "privacy"]] {
            let id = try world.claimed()
            let request = proposal("remote", scopes)
            try world.perform(.proposeRemote(id, request), as: .bea)
            try world.perform(.answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
            world.refuses(
                .consentMissing, .remote(.use(id, request.consent, scope: "view")), as: .bea, recording: 2)
            try world.perform(.stepRemote(id, request.consent, .start), as: .bea)
            let use = Command.remote(.use(id, request.consent, scope: "privacy"))
            if scopes.contains("privacy") {
                try world.perform(use, as: .bea)
                #expect(try known(id, request.consent).usedScopes == ["privacy"])
            } else {
                let refusal = world.refuses(.scopeNotAllowed, use, as: .bea, recording: 2)
                #expect(refusal?.rule == "R-000-10")
                #expect(try event("remote.violation", on: id).scope == "privacy")
                #expect(try known(id, request.consent).violations.count == 2)
                #expect(try known(id, request.consent).state == .active)
            }
        }
    }

    @Test("What was granted narrower than asked counts as granted, and is reported once")
    mutating func narrowed() throws {
        let id = try world.claimed()
        let request = proposal()
        try world.perform(.proposeRemote(id, request), as: .bea)
        try world.perform(.answerRemote(id, request.consent, grant: true, scopes: ["view"]), as: .ada)
        #expect(try world.ticket(id).remote.mode == .view)
        try world.perform(.stepRemote(id, request.consent, .start), as: .bea)
        world.refuses(
            .scopeNotAllowed, .remote(.use(id, request.consent, scope: "control")), as: .bea, recording: 2)
        try world.perform(.remote(.use(id, request.consent, scope: "view")), as: .bea)
        let count = world.eventCount
        try world.perform(.remote(.use(id, request.consent, scope: "view")), as: .bea)
        #expect(world.eventCount == count)
        world.now = world.now + .minutes(120) + .milliseconds(1)
        world.refuses(
            .consentConsumed, .remote(.use(id, request.consent, scope: "view")), as: .bea, recording: 2)
    }

    // MARK: Times

    @Test(
        "A time is agreed when the customer accepts one on offer, with the instant and both zones",
        .requirement("R-000-28"))
    mutating func slots() throws {
        world.profile.calendars = ["hours": Wall.office]
        world.profile.remote.calendar = "hours"
        world.now = Wall.at("2026-05-04 10:00")
        let id = try world.claimed()
        let slots = [Wall.at("2026-05-05 09:00"), Wall.at("2026-05-05 16:59")]
        let request = proposal(nil, slots: slots)
        try world.perform(.proposeRemote(id, request), as: .bea)
        #expect(try known(id, request.consent).slots == slots)
        #expect(try known(id, request.consent).scheduledFor == nil, "nothing is scheduled without acceptance")
        #expect(try event("remote.proposed", on: id).slots == slots)
        world.refuses(.invalid, .answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
        let other = SlotChoice(at: Wall.at("2026-05-05 12:00"))
        world.refuses(.invalid, .remote(.acceptSlot(id, request.consent, other)), as: .ada)
        let nowhere = SlotChoice(at: slots[1], zone: "Mars/Olympus")
        world.refuses(.invalid, .remote(.acceptSlot(id, request.consent, nowhere)), as: .ada)
        world.refuses(.forbidden, .remote(.acceptSlot(id, request.consent, SlotChoice(at: slots[1]))), as: .bea)
        world.refuses(.notFound, .remote(.acceptSlot(id, request.consent, SlotChoice(at: slots[1]))), as: .ben)
        let choice = SlotChoice(at: slots[1], zone: "Europe/Lisbon")
        try world.perform(.remote(.acceptSlot(id, request.consent, choice)), as: .ada)
        let agreed = try known(id, request.consent)
        #expect(agreed.state == .scheduled)
        #expect(agreed.scheduledFor == slots[1])
        #expect(agreed.customerZone == "Europe/Lisbon")
        #expect(agreed.staffZone == "Europe/Warsaw")
        world.refuses(.alreadyAnswered, .remote(.acceptSlot(id, request.consent, choice)), as: .ada)
        #expect(try known(id, request.consent).grantedScopes.isEmpty, "a time is no permission")
    }

    @Test("A grant may accept the time too; the only time on offer need not be named", .requirement("R-000-28"))
    mutating func acceptedWithGrant() throws {
        let id = try world.claimed()
        let times = [world.now + .hours(2), world.now + .hours(4)]
        let request = proposal(nil, slots: times)
        try world.perform(.proposeRemote(id, request), as: .bea)
        try world.perform(
            .answerRemote(id, request.consent, grant: true, scopes: nil, slot: SlotChoice(at: times[1])), as: .ada)
        #expect(try known(id, request.consent).scheduledFor == times[1])
        #expect(try known(id, request.consent).until == times[1] + .minutes(60))
        let second = proposal(nil, slots: [times[0]])
        try world.perform(.proposeRemote(id, second), as: .bea)
        try world.perform(.answerRemote(id, second.consent, grant: true, scopes: nil), as: .ada)
        #expect(try known(id, second.consent).scheduledFor == times[0])
        #expect(try known(id, second.consent).state == .granted)
        let third = proposal()
        try world.perform(.proposeRemote(id, third), as: .bea)
        world.refuses(
            .invalid,
            .answerRemote(id, third.consent, grant: true, scopes: nil, slot: SlotChoice(at: times[0])), as: .ada)
    }

    @Test("Times outside the technician's hours are rejected when offered", .requirement("R-000-29"))
    mutating func slotsOutsideHours() throws {
        world.profile.calendars = ["hours": Wall.office, "late": Wall.weekdays(["17:00-21:00"])]
        world.profile.remote.calendar = "hours"
        world.now = Wall.at("2026-05-04 10:00")
        let id = try world.claimed()
        for time in ["2026-05-05 08:59", "2026-05-05 17:00", "2026-05-09 12:00"] {
            let refusal = world.refuses(
                .outsideHours, .proposeRemote(id, proposal(nil, slots: [Wall.at(time)])), as: .bea)
            #expect(refusal?.details["next"] == "2026-05-04 10:00 (Europe/Warsaw)")
        }
        world.refuses(.inThePast, .proposeRemote(id, proposal(nil, slots: [world.now])), as: .bea)
        let request = proposal(nil, slots: [Wall.at("2026-05-05 09:00")])
        try world.perform(.proposeRemote(id, request), as: .bea)
        world.profile.remote.agentCalendars = ["bea": "late"]
        world.refuses(
            .outsideHours, .remote(.offerSlots(id, request.consent, [Wall.at("2026-05-05 10:00")])), as: .bea)
        try world.perform(.remote(.offerSlots(id, request.consent, [Wall.at("2026-05-05 17:00")])), as: .bea)
    }

    @Test(
        "A session that begins outside the hours is blocked, or flagged where the profile says so",
        .requirement("R-000-29"), arguments: RemotePolicy.OutsideHours.allCases)
    mutating func startOutsideHours(effect: RemotePolicy.OutsideHours) throws {
        world.profile.calendars = ["hours": Wall.office]
        world.profile.remote.calendar = "hours"
        world.profile.remote.outsideHours = effect
        world.now = Wall.at("2026-05-04 16:59")
        let id = try world.claimed()
        let (within, outside) = (proposal(), proposal())
        for request in [within, outside] {
            try world.perform(.proposeRemote(id, request), as: .bea)
            try world.perform(.answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
        }
        try world.perform(.stepRemote(id, within.consent, .start), as: .bea)
        #expect(try !known(id, within.consent).isOutsideHours)
        world.now = Wall.at("2026-05-04 17:00")
        if effect == .block {
            let refusal = world.refuses(.outsideHours, .stepRemote(id, outside.consent, .start), as: .bea)
            #expect(refusal?.details["next"] == "2026-05-05 09:00 (Europe/Warsaw)")
            #expect(try known(id, outside.consent).state == .granted)
        } else {
            try world.perform(.stepRemote(id, outside.consent, .start), as: .bea)
            #expect(try known(id, outside.consent).isOutsideHours)
            #expect(try event("remote.started", on: id).isOutsideHours == true)
        }
    }

    // MARK: Refusals

    /// A proposed session with control that the customer refused, and every lesser one after it.
    private mutating func refused(
        need: RemoteConsent.Need, everything: Bool = true
    ) throws -> (TicketID, ConsentID) {
        let id = try world.claimed()
        var request = proposal()
        request.need = need
        try world.perform(.proposeRemote(id, request), as: .bea)
        try world.perform(.answerRemote(id, request.consent, grant: false, scopes: nil), as: .ada)
        while everything, let open = try world.ticket(id).consents.last, !open.state.isFinal {
            try world.perform(.answerRemote(id, open.id, grant: false, scopes: nil), as: .ada)
        }
        return (id, request.consent)
    }

    @Test("Refused control is answered by view-only at once, before anything else", .requirement("R-004-22"))
    mutating func fallback() throws {
        let (id, consent) = try refused(need: .required, everything: false)
        #expect(world.kinds(id, .contact).suffix(2) == ["remote.refused", "remote.proposed"])
        let proposed = try event("remote.proposed", on: id)
        #expect(proposed.scopes == ["view"])
        #expect(proposed.fallbackOf == consent)
        #expect(proposed.need == .required)
        #expect(proposed.tool == "remote")
        #expect(try world.last("remote.proposed", on: id).record.author.role == .system)
        world.profile.remote.onRefusal = .unsupportable
        world.profile.deferral.reasons.append(
            .init(id: "remoteRefused", title: "Without a session we cannot help", refuses: true))
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        try world.perform(.answerRemote(id, proposed.consent, grant: false, scopes: nil), as: .ada)
        #expect(try world.ticket(id).remote.mode == .text, "after the view there are words")
        #expect(try world.ticket(id).consents.count == 2)
    }

    @Test("Without a lesser way in the profile, or without a tool for it, nothing is proposed")
    mutating func noFallback() throws {
        world.profile.remote.fallback = ["control"]
        let (id, _) = try refused(need: .useful)
        #expect(try world.ticket(id).consents.count == 1)
        world.profile.remote.fallback = ["control", "view", "text"]
        world.profile.remote.tools = [.init(id: "remote", title: "Remote", scopes: ["control"])]
        world.profile.remote.recommended = nil
        let other = try world.claimed()
        let request = proposal("remote", ["control"])
        try world.perform(.proposeRemote(other, request), as: .bea)
        try world.perform(.answerRemote(other, request.consent, grant: false, scopes: nil), as: .ada)
        #expect(try world.ticket(other).consents.count == 1)
        #expect(try world.ticket(other).remote.mode == .text)
    }

    @Test("Silence is refusal: a lapsed request is followed by the lesser way too")
    mutating func lapsed() throws {
        let id = try world.claimed()
        try world.perform(.proposeRemote(id, proposal()), as: .bea)
        world.now = world.now + .minutes(1440) + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).consents.map(\.state) == [.lapsed, .proposed])
        world.now = world.now + .minutes(1440) + .milliseconds(1)
        try world.perform(.tick(id), as: .system)
        #expect(try world.ticket(id).consents.map(\.state) == [.lapsed, .lapsed])
        #expect(try world.ticket(id).wakeAt(world.profile) == nil)
    }

    @Test("A view asks for no control, and the ticket notes the limited mode", .requirement("R-004-21"))
    mutating func viewOnly() throws {
        let id = try world.claimed()
        let request = proposal("screenshare", ["view"])
        try world.perform(.proposeRemote(id, request), as: .bea)
        #expect(try event("remote.proposed", on: id).scopes == ["view"])
        #expect(try world.ticket(id).remote.mode == .view)
        guard case .ticket(.remoteFact(.modeNoted(let noted))) = try world.last("remote.mode", on: id).event else {
            Issue.record("no mode was noted")
            return
        }
        #expect(noted.mode == .view && noted.consent == request.consent)
        try world.perform(.answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
        #expect(world.kinds(id).filter { $0 == "remote.mode" }.count == 1, "noted once")
        world.refuses(
            .scopeNotAllowed, .answerRemote(try granting(id), grant: true, scopes: ["view", "control"]), as: .ada)
    }

    private mutating func granting(_ id: TicketID) throws -> (TicketID, ConsentID) {
        let request = proposal("screenshare", ["view"])
        try world.perform(.proposeRemote(id, request), as: .bea)
        return (id, request.consent)
    }

    @Test(
        "A required session that is refused may end the ticket with the reason shown, and never silently",
        .requirement("R-000-13", "R-000-45"))
    mutating func unsupportable() throws {
        world.profile.remote.onRefusal = .unsupportable
        world.profile.deferral.reasons.append(
            .init(id: "remoteRefused", title: "Without a session we cannot help", refuses: true))
        let (useful, refusedUseful) = try refused(need: .useful)
        world.refuses(.alternativeExists, .remote(.settleRefusal(useful, refusedUseful, text: nil)), as: .bea)
        world.refuses(
            .notRefused, .refuseTicket(useful, reason: "remoteRefused", evidence: nil, text: nil), as: .bea)

        let (id, consent) = try refused(need: .required)
        #expect(try world.ticket(id).status == .open, "a refusal alone closes nothing")
        world.refuses(.notAssignee, .remote(.settleRefusal(id, consent, text: nil)), as: .carl)
        try world.perform(.remote(.judge(id, .useful, reason: "We can go on by mail")), as: .bea)
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        try world.perform(.remote(.judge(id, .required, reason: "We cannot, after all")), as: .bea)
        try world.perform(.remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        let facts = try world.ticket(id)
        #expect(facts.status == .refused)
        #expect(facts.statusReason == "remoteRefused")
        let shown = try world.last("ticket.status", on: id).record
        #expect(shown.publicSeq != nil)
        #expect(shown.content?.text == "Without a session we cannot help")
        #expect(try world.last("deferral.set", on: id).record.content?.text == consent.description)
    }

    @Test("Nothing was refused while the request is open, granted or was never made", .requirement("R-000-13"))
    mutating func notRefused() throws {
        world.profile.remote.onRefusal = .unsupportable
        world.profile.deferral.reasons.append(.init(id: "remoteRefused", title: "No", refuses: true))
        let id = try world.claimed()
        world.refuses(.notRefused, .refuseTicket(id, reason: "remoteRefused", evidence: nil, text: nil), as: .bea)
        world.refuses(
            .notRefused, .deferTicket(id, reason: "remoteRefused", evidence: nil, until: nil, text: nil), as: .bea)
        var request = proposal()
        request.need = .required
        try world.perform(.proposeRemote(id, request), as: .bea)
        world.refuses(.notRefused, .remote(.settleRefusal(id, request.consent, text: nil)), as: .bea)
        try world.perform(.answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
        world.refuses(.notRefused, .remote(.settleRefusal(id, request.consent, text: nil)), as: .bea)
        try world.perform(.refuseTicket(id, reason: "outOfScope", evidence: nil, text: nil), as: .bea)
    }

    @Test("A later session that the customer agrees to is an alternative", .requirement("R-000-13"))
    mutating func laterAgreement() throws {
        world.profile.remote.onRefusal = .unsupportable
        world.profile.deferral.reasons.append(.init(id: "remoteRefused", title: "No", refuses: true))
        let (id, consent) = try refused(need: .required)
        let later = proposal()
        try world.perform(.proposeRemote(id, later), as: .bea)
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        try world.perform(.answerRemote(id, later.consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.stepRemote(id, later.consent, .start), as: .bea)
        try world.perform(.stepRemote(id, later.consent, .end), as: .bea)
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
    }

    @Test("The profile may defer instead, or only go on", .requirement("R-000-13"))
    mutating func otherEffects() throws {
        let (id, consent) = try refused(need: .required)
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        world.profile.remote.onRefusal = .deferWithReason
        world.profile.deferral.reasons.append(.init(id: "remoteRefused", title: "We wait for a way in"))
        try world.perform(.remote(.settleRefusal(id, consent, text: nil)), as: .bea)
        #expect(try world.ticket(id).status == .deferred)
        #expect(try world.ticket(id).statusReason == "remoteRefused")
        #expect(try world.last("ticket.status", on: id).record.content?.text == "We wait for a way in")
    }

    // MARK: Work orders

    @Test(
        "Hands-on sessions of an implementation belong to its order and follow a consent",
        .requirement("R-000-9"))
    mutating func workOrder() throws {
        world.profile.remote.workOrderCaseTypes = ["problem"]
        let id = try world.claimed()
        let order = try world.plantWorkOrder(on: id)
        let elsewhere = try world.plantWorkOrder(on: world.claimed(from: .ben))
        var request = proposal()
        world.refuses(.workOrderNeeded, .proposeRemote(id, request), as: .bea)
        try world.perform(.proposeRemote(id, proposal(nil, ["view"])), as: .bea)
        for wrong in [elsewhere, world.mint()] {
            request.workOrder = wrong
            world.refuses(.workOrderNeeded, .proposeRemote(id, request), as: .bea)
        }
        request.workOrder = order
        try world.perform(.proposeRemote(id, request), as: .bea)
        world.refuses(.consentMissing, .stepRemote(id, request.consent, .start), as: .bea, recording: 2)
        #expect((try world.state(order) as WorkOrder).sessions.isEmpty)
        try world.perform(.answerRemote(id, request.consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.stepRemote(id, request.consent, .start), as: .bea)
        #expect((try world.state(order) as WorkOrder).sessions == [request.consent])
        #expect(try known(id, request.consent).workOrder == order)
        let entries = try world.log(of: .consentLog).map { try JSONText.entry($0) }
        let steps = entries.filter { $0.event.consent == request.consent }
        #expect(steps.map(\.event.step) == [.proposed, .violation, .granted, .started])
        #expect(steps.first?.event.workOrder == order)
    }
}

private enum JSONText {
    static func entry(_ logged: LoggedEvent) throws -> ConsentEntry {
        guard case .consentLog(.appended(let leaf)) = logged.event else { throw Refusal(.notFound) }
        return try leaf.entry()
    }
}

extension Command {
    fileprivate static func answerRemote(
        _ known: (TicketID, ConsentID), grant: Bool, scopes: [String]?
    ) -> Command { .answerRemote(known.0, known.1, grant: grant, scopes: scopes) }
}
