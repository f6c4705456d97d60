extension Workspace {
    /// Decides a command: records its events, or stops with a refusal and records nothing.
    ///
    /// Each family of rules lies in the file of its subject; this is only the list. What a command did to tickets is
    /// then followed by their promised times.
    public mutating func decide(_ command: Command) throws(Stop) {
        try decideEvents(command)
        try adviseCalls()
        try followClocks()
        mailNews(of: command)
    }

    private mutating func decideEvents(_ command: Command) throws(Stop) {
        switch command {
        // Contact/Workspace+Contacts.swift
        case .registerContact(let request): try register(request)
        case .updateContact(let id, let name, let email, let language):
            try update(id, name: name, email: email, language: language)
        case .passTickets(let visitor, let contact): try passTickets(from: visitor, to: contact)
        // Ticket/Workspace+Conversations.swift, Workspace+Messages.swift
        case .start(let request): try start(request)
        case .post(let id, let message): try post(message, to: id)
        case .note(let id, let text, let mentions): try note(text, mentions: mentions, on: id)
        case .endConversation(let id): try endConversation(of: id)
        case .wrapUp(let id, let record): try wrapUp(record, of: id)
        case .sendTranscript(let id, let address): try sendTranscript(of: id, to: address)
        // Rating/Workspace+Rating.swift
        case .rate(let id, let score, let comment): try rate(id, score: score, comment: comment)
        // Ticket/Workspace+Lifecycle.swift
        case .reopen(let id, let text, let followUp): try reopen(id, text: text, followUp: followUp)
        case .wait(let id, let target, let until, let text): try wait(id, for: target, until: until, text: text)
        case .deferTicket(let id, let reason, let evidence, let until, let text):
            let shown = DeferralEvidence(text: evidence)
            try set(Deferral(.deferred, reason: reason, evidence: shown, until: until, text: text), on: id)
        case .refuseTicket(let id, let reason, let evidence, let text):
            let shown = DeferralEvidence(text: evidence)
            try set(Deferral(.impossible, reason: reason, evidence: shown, text: text), on: id)
        case .resolve(let id, let outcome, let text): try resolve(id, outcome: outcome, text: text)
        case .close(let id): try close(id)
        case .merge(let id, let number, let target): try merge(id, into: target, number: number)
        case .link(let id, let target, let relation): try link(id, to: target, relation: relation)
        // Ticket/Workspace+Assignment.swift
        case .claim(let id): try claim(id)
        case .assign(let id, let agent, let team, let tier): try assign(id, agent: agent, team: team, tier: tier)
        case .release(let id): try release(id)
        case .setPresence(let presence, let reason): try setPresence(presence, reason: reason)
        // Ticket/Workspace+Work.swift
        case .triage(let id, let finding): try triage(id, finding)
        case .appealSeverity(let id, let justification): try appealSeverity(of: id, justification: justification)
        case .commit(let id, let promise, let due): try commit(id, promise: promise, due: due)
        case .escalate(let id, let issue, let kind, let severity, let text, let analysis):
            let request = EscalationRequest(kind: kind, severity: severity, text: text, analysis: analysis)
            try escalate(id, as: issue, request)
        case .recordTime(let id, let minutes, let role, let activity, let note):
            try recordTime(on: id, minutes: minutes, role: role, activity: activity, note: note)
        // Remote/Workspace+Remote.swift
        case .requestRemote(let id, let consent, let text): try requestRemote(id, consent, text: text)
        case .proposeRemote(let id, let proposal): try proposeRemote(id, proposal)
        case .declineRemote(let id, let consent, let reason): try declineRemote(id, consent, reason: reason)
        case .answerRemote(let id, let consent, let grant, let scopes, let slot):
            try answerRemote(id, consent, grant: grant, scopes: scopes, slot: slot)
        case .withdrawRemote(let id, let consent): try withdrawRemote(id, consent)
        case .stepRemote(let id, let consent, let step): try stepRemote(id, consent, step)
        // Remote/Workspace+RemoteJudgement.swift
        case .remote(let command): try decide(command)
        // Channels/Workspace+Channels.swift
        case .channel(let command): try decide(command)
        // OffChannel/Workspace+OffChannel.swift
        case .recordOffChannel(let id, let record): try recordOffChannel(id, record)
        case .settleOffChannel(let id, let step): try settleOffChannel(id, step)
        case .convertOffChannel(let id, let request): try convertOffChannel(id, request)
        // Quality/Workspace+Quality.swift
        case .requestQualityControl(let id, let qualityCase, let text, let remedy):
            try requestQualityControl(id, qualityCase, text: text, remedy: remedy)
        case .acknowledgeQuality(let id): try acknowledgeQuality(id)
        case .assignQuality(let id, let reviewer): try assignQuality(id, reviewer: reviewer)
        case .reviewQuality(let id, let review): try reviewQuality(id, review)
        case .closeQuality(let id, let review): try closeQuality(id, review)
        // Outcomes/Workspace+Outcomes.swift
        case .outcome(let id, let command): try decide(command, on: id)
        // Severity/Workspace+Severity.swift
        case .severity(let id, let command): try decide(command, on: id)
        // Escalation/Workspace+Escalation.swift, Workspace+Issues.swift
        case .escalation(let command): try decide(command)
        // Releases/Workspace+Releases.swift
        case .releases(let command): try decide(command)
        // Mail/Workspace+Mail.swift
        case .mail(let command): try decide(command)
        // Desk/Workspace+Desk.swift
        case .desk(let command): try decide(command)
        // Account/Workspace+Account.swift, Coverage/Workspace+Coverage.swift
        case .account(let id, let command): try decide(command, on: id)
        case .coverage(let id, let command): try decide(command, on: id)
        // Queue/Workspace+Queue.swift, Routing/Workspace+Routing.swift
        case .queue(let command): try decide(command)
        // Intake/Workspace+Intake.swift, Knowledge/Deflection.swift
        case .intake(let command): try decide(command)
        case .knowledge(let command): try decide(command)
        // Quality/Workspace+QualityEntry.swift
        case .quality(let command): try decide(command)
        // Clocks/Ticket/Workspace+Timing.swift
        case .clock(let command): try decide(command)
        // Deferral/Workspace+Deferral.swift
        case .deferral(let command): try decide(command)
        // Incident/Workspace+Incident.swift
        case .incident(let command): try decide(command)
        // Ledger/Workspace+Ledger.swift
        case .ledger(let account, let command): try decide(command, of: account)
        // Metering/Workspace+Metering.swift
        case .metering(let id, let command): try decide(command, on: id)
        // WorkOrders/Workspace+WorkOrders.swift
        case .workOrder(let id, let command): try decide(command, on: id)
        // Appointments/Workspace+Appointments.swift
        case .appointment(let id, let command): try decide(command, on: id)
        // Projects/Workspace+Projects.swift, Workspace+Engagements.swift
        case .project(let id, let command): try decide(command, on: id)
        case .engagement(let id, let command): try decide(command, on: id)
        // Ticket/Workspace+Tick.swift
        case .tick(let id): try tick(id)
        }
    }
}
