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
