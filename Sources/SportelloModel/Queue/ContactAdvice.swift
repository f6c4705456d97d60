/// When a ticket serves better than a live dialog (R-002-13).
public struct ContactAdvicePolicy: Sendable, Hashable, Codable {
    /// Channels on which somebody is live. Default: webchat and phone.
    public var live: [ChannelKind]
    /// The calendar of the live channels; `nil` for always open. Names one of the profile's calendars.
    public var calendar: String?
    /// Beyond how many minutes of probable wait a ticket is advised; `nil` for never.
    public var waitMinutes: Int?
    /// Case types that are complex, or need links and pictures. Default none.
    public var caseTypes: [String]

    /// Makes a policy.
    public init(
        live: [ChannelKind] = [.webchat, .phone], calendar: String? = nil, waitMinutes: Int? = nil,
        caseTypes: [String] = []
    ) {
        self.live = live
        self.calendar = calendar
        self.waitMinutes = waitMinutes
        self.caseTypes = caseTypes
    }
}

/// What somebody has typed before anything was sent. Advice hands it back untouched.
public struct ContactDraft: Sendable, Hashable {
    /// The way chosen.
    public var channel: ChannelKind
    /// What it is about.
    public var caseType: String
    /// The title.
    public var subject: String?
    /// The text.
    public var text: String
    /// Answers of the form.
    public var details: [String: String]
    /// Whether links or pictures belong to it.
    public var hasAttachments: Bool

    /// Makes a draft.
    public init(
        channel: ChannelKind, caseType: String, subject: String? = nil, text: String = "",
        details: [String: String] = [:], hasAttachments: Bool = false
    ) {
        self.channel = channel
        self.caseType = caseType
        self.subject = subject
        self.text = text
        self.details = details
        self.hasAttachments = hasAttachments
    }
}

/// "Send a ticket": why, and the draft as it would go.
public struct ContactAdvice: Sendable, Hashable {
    /// Why a ticket is better.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The live channel is closed now.
        case closed
        /// The wait is probably longer than the limit.
        case longWait
        /// Such matters are complex.
        case complexMatter
        /// Links or pictures belong to it.
        case attachments
    }

    /// Why, in the order of the cases.
    public var reasons: [Reason]
    /// The draft with the written way that is proposed, everything typed kept.
    public var proposal: ContactDraft
}

extension ServiceProfile {
    /// Whether a ticket would serve better than the live way that somebody chose; `nil` when nothing speaks for it, or no
    /// written way is official.
    public func advice(on draft: ContactDraft, at now: Instant, wait: WaitEstimate?) -> ContactAdvice? {
        let policy = queue.advice
        guard policy.live.contains(draft.channel),
            let written = officialChannels().first(where: { !policy.live.contains($0.kind) })
        else { return nil }
        let calendar = policy.calendar.flatMap { calendars[$0] }
        let reasons = ContactAdvice.Reason.allCases.filter { reason in
            switch reason {
            case .closed: calendar.map { !$0.isOpen(at: now) } ?? false
            case .longWait: policy.waitMinutes.map { limit in wait.map { $0.toMinutes > limit } ?? false } ?? false
            case .complexMatter: policy.caseTypes.contains(draft.caseType)
            case .attachments: draft.hasAttachments
            }
        }
        guard !reasons.isEmpty else { return nil }
        var proposal = draft
        proposal.channel = written.kind
        return ContactAdvice(reasons: reasons, proposal: proposal)
    }
}
