import SportelloModel

extension Actor {
    /// A customer.
    static let ada = Actor.customer(ContactID(high: 1, low: 1), role: .contact, name: "Ada")
    /// Another customer.
    static let ben = Actor.customer(ContactID(high: 1, low: 2), role: .visitor, name: nil)
    /// An agent.
    static let bea = Actor.agent(AgentID(rawValue: "bea"), role: .agent, name: "Bea")
    /// Another agent.
    static let carl = Actor.agent(AgentID(rawValue: "carl"), role: .agent, name: "Carl")
    /// A supervisor.
    static let sue = Actor.agent(AgentID(rawValue: "sue"), role: .supervisor, name: "Sue")
    /// A reviewer.
    static let quinn = Actor.agent(AgentID(rawValue: "quinn"), role: .quality, name: "Quinn")
    /// Another reviewer.
    static let rita = Actor.agent(AgentID(rawValue: "rita"), role: .quality, name: "Rita")

    /// The contact's id, for customers in tests.
    var contact: ContactID { contactID! }
    /// The agent's id, for staff in tests.
    var agent: AgentID { agentID! }
}
