extension AgentDesk {
    /// Why an agent can be given no dialog now.
    public enum Obstacle: Sendable, Hashable {
        /// The agent said that no work may come, or never said that it may.
        case absent
        /// A training, an appointment or an absence (R-002-9).
        case occupied
        /// A dialog ended and was not wrapped up (R-002-25).
        case wrapUpDue
        /// In a call: nothing is offered beside it (R-002-71, R-002-7).
        case inCall
        /// The dialogs take all units.
        case full
    }

    /// What keeps the agent from being given a dialog by routing; `nil` when nothing does.
    ///
    /// - Parameter ticket: A ticket whose dialog does not count, because it is the one in question.
    public func obstacle(
        to channel: ChannelKind, at now: Instant, _ policy: QueuePolicy, besides ticket: TicketID? = nil
    ) -> Obstacle? {
        if presence != .available { return .absent }
        if occupation(at: now) != nil { return .occupied }
        if !pendingWrapUps.isEmpty { return .wrapUpDue }
        return shortage(for: channel, policy, besides: ticket)
    }

    /// Whether the agent is known not to be there: said so, or is occupied. Who never said anything is not.
    public func isAway(at now: Instant) -> Bool {
        (hasSaidPresence && presence != .available) || occupation(at: now) != nil
    }

    /// What keeps one pool of units from taking a dialog more. A call takes an agent whole: it needs a desk without
    /// other live dialogs, while written work that can wait stays on the desk and is paused (R-002-7).
    public func shortage(
        for channel: ChannelKind, _ policy: QueuePolicy, besides ticket: TicketID? = nil
    ) -> Obstacle? {
        let others = dialogs.filter { $0.ticket != ticket }
        if others.contains(where: { policy.isCall($0.channel) }) { return .inCall }
        if policy.isCall(channel) {
            return others.contains { !policy.canWait($0.channel) } ? .full : nil
        }
        let used = others.reduce(0) { $0 + policy.units(of: $1.channel) }
        return used + policy.units(of: channel) > policy.capacity ? .full : nil
    }

    /// Units in use; a call uses all.
    public func load(_ policy: QueuePolicy) -> Int {
        dialogs.contains { policy.isCall($0.channel) }
            ? policy.capacity : dialogs.reduce(0) { $0 + policy.units(of: $1.channel) }
    }

    /// Whether routing could give the agent anything at all, occupations aside: an index column must not depend on the
    /// time.
    public func takesWork(_ policy: QueuePolicy) -> Bool {
        presence == .available && pendingWrapUps.isEmpty && !dialogs.contains { policy.isCall($0.channel) }
            && (load(policy) < policy.capacity || dialogs.allSatisfy { policy.canWait($0.channel) })
    }

    /// When the desk next needs time to act: when an occupation is over, so that the queue is looked at again.
    public func wakeAt() -> Instant? { occupations.map(\.until).min() }
}
