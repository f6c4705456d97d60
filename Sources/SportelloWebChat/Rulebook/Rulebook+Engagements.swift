import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Larger work with its documents (R-002-94 to R-002-96).
    static let engagements: [RulebookEntry] = [
        .fresh("engagement.create") { id, frame in
            .engagement(
                id,
                .create(
                    type: try frame.arguments.string("type"), account: try frame.identifier("account"),
                    contact: try frame.identifier("contact"), basis: try frame.optionalIdentifier("basis")
                )
            )
        },
        .known("engagement.attach", "engagement") { id, frame in
            .engagement(
                id, .attach(try frame.arguments.choice("artefact", of: Artefact.self), text: try frame.text("text"))
            )
        },
        .known("engagement.approve", "engagement", for: .customers) { id, frame in
            .engagement(
                id,
                .approve(
                    try frame.arguments.choice("artefact", of: Artefact.self),
                    seen: try frame.arguments.optionalDigest("digest")
                )
            )
        },
        .known("engagement.plan", "engagement") { id, frame in
            var steps: [Engagement.PlannedStep] = []
            for step in try frame.arguments.objects("steps", maxCount: 500) {
                steps.append(
                    .init(
                        due: try step.instant("due"),
                        minutes: Minutes(Int(try step.integer("minutes", in: 1...600_000)))
                    )
                )
            }
            let rate = try frame.arguments.optionalObject("rate").flatMap { try $0.optionalMoney() }
            return .engagement(id, .plan(steps, rate: rate))
        },
        .known("engagement.start", "engagement") { id, _ in .engagement(id, .start) },
        .known("engagement.postTime", "engagement") { id, frame in
            .engagement(
                id,
                .postTime(
                    WorkedMinutes(try frame.minutes()), role: try frame.arguments.string("role")
                )
            )
        },
        .known("engagement.complete", "engagement") { id, _ in .engagement(id, .complete) },
        .known("engagement.cancel", "engagement") { id, _ in .engagement(id, .cancel) },
        .question("engagement.show", for: .everybody) { frame in
            let id = try frame.identifier("engagement", of: Engagement.self)
            let contact = frame.identity.actor.contactID
            return { desk in
                guard let engagement: Engagement = try await desk.state(of: Engagement.stream(id)),
                    contact == nil || engagement.contact == contact
                else { throw Refusal(.notFound) }
                return engagement.wire
            }
        },
    ]
}

extension Engagement {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["engagement"] = .string(id.description)
        members["state"] = .string(state.rawValue)
        members["type"] = .string(type)
        members["artefact"] = .string(artefact.rawValue)
        members["documents"] = .array(
            documents.sorted { $0.key.rawValue < $1.key.rawValue }.map { artefact, document in
                var members = Members()
                members["artefact"] = .string(artefact.rawValue)
                members["reference"] = .string(document.reference)
                members["digest"] = .string(document.digest.description)
                members["attachedAt"] = JSONValue(document.attachedAt)
                members["approvedAt"] = document.approvedAt.map(JSONValue.init)
                return members.json
            }
        )
        members["planned"] = .array(
            plan.map { ["due": JSONValue($0.due), "minutes": .integer(Int64($0.minutes.count))] }
        )
        members["worked"] = .integer(Int64(actuals.reduce(0) { $0 + $1.minutes.count }))
        return members.json
    }
}
