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

/// Makes a contact known.
public struct RegisterContact: Sendable, Hashable {
    /// The new name.
    public var id: ContactID
    /// The digest of the minted secret, for a visitor.
    public var secret: Digest?
    /// The host's name for the person, for a token.
    public var subject: String?
    /// What the host's token says.
    public var name: String?
    /// What the host's token says.
    public var email: String?
    /// The language chosen.
    public var language: String?

    /// Makes a request.
    public init(
        id: ContactID, secret: Digest? = nil, subject: String? = nil, name: String? = nil, email: String? = nil,
        language: String? = nil
    ) {
        self.id = id
        self.secret = secret
        self.subject = subject
        self.name = name
        self.email = email
        self.language = language
    }
}

/// The name and number that a new ticket gets, if one is made.
public struct NewTicket: Sendable, Hashable {
    /// The name.
    public var id: TicketID
    /// The number.
    public var number: TicketNumber

    /// Makes a pair.
    public init(id: TicketID, number: TicketNumber) {
        self.id = id
        self.number = number
    }
}

/// A customer starts a conversation.
public struct StartConversation: Sendable, Hashable {
    /// The contact.
    public var contact: ContactID
    /// The name and number, if a ticket is made.
    public var ticket: NewTicket
    /// The contact's standing; only the policy makes one.
    public var official: OfficialContact
    /// What it is about.
    public var caseType: String
    /// The first message.
    public var text: String
    /// Files of the first message.
    public var files: [NamedFile]
    /// A short title.
    public var subject: String?
    /// The person's name, if told.
    public var name: String?
    /// The person's address, if told.
    public var email: String?
    /// The language chosen.
    public var language: String?
    /// Which of the provider's products it is about; `nil` for the only one there is, or unknown (R-000-1).
    public var product: String?
    /// Page address, product version, edition, answers.
    public var details: [String: String]
    /// An own ticket that this continues, found by its number.
    public var continues: TicketID?
    /// Whether the person insists on a new ticket.
    public var insistsOnNew: Bool
    /// The team that gets a new ticket; the case type's where there is none.
    public var team: String?
    /// Articles of the form that the person said to have read, by id (R-000-6).
    public var acknowledged: [String] = []
    /// Whether a machine wrote: then nothing is sent back.
    public var isAutomatic = false
    /// Other personal values of the first message by name; content.
    public var messageDetails: [String: String] = [:]

    /// Makes a request.
    public init(
        contact: ContactID, ticket: NewTicket, official: OfficialContact, caseType: String, text: String,
        files: [NamedFile] = [], subject: String? = nil, name: String? = nil, email: String? = nil,
        language: String? = nil, product: String? = nil, details: [String: String] = [:],
        continues: TicketID? = nil, insistsOnNew: Bool = false
    ) {
        self.contact = contact
        self.ticket = ticket
        self.official = official
        self.caseType = caseType
        self.text = text
        self.files = files
        self.subject = subject
        self.name = name
        self.email = email
        self.language = language
        self.product = product
        self.details = details
        self.continues = continues
        self.insistsOnNew = insistsOnNew
    }
}

/// A file with the name that its sender gave it.
public struct NamedFile: Sendable, Hashable {
    /// The file.
    public var file: FileReference
    /// The name; content.
    public var name: String

    /// Makes a named file.
    public init(file: FileReference, name: String) {
        self.file = file
        self.name = name
    }
}

/// A message to a ticket.
public struct PostMessage: Sendable, Hashable {
    /// The text, kept byte for byte.
    public var text: String
    /// Files, in order.
    public var files: [NamedFile]
    /// The public number of the message it answers.
    public var replyTo: Int64?
    /// The way it came.
    public var via: ChannelKind
    /// Tickets that the text names, found by the shell and belonging to the same contact.
    public var mentioned: [TicketID]
    /// What staff point to, typed.
    public var references: [CitedReference] = []
    /// Other personal values by name, for example the unabridged text of a mail; content.
    public var details: [String: String] = [:]

    /// Makes a message.
    public init(
        text: String, files: [NamedFile] = [], replyTo: Int64? = nil, via: ChannelKind = .webchat,
        mentioned: [TicketID] = []
    ) {
        self.text = text
        self.files = files
        self.replyTo = replyTo
        self.via = via
        self.mentioned = mentioned
    }
}

/// What staff found out.
public struct Triage: Sendable, Hashable {
    /// What it is about.
    public var caseType: String
    /// How bad it is.
    public var severity: Severity?
    /// The cause.
    public var cause: String?
    /// What the failure does to the customer.
    public var impact: String?
    /// Whether there is a way around it.
    public var hasWorkaround: Bool?
    /// Where the trouble comes from, for example ``CaseOrigin/customerEnvironment`` (R-000-4).
    public var origin: String?
    /// What the requester is, where that is not known from the account (R-003-19).
    public var requesterRole: RequesterRole?
    /// Who implemented what it is about, where that is not the account's implementer (R-004-6).
    public var implementer: String?
    /// The name and number of the separate talk, if the verdict asks for one (R-004-7). Without them it can be begun
    /// later.
    public var discussion: NewTicket?
    /// What the failure does, in words of the profile's severity rules; `nil` leaves what is known.
    public var impacts: [String]?

