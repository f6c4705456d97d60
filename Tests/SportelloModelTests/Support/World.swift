import SportelloModel
import SportelloTesting
import Testing

/// A desk without a shell: it decides commands on states in memory and keeps the sealed logs, as a store would.
struct World {
    var now = Instant(seconds: 1_800_000_000)
    var profile: ServiceProfile
    /// The streams as they stand after every sealed change.
    private(set) var streams: [StreamID: StreamChange] = [:]
    private(set) var logs: [StreamID: [LoggedEvent]] = [:]
    private(set) var outgoing: [Outgoing] = []
    /// Every unique key that was claimed and not released, with its owner.
    private(set) var owners: [String: StreamID] = [:]
    private var generator: SeededGenerator
    private var numbers = 0

    init(profile: ServiceProfile = ServiceProfile(name: "test"), seed: UInt64 = 1) {
        self.profile = profile
        generator = SeededGenerator(seed: seed)
    }

    /// Decides a command, loading what it asks for, and seals what it recorded. Throws the refusal; a refusal that is
    /// itself a fact is thrown after the fact was sealed, as the desk does it.
    @discardableResult
    mutating func perform(_ command: Command, as actor: Actor) throws -> CommandResult {
        let context = Workspace.Context(now: now, actor: actor, profile: profile)
        var known: Set<StreamID> = []
        while true {
            let loaded = streams.filter { known.contains($0.key) }
            var workspace = Workspace(context: context, loaded: loaded, absent: known.subtracting(loaded.keys))
            let stop = stop(of: command, in: &workspace)
            switch stop {
            case nil: break
            case .refused(let refusal): throw refusal
            case .missing(let missing):
                try #require(!missing.isEmpty && known.isDisjoint(with: missing), "asked again for what it has")
                known.formUnion(missing)
                continue
            }
            try accept(workspace)
            if case .refused(let refusal) = workspace.result { throw refusal }
            return workspace.result
        }
    }

    private func stop(of command: Command, in workspace: inout Workspace) -> Stop? {
        do {
            try workspace.decide(command)
            return nil
        } catch {
            return error
        }
    }

    private mutating func accept(_ workspace: Workspace) throws {
        for release in workspace.releases { owners[release.space.rawValue + release.value] = nil }
        for claim in workspace.claims {
            let key = claim.space.rawValue + claim.value
            try #require(owners[key] == nil, "a unique key is claimed twice")
            owners[key] = claim.stream
        }
        outgoing += workspace.outgoing
        for (stream, change) in workspace.changes where change.isChanged {
            var salts = generator
            let sealed = try change.sealed(as: stream, clientID: nil) {
                Salt(high: salts.next(), low: salts.next())
            }
            generator = salts
            streams[stream] = sealed.next
            logs[stream, default: []] += sealed.events
        }
    }

    /// Lets a stream begin with one event, as another part of the desk would have made it.
    mutating func plant<A: StreamAggregate>(_ kind: String, _ facts: String, on id: Identifier<A>) throws
    where A.Event: StorableEvent {
        var state = A(id: id)
        let author = Actor.system.author
        state.evolve(
            try A.Event.decode(kind: kind, facts: Array(facts.utf8)),
            Stamp(at: now, author: author, seq: 1, publicSeq: 1),
            nil)
        let head = StreamHead(seq: 1, publicSeq: 1, staffSeq: 1, digest: .zero)
        streams[A.stream(id)] = A.wrap(Change(state: state, head: head))
    }

    /// An implementation order that came from a ticket.
    mutating func plantWorkOrder(on ticket: TicketID) throws -> WorkOrderID {
        let (id, account): (WorkOrderID, AccountID) = (mint(), mint())
        let facts =
            #"{"kind":"implementation","account":"\#(account)","ticket":"\#(ticket)","executor":"x","isOpenEnded":false}"#
        try plant("workOrder.created", facts, on: id)
        return id
    }

    // MARK: Looking

    func ticket(_ id: TicketID) throws -> TicketFacts { try activityAndFacts(id).facts }

    func activityAndFacts(_ id: TicketID) throws -> Ticket {
        try #require(streams[.ticket(id)].flatMap(Ticket.unwrap)).state
    }

    func state<A: StreamAggregate>(_ id: Identifier<A>) throws -> A {
        try #require(streams[A.stream(id)].flatMap(A.unwrap)).state
    }

