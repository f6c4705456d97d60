import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// How cases come to quality control, what they look like to reviewers, and what is left to do after a decision
    /// (R-004-52 to R-004-56). Reviewing itself is `qualityCase.*`.
    static let quality: [RulebookEntry] = [
        .ticket("quality.transfer", for: .everybody) { ticket, frame in
            .quality(.transfer(ticket, frame.derivedIdentifier(), text: try frame.text("text")))
        },
        .fresh("quality.receive") { id, frame in
            let request = ReceiveQuality(
                channel: ChannelKind(rawValue: try frame.arguments.string("channel", maxScalars: 40)),
                contact: try frame.optionalIdentifier("contact") ?? frame.derivedIdentifier(),
                person: try frame.arguments.optionalString("person", maxScalars: 300) ?? "",
                ticket: try frame.optionalTicket(), text: try frame.text("text"),
                remedy: try frame.optionalText("remedy")
            )
            return .quality(.receive(id, request))
        },
        .fresh("quality.sample") { id, frame in
            let sample = QualitySample(
                ticket: try frame.ticket().id,
                conversation: Int(try frame.arguments.integer("conversation", in: 1...1_000_000)),
                trait: try frame.arguments.optionalChoice("trait", of: QualityPolicy.Stratum.Trait.self) ?? .any
            )
            return .quality(.openSample(id, sample))
        },
        .known("quality.finishTask", "case") { id, frame in
            let action = try frame.arguments.choice("action", of: QualityCase.Action.self)
            return .quality(.finishTask(id, action, reference: try frame.text("reference")))
        },
        .question("quality.list") { frame in
            let agent = try frame.reviewer()
            var filter = QueryRequest.Filter(kind: .qualityCase)
            filter.isOpen = try frame.arguments.optionalBool("open")
            let after = try frame.arguments.optionalString("after", maxScalars: 500)
            let limit = Int(try frame.arguments.optionalInteger("limit", in: 1...100) ?? 50)
            let request = QueryRequest(filter: filter, order: .newest, after: after, limit: limit)
            return { desk in
                let page = try await desk.store.query(request)
                var cases: [JSONValue] = []
                for snapshot in page.snapshots {
                    guard case .qualityCase(let change) = try snapshot.decoded() else { continue }
                    if try await desk.isIndependent(agent, of: change.state) { cases.append(change.state.summary) }
                }
                return ["cases": .array(cases), "next": page.next.map(JSONValue.string) ?? .null]
            }
        },
        .question("quality.show") { frame in
            let agent = try frame.reviewer()
            let id = try frame.identifier("case", of: QualityCase.self)
            let language = frame.language
            return { desk in
                guard let known: QualityCase = try await desk.state(of: QualityCase.stream(id)),
                    try await desk.isIndependent(agent, of: known)
                else { throw Refusal(.notFound) }
                return [
                    "case": known.wire,
                    "scorecard": .array(desk.profile.qualityControl.scorecard.map { $0.wire(in: language) }),
                ]
            }
        },
    ]
}

extension CommandArguments {
    /// The acting reviewer. For everybody else there are no cases (R-004-55).
    fileprivate func reviewer() throws(MemberFault) -> AgentID {
        guard identity.actor.role == .quality, let agent = identity.actor.agentID else {
            throw MemberFault(code: .notFound, message: "there is no such thing", field: "case")
        }
        return agent
    }

    /// How a reviewer decides; the scores are those of the profile's scorecard.
    func review() throws(MemberFault) -> QualityReview {
        var actions: [QualityCase.Action] = []
        for word in try arguments.optionalStrings("actions", maxCount: 10) ?? [] {
            guard let action = QualityCase.Action(rawValue: word) else {
                throw arguments.wrong("actions", "must be among reopen, reverseCharge, apologise, coach, changeArticle")
            }
            actions.append(action)
        }
        return QualityReview(
            outcome: try arguments.choice("outcome", of: QualityCase.Outcome.self), actions: actions,
            text: try optionalText("text") ?? "", scores: try arguments.optionalScores("scores"),
            agent: try arguments.optionalString("agent").map(AgentID.init(rawValue:))
        )
    }
}

extension SupportDesk {
    /// Whether this agent never acted on the case's ticket (R-004-55).
    fileprivate func isIndependent(_ agent: AgentID, of known: QualityCase) async throws -> Bool {
        guard let id = known.ticket, let ticket = try await ticket(id)?.ticket else { return true }
        return !ticket.facts.handlers.contains(agent)
    }
}

extension QualityCase {
    /// The case as an independent reviewer sees it.
    fileprivate var wire: JSONValue {
        var members = facts
        members["text"] = .string(text)
        members["remedy"] = remedy.map(JSONValue.string)
        return members.json
    }

    /// The case in a list, with how its text begins: a hundred of them fit into one frame, whatever people wrote.
    var summary: JSONValue {
        var members = facts
        members["text"] = .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(100))))
        return members.json
    }

    private var facts: Members {
        var members = Members()
        members["case"] = .string(id.description)
        members["state"] = .string(state.rawValue)
        members["entry"] = .string(entry.rawValue)
        members["channel"] = channel.map { .string($0.rawValue) }
        members["ticket"] = ticket.map { .string($0.description) }
        members["conversation"] = conversation.map { .integer(Int64($0)) }
        members["contact"] = contact.map { .string($0.description) }
        members["receivedAt"] = JSONValue(receivedAt)
        members["acknowledgedAt"] = acknowledgedAt.map(JSONValue.init)
        members["reviewer"] = reviewer.map { .string($0.rawValue) }
        members["outcome"] = outcome.map { .string($0.rawValue) }
        members["actions"] = .array(actions.map { .string($0.rawValue) })
        members["openTasks"] = .array(openTasks.map(\.rawValue).sorted().map(JSONValue.string))
        members["scores"] = .object(
            JSONObject(
                scores.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .integer(Int64($0.value))) }
            )
        )
        members["score"] = score.map { .integer(Int64($0)) }
        members["closedAt"] = closedAt.map(JSONValue.init)
        return members
    }
}

extension QualityPolicy.Criterion {
    fileprivate func wire(in language: String) -> JSONValue {
        [
            "id": .string(id), "title": .string(title.text(in: language)), "weight": .integer(Int64(weight)),
            "highest": .integer(Int64(highest)), "critical": .bool(isCritical),
        ]
    }
}
