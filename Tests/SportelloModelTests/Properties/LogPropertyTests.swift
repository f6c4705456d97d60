import SportelloModel
import SportelloTesting
import Testing

/// Laws that hold after any commands of anybody, refused or not.
@Suite("Laws of the log")
struct LogPropertyTests {
    static let seeds: [UInt64] = Array(1...12)
    private static let steps = 600

    private func played(_ seed: UInt64) throws -> RandomWorld {
        var random = try RandomWorld(seed: seed)
        for _ in 0..<Self.steps { try random.step() }
        return random
    }

    @Test("The state is the fold of the log, also after storing and loading both", arguments: seeds)
    func folds(seed: UInt64) throws {
        let world = try played(seed).world
        for (stream, state) in world.streams {
            var fold = StreamChange(fresh: stream)
            for logged in world.log(of: stream) {
                let read = try LoggedEvent(logged.record)
                #expect(read.event == logged.event, "\(logged.record.kind) reads back as itself")
                fold.fold(read)
            }
            #expect(fold.hasSameState(as: state), "\(stream)")
            let head = try #require(world.log(of: stream).last?.record.seq)
            let loaded = try StreamChange(
                stream: stream, head: StreamHead(seq: head, publicSeq: 0, staffSeq: 0, digest: .zero),
                activity: state.encodedActivity, state: try state.encodedState()
            )
            #expect(loaded.hasSameState(as: state), "\(stream) is read as it was written")
        }
    }

    @Test("Every reader's numbers are 1, 2, 3, … and each digest follows from the one before", arguments: seeds)
    func gapless(seed: UInt64) throws {
        let world = try played(seed).world
        for (stream, log) in world.logs {
            for view in [StreamView.complete, .contact, .staff] {
                let numbers = log.compactMap { $0.record.position(in: view) }
                #expect(numbers == Array(1...Int64(max(1, numbers.count))).prefix(numbers.count).map { $0 })
            }
            var digest = Digest.zero
            for logged in log {
                #expect(logged.record.chained(after: digest) == logged.record.digest)
                #expect(logged.record.contentIsIntact)
                #expect((logged.record.publicSeq == nil) == !StreamView.contact.shows(visibility(logged.event)))
                #expect((logged.record.staffSeq == nil) == !StreamView.staff.shows(visibility(logged.event)))
                digest = logged.record.digest
            }
            #expect(stream == log.first?.record.stream)
        }
    }

    private func visibility(_ event: AnyEvent) -> Visibility {
        switch event {
        case .ticket(let event): event.visibility
        case .contact(let event): event.visibility
        case .agentDesk(let event): event.visibility
        case .offChannelNote(let event): event.visibility
        case .qualityCase(let event): event.visibility
        case .internalIssue(let event): event.visibility
        case .ledger(let event): event.visibility
        case .workOrder(let event): event.visibility
        case .executorQueue(let event): event.visibility
        case .appointment(let event): event.visibility
        case .project(let event): event.visibility
        case .engagement(let event): event.visibility
        case .desk(let event): event.visibility
        case .account(let event): event.visibility
        case .consentLog(let event): event.visibility
        case .releasePackage(let event): event.visibility
        case .releaseJournal(let event): event.visibility
        }
    }

    @Test("Whoever acted on a ticket decides none of its quality cases", arguments: seeds)
    func independence(seed: UInt64) throws {
        let world = try played(seed).world
        for (stream, log) in world.logs where stream.kind == .qualityCase {
            let known: QualityCase = try #require(world.streams[stream].flatMap(QualityCase.unwrap)).state
            let ticket = try #require(known.ticket)
            for decision in log where decision.record.kind == "qualityCase.decided" {
                let log = world.log(of: .ticket(ticket))
                // Talking on a ticket that was transferred to quality control is reviewing.
                let handled = log.prefix { $0.record.kind != "quality.transferred" }
                let acts = handled.filter {
                    $0.record.author.id == decision.record.author.id && $0.record.at < decision.record.at
                        && !["ticket.reopened", "ticket.status", "ticket.due"].contains($0.record.kind)
                }
                #expect(acts.isEmpty, "\(acts.map(\.record.kind))")
            }
        }
    }

    @Test("Every ticket came over an official channel, or a named person made it of a note", arguments: seeds)
    func origins(seed: UInt64) throws {
        let world = try played(seed).world
        for (stream, log) in world.logs where stream.kind == .ticket {
            let first = try #require(log.first)
            guard case .ticket(.registered(let registered)) = first.event else {
                Issue.record("a ticket begins with \(first.record.kind)")
                continue
            }
            if registered.firstContactAt == nil {
                #expect(first.record.author.role.isCustomer)
                guard case .official = world.profile.decide(InboundContact(kind: registered.channel)) else {
                    Issue.record("a ticket came by \(registered.channel.rawValue)")
                    continue
                }
            } else {
                #expect(first.record.author.role.isStaff)
                let notes = world.logs.values.flatMap { $0 }.filter {
                    $0.event == .offChannelNote(.converted(try! converted(stream)))
                }
                #expect(notes.count == 1)
            }
        }
    }

