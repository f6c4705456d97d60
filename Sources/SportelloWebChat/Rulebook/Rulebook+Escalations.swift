import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// What became of an escalation, and what the product teams decide (R-002-44, R-002-60 to R-002-66, R-002-93).
    static let escalations: [RulebookEntry] = [
        .ticket("escalation.check") { ticket, frame in
            .escalation(.check(ticket, note: try frame.optionalText("note")))
        },
        .ticket("escalation.answer") { ticket, frame in
            .escalation(.answerReturn(ticket, try frame.identifier("issue"), text: try frame.text("text")))
        },
        .known("issue.triage", "issue") { id, frame in .escalation(.triage(id, try decision(frame))) },
        .known("issue.estimate", "issue") { id, frame in
            .escalation(.estimate(id, cost: Int(try frame.arguments.integer("cost", in: 1...1_000_000))))
        },
        .known("issue.release", "issue") { id, frame in
            .escalation(
                .release(
                    id, version: try frame.arguments.string("version"),
                    isHotfix: try frame.arguments.optionalBool("hotfix") ?? false
                )
            )
        },
        .question("issue.show") { frame in
            let id = try frame.identifier("issue", of: InternalIssue.self)
            return { desk in
                guard let issue: InternalIssue = try await desk.state(of: .internalIssue(id)) else {
                    throw Refusal(.notFound)
                }
                return issue.wire
            }
        },
    ]

    private static func decision(_ frame: RulebookFrame) throws(MemberFault) -> IssueTriage {
        switch try frame.arguments.string("decision") {
        case "duplicate": .duplicate(of: try frame.identifier("of"))
        case "roadmap": .roadmap
        case "backlog": .backlog(team: try frame.arguments.string("team"), reason: try frame.text("reason"))
        case "reject": .reject(reason: try frame.arguments.string("reason"), text: try frame.text("text"))
        default: throw frame.arguments.wrong("decision", "must be duplicate, roadmap, backlog or reject")
        }
    }
}

extension InternalIssue {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["issue"] = .string(id.description)
        members["kind"] = .string(kind.rawValue)
        members["state"] = .string(state.rawValue)
        members["severity"] = severity.map { .string($0.rawValue) }
        members["description"] = .string(description)
        members["points"] = .integer(Int64(points))
        members["cost"] = cost.map { .integer(Int64($0)) }
        members["team"] = team.map(JSONValue.string)
        members["reason"] = reason.map(JSONValue.string)
        members["parent"] = parent.map { .string($0.description) }
        members["duplicates"] = .array(duplicates.map { .string($0.description) })
        // A matter may have very many tickets; how many, and the newest of them.
        members["ticketCount"] = .integer(Int64(tickets.count))
        members["tickets"] = .array(tickets.suffix(100).map { .string($0.description) })
        members["package"] = package.map { .string($0.description) }
        members["plannedFor"] = plannedFor.map(JSONValue.init)
        members["version"] = version.map(JSONValue.string)
        members["createdAt"] = JSONValue(createdAt)
        members["settledAt"] = settledAt.map(JSONValue.init)
        return members.json
    }
}
