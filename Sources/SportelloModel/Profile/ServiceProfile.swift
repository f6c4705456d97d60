/// An organisation's versioned policy. Data, not code: what differs between organisations is a member here (R-001-1).
///
/// Every member has a documented default, so a profile may name only what is special about it (R-001-22). A ticket pins
/// the version it was registered under.
public struct ServiceProfile: Sendable, Hashable, Codable {
    /// A neutral name, for example `pooled-factory`.
    public var name: String
    /// Rises with every change; 1 or more.
    public var version: Int
    /// Languages that texts exist in; the first is the desk's own. Default `en`.
    public var languages: [String]
    /// What a request can be about. Default: `question` and `problem` (R-001-2).
    public var caseTypes: [CaseType]
    /// Ways in and out, and their standing. Default: webchat, portal and e-mail are official; phone and personal
    /// messengers are not offered for support, phone is official for quality control.
    public var channels: [ChannelRule]
    /// What happens when a customer comes back. See ``FollowUpPolicy``.
    public var followUp: FollowUpPolicy
    /// When a dialog is rated, and how. See ``RatingPolicy``.
    public var rating: RatingPolicy
    /// Who is served next, and by whom. See ``QueuePolicy``.
    public var queue: QueuePolicy
    /// Which agent gets what waits. See ``RoutingPolicy``.
    public var routing: RoutingPolicy
    /// What is asked when somebody writes. See ``IntakePolicy``.
    public var intake: IntakePolicy
    /// What is written down for everybody. See ``KnowledgePolicy``.
    public var knowledge: KnowledgePolicy
    /// What a remote session needs. See ``RemotePolicy``.
    public var remote: RemotePolicy
    /// How complaints and reviews are held. See ``QualityPolicy``.
    public var qualityControl: QualityPolicy
    /// Why work may wait or be refused. See ``DeferralPolicy``.
    public var deferral: DeferralPolicy
    /// What a dialog may produce, and by which procedure. Default: help, bug, proposal, paidWork (R-002-37).
    public var outcomes: [OutcomeRule]
    /// Outcomes that reports count as fixed, not only as handled (contradiction C6). Default `nil`: those of ``outcomes``
    /// that are help or the organisation's own; a bug, a proposal or ordered work is handled when it is passed on.
    public var resolutionCounts: [String]?
    /// What a proposal must say. See ``ProposalPolicy``.
    public var proposals: ProposalPolicy
    /// How the severity follows from facts. See ``SeverityPolicy``.
    public var severity: SeverityPolicy
    /// What an escalation does to the ticket. See ``EscalationPolicy``.
    public var onEscalate: EscalationPolicy
    /// What the product teams may decide. See ``TriagePolicy``.
    public var triage: TriagePolicy
    /// How reports count. See ``PointsPolicy``.
    public var points: PointsPolicy
    /// Whom the fate of an issue is told. See ``NoticePolicy``.
    public var notifyOn: NoticePolicy
    /// How changes reach customers. See ``ReleasePolicy``.
    public var release: ReleasePolicy
    /// Calendars by name. Default: none, and none is invented (R-004-23).
    public var calendars: [String: ServiceCalendar]
    /// The calendar by which the desk is open; `nil` for always. Names one of ``calendars``.
    public var serviceCalendar: String?
    /// Promised times. Default: none (R-001-20).
    public var targets: [ServiceTarget]
    /// What work costs a customer's hours. See ``MeteringPolicy``.
    public var metering: MeteringPolicy
    /// How ordered jobs are priced, paid and queued. See ``WorkOrderPolicy``.
    public var workOrders: WorkOrderPolicy
    /// What people can meet for, where and how. See ``AppointmentPolicy``.
    public var appointments: AppointmentPolicy
    /// When a project is suggested. See ``ProjectPolicy``.
    public var projects: ProjectPolicy
    /// Larger services beside support. See ``EngagementPolicy``.
    public var engagements: EngagementPolicy
    /// What the desk writes by mail of its own accord. See ``EmailPolicy``.
    public var email: EmailPolicy
    /// States of heavy load that people may declare. Default: none.
    public var loadModes: [LoadMode]
    /// When changes may go live; `nil` for always. See ``ChangeWindow``.
    public var changeWindow: ChangeWindow?
    /// Who is called when something is down. See ``IncidentPolicy``.
    public var incidents: IncidentPolicy
    /// Products, plans, what they include and what can be bought. See ``OfferPolicy``.
    public var offer: OfferPolicy
    /// Who looks after accounts. See ``AccountRolePolicy``.
    public var accountRoles: AccountRolePolicy