    private func converted(_ stream: StreamID) throws -> OffChannelConverted {
        let facts = Array("{\"ticket\":\"\(stream.key)\"}".utf8)
        guard case .converted(let event) = try OffChannelNoteEvent.decode(kind: "offChannel.converted", facts: facts)
        else { throw Refusal(.invalid) }
        return event
    }

    @Test("A session is only ever active within a grant of the ticket's own customer, and once", arguments: seeds)
    func consents(seed: UInt64) throws {
        let world = try played(seed).world
        for (stream, log) in world.logs where stream.kind == .ticket {
            var grants: [ConsentID: Instant] = [:]
            var begun: Set<ConsentID> = []
            var over: Set<ConsentID> = []
            for logged in log {
                guard case .ticket(.remote(let event)) = logged.event else { continue }
                let (at, author) = (logged.record.at, logged.record.author)
                switch event.step {
                case .granted:
                    #expect(author.role.isCustomer)
                    let until: Instant = try #require(event.until)
                    grants[event.consent] = until
                case .started:
                    let until = try #require(grants[event.consent], "started without a grant")
                    #expect(at <= until)
                    #expect(begun.insert(event.consent).inserted, "started twice")
                    #expect(!over.contains(event.consent))
                case .resumed: #expect(begun.contains(event.consent) && !over.contains(event.consent))
                case .declined, .refused, .lapsed, .ended, .withdrawn, .revoked, .expired:
                    #expect(over.insert(event.consent).inserted, "ended twice")
                case .requested, .proposed, .scheduled, .paused, .used, .violation: break
                }
            }
        }
    }

    @Test("The consent log has every step of every permission, in order, and its tree covers it", arguments: seeds)
    func consentLog(seed: UInt64) throws {
        let world = try played(seed).world
        let leaves = world.log(of: .consentLog).compactMap {
            if case .consentLog(.appended(let leaf)) = $0.event { leaf } else { nil }
        }
        let entries = try leaves.map { try $0.entry() }
        for (stream, log) in world.logs where stream.kind == .ticket {
            let steps = log.compactMap { if case .ticket(.remote(let event)) = $0.event { event } else { nil } }
            #expect(entries.filter { $0.ticket == stream.ticketID }.map(\.event) == steps)
        }
        guard !leaves.isEmpty else { return }
        let log: ConsentLog = try world.state(ConsentLog.id)
        #expect(log.tree.root == MerkleTree(leaves.map(\.hash)).root(at: leaves.count))
    }

    @Test("A final ticket gets no message, has no running clock and is on nobody's desk", arguments: seeds)
    func finality(seed: UInt64) throws {
        let world = try played(seed).world
        for (stream, log) in world.logs where stream.kind == .ticket {
            let facts = try world.ticket(try #require(stream.ticketID))
            var isFinal = false
            for logged in log {
                if case .ticket(.statusChanged(let change)) = logged.event {
                    isFinal = isFinal || change.status.isFinal
                }
                if case .ticket(.messagePosted) = logged.event { #expect(!isFinal) }
            }
            guard facts.status.isFinal else { continue }
            #expect(facts.clocks.allSatisfy { $0.state != .running })
            #expect(facts.commitments.allSatisfy { $0.settledAt != nil || $0.brokenAt != nil })
            #expect(!facts.isWaiting)
            for agent in [Actor.bea, .carl, .sue, .quinn, .rita] {
                let desk: AgentDesk? = world.streams[.agentDesk(agent.agent)].flatMap(AgentDesk.unwrap)?.state
                #expect(desk?.work.contains(facts.id) != true)
            }
            let contact: Contact = try world.state(try #require(facts.contact))
            #expect(!contact.tickets.contains(facts.id))
        }
    }

    @Test("Time alone comes to rest: ticking at every wake-up ends, and then nothing is due", arguments: seeds)
    func rest(seed: UInt64) throws {
        var world = try played(seed).world
        let tickets = world.streams.keys.compactMap(\.ticketID).sorted()
        for id in tickets {
            var count = 0
            while let wake = try world.ticket(id).wakeAt(world.profile) {
                count += 1
                try #require(count < 100, "the ticket is woken for ever")
                world.now = max(world.now, wake)
                let before = world.eventCount
                try world.perform(.tick(id), as: .system)
                #expect(world.eventCount > before, "woken at \(wake) for nothing")
            }
        }
    }

    @Test("The random commands reach most of the rules")
    func reach() throws {
        var refusals: Set<Refusal.Code> = []
        var kinds: Set<String> = []
        for seed in Self.seeds {
            let random = try played(seed)
            refusals.formUnion(random.refusals.keys)
            kinds.formUnion(random.world.logs.values.joined().map(\.record.kind))
            #expect(random.allowed > 100)
        }
        #expect(refusals.count >= 16, "\(refusals.map(\.rawValue))")
        #expect(kinds.count >= 45, "\(kinds.sorted())")
    }
}
