extension FollowUpPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case reopenWithinDays, closeAfterDays, messageReopens, offersExisting
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = FollowUpPolicy()
        self.init(
            reopenWithinDays: try values.value(.reopenWithinDays, or: standard.reopenWithinDays),
            closeAfterDays: try values.value(.closeAfterDays, or: standard.closeAfterDays),
            messageReopens: try values.value(.messageReopens, or: standard.messageReopens),
            offersExisting: try values.value(.offersExisting, or: standard.offersExisting)
        )
    }
}

extension RatingPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case trigger, lowest, highest, windowDays }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = RatingPolicy()
        self.init(
            trigger: try values.value(.trigger, or: standard.trigger),
            lowest: try values.value(.lowest, or: standard.lowest),
            highest: try values.value(.highest, or: standard.highest),
            windowDays: try values.value(.windowDays, or: standard.windowDays)
        )
    }
}

extension RemotePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case tools, validMinutes, maximumMinutes, answerMinutes, notice }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = RemotePolicy()
        self.init(
            tools: try values.value(.tools, or: standard.tools),
            validMinutes: try values.value(.validMinutes, or: standard.validMinutes),
            maximumMinutes: try values.value(.maximumMinutes, or: standard.maximumMinutes),
            answerMinutes: try values.value(.answerMinutes, or: standard.answerMinutes),
            notice: try values.value(.notice, or: standard.notice)
        )
    }
}

extension RemotePolicy.Tool {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, download, denied, scopes }

    /// Decodes an entry: `id` must be given; the title's default is the id.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let id: String = try values.value(.id)
        let standard = RemotePolicy.Tool(id: id, title: id)
        self.init(
            id: id, title: try values.value(.title, or: standard.title), download: try values.optional(.download),
            denied: try values.optional(.denied), scopes: try values.value(.scopes, or: standard.scopes)
        )
    }
}

extension DeferralPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case reasons, reviewDays }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = DeferralPolicy()
        self.init(
            reasons: try values.value(.reasons, or: standard.reasons),
            reviewDays: try values.value(.reviewDays, or: standard.reviewDays)
        )
    }
}

extension DeferralPolicy.Reason {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, refuses, needsEvidence }

    /// Decodes a reason: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = DeferralPolicy.Reason(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title, refuses: try values.value(.refuses, or: standard.refuses),
            needsEvidence: try values.value(.needsEvidence, or: standard.needsEvidence)
        )
    }
}
