/// What the desk writes by mail of its own accord (R-000-39, R-001-5). Which mailboxes there are is the host's
/// configuration; how they stand for a purpose is ``ChannelRule``.
public struct EmailPolicy: Sendable, Hashable, Codable {
    /// Whether a ticket that came by mail is acknowledged with its number. Default yes. Automatic mail never is.
    public var acknowledges: Bool
    /// After how many minutes an answer that waits in the webchat also goes by mail, if its visitor left an address and
    /// went away; 0 to 1440. Default: never.
    public var awayMinutes: Int?
    /// Whether a customer who writes by mail is also asked by mail to rate, where the profile asks. Default yes.
    public var invitesRating: Bool

    /// Makes a policy.
    public init(acknowledges: Bool = true, awayMinutes: Int? = nil, invitesRating: Bool = true) {
        self.acknowledges = acknowledges
        self.awayMinutes = awayMinutes
        self.invitesRating = invitesRating
    }
}

extension EmailPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case acknowledges, awayMinutes, invitesRating }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = EmailPolicy()
        self.init(
            acknowledges: try values.value(.acknowledges, or: standard.acknowledges),
            awayMinutes: try values.optional(.awayMinutes),
            invitesRating: try values.value(.invitesRating, or: standard.invitesRating)
        )
    }
}

extension ProfileChecker {
    mutating func checkEmail() {
        if let minutes = profile.email.awayMinutes { check(minutes, in: 0...1440, "email", "awayMinutes") }
    }
}
