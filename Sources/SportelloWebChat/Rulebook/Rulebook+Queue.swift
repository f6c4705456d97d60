import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Work that the desk gives out, and agents' desks (R-002-2, R-002-9).
    static let queue: [RulebookEntry] = [
        RulebookEntry("queue.takeNext", for: .staff) { frame in
            let actor = frame.identity.actor
            guard let agent = actor.agentID else {
                throw MemberFault(code: .forbidden, message: "only an agent can take work", field: "name")
            }
            return .work({ desk, key in try await desk.takeNext(as: actor, key: key) }, in: .agentDesk(agent))
        },
        desk("queue.enroll") { agent, arguments in
            .enroll(
                AgentEnrolled(
                    agent: agent, name: try arguments.optionalString("name"),
                    teams: try arguments.optionalStrings("teams", maxCount: 50) ?? [],
                    skills: try arguments.optionalStrings("skills", maxCount: 200) ?? [],
                    tiers: try tiers(arguments)
                )
            )
        },
        desk("queue.occupy") { agent, arguments in
            let span = try arguments.span()
            return .occupy(
                agent,
                AgentDesk.Occupation(
                    id: try arguments.string("occupation"), reason: try arguments.string("reason", maxScalars: 2000),
                    from: span.lowerBound, until: span.upperBound
                )
            )
        },
        desk("queue.vacate") { agent, arguments in .vacate(agent, try arguments.string("occupation")) },
    ]

    /// A command about an agent's desk: one's own, unless `agent` names another.
    private static func desk(
        _ name: String, _ read: @escaping @Sendable (AgentID, MemberReader) throws -> QueueCommand
    ) -> RulebookEntry {
        RulebookEntry(name, for: .staff) { frame in
            let named = try frame.arguments.optionalString("agent").map(AgentID.init(rawValue:))
            guard let agent = named ?? frame.identity.actor.agentID else {
                throw frame.arguments.wrong("agent", "is missing")
            }
            return .command(.queue(try read(agent, frame.arguments)), in: .agentDesk(agent))
        }
    }

    private static func tiers(_ arguments: MemberReader) throws(MemberFault) -> [Int] {
        var tiers: [Int] = []
        for value in try arguments.optionalArray("tiers", maxCount: 9) ?? [] {
            guard let tier = value.integerValue, (1...9).contains(tier) else {
                throw arguments.wrong("tiers", "must hold whole numbers from 1 to 9 only")
            }
            tiers.append(Int(tier))
        }
        return tiers
    }
}
