import SportelloModel

/// Watches a desk in memory: says after every command which laws its new events and states break.
///
/// It believes only the log: what it knows of states it folded itself, from the events as they are stored. Each look
/// costs what changed since the last, so that thousands of histories can be watched command by command.
struct DeskLaws {
    /// How an event changes a state; another one than the desk's own lets a test see a broken desk.
    var evolve: (inout StreamChange, LoggedEvent) -> Void = { $0.fold($1) }
    private var folds: [StreamID: StreamChange] = [:]
    private var seen: [StreamID: Int] = [:]
    private var clocks: [TicketID: [TicketClock]] = [:]
    private var margins: [TicketID: [Int: Duration]] = [:]
    private var consents = ConsentLaw()
    private var charges = LedgerLaw()

    /// What the events since the last look break; empty for nothing.
    mutating func look(at world: World) throws -> [String] {
        var broken: [String] = []
        var fresh: [LoggedEvent] = []
        for (stream, state) in world.streams {
            let log = world.log(of: stream)
            let known = seen[stream] ?? 0
            guard log.count > known else { continue }
            seen[stream] = log.count
            var fold = folds[stream] ?? StreamChange(fresh: stream)
            for logged in log[known...] {
                evolve(&fold, try LoggedEvent(logged.record))
                if logged.record.at != world.now { broken.append("\(logged.record.kind) is not of now") }
                fresh.append(logged)
            }
            folds[stream] = fold
            if !fold.hasSameState(as: state) { broken.append("\(stream) is not the fold of its log") }
        }
        for logged in fresh.sorted(by: {
            ($0.record.stream.kind.rawValue, $0.record.seq) < ($1.record.stream.kind.rawValue, $1.record.seq)
        }) {
            broken += origins(of: logged, among: fresh, world)
            broken += consents.read(logged)
            broken += charges.read(logged)
        }
        for stream in Set(fresh.map(\.record.stream)) {
            if let id = stream.ticketID { broken += try times(of: id, world) }
            switch world.streams[stream] {
            case .ledger(let change):
                for (unit, book) in change.state.books { broken += LedgerLaw.broken(by: book, of: unit) }
            case .internalIssue(let change): broken += votes(of: change.state, world)
            case .workOrder(let change): broken += funds(of: change.state, world)
            default: break
            }
        }
        return broken
    }

    /// A ticket comes over an official way by its customer, or by a named person's act; only what monitoring found is
    /// the desk's own.
    private func origins(of logged: LoggedEvent, among fresh: [LoggedEvent], _ world: World) -> [String] {
        guard case .ticket(.registered(let registered)) = logged.event else { return [] }
        let author = logged.record.author
        let converted = fresh.contains { $0.record.kind == "offChannel.converted" }
        if registered.firstContactAt != nil || converted {
            return author.role.isStaff && author.role != .system && converted
                ? [] : ["a ticket was made of a note by nobody"]
        }
        if author.role.isCustomer {
            if case .official = world.profile.decide(InboundContact(kind: registered.channel)) { return [] }
            return ["a ticket came by \(registered.channel.rawValue)"]
        }
        let isIncident = fresh.contains { $0.record.kind == "desk.serviceTroubled" }
        return author.role.isStaff || isIncident ? [] : ["a ticket was registered by \(author.role)"]
    }

    /// Clocks go forwards: none begins in the future, none that is over changes but by a reopening, a miss stays a miss,
    /// and what is left of a promise never grows.
    private mutating func times(of id: TicketID, _ world: World) throws -> [String] {
        let facts = try world.ticket(id)
        let desk = world.streams[.desk].flatMap(ServiceDesk.unwrap)?.state
        var broken: [String] = []
        let before = clocks[id] ?? []
        if facts.clocks.count < before.count { broken.append("a clock is gone") }
        for (index, clock) in facts.clocks.enumerated() {
            if clock.number != index + 1 { broken.append("clocks are not numbered in order") }
            if clock.start > world.now { broken.append("clock \(clock.target) begins in the future") }
            if let stopped = clock.stoppedAt, stopped < clock.start || stopped > world.now {
                broken.append("clock \(clock.target) ended before it began, or will end")
            }
            guard let desk, let margin = try facts.reading(of: clock, desk, at: world.now)?.margin else {
                margins[id]?[clock.number] = nil
                continue
            }
            if index < before.count {
                broken += Self.broken(from: before[index], to: clock)
                let isSame =
                    before[index].target == clock.target && before[index].policy == clock.policy
                    && before[index].start == clock.start && before[index].earlier == clock.earlier
                if isSame, let known = margins[id]?[clock.number], margin > known {
                    broken.append("clock \(clock.target) runs backwards: \(known) left, then \(margin)")
                }
            }
            margins[id, default: [:]][clock.number] = margin
        }
        clocks[id] = facts.clocks
        return broken
    }

    /// What one clock may not do between two looks.
    static func broken(from old: TicketClock, to new: TicketClock) -> [String] {
        var broken: [String] = []
        if let missed = old.missedAt, new.missedAt != missed { broken.append("clock \(new.target) forgot its miss") }
        if old.isOver, !new.isOver, new.doneBefore == nil { broken.append("clock \(new.target) runs again by itself") }
        if old.isOver, new.isOver, new.doneBefore == old.doneBefore, old.state != new.state {
            broken.append("clock \(new.target) was \(old.state), then \(new.state)")
        }
        if old.metric != new.metric { broken.append("clock \(new.number) measures something else") }
        return broken
    }