    /// Makes a profile from what is special about it.
    public init(
        name: String, version: Int = 1, languages: [String] = ["en"],
        caseTypes: [CaseType] = CaseType.standard, channels: [ChannelRule] = ChannelRule.standard,
        followUp: FollowUpPolicy = FollowUpPolicy(), rating: RatingPolicy = RatingPolicy(),
        queue: QueuePolicy = QueuePolicy(), routing: RoutingPolicy = RoutingPolicy(),
        intake: IntakePolicy = IntakePolicy(), knowledge: KnowledgePolicy = KnowledgePolicy(),
        remote: RemotePolicy = RemotePolicy(),
        qualityControl: QualityPolicy = QualityPolicy(),
        deferral: DeferralPolicy = DeferralPolicy(), outcomes: [OutcomeRule] = OutcomeRule.standard,
        resolutionCounts: [String]? = nil,
        proposals: ProposalPolicy = ProposalPolicy(), severity: SeverityPolicy = SeverityPolicy(),
        onEscalate: EscalationPolicy = EscalationPolicy(), triage: TriagePolicy = TriagePolicy(),
        points: PointsPolicy = PointsPolicy(), notifyOn: NoticePolicy = NoticePolicy(),
        release: ReleasePolicy = ReleasePolicy(),
        calendars: [String: ServiceCalendar] = [:], serviceCalendar: String? = nil, targets: [ServiceTarget] = [],
        metering: MeteringPolicy = MeteringPolicy(), workOrders: WorkOrderPolicy = WorkOrderPolicy(),
        appointments: AppointmentPolicy = AppointmentPolicy(), projects: ProjectPolicy = ProjectPolicy(),
        engagements: EngagementPolicy = EngagementPolicy(),
        email: EmailPolicy = EmailPolicy(),
        loadModes: [LoadMode] = [], changeWindow: ChangeWindow? = nil,
        incidents: IncidentPolicy = IncidentPolicy(),
        offer: OfferPolicy = OfferPolicy(), accountRoles: AccountRolePolicy = AccountRolePolicy()
    ) {
        self.name = name
        self.version = version
        self.languages = languages
        self.caseTypes = caseTypes
        self.channels = channels
        self.followUp = followUp
        self.rating = rating
        self.queue = queue
        self.routing = routing
        self.intake = intake
        self.knowledge = knowledge
        self.remote = remote
        self.qualityControl = qualityControl
        self.deferral = deferral
        self.outcomes = outcomes
        self.resolutionCounts = resolutionCounts
        self.proposals = proposals
        self.severity = severity
        self.onEscalate = onEscalate
        self.triage = triage
        self.points = points
        self.notifyOn = notifyOn
        self.release = release
        self.calendars = calendars
        self.serviceCalendar = serviceCalendar
        self.targets = targets
        self.metering = metering
        self.workOrders = workOrders
        self.appointments = appointments
        self.projects = projects
        self.engagements = engagements
        self.email = email
        self.loadModes = loadModes
        self.changeWindow = changeWindow
        self.incidents = incidents
        self.offer = offer
        self.accountRoles = accountRoles
    }

    /// The desk's own language.
    public var language: String { languages.first ?? "en" }

    /// The case type of that id.
    public func caseType(_ id: String) -> CaseType? { caseTypes.first { $0.id == id } }
}

/// What a request can be about.
public struct CaseType: Sendable, Hashable, Codable {
    /// A short word, stable for ever.
    public var id: String
    /// The title a customer chooses from.
    public var title: LocalizedText
    /// 1 (highest) to 5 (lowest); default 3.
    public var priority: Int
    /// The team that has such cases; `nil` for the common pool.
    public var team: String?

    /// Makes a case type.
    public init(id: String, title: LocalizedText, priority: Int = 3, team: String? = nil) {
        self.id = id
        self.title = title
        self.priority = priority
        self.team = team
    }

    /// Questions and problems, as every desk has them (R-001-2, R-000-41).
    public static let standard = [
        CaseType(
            id: "question",
            title: [
                "en": "Question", "it": "Domanda", "pl": "Pytanie", "es": "Pregunta", "ru": "Вопрос",
                "uk": "Запитання",
            ]
        ),
        CaseType(
            id: "problem",
            title: [
                "en": "Problem", "it": "Problema", "pl": "Problem", "es": "Problema", "ru": "Проблема",
                "uk": "Проблема",
            ],
            priority: 2
        ),
    ]
}
