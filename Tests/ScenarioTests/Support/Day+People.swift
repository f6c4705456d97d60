import Sportello
import SportelloModel
import Testing

extension Actor {
    /// Somebody of the staff.
    static func staff(_ name: String, _ role: Role = .agent) -> Actor {
        .agent(AgentID(rawValue: name.lowercased()), role: role, name: name)
    }

    /// The customer's id.
    var contact: ContactID {
        get throws { try #require(contactID) }
    }

    /// The agent's id.
    var agent: AgentID {
        get throws { try #require(agentID) }
    }
}

extension Day {
    /// A customer whom the host knows.
    func customer(_ name: String) async throws -> Actor {
        let contact = try await desk.contact(
            subject: name.lowercased(), name: name, email: "\(name.lowercased())@example.org", language: "en"
        )
        return .customer(contact.id, role: .contact, name: name)
    }

    /// A customer organisation with its people, opened by the office.
    func company(
        _ name: String, plan: String? = nil, of people: [Actor], vip: Bool? = nil,
        roles: [AccountRole: RoleHolder] = [:], acknowledged: [NoticeVersion] = [],
        _ change: (inout AccountDetails) -> Void = { _ in }
    ) async throws -> AccountID {
        let id: AccountID = desk.newIdentifier()
        var details = AccountDetails(name: name, isVIP: vip)
        change(&details)
        let contract = plan.map { Contract(plan: $0, from: now) }
        let request = OpenAccount(details: details, contract: contract, roles: roles, acknowledged: acknowledged)
        try await does(.account(id, .open(request)), as: .office)
        for person in people { try await does(.account(id, .attach(try person.contact, roles: [.user])), as: .office) }
        return id
    }

    /// An agent begins to work.
    func arrives(_ agent: Actor, teams: [String] = [], skills: [String] = [], tiers: [Int] = []) async throws {
        let enrolment = AgentEnrolled(agent: try agent.agent, teams: teams, skills: skills, tiers: tiers)
        try await does(.queue(.enroll(enrolment)), as: .office)
        try await does(.setPresence(.available, reason: nil), as: agent)
    }
}

extension Actor {
    /// Whoever runs the desk.
    static let office = Actor.staff("Sue", .supervisor)
}
