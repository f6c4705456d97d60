extension OfferPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case products, entitlements, plans, defaultPlan, addOns, redirects, coverage, fairUse, notices, upstream
        case triageActivity
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = OfferPolicy()
        self.init(
            products: try values.value(.products, or: standard.products),
            entitlements: try values.value(.entitlements, or: standard.entitlements),
            plans: try values.value(.plans, or: standard.plans),
            defaultPlan: try values.optional(.defaultPlan),
            addOns: try values.value(.addOns, or: standard.addOns),
            redirects: try values.value(.redirects, or: standard.redirects),
            coverage: try values.value(.coverage, or: standard.coverage),
            fairUse: try values.value(.fairUse, or: standard.fairUse),
            notices: try values.value(.notices, or: standard.notices),
            upstream: try values.value(.upstream, or: standard.upstream),
            triageActivity: try values.value(.triageActivity, or: standard.triageActivity)
        )
    }
}

extension OfferPolicy.Product {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title }

    /// Decodes a product: both keys must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(id: try values.value(.id), title: try values.value(.title))
    }
}

extension OfferPolicy.Entitlement {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title }

    /// Decodes an entitlement: both keys must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(id: try values.value(.id), title: try values.value(.title))
    }
}

extension OfferPolicy.Plan {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, isCommercial, entitlements, notices }

    /// Decodes a plan: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = Self(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title,
            isCommercial: try values.value(.isCommercial, or: standard.isCommercial),
            entitlements: try values.value(.entitlements, or: standard.entitlements),
            notices: try values.value(.notices, or: standard.notices)
        )
    }
}

extension OfferPolicy.Plan.Line {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, quantity, price }

    /// Decodes a line: `id` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), quantity: try values.optional(.quantity),
            price: try values.value(.price, or: 0)
        )
    }
}

extension OfferPolicy.AddOn {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, title, entitlement, quantity, price, validDays, caseType
    }

    /// Decodes an add-on: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), title: try values.value(.title),
            entitlement: try values.optional(.entitlement), quantity: try values.optional(.quantity),
            price: try values.optional(.price), validDays: try values.optional(.validDays),
            caseType: try values.optional(.caseType)
        )
    }
}

extension OfferPolicy.Notice {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, version, text }

    /// Decodes a notice: `id` and `text` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), version: try values.value(.version, or: 1), text: try values.value(.text)
        )
    }
}

extension Redirect {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, kind, title, route, editions }

    /// Decodes a place: `id` and `title` must be given; its default kind is an article.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), kind: try values.value(.kind, or: .article), title: try values.value(.title),
            route: try values.optional(.route), editions: try values.value(.editions, or: [:])
        )
    }
}

extension UpstreamRoute {
    enum CodingKeys: String, CodingKey, CaseIterable { case plans, roles, redirect }

    /// Decodes a route: `redirect` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            plans: try values.optional(.plans), roles: try values.optional(.roles),
            redirect: try values.value(.redirect)
        )
    }
}
