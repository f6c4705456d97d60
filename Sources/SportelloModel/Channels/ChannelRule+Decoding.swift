extension ChannelRule {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, address, purpose, standing, title
        case isEnabled = "enabled"
        case rank, outbound, requires, misroute
    }

    /// Decodes a rule: `kind` and `standing` must be given. The purpose's default is support; the title's is what the
    /// default rules call that kind, or else its word.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let kind: ChannelKind = try values.value(.kind)
        self.init(
            kind: kind, address: try values.optional(.address), purpose: try values.value(.purpose, or: .support),
            standing: try values.value(.standing), title: try values.value(.title, or: Self.standardTitle(of: kind)),
            isEnabled: try values.value(.isEnabled, or: true), rank: try values.optional(.rank),
            outbound: try values.value(.outbound, or: .staffDecision),
            requires: try values.value(.requires, or: []), misroute: try values.optional(.misroute)
        )
    }

    private static func standardTitle(of kind: ChannelKind) -> LocalizedText {
        standard.first { $0.kind == kind }?.title ?? LocalizedText(["en": kind.rawValue])
    }
}

extension ProfileChecker {
    mutating func checkOutbound(_ rule: ChannelRule, _ keys: [String]) {
        if let rank = rule.rank, !(1...99).contains(rank) {
            report(keys + ["rank"], "\(rank) is out of range", remedy: "write 1 for the first, at most 99")
        }
        if let text = rule.misroute { checkText(text, keys + ["misroute"]) }
        checkWords(rule.requires.map(\.rawValue), of: keys + ["requires"])
        if rule.outbound == .never, !rule.requires.isEmpty {
            report(
                keys + ["requires"], "nothing can be required of contacts that are never begun",
                remedy: "leave it out, or write outbound: staffDecision"
            )
        }
    }
}