    func desk(of actor: Actor) throws -> AgentDesk { try state(try #require(actor.agentID).desk) }

    /// The kinds of a ticket's events that a view shows, in order.
    func kinds(_ id: TicketID, _ view: StreamView = .complete) -> [String] {
        log(of: .ticket(id)).filter { $0.record.position(in: view) != nil }.map(\.record.kind)
    }

    func log(of stream: StreamID) -> [LoggedEvent] { logs[stream] ?? [] }

    /// How many events there are in all logs.
    var eventCount: Int { logs.values.reduce(0) { $0 + $1.count } }

    /// The latest event of that kind in a ticket's log.
    func last(_ kind: String, on id: TicketID) throws -> LoggedEvent {
        try #require(log(of: .ticket(id)).last { $0.record.kind == kind }, "no \(kind)")
    }

    // MARK: Minting

    mutating func mint<Subject>() -> Identifier<Subject> {
        var generator = self.generator
        defer { self.generator = generator }
        return Identifier(using: &generator)
    }

    mutating func newTicket() -> NewTicket {
        numbers += 1
        return NewTicket(id: mint(), number: TicketNumber(index: numbers)!)
    }

    /// Makes a contact known.
    mutating func meet(_ actor: Actor) throws {
        let id = try #require(actor.contactID)
        if streams[.contact(id)] == nil { try perform(.registerContact(RegisterContact(id: id)), as: actor) }
    }

    func official(_ kind: ChannelKind = .webchat) throws -> OfficialContact {
        guard case .official(let contact) = profile.decide(InboundContact(kind: kind)) else {
            throw Refusal(.unofficialChannel)
        }
        return contact
    }

    // MARK: Stories that many tests begin with

    /// A customer starts a conversation and gets a ticket.
    mutating func start(
        _ actor: Actor = .ada, _ text: String = "It does not print.", caseType: String = "problem",
        channel: ChannelKind = .webchat, change: (inout StartConversation) -> Void = { _ in }
    ) throws -> TicketID {
        try meet(actor)
        var request = StartConversation(
            contact: try #require(actor.contactID), ticket: newTicket(), official: try official(channel),
            caseType: caseType, text: text, insistsOnNew: true
        )
        change(&request)
        guard case .ticket(let id, _) = try perform(.start(request), as: actor) else {
            throw Refusal(.invalid)
        }
        return id
    }

    /// A ticket that an agent has.
    mutating func claimed(by agent: Actor = .bea, from customer: Actor = .ada) throws -> TicketID {
        let id = try start(customer)
        try perform(.claim(id), as: agent)
        return id
    }

    /// A ticket that is resolved and rated by nobody yet.
    mutating func resolved(by agent: Actor = .bea, from customer: Actor = .ada) throws -> TicketID {
        let id = try claimed(by: agent, from: customer)
        try perform(.resolve(id, outcome: "help", text: nil), as: agent)
        return id
    }

    /// A ticket with a proposed remote session.
    mutating func proposed(scopes: [String] = ["view"]) throws -> (TicketID, ConsentID) {
        let id = try claimed()
        let consent: ConsentID = mint()
        let proposal = ProposeRemote(
            consent: consent, tool: "screenshare", scopes: scopes, need: .useful, purpose: "See the print dialog"
        )
        try perform(.proposeRemote(id, proposal), as: .bea)
        return (id, consent)
    }

    /// A ticket with a quality case about it.
    mutating func complained() throws -> (TicketID, QualityCaseID) {
        let id = try resolved()
        let known: QualityCaseID = mint()
        try perform(.requestQualityControl(id, known, text: "Nobody listened.", remedy: "An apology"), as: .ada)
        return (id, known)
    }

    /// Expects that a rule says no, and that nothing was recorded unless the attempt itself is a fact.
    @discardableResult
    mutating func refuses(
        _ code: Refusal.Code, _ command: Command, as actor: Actor, recording: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> Refusal? {
        let before = eventCount
        do {
            let result = try perform(command, as: actor)
            Issue.record("allowed: \(result)", sourceLocation: sourceLocation)
            return nil
        } catch let refusal as Refusal {
            #expect(refusal.code == code, sourceLocation: sourceLocation)
            #expect(eventCount - before == recording, "a refusal records nothing else", sourceLocation: sourceLocation)
            return refusal
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
            return nil
        }
    }
}
