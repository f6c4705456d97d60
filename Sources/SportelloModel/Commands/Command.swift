/// Everything that a party can ask of the desk. New ids come with the command: the shell mints them, so that deciding
/// stays pure and a retry that was committed before answers with the first ids.
public enum Command: Sendable, Hashable {
    // Contacts
    case registerContact(RegisterContact)
    case updateContact(ContactID, name: String?, email: String?, language: String?)
    case passTickets(from: ContactID, to: ContactID)
    // A customer's own tickets
    case start(StartConversation)
    case post(TicketID, PostMessage)
    case endConversation(TicketID)
    case rate(TicketID, score: Int, comment: String?)
    case reopen(TicketID, text: String, followUp: NewTicket)
    case requestQualityControl(TicketID, QualityCaseID, text: String, remedy: String?)
    case requestRemote(TicketID, ConsentID, text: String)
    case answerRemote(TicketID, ConsentID, grant: Bool, scopes: [String]?, slot: SlotChoice? = nil)
    case withdrawRemote(TicketID, ConsentID)
    case sendTranscript(TicketID, address: String)
    case appealSeverity(TicketID, justification: String)
    // An agent's own desk
    case setPresence(AgentDesk.Presence, reason: String?)
    // An agent's work on tickets
    case claim(TicketID)
    case assign(TicketID, agent: AgentID?, team: String?, tier: Int?)
    case release(TicketID)
    case note(TicketID, text: String, mentions: [AgentID])
    case triage(TicketID, Triage)
    case wait(TicketID, for: WaitTarget, until: Instant?, text: String?)
    case deferTicket(TicketID, reason: String, evidence: String?, until: Instant?, text: String?)
    case refuseTicket(TicketID, reason: String, evidence: String?, text: String?)
    case wrapUp(TicketID, WrapUp)
    case resolve(TicketID, outcome: String, text: String?)
    case close(TicketID)
    case merge(TicketID, into: TicketNumber, target: TicketID)
    case link(TicketID, target: TicketID, relation: TicketLink.Relation)
    case commit(TicketID, promise: String, due: Instant)
    case escalate(TicketID, InternalIssueID, kind: IssueKind, severity: Severity?, text: String, analysis: String?)
    case recordTime(TicketID, minutes: Int, role: String, activity: String?, note: String?)
    case proposeRemote(TicketID, ProposeRemote)
    case declineRemote(TicketID, ConsentID, reason: String)
    case stepRemote(TicketID, ConsentID, RemoteStep)
    case remote(RemoteCommand)
    // Calls, failed deliveries (Channels/ChannelCommand.swift)
    case channel(ChannelCommand)
    // Contacts that are not tickets
    case recordOffChannel(OffChannelNoteID, RecordOffChannel)
    case settleOffChannel(OffChannelNoteID, OffChannelStep)
    case convertOffChannel(OffChannelNoteID, ConvertOffChannel)
    // Quality control
    case acknowledgeQuality(QualityCaseID)
    case assignQuality(QualityCaseID, reviewer: AgentID)
    case reviewQuality(QualityCaseID, QualityReview)
    case closeQuality(QualityCaseID, QualityReview?)
    // Outcomes/OutcomeCommand.swift
    case outcome(TicketID, OutcomeCommand)
    // Severity/SeverityEvent.swift
    case severity(TicketID, SeverityCommand)
    // Escalation/EscalationCommand.swift
    case escalation(EscalationCommand)
    // Releases/ReleasePackage.swift
    case releases(ReleaseCommand)
    // Mail/MailCommand.swift
    case mail(MailCommand)
    // The desk as a whole
    case desk(DeskCommand)
    // Customer organisations: Account/AccountCommand.swift
    case account(AccountID, AccountCommand)
    // What a ticket's account is entitled to: Coverage/CoverageCommand.swift
    case coverage(TicketID, CoverageCommand)
    // The queue and agents' desks
    case queue(QueueCommand)
    // Forms, and suggested articles
    case intake(IntakeCommand)
    case knowledge(KnowledgeCommand)
    case quality(QualityCommand)
    // A ticket's promised times
    case clock(ClockCommand)
    // Reasons to wait or to refuse
    case deferral(DeferralCommand)
    // Outages, and calls about tickets
    case incident(IncidentCommand)
    // Hours and money, ordered jobs, agreed times, larger work
    case ledger(AccountID, LedgerCommand)
    case metering(TicketID, MeteringCommand)
    case workOrder(WorkOrderID, WorkOrderCommand)
    case appointment(AppointmentID, AppointmentCommand)
    case project(ProjectID, ProjectCommand)
    case engagement(EngagementID, EngagementCommand)
    // Time
    case tick(TicketID)
}

