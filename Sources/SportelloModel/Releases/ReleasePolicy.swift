/// How changes reach customers (R-001-6, R-001-7, R-002-67, R-002-68, R-002-85).
public struct ReleasePolicy: Sendable, Hashable, Codable {
    /// Whether updates cost extra. There is no "unknown": it must be explicit (R-001-8).
    public enum Updates: String, Sendable, Hashable, Codable, CaseIterable {
        /// The licence or subscription includes them.
        case included
        /// They are bought.
        case paid
    }

    /// Who may assemble, release and announce. Default: agents and supervisors.
    public var deciders: [Role]
    /// How many issues one package may hold, 1 to 100: all are released in one operation. Default 50.
    public var maximumItems: Int
    /// How many release notes may go out on one date, 1 to 100; `nil` for any number. Default `nil` (R-002-68).
    public var notesPerDay: Int?
    /// Whether updates cost extra. Default: included.
    public var updates: Updates

    /// Makes a policy.
    public init(
        deciders: [Role] = [.agent, .supervisor], maximumItems: Int = 50, notesPerDay: Int? = nil,
        updates: Updates = .included
    ) {
        self.deciders = deciders
        self.maximumItems = maximumItems
        self.notesPerDay = notesPerDay
        self.updates = updates
    }
}

extension ReleasePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case deciders, maximumItems, notesPerDay, updates }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = ReleasePolicy()
        self.init(
            deciders: try values.value(.deciders, or: standard.deciders),
            maximumItems: try values.value(.maximumItems, or: standard.maximumItems),
            notesPerDay: try values.optional(.notesPerDay),
            updates: try values.value(.updates, or: standard.updates)
        )
    }
}
