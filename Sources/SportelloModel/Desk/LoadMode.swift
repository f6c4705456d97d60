/// A state of heavy load that people may declare; targets that name it replace the ordinary ones (R-002-19).
public struct LoadMode: Sendable, Hashable, Codable {
    /// A short word, named by ``ServiceTarget/loadMode``.
    public var id: String
    /// What people call it.
    public var title: LocalizedText
    /// Who may declare and lift it. Default: supervisors.
    public var roles: [Role]
    /// Whether declaring it also replaces the promises of tickets that are open already. Default no: what was promised
    /// stays (R-002-20). Lifting it never touches a promise.
    public var retroactive: Bool

    /// Makes a mode.
    public init(id: String, title: LocalizedText, roles: [Role] = [.supervisor], retroactive: Bool = false) {
        self.id = id
        self.title = title
        self.roles = roles
        self.retroactive = retroactive
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, roles, retroactive }

    /// Decodes a mode: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = LoadMode(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title, roles: try values.value(.roles, or: standard.roles),
            retroactive: try values.value(.retroactive, or: standard.retroactive)
        )
    }
}
