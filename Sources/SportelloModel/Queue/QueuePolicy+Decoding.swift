extension QueuePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case stickiness, tierStickiness, capacity, units, calls, deferrable, onlyAssigneeWrites, order, ageing
        case titleRules, titleCap, distribution, presenceReasons, returnsAvailable, longDialogMinutes, estimate, advice
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = QueuePolicy()
        self.init(
            stickiness: try values.value(.stickiness, or: standard.stickiness),
            tierStickiness: try values.value(.tierStickiness, or: standard.tierStickiness),
            capacity: try values.value(.capacity, or: standard.capacity),
            units: try values.value(.units, or: standard.units),
            calls: try values.value(.calls, or: standard.calls),
            deferrable: try values.value(.deferrable, or: standard.deferrable),
            onlyAssigneeWrites: try values.value(.onlyAssigneeWrites, or: standard.onlyAssigneeWrites),
            order: try values.value(.order, or: standard.order),
            ageing: try values.optional(.ageing),
            titleRules: try values.value(.titleRules, or: standard.titleRules),
            titleCap: try values.value(.titleCap, or: standard.titleCap),
            distribution: try values.value(.distribution, or: standard.distribution),
            presenceReasons: try values.value(.presenceReasons, or: standard.presenceReasons),
            returnsAvailable: try values.value(.returnsAvailable, or: standard.returnsAvailable),
            longDialogMinutes: try values.optional(.longDialogMinutes),
            estimate: try values.value(.estimate, or: standard.estimate),
            advice: try values.value(.advice, or: standard.advice)
        )
    }
}

extension QueuePolicy.Ageing {
    enum CodingKeys: String, CodingKey, CaseIterable { case minutes, steps }

    /// Decodes a rule: `minutes` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let minutes: Int = try values.value(.minutes)
        self.init(minutes: minutes, steps: try values.value(.steps, or: Self(minutes: minutes).steps))
    }
}

extension TitleRule {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, words, points, team }

    /// Decodes a rule: `id` and `words` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = TitleRule(id: try values.value(.id), words: try values.value(.words))
        self.init(
            id: standard.id, words: standard.words, points: try values.value(.points, or: standard.points),
            team: try values.optional(.team)
        )
    }
}

extension WaitEstimatePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case minimumSamples, window, roundingMinutes }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = WaitEstimatePolicy()
        self.init(
            minimumSamples: try values.value(.minimumSamples, or: standard.minimumSamples),
            window: try values.value(.window, or: standard.window),
            roundingMinutes: try values.value(.roundingMinutes, or: standard.roundingMinutes)
        )
    }
}

extension ContactAdvicePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case live, calendar, waitMinutes, caseTypes }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = ContactAdvicePolicy()
        self.init(
            live: try values.value(.live, or: standard.live), calendar: try values.optional(.calendar),
            waitMinutes: try values.optional(.waitMinutes),
            caseTypes: try values.value(.caseTypes, or: standard.caseTypes)
        )
    }
}

extension RoutingPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case team, skills, accountRoles, accountRole, chain, patienceMinutes, tiers
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = RoutingPolicy()
        self.init(
            team: try values.value(.team, or: standard.team), skills: try values.value(.skills, or: standard.skills),
            accountRoles: try values.value(.accountRoles, or: standard.accountRoles),
            accountRole: try values.value(.accountRole, or: standard.accountRole),
            chain: try values.value(.chain, or: standard.chain),
            patienceMinutes: try values.optional(.patienceMinutes),
            tiers: try values.value(.tiers, or: standard.tiers)
        )
    }
}

extension RoutingPolicy.Tier {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case level, skills, enteredFrom
    }

    /// Decodes a level; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            level: try values.value(.level), skills: try values.value(.skills, or: []),
            enteredFrom: try values.optional(.enteredFrom)
        )
    }
}
