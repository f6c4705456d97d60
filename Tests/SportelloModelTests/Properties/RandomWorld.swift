import SportelloModel
import SportelloTesting

/// Plays random commands of everybody against a small desk, most of them sensible enough to be allowed now and then.
struct RandomWorld {
    var world: World
    var generator: SeededGenerator
    var tickets: [TicketID] = []
    private(set) var consents: [ConsentID] = []
    private(set) var notes: [OffChannelNoteID] = []
    private(set) var cases: [QualityCaseID] = []
    /// What the commands of the whole desk made (RandomWorld+WholeDesk.swift).
    var made = Made()
    /// How many commands a rule refused, by code.
    private(set) var refusals: [Refusal.Code: Int] = [:]
    private(set) var allowed = 0

    private static let people: [Actor] = [.ada, .ben, .bea, .carl, .sue, .quinn, .rita, .system]
    static let staff: [Actor] = [.bea, .carl, .sue, .quinn, .rita]

    /// - Parameter wholeDesk: Whether accounts, hours, jobs, agreed times and so on take part, not only tickets.
    init(seed: UInt64, wholeDesk: Bool = false) throws {
        generator = SeededGenerator(seed: seed)
        var profile = ServiceProfile(name: "random")
        profile.targets = [
            ServiceTarget(id: "answer", metric: .firstResponse, unit: .wallClock, max: .hours(2)),
            ServiceTarget(
                id: "solution", metric: .resolution, unit: .wallClock, max: .hours(20), commitmentCounts: true),
        ]
        profile.remote.tools = [.init(id: "screenshare", title: "Share", scopes: ["view", "control"])]
        profile.queue.capacity = 3
        profile.queue.ageing = .init(minutes: 45)
        profile.queue.longDialogMinutes = 60
        profile.routing.patienceMinutes = 30
        profile.queue.stickiness = QueuePolicy.Stickiness.allCases.randomElement(using: &generator) ?? .none
        profile.rating.trigger = RatingPolicy.Trigger.allCases.randomElement(using: &generator) ?? .conversationEnd
        world = World(profile: profile, seed: seed)
        try world.meet(.ada)
        try world.meet(.ben)
        if wholeDesk { try openWholeDesk() }
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &generator) }
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    /// One random command, and perhaps some time before it. Throws only what is no refusal.
    mutating func step() throws {
        if chance(60) { world.now = world.now + .minutes(Int.random(in: 0...90, using: &generator)) }
        if chance(3) { world.now = world.now + .days(Int.random(in: 1...16, using: &generator)) }
        guard let (command, actor) = try next() else { return }
        do {
            try world.perform(command, as: actor)
            allowed += 1
        } catch let refusal as Refusal {
            refusals[refusal.code, default: 0] += 1
        }
        // A name minted for a ticket that was not made is of no more use.
        if let last = tickets.last, world.streams[.ticket(last)] == nil { tickets.removeLast() }
    }

    private mutating func next() throws -> (Command, Actor)? {
        if made.isOpen, chance(45) { return wholeDeskCommand() }
        guard let actor = pick(Self.people), let command = try command(by: actor) else { return nil }
        return (command, actor)
    }

    private mutating func command(by actor: Actor) throws -> Command? {
        let isCustomer = actor.role.isCustomer
        if tickets.isEmpty || (isCustomer && chance(8)) { return isCustomer ? try start(by: actor) : nil }
        guard let id = pick(tickets.suffix(6)), let agent = pick(Self.staff)?.agent else { return nil }
        if actor == .system, chance(50) { return .queue(.route(id, among: Self.staff.map(\.agent))) }
        if actor == .system || chance(4) { return .tick(id) }
        return isCustomer ? customerCommand(on: id) : staffCommand(on: id, agent: agent)
    }

    private mutating func start(by actor: Actor) throws -> Command {
        let new = world.newTicket()
        tickets.append(new.id)
        return .start(
            StartConversation(
                contact: actor.contact, ticket: new, official: try world.official(), caseType: "problem",
                text: "Help", subject: chance(50) ? "Printer" : nil, name: chance(30) ? "Somebody" : nil,
                continues: chance(30) ? pick(tickets) : nil, insistsOnNew: chance(60)
            )
        )
    }

    private mutating func customerCommand(on id: TicketID) -> Command? {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0...3:
            return .post(
                id,
                PostMessage(
                    text: "More",
                    mentioned: chance(20) ? [pick(tickets) ?? id].filter { world.streams[.ticket($0)] != nil } : []))
        case 4: return .endConversation(id)
        case 5: return .rate(id, score: Int.random(in: 0...6, using: &generator), comment: chance(50) ? "So" : nil)
        case 6:
            let new = world.newTicket()
            tickets.append(new.id)
            return .reopen(id, text: "Again", followUp: new)
        case 7:
            let known: QualityCaseID = world.mint()
            cases.append(known)
            return .requestQualityControl(id, known, text: "Hm", remedy: nil)
        case 8:
            let consent: ConsentID = world.mint()
            consents.append(consent)
            return .requestRemote(id, consent, text: "Please look")
        case 9, 10:
            guard let consent = consent(on: id) else { return nil }
            return .answerRemote(id, consent, grant: chance(80), scopes: chance(30) ? ["view"] : nil)
        default:
            guard let consent = consent(on: id) else { return .appealSeverity(id, justification: "We stand still") }
            return .withdrawRemote(id, consent)
        }
    }

    /// Mostly one of that ticket, sometimes another's.
    private mutating func consent(on id: TicketID) -> ConsentID? {
        let own = world.streams[.ticket(id)].flatMap(Ticket.unwrap)?.state.facts.consents.map(\.id) ?? []
        return chance(90) ? pick(own) : pick(consents)
    }

    private mutating func staffCommand(on id: TicketID, agent: AgentID) -> Command? {
        switch Int.random(in: 0..<27, using: &generator) {
        case 0, 1: return .claim(id)
        case 2:
            return .assign(
                id, agent: chance(70) ? agent : nil, team: chance(30) ? "print" : nil, tier: chance(30) ? 2 : nil)
        case 3: return .release(id)
        case 4, 5: return .post(id, PostMessage(text: "An answer"))
        case 6: return .note(id, text: "A note", mentions: [agent])
        case 7: return .triage(id, Triage(caseType: "question", severity: chance(50) ? .nonCritical : .critical))
        case 8: return .wait(id, for: chance(50) ? .customer : .internal, until: nil, text: nil)
        case 9: return .wait(id, for: .appointment, until: world.now + .hours(3), text: "Then")
        case 10: return .deferTicket(id, reason: "information", evidence: nil, until: nil, text: nil)
        case 11: return chance(20) ? .refuseTicket(id, reason: "outOfScope", evidence: nil, text: nil) : nil
        case 12, 13:
            return .wrapUp(id, WrapUp(kind: chance(50) ? .reply : .note, outcome: "help", text: "Done", nextStep: nil))
        case 14: return .resolve(id, outcome: "help", text: "Done")
        case 15: return .close(id)
        case 16:
            guard let other = pick(tickets),
                let number = world.streams[.ticket(other)].flatMap(Ticket.unwrap)?.state.facts.number
            else { return nil }
            return chance(50) ? .link(id, target: other, relation: .related) : .merge(id, into: number, target: other)
        case 17: return .commit(id, promise: "Soon", due: world.now + .hours(5))
        case 18: return .escalate(id, world.mint(), kind: .bug, severity: nil, text: "Wrong", analysis: nil)
        case 19: return .recordTime(id, minutes: 5, role: "support", activity: nil, note: "Looked")
        case 20, 21:
            let consent: ConsentID = world.mint()
            consents.append(consent)
            return .proposeRemote(
                id,
                ProposeRemote(
                    consent: consent, tool: "screenshare", scopes: ["view", "control"], need: .useful, purpose: "See")
            )
        case 22, 23:
            guard let consent = consent(on: id), let step = pick([RemoteStep.start, .start, .pause, .end, .revoke])
            else { return nil }
            return .stepRemote(id, consent, step)
        case 24:
            guard let consent = consent(on: id) else { return nil }
            return chance(50)
                ? .remote(.offerSlots(id, consent, [world.now + .hours(1)]))
                : .declineRemote(id, consent, reason: "No need")
        case 25: return chance(60) ? offChannelCommand() : sideCommand(on: id)
        default: return qualityCommand(agent)
        }
    }

    /// Calls, judgements, what is used in sessions, and now and then a transfer to quality control.
    private mutating func sideCommand(on id: TicketID) -> Command? {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return .channel(.startCall(id, channel: .phone))
        case 1: return .channel(.endCall(id, role: "support"))
        case 2: return .channel(.scheduleCall(id, channel: .phone, at: world.now + .hours(2)))
        case 3: return .remote(.judge(id, chance(50) ? .required : .useful, reason: "It hangs"))
        case 4: return consent(on: id).map { .remote(.use(id, $0, scope: chance(50) ? "view" : "control")) }
        default:
            guard chance(30) else { return .channel(.confirmCall(id, text: nil)) }
            let known: QualityCaseID = world.mint()
            cases.append(known)
            return .quality(.transfer(id, known, text: "Please"))
        }
    }

    private mutating func offChannelCommand() -> Command? {
        guard let note = pick(notes), chance(60) else {
            let id: OffChannelNoteID = world.mint()
            notes.append(id)
            return .recordOffChannel(id, RecordOffChannel(channel: .phone, person: "Somebody", summary: "Called"))
        }
        guard chance(30) else { return .settleOffChannel(note, chance(50) ? .ignore : .redirect(language: "it")) }
        let new = world.newTicket()
        tickets.append(new.id)
        return .convertOffChannel(
            note, ConvertOffChannel(ticket: new, contact: Actor.ada.contact, caseType: "question", note: "")
        )
    }

    private mutating func qualityCommand(_ agent: AgentID) -> Command? {
        guard let known = pick(cases) else { return .setPresence(chance(50) ? .available : .busy, reason: nil) }
        let review = QualityReview(outcome: .upheld, actions: chance(70) ? [.reopen] : [], text: "So")
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return .acknowledgeQuality(known)
        case 1: return .assignQuality(known, reviewer: agent)
        case 2: return .reviewQuality(known, review)
        default: return .closeQuality(known, chance(50) ? review : nil)
        }
    }
}
