/// What is asked of one ticket's promised times.
public enum ClockCommand: Sendable, Hashable {
    /// Lets a ticket follow the promises of the present profile instead of those it was registered under. The reason is
    /// kept.
    case rebase(TicketID, reason: String)
    /// The desk itself: a retroactive load mode reaches a ticket that was open before.
    case applyLoadMode(TicketID)

    var ticket: TicketID {
        switch self {
        case .rebase(let id, _), .applyLoadMode(let id): id
        }
    }
}

extension Workspace {
    /// Decides what is asked of one ticket's promised times.
    mutating func decide(_ command: ClockCommand) throws(Stop) {
        switch command {
        case .rebase(let id, let reason):
            let ticket = try activeTicket(id)
            guard context.actor.role == .supervisor else { throw refuse(.forbidden) }
            try requireText(reason, field: "reason")
            let revision = try adoptedPolicy()
            guard ticket.facts.timing.policy != revision else { throw refuse(.nothingNewer) }
            try record(
                .clock(.pinned(pinned(revision, loadMode: ticket.facts.timing.loadMode, plan: plan(of: ticket.facts)))),
                on: id,
                content: Content(text: reason)
            )
        case .applyLoadMode(let id):
            guard context.actor.role == .system else { throw refuse(.forbidden) }
            try applyLoadMode(to: id)
        }
    }

    /// Pins a new ticket to the promises of the present profile. Where nothing is promised nothing is pinned, and the
    /// ticket never has a clock (R-001-20).
    mutating func pin(_ id: TicketID) throws(Stop) {
        guard !profile.targets.isEmpty, try state(id).facts.timing.policy == nil else { return }
        let revision = try adoptedPolicy()
        let declared = try stateOrFresh(ServiceDesk.only).loadMode
        let plan = try plan(of: state(id).facts)
        try recordTime(
            .clock(.pinned(pinned(revision, loadMode: declared.map(LoadModeStamp.init), plan: plan))), on: id
        )
    }

    /// The plan by which a ticket's targets are chosen: the account's, when it is pinned.
    private func plan(of facts: TicketFacts) throws(Stop) -> String? {
        guard let account = facts.account, profile.targets.contains(where: { $0.plans != nil }) else { return nil }
        return try stateOrFresh(account).plan
    }

    /// A ticket that turns out to belong to an account follows the account's plan.
    mutating func followAccount(of id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard let revision = facts.timing.policy, let before = loadedFacts(id), before.account != facts.account else {
            return
        }
        let plan = try plan(of: facts)
        guard plan != facts.timing.plan else { return }
        let pin = PolicyPinned(
            revision: revision, profileVersion: facts.profileVersion, metrics: facts.timing.metrics,
            loadMode: facts.timing.loadMode, plan: plan
        )
        try recordTime(.clock(.pinned(pin)), on: id)
    }

    private func pinned(_ revision: Int, loadMode: LoadModeStamp?, plan: String?) -> PolicyPinned {
        PolicyPinned(
            revision: revision, profileVersion: profile.version,
            metrics: TargetMetric.allCases.filter { metric in profile.targets.contains { $0.metric == metric } },
            loadMode: loadMode, plan: plan
        )
    }

    /// The number of the present profile's promises at the desk, which gets them where it does not have them.
    private mutating func adoptedPolicy() throws(Stop) -> Int {
        let desk = try stateOrFresh(ServiceDesk.only)
        let policy = profile.clockPolicy
        if let known = desk.policies.last(where: { $0.profileVersion == profile.version && $0.policy == policy }) {
            return known.revision
        }
        let revision = (desk.policies.last?.revision ?? 0) + 1
        try record(
            .policyAdopted(PolicyAdopted(revision: revision, profileVersion: profile.version, policy: policy)),
            on: ServiceDesk.only, by: Actor.system.author
        )
        return revision
    }

    /// A retroactive load mode replaces what was promised before it was declared; an ordinary one does not (R-002-20).
    private mutating func applyLoadMode(to id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.status.isActive, let revision = facts.timing.policy,
            let declared = try stateOrFresh(ServiceDesk.only).loadMode, declared.isRetroactive,
            facts.timing.loadMode?.mode != declared.mode
        else { return }
        let pin = PolicyPinned(
            revision: revision, profileVersion: facts.profileVersion, metrics: facts.timing.metrics,
            loadMode: LoadModeStamp(declared), plan: facts.timing.plan
        )
        try recordTime(.clock(.pinned(pin)), on: id)
    }

