import SportelloModel
import WebChatProtocol

extension WireEvents {
    /// The state that a snapshot carries. The contact's has nothing that only staff may know.
    func state(of ticket: Ticket, in view: StreamView) -> EncodedJSON {
        let facts = ticket.facts
        var state = Members()
        state["number"] = facts.number.map { .string($0.description) }
        state["status"] = .string(facts.status.rawValue)
        state["reason"] = facts.statusReason.map(JSONValue.string)
        state["caseType"] = .string(facts.caseType)
        state["subject"] = facts.subject.isEmpty ? .null : .string(facts.subject)
        state["channel"] = .string(facts.channel.rawValue)
        state["createdAt"] = JSONValue(facts.createdAt)
        state["severity"] = facts.severity.map { .string($0.rawValue) }
        state["agent"] = agent(facts)
        state["ended"] = .bool(facts.conversation?.state ?? .ended == .ended)
        state["conversation"] = facts.conversation.map(conversation)
        state["queue"] = facts.isWaiting ? .object(JSONObject()) : nil
        if let rating = facts.conversations.last(where: { $0.rating.map { !$0.isSuperseded } ?? false })?.rating {
            state["invitation"] = [
                "scale": ["min": .integer(Int64(rating.lowest)), "max": .integer(Int64(rating.highest))],
                "until": JSONValue(rating.until),
            ]
            if let score = rating.score {
                state["rating"] = ["score": .integer(Int64(score)), "amended": .bool(rating.amendments > 0)]
            }
        }
        state["due"] = .array(facts.clocks.filter { $0.state == .running }.map(clock))
        state["commitments"] = .array(
            facts.commitments.filter { $0.settledAt == nil && $0.brokenAt == nil }.map {
                ["number": .integer(Int64($0.number)), "due": JSONValue($0.due)]
            }
        )
        state["links"] = .array(
            facts.links.map {
                [
                    "number": .string($0.number.description), "relation": .string($0.relation.rawValue),
                    "ticket": .string($0.ticket.description),
                ]
            }
        )
        state["consents"] = .array(facts.consents.map(consent))
        if view == .staff { addStaffState(of: ticket, to: &state) }
        return EncodedJSON(state.json)
    }

    private func addStaffState(of ticket: Ticket, to state: inout Members) {
        let facts = ticket.facts
        var contact = Members()
        contact["id"] = facts.contact.map { .string($0.description) }
        contact["name"] = facts.contactName.map(JSONValue.string)
        state["contact"] = contact.json
        state["team"] = facts.team.map(JSONValue.string)
        state["tier"] = .integer(Int64(facts.tier))
        state["priority"] = .integer(Int64(facts.priority))
        state["cause"] = facts.cause.map(JSONValue.string)
        state["impact"] = facts.impact.map(JSONValue.string)
        state["hasWorkaround"] = facts.hasWorkaround.map(JSONValue.bool)
        state["outcome"] = facts.outcome.map(JSONValue.string)
        state["minutesWorked"] = .integer(Int64(facts.minutesWorked))
        state["wrapUp"] = .bool(facts.conversation.map { $0.isWrappedUp } ?? false)
        state["context"] = facts.context.isEmpty ? nil : JSONValue(facts.context)
        state["firstContactAt"] = facts.firstContactAt.map(JSONValue.init)
    }

    private func agent(_ facts: TicketFacts) -> JSONValue {
        guard let agent = facts.assignee else { return .null }
        return ["id": .string(agent.rawValue), "name": .string(facts.assigneeName ?? agent.rawValue)]
    }

    private func conversation(_ conversation: Conversation) -> JSONValue {
        ["number": .integer(Int64(conversation.number)), "state": .string(conversation.state.rawValue)]
    }

    private func clock(_ clock: TicketClock) -> JSONValue {
        var members = Members()
        members["target"] = .string(clock.target)
        members["metric"] = .string(clock.metric.rawValue)
        members["due"] = clock.due.map(JSONValue.init) ?? .null
        members["kind"] = .string(clock.kind.rawValue)
        members["state"] = .string(clock.state.rawValue)
        return members.json
    }

    private func consent(_ consent: RemoteConsent) -> JSONValue {
        var members = Members()
        members["consent"] = .string(consent.id.description)
        members["state"] = .string(consent.state.rawValue)
        members["tool"] = .string(consent.tool)
        members["scopes"] = .array(consent.scopes.map(JSONValue.string))
        members["grantedScopes"] = .array(consent.grantedScopes.map(JSONValue.string))
        members["need"] = .string(consent.need.rawValue)
        members["until"] = consent.until.map(JSONValue.init)
        return members.json
    }

    /// A ticket's line in the inbox.
    static func summary(of ticket: Ticket, version: Int64, position: Int?) -> JSONValue {
        let facts = ticket.facts
        var summary = Members()
        summary["ticket"] = .string(facts.id.description)
        summary["version"] = .integer(version)
        summary["number"] = facts.number.map { .string($0.description) }
        summary["subject"] = facts.subject.isEmpty ? .null : .string(facts.subject)
        summary["caseType"] = .string(facts.caseType)
        summary["status"] = .string(facts.status.rawValue)
        summary["channel"] = .string(facts.channel.rawValue)
        summary["severity"] = facts.severity.map { .string($0.rawValue) }
        summary["priority"] = .integer(Int64(facts.priority))
        var contact = Members()
        contact["id"] = facts.contact.map { .string($0.description) }
        contact["name"] = facts.contactName.map(JSONValue.string)
        summary["contact"] = contact.json
        summary["agent"] =
            facts.assignee.map { agent in
                ["id": .string(agent.rawValue), "name": .string(facts.assigneeName ?? agent.rawValue)]
            } ?? .null
        summary["team"] = facts.team.map(JSONValue.string)
        summary["createdAt"] = JSONValue(facts.createdAt)
        summary["queued"] = .bool(facts.isWaiting)
        summary["position"] = position.map { .integer(Int64($0)) }
        let lastAt = [ticket.activity.lastCustomerAt, ticket.activity.lastStaffAt].compactMap(\.self).max()
        summary["lastAt"] = lastAt.map(JSONValue.init)
        summary["awaitsReply"] = .bool(ticket.activity.unansweredSince != nil)
        let due = facts.clocks.filter { $0.state == .running && $0.kind != .indicative }.compactMap(\.due).min()
        summary["due"] = due.map(JSONValue.init)
        return summary.json
    }
}
