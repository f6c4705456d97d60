extension ServiceTarget {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, metric, kind, unit, max, notBefore, calendar, caseTypes, priorities, severities, plans, tiers,
            purposes, loadMode
        case pausedBy, atRisk, reopening, change, commitmentCounts
    }

    /// Decodes a target: `id` and `metric` must be given, what else is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = ServiceTarget(id: try values.value(.id), metric: try values.value(.metric))
        self.init(
            id: standard.id, metric: standard.metric,
            kind: try values.value(.kind, or: standard.kind),
            unit: try values.value(.unit, or: standard.unit),
            max: try values.optional(.max),
            notBefore: try values.optional(.notBefore),
            calendar: try values.optional(.calendar),
            caseTypes: try values.optional(.caseTypes),
            priorities: try values.optional(.priorities),
            severities: try values.optional(.severities),
            plans: try values.optional(.plans),
            tiers: try values.optional(.tiers),
            purposes: try values.optional(.purposes),
            loadMode: try values.optional(.loadMode),
            pausedBy: try values.value(.pausedBy, or: standard.pausedBy),
            atRisk: try values.value(.atRisk, or: standard.atRisk),
            reopening: try values.value(.reopening, or: standard.reopening),
            change: try values.value(.change, or: standard.change),
            commitmentCounts: try values.value(.commitmentCounts, or: standard.commitmentCounts)
        )
    }
}
