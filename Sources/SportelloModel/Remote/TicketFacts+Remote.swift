extension TicketFacts {
    /// Applies a step of a permission.
    mutating func evolveConsent(_ event: RemoteEvent, _ stamp: Stamp) {
        if !consents.contains(where: { $0.id == event.consent }) {
            consents.append(RemoteConsent(id: event.consent, state: .requested, askedAt: stamp.at))
        }
        guard let index = consents.firstIndex(where: { $0.id == event.consent }) else { return }
        if event.step == .violation {
            consents[index].violations.append(stamp.at)
            return
        }
        consents[index].apply(event, at: stamp.at)
    }

    /// The permission of that id.
    public func consent(_ id: ConsentID) -> RemoteConsent? { consents.first { $0.id == id } }
}

extension RemoteConsent {
    fileprivate mutating func apply(_ event: RemoteEvent, at now: Instant) {
        if let tool = event.tool { self.tool = tool }
        if let need = event.need { self.need = need }
        if let until = event.until { self.until = until }
        if let slots = event.slots { self.slots = slots }
        if let download = event.download { self.download = download }
        if let order = event.workOrder { workOrder = order }
        if let refused = event.fallbackOf { fallbackOf = refused }
        if let time = event.scheduledFor {
            scheduledFor = time
            customerZone = event.customerZone
            staffZone = event.staffZone
        }
        switch event.step {
        case .requested: state = .requested
        case .declined: finish(.declinedByStaff, now)
        case .proposed:
            state = .proposed
            scopes = event.scopes ?? scopes
        case .scheduled: state = .scheduled
        case .granted:
            state = .granted
            grantedScopes = event.scopes ?? scopes
        case .refused: finish(.refused, now)
        case .lapsed: finish(.lapsed, now)
        case .started, .resumed:
            state = .active
            if startedAt == nil { startedAt = now }
            if event.isOutsideHours == true { isOutsideHours = true }
        case .paused: state = .paused
        case .used: if let scope = event.scope, !usedScopes.contains(scope) { usedScopes.append(scope) }
        case .ended: finish(.ended, now)
        case .withdrawn: finish(.withdrawn, now)
        case .revoked: finish(.revoked, now)
        case .expired: finish(.expired, now)
        case .violation: break
        }
    }

    private mutating func finish(_ state: State, _ now: Instant) {
        self.state = state
        finishedAt = now
    }
}
