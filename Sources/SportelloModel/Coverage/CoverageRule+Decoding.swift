extension CoverageRule {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, reason, plans, caseTypes, causes, origins, roles, implementers, entitled, beyondFairUse, verdict, code
        case paidBy, redirects, offers, authorisedBy, workaround, handsTo, discussion, isProposal
    }

    /// Decodes a rule: `id`, `reason` and `verdict` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = CoverageRule(
            id: try values.value(.id), reason: try values.value(.reason), verdict: try values.value(.verdict)
        )
        self.init(
            id: standard.id, reason: standard.reason, plans: try values.optional(.plans),
            caseTypes: try values.optional(.caseTypes), causes: try values.optional(.causes),
            origins: try values.optional(.origins), roles: try values.optional(.roles),
            implementers: try values.optional(.implementers), entitled: try values.optional(.entitled),
            beyondFairUse: try values.optional(.beyondFairUse), verdict: standard.verdict,
            code: try values.value(.code, or: standard.code), paidBy: try values.value(.paidBy, or: standard.paidBy),
            redirects: try values.value(.redirects, or: standard.redirects),
            offers: try values.value(.offers, or: standard.offers),
            authorisedBy: try values.value(.authorisedBy, or: standard.authorisedBy),
            workaround: try values.optional(.workaround), handsTo: try values.optional(.handsTo),
            discussion: try values.optional(.discussion),
            isProposal: try values.value(.isProposal, or: standard.isProposal)
        )
    }
}

extension CoverageRule.Workaround {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, text }

    /// Decodes a way around: both keys must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(id: try values.value(.id), text: try values.value(.text))
    }
}

extension FairUseRule {
    enum CodingKeys: String, CodingKey, CaseIterable { case caseType, threshold, windowDays, per, offers, redirects }

    /// Decodes a rule: `caseType`, `threshold` and `windowDays` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = FairUseRule(
            caseType: try values.value(.caseType), threshold: try values.value(.threshold),
            windowDays: try values.value(.windowDays)
        )
        self.init(
            caseType: standard.caseType, threshold: standard.threshold, windowDays: standard.windowDays,
            per: try values.value(.per, or: standard.per), offers: try values.value(.offers, or: standard.offers),
            redirects: try values.value(.redirects, or: standard.redirects)
        )
    }
}

extension AccountRolePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case declared, vip, reviews, contactRequests }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = AccountRolePolicy()
        self.init(
            declared: try values.value(.declared, or: standard.declared), vip: try values.value(.vip, or: standard.vip),
            reviews: try values.value(.reviews, or: standard.reviews),
            contactRequests: try values.value(.contactRequests, or: standard.contactRequests)
        )
    }
}

extension AccountRolePolicy.Review {
    enum CodingKeys: String, CodingKey, CaseIterable { case role, everyDays }

    /// Decodes a rule: both keys must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(role: try values.value(.role), everyDays: try values.value(.everyDays))
    }
}
