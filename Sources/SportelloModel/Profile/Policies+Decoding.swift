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
