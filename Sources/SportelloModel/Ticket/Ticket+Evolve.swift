extension Ticket: Aggregate {
    /// What can happen to a ticket.
    public typealias Event = TicketEvent

    /// Applies one event.
    public mutating func evolve(_ event: TicketEvent, _ stamp: Stamp, _ content: Content?) {
        if case .messagePosted(let message) = event {
            activity.count(message, stamp)
            if stamp.author.role.isStaff, !isReviewing(stamp.author.role) { addHandler(stamp.author) }
            return
        }
        let role = stamp.author.role
        if role.isStaff, !event.isEffectOfReview(by: role), !isReviewing(role) { addHandler(stamp.author) }
        facts.evolve(event, stamp, content)
        if case .statusChanged(let change) = event, !change.status.isActive { activity.unansweredSince = nil }
    }

    /// Whether that role acts for quality control: on a ticket that was transferred there, talking is reviewing.
    private func isReviewing(_ role: Role) -> Bool { role == .quality && facts.quality.isTransferred }

    /// Only the first act of an agent changes the facts; later ones leave the reference alone.
    private mutating func addHandler(_ author: Author) {
        let agent = AgentID(rawValue: author.id)
        if !facts.handlers.contains(agent) { facts.handlers.insert(agent) }
    }
}

extension TicketEvent {
    /// Whether a reviewer caused it by deciding a quality case, which is no work on the ticket (R-004-55).
    fileprivate func isEffectOfReview(by role: Role) -> Bool {
        guard role == .quality else { return false }
        return switch self {
        case .reopened: true
        case .statusChanged(let change): change.status == .open
        default: false
        }
    }
}

extension TicketActivity {
    fileprivate mutating func count(_ message: MessagePosted, _ stamp: Stamp) {
        messageCount += 1
        if stamp.author.role.isCustomer {
            lastCustomerAt = stamp.at
            // A stranger does not decide which way the answers go.
            if message.isUnverified == nil { writesByMail = message.via == .email }
            if unansweredSince == nil { unansweredSince = stamp.at }
        } else if stamp.author.role.isStaff, message.isHuman, message.isNoAnswer != true {
            lastStaffAt = stamp.at
            unansweredSince = nil
        }
    }
}