    /// Does what time makes due: misses, and thresholds that are passed. Indicative targets never miss (contradiction
    /// C5).
    mutating func tickClocks(_ id: TicketID) throws(Stop) {
        guard try state(id).facts.clocks.contains(where: { $0.state == .running }) else { return }
        // A mode that was declared meanwhile must reach the ticket before its old deadline is called missed.
        try applyLoadMode(to: id)
        try rereadClocks(of: id)
        try recordMisses(of: id)
        for clock in try state(id).facts.clocks where clock.state == .running {
            guard let wake = clock.wakeAt, wake <= now, let reading = try reading(of: clock, on: id),
                reading.passed != clock.passed
            else { continue }
            let hasWord = try state(id).facts.commitments.contains { $0.isInForce(at: now) }
            try recordTime(
                .clock(
                    .atRisk(
                        ClockAtRisk(
                            number: clock.number, target: clock.target, passed: reading.passed,
                            wakeAt: reading.nextChange, noticeDue: clock.metric == .resolution && !hasWord
                        )
                    )
                ),
                on: id
            )
        }
    }

    /// Lets clocks follow other targets and moved pauses, if the command changed what they depend on.
    mutating func rereadClocks(of id: TicketID) throws(Stop) {
        let before = loadedFacts(id)
        let facts = try state(id).facts
        guard facts.status.isActive, before?.clockBasis != facts.clockBasis else { return }
        try replaceTargets(of: id)
        for clock in try state(id).facts.clocks where clock.state == .running {
            guard let reading = try reading(of: clock, on: id) else { continue }
            var moved = clock
            moved.take(reading)
            if moved.due != clock.due || moved.wakeAt != clock.wakeAt || moved.passed != clock.passed {
                try put(clock, on: id)
            }
        }
    }

    /// Gives every running clock the target that applies now, in that target's way of changing.
    private mutating func replaceTargets(of id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard let revision = facts.timing.policy else { return }
        let targets = try policy(of: facts).targets(for: facts.targetContext)
        for clock in facts.clocks where clock.state == .running {
            if let target = targets.first(where: { $0.metric == clock.metric && $0.kind == clock.kind }) {
                guard target.id != clock.target || revision != clock.policy else { continue }
                var changed = clock
                changed.change(to: target, policy: revision, at: now)
                try put(changed, on: id)
            } else {
                try finish(clock, on: id, as: .cancelled)
                // The same promise of another kind, for example an objective that becomes a guarantee.
                if let target = targets.first(where: { $0.metric == clock.metric }),
                    !facts.clocks.contains(where: { $0.metric == target.metric && $0.kind == target.kind && !$0.isOver }
                    )
                {
                    try begin(target, on: id, from: target.change == .restart ? now : clock.start)
                }
            }
        }
        try beginMissing(targets, on: id)
    }

    /// Promises that apply only now and were never made before, counted from the ticket's registration.
    private mutating func beginMissing(_ targets: [ServiceTarget], on id: TicketID) throws(Stop) {
        let ticket = try state(id)
        for target in targets {
            switch target.metric {
            case .resolution: break
            case .firstResponse where ticket.activity.lastStaffAt == nil: break
            case .ownerNamed where ticket.facts.coverage.namedOwner == nil: break
            case .firstResponse, .ownerNamed, .nextResponse, .progressUpdate, .tierReaction: continue
            }
            if ticket.facts.clocks.contains(where: { $0.metric == target.metric }) { continue }
            try begin(target, on: id, from: target.change == .restart ? now : ticket.facts.createdAt)
        }
    }

    private func loadedFacts(_ id: TicketID) -> TicketFacts? {
        if case .ticket(let change)? = loaded[.ticket(id)] { change.state.facts } else { nil }
    }
}

extension LoadModeStamp {
    init(_ declared: DeclaredLoadMode) { self.init(mode: declared.mode, since: declared.since, by: declared.by) }
}

extension TicketFacts {
    /// Everything that deadlines depend on, to see whether a command touched it.
    fileprivate var clockBasis: ClockBasis {
        ClockBasis(
            context: targetContext, policy: timing.policy, pauseCount: pauses.count, pause: pauses.last,
            isActive: status.isActive
        )
    }
}

/// See ``TicketFacts/clockBasis``.
private struct ClockBasis: Equatable {
    var context: TargetContext
    var policy: Int?
    var pauseCount: Int
    var pause: ClockPause?
    var isActive: Bool
}
