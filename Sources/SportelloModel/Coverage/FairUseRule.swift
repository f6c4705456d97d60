/// How much of a case type is answered under basic support before staff are asked to suggest something better
/// (R-000-22, R-000-23).
public struct FairUseRule: Sendable, Hashable, Codable {
    /// Whose uses are counted together.
    public enum Counting: String, Sendable, Hashable, Codable, CaseIterable {
        /// Each person's.
        case contact
        /// All persons' of an account; a person without one counts alone.
        case account
    }

    /// The case type.
    public var caseType: String
    /// How many are answered within the window; the next one is beyond.
    public var threshold: Int
    /// The window in days of 24 hours, back from now.
    public var windowDays: Int
    /// Whose uses are counted together. Default: the account's.
    public var per: Counting
    /// Add-ons to suggest.
    public var offers: [String]
    /// Places to suggest.
    public var redirects: [String]

    /// Makes a rule.
    public init(
        caseType: String, threshold: Int, windowDays: Int, per: Counting = .account, offers: [String] = [],
        redirects: [String] = []
    ) {
        self.caseType = caseType
        self.threshold = threshold
        self.windowDays = windowDays
        self.per = per
        self.offers = offers
        self.redirects = redirects
    }
}

/// What staff did when a use was beyond fair use: always one of these, and logged (R-000-23).
public enum FairUseChoice: Sendable, Hashable, Codable {
    /// The add-on was offered.
    case offer(String)
    /// The customer was sent there.
    case redirect(String)
    /// It was answered all the same.
    case answer
}