    /// Makes a finding.
    public init(
        caseType: String, severity: Severity? = nil, cause: String? = nil, impact: String? = nil,
        hasWorkaround: Bool? = nil, origin: String? = nil, requesterRole: RequesterRole? = nil,
        implementer: String? = nil, discussion: NewTicket? = nil, impacts: [String]? = nil
    ) {
        self.impacts = impacts
        self.caseType = caseType
        self.severity = severity
        self.cause = cause
        self.impact = impact
        self.hasWorkaround = hasWorkaround
        self.origin = origin
        self.requesterRole = requesterRole
        self.implementer = implementer
        self.discussion = discussion
    }
}

/// Whose turn it is while a ticket waits.
public enum WaitTarget: String, Sendable, Hashable, Codable {
    /// The customer's; the customer's clock stands still.
    case customer
    /// Another team's; the customer's clock goes on.
    case `internal`
    /// An agreed time.
    case appointment
}

/// How a dialog went.
public struct WrapUp: Sendable, Hashable {
    /// In which way it is left.
    public var kind: WrapUpKind
    /// What it produced.
    public var outcome: String
    /// The note, the answer or the reason.
    public var text: String
    /// What happens next, for the customer (R-002-29).
    public var nextStep: String?
    /// What belongs to the outcome.
    public var details: OutcomeDetails

    /// Makes a record.
    public init(
        kind: WrapUpKind, outcome: String, text: String, nextStep: String? = nil,
        details: OutcomeDetails = OutcomeDetails()
    ) {
        self.kind = kind
        self.outcome = outcome
        self.text = text
        self.nextStep = nextStep
        self.details = details
    }
}

/// Staff ask for a remote session.
public struct ProposeRemote: Sendable, Hashable {
    /// The name; an existing one when the customer asked first.
    public var consent: ConsentID
    /// The registered tool; `nil` for the one that the profile recommends (R-004-18).
    public var tool: String?
    /// What is asked for.
    public var scopes: [String]
    /// How much it matters.
    public var need: RemoteConsent.Need
    /// What for.
    public var purpose: String
    /// Times that staff can; empty for at once (R-000-28).
    public var slots: [Instant]
    /// The work order that the session belongs to (R-000-9).
    public var workOrder: WorkOrderID?

    /// Makes a proposal.
    public init(
        consent: ConsentID, tool: String? = nil, scopes: [String], need: RemoteConsent.Need, purpose: String,
        slots: [Instant] = [], workOrder: WorkOrderID? = nil
    ) {
        self.consent = consent
        self.tool = tool
        self.scopes = scopes
        self.need = need
        self.purpose = purpose
        self.slots = slots
        self.workOrder = workOrder
    }
}

/// What staff do with a granted session.
public enum RemoteStep: String, Sendable, Hashable {
    /// Begin, or go on after a pause.
    case start
    /// Interrupt.
    case pause
    /// Finish.
    case end
    /// Take the permission back.
    case revoke
}

/// A contact by an unofficial way is written down.
public struct RecordOffChannel: Sendable, Hashable {
    /// The way.
    public var channel: ChannelKind
    /// What it was for.
    public var purpose: Purpose
    /// Who it was, in the agent's words.
    public var person: String
    /// What about, shortly.
    public var summary: String

    /// Makes a record.
    public init(channel: ChannelKind, purpose: Purpose = .support, person: String, summary: String) {
        self.channel = channel
        self.purpose = purpose
        self.person = person
        self.summary = summary
    }
}

/// What staff do with such a record.
public enum OffChannelStep: Sendable, Hashable {
    /// Leave it at that.
    case ignore
    /// Tell the person the official ways, in that language.
    case redirect(language: String)
    /// Give informal advice, without commitments. The words of the advice.
    case advise(String)
}

/// A named person makes such a record a ticket.
public struct ConvertOffChannel: Sendable, Hashable {
    /// The name and number of the ticket.
    public var ticket: NewTicket
    /// The contact who gets it.
    public var contact: ContactID
    /// What it is about.
    public var caseType: String
    /// Why it is made official.
    public var note: String

    /// Makes a request.
    public init(ticket: NewTicket, contact: ContactID, caseType: String, note: String) {
        self.ticket = ticket
        self.contact = contact
        self.caseType = caseType
        self.note = note
    }
}

/// How a reviewer decides a quality case.
public struct QualityReview: Sendable, Hashable {
    /// How.
    public var outcome: QualityCase.Outcome
    /// What that causes; at least one action when upheld (R-004-56).
    public var actions: [QualityCase.Action]
    /// The reasons.
    public var text: String
    /// The scores by criterion of the profile's scorecard; empty for none.
    public var scores: [String: Int]
    /// Whom a coaching note is for; `nil` for whoever is credited with the dialog.
    public var agent: AgentID?

    /// Makes a decision.
    public init(
        outcome: QualityCase.Outcome, actions: [QualityCase.Action], text: String, scores: [String: Int] = [:],
        agent: AgentID? = nil
    ) {
        self.outcome = outcome
        self.actions = actions
        self.text = text
        self.scores = scores
        self.agent = agent
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
