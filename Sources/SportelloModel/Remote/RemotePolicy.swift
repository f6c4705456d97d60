/// What a remote session needs, who decides on it, and what a refusal means (R-000-9 to R-000-13, R-000-27 to R-000-32,
/// contradictions C9 to C12).
public struct RemotePolicy: Sendable, Hashable, Codable {
    /// What a refused session that was required leads to (contradiction C10).
    public enum RefusalEffect: String, Sendable, Hashable, Codable, CaseIterable {
        /// Work goes on by what the customer allows, and is worse for it (R-004-22).
        case continueDegraded
        /// The ticket may be put off for ``RemotePolicy/refusalReason``.
        case deferWithReason
        /// The ticket may be refused for ``RemotePolicy/refusalReason`` (R-000-13).
        case unsupportable
    }

    /// What happens to a session that begins outside the technician's hours (R-000-29).
    public enum OutsideHours: String, Sendable, Hashable, Codable, CaseIterable {
        /// It is refused.
        case block
        /// It is allowed and marked.
        case flag
    }

    /// Tools that may or must not be used. Default: one generic screen share that can only view.
    public var tools: [Tool]
    /// The id of the tool that a proposal without one names; `nil` for the first that may be used (R-004-18).
    public var recommended: String?
    /// Who decides on sessions besides the technician who has the ticket (R-000-27). Default: supervisors.
    public var deciders: [Role]
    /// The scopes by which work can be done, the most effective first; the word `text` at the end stands for going on
    /// without a session (R-004-22). When one is refused, the next that a tool can honour is proposed at once. Default:
    /// control, view, text.
    public var fallback: [String]
    /// What the refusal of a required session leads to. Default: work goes on.
    public var onRefusal: RefusalEffect
    /// The listed reason that the customer is shown for it; one of the profile's deferral reasons. Default
    /// `remoteRefused`.
    public var refusalReason: String
    /// The calendar of the hours in which sessions are held; `nil` for any time (R-000-29). Names one of the profile's.
    public var calendar: String?
    /// Calendars of single technicians, by the host's name for them; they go before ``calendar``.
    public var agentCalendars: [String: String]
    /// What happens to a session that begins outside those hours. Default: it is refused.
    public var outsideHours: OutsideHours
    /// Case types whose sessions with more than a view must name a work order (R-000-9). Default: none.
    public var workOrderCaseTypes: [String]
    /// How long a permission that nobody used stays valid, in minutes. Default 60.
    public var validMinutes: Int
    /// How long one session may last, in minutes. Default 120.
    public var maximumMinutes: Int
    /// How long an unanswered request stays open, in minutes. Default 1440. Silence is refusal.
    public var answerMinutes: Int
    /// What the person is told before deciding.
    public var notice: LocalizedText

    /// Makes a policy.
    public init(
        tools: [Tool] = [Tool(id: "screenshare", title: "Screen share", scopes: ["view"])],
        recommended: String? = nil, deciders: [Role] = [.supervisor],
        fallback: [String] = ["control", "view", "text"], onRefusal: RefusalEffect = .continueDegraded,
        refusalReason: String = "remoteRefused", calendar: String? = nil, agentCalendars: [String: String] = [:],
        outsideHours: OutsideHours = .block, workOrderCaseTypes: [String] = [], validMinutes: Int = 60,
        maximumMinutes: Int = 120, answerMinutes: Int = 1440, notice: LocalizedText = RemotePolicy.standardNotice
    ) {
        self.tools = tools
        self.recommended = recommended
        self.deciders = deciders
        self.fallback = fallback
        self.onRefusal = onRefusal
        self.refusalReason = refusalReason
        self.calendar = calendar
        self.agentCalendars = agentCalendars
        self.outsideHours = outsideHours
        self.workOrderCaseTypes = workOrderCaseTypes
        self.validMinutes = validMinutes
        self.maximumMinutes = maximumMinutes
        self.answerMinutes = answerMinutes
        self.notice = notice
    }

    /// The word of ``fallback`` that stands for no session at all.
    static let text = "text"
    /// The scope of watching only.
    static let view = "view"

    /// The tool of that id, allowed or not.
    public func tool(_ id: String) -> Tool? { tools.first { $0.id == id } }

    /// The tools that may be used.
    public var allowedTools: [Tool] { tools.filter { $0.denied == nil } }

    /// The tool that a proposal of these scopes starts from: the recommended one if it can honour them, else the first
    /// that can, else the recommended one all the same (R-004-18).
    public func preselectedTool(for scopes: [String]) -> Tool? {
        let allowed = allowedTools
        let first = allowed.first { $0.id == recommended } ?? allowed.first
        let able = ([first].compactMap(\.self) + allowed).first { Set(scopes).isSubset(of: $0.scopes) }
        return able ?? first
    }

    /// What comes next after a refusal of these scopes: a scope to propose with a tool that can honour it, or nothing
    /// but text.
    func step(after scopes: [String]) -> Fallback? {
        guard let refused = fallback.firstIndex(where: { scopes.contains($0) }) else { return nil }
        for scope in fallback.dropFirst(refused + 1) {
            if scope == Self.text { return .text }
            let tool = preselectedTool(for: [scope])
            if let tool, tool.scopes.contains(scope) { return .propose(scope, tool) }
        }
        return nil
    }

    enum Fallback {
        case propose(String, Tool)
        case text
    }

    /// A remote-control tool as the organisation knows it. The desk never captures a screen itself.
    public struct Tool: Sendable, Hashable, Codable {
        /// A short word.
        public var id: String
        /// The name shown.
        public var title: String
        /// Where the customer gets it, officially. Shown with every request for permission (R-000-31).
        public var download: String?
        /// Why it must not be used; `nil` when it may.
        public var denied: String?
        /// What it can be limited to.
        public var scopes: [String]

        /// Makes an entry.
        public init(
            id: String, title: String, download: String? = nil, denied: String? = nil,
            scopes: [String] = ["view", "control"]
        ) {
            self.id = id
            self.title = title
            self.download = download
            self.denied = denied
            self.scopes = scopes
        }
    }

    /// A short notice in every shipped language.
    public static let standardNotice: LocalizedText = [
        "en": "You decide. You can stop at any moment, and access ends with the session.",
        "it": "Decidi tu. Puoi interrompere in qualsiasi momento e l'accesso termina con la sessione.",
        "pl": "Decyzja należy do Ciebie. Możesz przerwać w każdej chwili, a dostęp kończy się wraz z sesją.",
        "es": "Tú decides. Puedes parar en cualquier momento y el acceso termina con la sesión.",
        "ru": "Решаете вы. Остановить можно в любой момент, доступ заканчивается вместе с сеансом.",
        "uk": "Вирішуєте ви. Зупинити можна будь-якої миті, доступ закінчується разом із сеансом.",
    ]
}
