import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Judging the need of a remote session, agreeing on a time without granting, what is used in it, and a refusal that
    /// must have consequences (R-000-10, R-000-13, R-000-27, R-000-28).
    static let remote: [RulebookEntry] = [
        .ticket("remote.judge") { ticket, frame in
            .remote(
                .judge(
                    ticket, try frame.arguments.choice("need", of: RemoteConsent.Need.self),
                    reason: try frame.text("reason")
                )
            )
        },
        .ticket("remote.acceptSlot", for: .customers) { ticket, frame in
            .remote(
                .acceptSlot(
                    ticket, try frame.identifier("consent"),
                    SlotChoice(
                        at: try frame.instant("slot"), zone: try frame.arguments.optionalString("zone", maxScalars: 64)
                    )
                )
            )
        },
        .ticket("remote.use") { ticket, frame in
            .remote(
                .use(
                    ticket, try frame.identifier("consent"), scope: try frame.arguments.string("scope"),
                    tool: try frame.arguments.optionalString("tool")
                )
            )
        },
        .ticket("remote.settleRefusal") { ticket, frame in
            .remote(
                .settleRefusal(ticket, try frame.identifier("consent"), text: try frame.optionalText("text"))
            )
        },
    ]
}
