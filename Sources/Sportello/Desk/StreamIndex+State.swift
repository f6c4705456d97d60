import SportelloModel

extension StreamIndex {
    /// The index columns that a state asks for.
    init(_ change: StreamChange, profile: ServiceProfile) {
        switch change {
        case .ticket(let change):
            let facts = change.state.facts
            self.init(
                wakeAt: facts.wakeAt(profile), contact: facts.contact, account: facts.account,
                number: facts.number?.description, status: facts.status.rawValue, isOpen: facts.needsStaff,
                team: facts.team, assignee: facts.assignee, topic: facts.caseType,
                queue: facts.queueRank(profile.queue), createdAt: facts.createdAt
            )
        case .contact(let change):
            let contact = change.state
            self.init(
                contact: contact.id, account: contact.account, status: contact.mergedInto == nil ? "known" : "merged",
                isOpen: false,
                createdAt: contact.createdAt
            )
        case .agentDesk(let change):
            let desk = change.state
            self.init(
                wakeAt: desk.wakeAt(), status: desk.presence.rawValue, isOpen: desk.takesWork(profile.queue),
                assignee: desk.agent,
                createdAt: Instant(milliseconds: 0)
            )
        case .offChannelNote(let change):
            let note = change.state
            self.init(
                status: note.state.rawValue, isOpen: note.state == .recorded, assignee: note.recordedBy,
                topic: note.channel.rawValue, createdAt: note.recordedAt
            )
        case .qualityCase(let change):
            let known = change.state
            self.init(
                contact: known.contact, status: known.state.rawValue,
                isOpen: known.state != .closed || !known.openTasks.isEmpty, assignee: known.reviewer,
                createdAt: known.receivedAt
            )
        case .internalIssue(let change):
            let issue = change.state
            self.init(
                wakeAt: issue.wakeAt, status: issue.state.rawValue, isOpen: !issue.state.isFinal, team: issue.team,
                topic: issue.kind.rawValue, createdAt: issue.createdAt
            )
        case .releasePackage(let change):
            let package = change.state
            self.init(
                status: package.state.rawValue, isOpen: package.state == .open, createdAt: package.createdAt
            )
        case .releaseJournal:
            self.init(status: "open", isOpen: true, createdAt: Instant(milliseconds: 0))
        case .ledger(let change):
            let ledger = change.state
            self.init(
                wakeAt: ledger.wakeAt, status: "open", isOpen: true,
                createdAt: ledger.openedAt ?? Instant(milliseconds: 0)
            )
        case .workOrder(let change):
            let order = change.state
            self.init(
                contact: order.contact, status: order.state.rawValue, isOpen: !order.state.isFinal,
                team: order.executor, topic: order.kind.rawValue, createdAt: order.createdAt
            )
        case .executorQueue(let change):
            let queue = change.state
            self.init(
                status: "open", isOpen: !queue.entries.isEmpty, team: queue.team, createdAt: Instant(milliseconds: 0)
            )
        case .appointment(let change):
            let appointment = change.state
            self.init(
                contact: appointment.contact, status: appointment.state.rawValue, isOpen: !appointment.state.isFinal,
                assignee: appointment.consultant, topic: appointment.service,
                createdAt: appointment.start ?? Instant(milliseconds: 0)
            )
        case .project(let change):
            let project = change.state
            self.init(
                status: project.state.rawValue, isOpen: project.state != .closed,
                createdAt: project.openedAt ?? Instant(milliseconds: 0)
            )
        case .engagement(let change):
            let engagement = change.state
            self.init(
                contact: engagement.contact, status: engagement.state.rawValue, isOpen: engagement.finishedAt == nil,
                topic: engagement.type, createdAt: engagement.createdAt
            )
        case .desk(let change):
            let desk = change.state
            self.init(
                wakeAt: desk.wakeAt, status: desk.loadMode == nil ? "ordinary" : "loaded", isOpen: desk.loadMode != nil,
                topic: desk.loadMode?.mode, createdAt: desk.loadMode?.since ?? Instant(milliseconds: 0)
            )
        case .account(let change):
            let account = change.state
            self.init(
                wakeAt: account.wakeAt(profile), account: account.id, status: account.licence ?? "unknown",
                isOpen: true,
                topic: account.plan, createdAt: account.createdAt
            )
        case .consentLog(let change):
            self.init(status: "kept", isOpen: false, createdAt: change.state.startedAt)
        }
    }
}