    /// Points are counted once: one report of an account, and no matter is part of itself.
    private func votes(of issue: InternalIssue, _ world: World) -> [String] {
        guard world.profile.points.oncePerAccount, issue.state != .duplicate else { return [] }
        var reports: [String: [Int]] = [:]
        var (rest, reached) = ([issue.id], Set<InternalIssueID>())
        while let id = rest.popLast() {
            guard reached.insert(id).inserted else { return ["an issue is part of itself"] }
            rest += world.streams[.internalIssue(id)].flatMap(InternalIssue.unwrap)?.state.duplicates ?? []
            for logged in world.log(of: .internalIssue(id)) {
                guard case .internalIssue(.submitted(let event)) = logged.event else { continue }
                reports[event.vote.voter, default: []].append(event.vote.points)
            }
        }
        let isOnce = issue.votes.allSatisfy { voter, points in reports[voter]?.contains(points) == true }
        return isOnce && issue.votes.count == reports.count ? [] : ["points are counted twice, or lost"]
    }

    /// What is set aside for a job is set aside exactly while the job needs it.
    private func funds(of order: WorkOrder, _ world: World) -> [String] {
        guard let name = order.hold, let ledger: Ledger = try? world.ledger(order.account) else { return [] }
        let holds = ledger.books.values.flatMap(\.holds).filter { $0.id == name }
        guard holds.count == 1, let hold = holds.first else {
            return ["a job's money is set aside \(holds.count) times"]
        }
        let wanted: [LedgerHold.State] =
            switch order.state {
            case .specified, .offered, .approved, .started: [.pending, .timedOut]
            case .delivered: [.posted]
            case .cancelled: [.voided, .timedOut]
            case .lapsed: [.timedOut]
            }
        return wanted.contains(hold.state) ? [] : ["a job is \(order.state), its money \(hold.state)"]
    }
}

/// No session is used without a grant of the ticket's own customer that covers it, and each grant once (DESIGN §2.7).
struct ConsentLaw {
    private struct Grant {
        var scopes: Set<String>
        var until: Instant
        var isBegun = false
    }

    private var owners: [StreamID: ContactID] = [:]
    private var grants: [ConsentID: Grant] = [:]
    /// The permissions that nothing can follow any more.
    private var over: Set<ConsentID> = []

    init() {}

    /// What one more event breaks.
    mutating func read(_ logged: LoggedEvent) -> [String] {
        switch logged.event {
        case .ticket(.registered(let event)): owners[logged.record.stream] = event.contact
        case .ticket(.contactChanged(let event)): owners[logged.record.stream] = event.contact
        case .ticket(.remote(let event)): return read(event, logged.record)
        default: break
        }
        return []
    }

    private mutating func read(_ event: RemoteEvent, _ record: EventRecord) -> [String] {
        var broken: [String] = []
        let isOver = over.contains(event.consent)
        switch event.step {
        case .granted:
            if !record.author.role.isCustomer || owners[record.stream].map({ "\($0)" }) != record.author.id {
                broken.append("somebody else granted a session")
            }
            if isOver || grants[event.consent] != nil { broken.append("a session was granted twice, or too late") }
            grants[event.consent] = Grant(scopes: Set(event.scopes ?? []), until: event.until ?? record.at)
        case .started, .resumed, .used, .paused, .ended:
            guard let grant = grants[event.consent] else { return ["a session was \(event.step) without a grant"] }
            if isOver { broken.append("a session was \(event.step) after its end") }
            if event.step != .ended, event.step != .paused, record.at > grant.until {
                broken.append("a session was \(event.step) after its grant")
            }
            if event.step == .started, grant.isBegun { broken.append("a grant was used twice") }
            if let scope = event.scope, !grant.scopes.contains(scope) { broken.append("\(scope) was never granted") }
            grants[event.consent]?.isBegun = true
            if event.step == .ended { over.insert(event.consent) }
        case .withdrawn, .revoked, .expired, .refused, .lapsed, .declined:
            if isOver { broken.append("a session ended twice") }
            over.insert(event.consent)
        case .requested, .proposed, .scheduled, .violation: break
        }
        return broken
    }
}

/// Books balance, only outside of every pool there is less than nothing, and no posting is made twice.
struct LedgerLaw {
    private var keys: [StreamID: Set<String>] = [:]
    private var numbers: [StreamID: Int] = [:]

    init() {}

    /// What one more event breaks.
    mutating func read(_ logged: LoggedEvent) -> [String] {
        guard case .ledger(.posted(let posting)) = logged.event else { return [] }
        let stream = logged.record.stream
        defer { numbers[stream] = posting.number }
        var broken: [String] = []
        if posting.number != (numbers[stream] ?? 0) + 1 { broken.append("postings are not numbered in order") }
        if !keys[stream, default: []].insert(posting.key).inserted { broken.append("\(posting.key) is posted twice") }
        if posting.transfers.contains(where: { $0.count <= 0 }) { broken.append("a posting moves nothing") }
        return broken
    }

    /// What a book breaks by itself.
    static func broken(by book: LedgerBook, of unit: LedgerUnit) -> [String] {
        var broken: [String] = []
        if book.pools.reduce(book.outside.sum, { $0 + $1.balances.sum }) != 0 {
            broken.append("\(unit) do not balance")
        }
        if book.pools.contains(where: { $0.balances.available < 0 }) { broken.append("\(unit): a pool is overdrawn") }
        for bucket in [LedgerBucket.held, .consumed, .waived, .expired]
        where book.pools.contains(where: { $0.balances[bucket] < 0 }) {
            broken.append("\(unit): less than nothing is \(bucket)")
        }
        let pending = book.holds.filter { $0.state == .pending }.reduce(Int64(0)) {
            $0 + $1.parts.reduce(0) { $0 + $1.count }
        }
        if book.total(.held) != pending { broken.append("\(unit): what is held is not what holds say") }
        return broken
    }
}