extension Command {
    /// Streams that the command makes under names minted for it: nobody can have made them before.
    public var freshStreams: Set<StreamID> {
        switch self {
        case .registerContact(let request): [Contact.stream(request.id)]
        case .start(let request): [Ticket.stream(request.ticket.id)]
        case .reopen(_, _, let followUp): [Ticket.stream(followUp.id)]
        case .requestQualityControl(_, let id, _, _): [QualityCase.stream(id)]
        case .quality(let command): command.freshStreams
        case .escalate(_, let id, _, _, _, _): [InternalIssue.stream(id)]
        case .recordOffChannel(let id, _): [OffChannelNote.stream(id)]
        case .convertOffChannel(_, let request): [Ticket.stream(request.ticket.id)]
        case .outcome(_, .convertToProposal(let id, _, _)): [InternalIssue.stream(id)]
        case .escalation(.submit(_, let id, _)): [InternalIssue.stream(id)]
        case .releases(.create(let id, _)): [ReleasePackage.stream(id)]
        case .mail(let command): command.freshStreams
        case .account(let id, let command): command.freshStreams(of: id)
        case .coverage(_, let command): command.freshStreams
        case .triage(_, let finding): finding.discussion.map { [Ticket.stream($0.id)] } ?? []
        default: []
        }
    }
}

extension Command {
    /// Streams that the command will certainly look at, so that they are loaded at once.
    public var expectedStreams: [StreamID] {
        switch self {
        case .outcome(let id, _), .severity(let id, _): [Ticket.stream(id)]
        case .escalation(let command): command.expectedStreams
        case .releases(let command): command.expectedStreams
        case .mail(let command): command.expectedStreams
        case .registerContact: []
        case .updateContact(let id, _, _, _): [Contact.stream(id)]
        case .passTickets(let from, let to): [Contact.stream(from), Contact.stream(to)]
        case .start(let request):
            [Contact.stream(request.contact)] + (request.continues.map { [Ticket.stream($0)] } ?? [])
        case .post(let id, let message): [Ticket.stream(id)] + message.mentioned.map(Ticket.stream)
        case .merge(let id, _, let other), .link(let id, let other, _): [Ticket.stream(id), Ticket.stream(other)]
        case .endConversation(let id), .rate(let id, _, _), .reopen(let id, _, _),
            .requestQualityControl(let id, _, _, _), .sendTranscript(let id, _), .appealSeverity(let id, _),
            .claim(let id),
            .assign(let id, _, _, _), .release(let id), .note(let id, _, _), .triage(let id, _),
            .wait(let id, _, _, _), .deferTicket(let id, _, _, _, _), .refuseTicket(let id, _, _, _),
            .wrapUp(let id, _), .resolve(let id, _, _), .close(let id), .commit(let id, _, _),
            .escalate(let id, _, _, _, _, _), .recordTime(let id, _, _, _, _), .tick(let id):
            [Ticket.stream(id)]
        case .requestRemote(let id, _, _), .proposeRemote(let id, _), .declineRemote(let id, _, _),
            .answerRemote(let id, _, _, _, _), .withdrawRemote(let id, _), .stepRemote(let id, _, _):
            [Ticket.stream(id), .consentLog]
        case .remote(let command): command.expectedStreams
        case .channel(let command): command.expectedStreams
        case .quality(let command): command.expectedStreams
        case .setPresence, .recordOffChannel: []
        case .ledger(let account, _): [Ledger.stream(account.ledger)]
        case .metering(let id, _): [Ticket.stream(id)]
        case .workOrder(let id, _): [WorkOrder.stream(id)]
        case .appointment(let id, _): [Appointment.stream(id)]
        case .project(let id, _): [Project.stream(id)]
        case .engagement(let id, _): [Engagement.stream(id)]
        case .desk: [.desk]
        case .queue(let command): command.expectedStreams
        case .intake(let command): command.expectedStreams
        case .knowledge(let command): command.expectedStreams
        case .clock(let command): [Ticket.stream(command.ticket), .desk]
        case .deferral(let command): [Ticket.stream(command.ticket)]
        case .incident(let command): command.expectedStreams
        case .settleOffChannel(let id, _): [OffChannelNote.stream(id)]
        case .convertOffChannel(let id, let request): [OffChannelNote.stream(id), Contact.stream(request.contact)]
        case .acknowledgeQuality(let id), .assignQuality(let id, _), .reviewQuality(let id, _),
            .closeQuality(let id, _):
            [QualityCase.stream(id)]
        case .account(let id, let command): [Account.stream(id)] + command.expectedStreams
        case .coverage(let id, _): [Ticket.stream(id)]
        }
    }

    /// The same command with another number for the ticket it may make: for the rare case that the number drawn was
    /// taken.
    public func withNumber(_ number: TicketNumber) -> Command {
        switch self {
        case .start(var request):
            request.ticket.number = number
            return .start(request)
        case .reopen(let id, let text, let followUp):
            return .reopen(id, text: text, followUp: NewTicket(id: followUp.id, number: number))
        case .convertOffChannel(let id, var request):
            request.ticket.number = number
            return .convertOffChannel(id, request)
        case .account(let id, let command): return .account(id, command.withNumber(number))
        case .coverage(let id, let command): return .coverage(id, command.withNumber(number))
        case .triage(let id, var finding) where finding.discussion != nil:
            finding.discussion?.number = number
            return .triage(id, finding)
        case .incident(.reportMonitoring(var report)):
            report.ticket.number = number
            return .incident(.reportMonitoring(report))
        case .incident(.repairOverdue(let name, let ticket)):
            return .incident(.repairOverdue(name, NewTicket(id: ticket.id, number: number)))
        default: return self
        }
    }
}
