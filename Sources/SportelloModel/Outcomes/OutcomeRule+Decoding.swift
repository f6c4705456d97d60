extension OutcomeRule {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case nature = "is"
        case steps, handover
    }

    /// Decodes a rule, or one plain word that stands for a rule without steps.
    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {  // a mapping is the other form
            self.init(id: word)
            return
        }
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), nature: try values.optional(.nature),
            steps: try values.value(.steps, or: []), handover: try values.optional(.handover)
        )
    }
}

extension OutcomeRule.Step {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title }

    /// Decodes a step: both members must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(id: try values.value(.id), title: try values.value(.title))
    }
}

extension OutcomeRule.Handover {
    enum CodingKeys: String, CodingKey, CaseIterable { case team, except }

    /// Decodes a handover: `team` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(team: try values.value(.team), except: try values.value(.except, or: []))
    }
}

extension ProposalPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case types, mustSayTypeAndArea, warnsWithout, limits, fromReasons
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = ProposalPolicy()
        self.init(
            types: try values.value(.types, or: standard.types),
            mustSayTypeAndArea: try values.value(.mustSayTypeAndArea, or: standard.mustSayTypeAndArea),
            warnsWithout: try values.value(.warnsWithout, or: standard.warnsWithout),
            limits: try values.value(.limits, or: standard.limits),
            fromReasons: try values.value(.fromReasons, or: standard.fromReasons)
        )
    }
}

extension ProposalPolicy.Limit {
    enum CodingKeys: String, CodingKey, CaseIterable { case quantity, maximum }

    /// Decodes a limit: both members must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(quantity: try values.value(.quantity), maximum: try values.value(.maximum))
    }
}