extension TicketFacts {
    fileprivate mutating func evolve(_ event: TicketEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .registered(let event): register(event, stamp, content)
        case .statusChanged(let event): changeStatus(event, stamp)
        case .reopened(let event):
            reopenCount = event.count
            resolvedAt = nil
            outcome = nil
            outcomeRecord.reopen()
        case .linked(let link): if !links.contains(link) { links.append(link) }
        case .contactChanged(let event): contact = event.contact
        case .assigned(let event):
            if let agent = event.agent {
                assignee = agent
                assigneeName = event.name
                queue.returnedAt = nil
                // Whoever was given it may have worked on it, whether or not the log shows how (R-004-55).
                if !quality.isTransferred { handlers.insert(agent) }
            }
            team = event.team ?? team
            if let tier = event.tier { move(to: tier, stamp) }
        case .released:
            assignee = nil
            assigneeName = nil
        case .triaged(let event):
            caseType = event.caseType
            cause = event.cause ?? cause
            impact = event.impact ?? impact
            hasWorkaround = event.hasWorkaround ?? hasWorkaround
            severityRecord.impacts = event.impacts ?? severityRecord.impacts
            priority = event.priority
            // Somebody judged the case: its title has no say any more.
            if stamp.author.role.isStaff { queue.titlePoints = 0 }
        case .severitySet(let event):
            severity = event.severity
            severityRecord.basis = event.basis
            if event.severity != .critical { escalation.endMonitoring() }
        case .severityAppealed: severityRecord.appealedAt = stamp.at
        case .escalated(let event): issues.append(event.issue)
        case .timeRecorded(let event):
            minutesWorked += event.minutes
            metering.add(
                WorkedMinutes(event.minutes), role: event.role, kind: .work, day: event.day, at: stamp.at
            )
        case .metering(let event):
            if case .sessionRecorded(let session) = event { minutesWorked += session.time.worked.count }
            metering.evolve(event, stamp)
        case .commitmentMade(let event):
            timing.noticeDueSince = nil
            commitments.append(
                Commitment(
                    number: event.number, madeAt: stamp.at, due: event.due,
                    agent: stamp.author.role.isStaff ? AgentID(rawValue: stamp.author.id) : nil
                )
            )
        case .commitmentSettled(let event): settle(event, stamp)
        case .clockStarted, .clockStopped, .clock: evolveClocks(event, stamp)
        case .deferral(let event): evolveDeferral(event, stamp, content)
        case .incident(let event): evolveIncident(event, stamp)
        case .conversationQueued, .conversationJoined, .conversationEnded, .conversationWrappedUp, .ratingInvited,
            .ratingGiven, .ratingLapsed, .ratingSuppressed:
            evolveConversation(event, stamp)
        case .remote(let event): evolveConsent(event, stamp)
        case .outcome(let event): outcomeRecord.evolve(event)
        case .severity(let event):
            severityRecord.evolve(event)
            if event.step == .workaroundConfirmed { hasWorkaround = true }
        case .escalation(let event):
            escalation.evolve(event, at: stamp.at)
            if event.step == .linked, let parent = event.parent, !issues.contains(parent) { issues.append(parent) }
        case .mail(let event): mail.evolve(event, stamp)
        case .coverage(let event): evolve(event, stamp)
        case .queue(let event): evolveQueue(event, stamp, content)
        case .intake(let event): evolveIntake(event, content)
        case .remoteFact(let event): remote.evolve(event, stamp)
        case .channel(let event): channels.evolve(event, stamp)
        case .quality(let event): quality.evolve(event, stamp)
        case .qualityCaseReceived(let event): qualityCases.append(event.qualityCase)
        case .messagePosted, .notePosted, .qualityCaseClosed,
            .transcriptRequested:
            break
        }
    }

    private mutating func register(_ event: TicketRegistered, _ stamp: Stamp, _ content: Content?) {
        number = event.number
        createdAt = stamp.at
        firstContactAt = event.firstContactAt
        profileVersion = event.profileVersion
        channel = event.channel
        contact = event.contact
        account = event.account
        product = event.product
        caseType = event.caseType
        subject = content?.text ?? ""
        contactName = content?.details["name"]
        language = event.language
        context = event.context
        priority = event.priority
        team = event.team
        timing.enter(tier, at: stamp.at)
    }

    private mutating func changeStatus(_ event: StatusChanged, _ stamp: Stamp) {
        let wasAtWork = status == .new || status == .open
        evolvePauses(event, stamp)
        evolveRequest(event, stamp)
        if status.isActive, !event.status.isActive { timing.leave(at: stamp.at) }
        if !status.isActive, event.status.isActive { timing.enter(tier, at: stamp.at) }
        status = event.status
        if !wasAtWork, event.status == .open { returnForDecision(at: stamp.at) }
        statusReason = event.reason
        statusUntil = event.until
        if !event.status.isActive { escalation.watches = [] }
        switch event.status {
        case .resolved:
            outcome = event.outcome
            settleConversations(event.outcome)
            resolvedAt = stamp.at
            if firstResolvedAt == nil { firstResolvedAt = stamp.at }
        case .closed, .merged, .refused: closedAt = stamp.at
        default: break
        }
    }

    private mutating func settle(_ event: CommitmentSettled, _ stamp: Stamp) {
        guard let index = commitments.firstIndex(where: { $0.number == event.number }) else { return }
        if event.kept { commitments[index].settledAt = stamp.at } else { commitments[index].brokenAt = stamp.at }
    }

    /// Another level has it; the time at each is kept (R-004-15).
    mutating func move(to tier: Int, _ stamp: Stamp) {
        guard tier != self.tier else { return }
        self.tier = tier
        if status.isActive { timing.enter(tier, at: stamp.at) }
    }
}
