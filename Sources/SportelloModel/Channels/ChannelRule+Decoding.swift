extension ChannelRule {
    enum CodingKeys: String, CodingKey, CaseIterable { case kind, address, purpose, standing, title }

    /// Decodes a rule: `kind` and `standing` must be given. The purpose's default is support; the title's is what the
    /// default rules call that kind, or else its word.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let kind: ChannelKind = try values.value(.kind)
        self.init(
            kind: kind, address: try values.optional(.address), purpose: try values.value(.purpose, or: .support),
            standing: try values.value(.standing), title: try values.value(.title, or: Self.standardTitle(of: kind))
        )
    }

    private static func standardTitle(of kind: ChannelKind) -> LocalizedText {
        standard.first { $0.kind == kind }?.title ?? LocalizedText(["en": kind.rawValue])
    }
}
