import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Answers to a form's questions, and articles that spare a request (R-001-12, R-004-29).
    static let intake: [RulebookEntry] = [
        .ticket("intake.answer", for: .everybody) { ticket, frame in
            .intake(.answer(ticket, try frame.arguments.texts("answers")))
        },
        reader("knowledge.shown") { contact, frame in
            .show(
                contact, caseType: try frame.arguments.string("caseType"),
                articles: try frame.arguments.strings("articles", maxCount: 20)
            )
        },
        reader("knowledge.solved") { contact, frame in
            .solved(
                contact, caseType: try frame.arguments.string("caseType"),
                article: try frame.arguments.string("article")
            )
        },
    ]

    private static func reader(
        _ name: String, _ read: @escaping @Sendable (ContactID, RulebookFrame) throws -> KnowledgeCommand
    ) -> RulebookEntry {
        RulebookEntry(name, for: .customers) { frame in
            guard let contact = frame.identity.actor.contactID else {
                throw MemberFault(code: .forbidden, message: "this is not yours to do", field: "name")
            }
            return .command(.knowledge(try read(contact, frame)), in: .contact(contact))
        }
    }
}
