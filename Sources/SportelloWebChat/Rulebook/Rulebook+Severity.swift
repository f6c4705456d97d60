import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// How bad it is (R-002-77, R-002-86). The appeal itself is `severity.appeal`, judging is `ticket.triage`.
    static let severity: [RulebookEntry] = [
        .ticket("severity.review") { ticket, frame in
            .severity(
                ticket,
                .review(
                    try frame.arguments.choice("severity", of: Severity.self), reason: try frame.text("reason")
                )
            )
        },
        .ticket("severity.confirmWorkaround", for: .everybody) { ticket, frame in
            .severity(
                ticket,
                .confirmWorkaround(
                    try frame.arguments.choice("kind", of: WorkaroundKind.self), text: try frame.optionalText("text")
                )
            )
        },
    ]
}
