import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// What a ticket comes to (R-002-32, R-002-46, R-002-56, R-002-91). Resolving is `ticket.resolve`.
    static let outcomes: [RulebookEntry] = [
        .ticket("outcome.choose") { ticket, frame in
            .outcome(ticket, .choose(outcome: try frame.arguments.string("outcome")))
        },
        .ticket("outcome.completeStep") { ticket, frame in
            .outcome(
                ticket,
                .completeStep(
                    outcome: try frame.arguments.string("outcome"), step: try frame.arguments.string("step"),
                    note: try frame.optionalText("note")
                )
            )
        },
        .ticket("outcome.requestAnalysis", for: .everybody) { ticket, frame in
            .outcome(ticket, .requestAnalysis(hint: try frame.optionalText("hint")))
        },
        .ticket("outcome.withdrawAnalysis") { ticket, frame in
            .outcome(ticket, .withdrawAnalysis(reason: try frame.text("reason")))
        },
        .ticket("outcome.classify") { ticket, frame in
            .outcome(
                ticket,
                .classify(
                    quantity: try frame.arguments.string("quantity"), load: Int(try frame.arguments.integer("load"))
                )
            )
        },
        .ticket("outcome.convertToProposal") { ticket, frame in
            .outcome(
                ticket,
                .convertToProposal(
                    frame.derivedIdentifier(), text: try frame.text("text"), proposal: try frame.proposal()
                )
            )
        },
    ]
}

extension CommandArguments {
    /// What belongs to an outcome; every member is optional.
    func outcomeDetails() throws(MemberFault) -> OutcomeDetails {
        let hasProposal = ["proposalType", "area", "analysis", "confirmed"].contains(where: arguments.has)
        return OutcomeDetails(
            help: try arguments.optionalChoice("help", of: HelpKind.self), references: try references(),
            fix: try arguments.optionalChoice("fix", of: SeverityPolicy.Fix.self),
            proposal: hasProposal ? try proposal() : nil
        )
    }

    /// What is proposed. `analysis` is an object by field here; for `escalate` it may be one text, read elsewhere.
    func proposal() throws(MemberFault) -> ProposalDetails {
        var analysis: [AnalysisField: String] = [:]
        if case .object? = arguments.value("analysis") {
            for (name, text) in try arguments.texts("analysis") {
                guard let field = AnalysisField(rawValue: name) else {
                    let allowed = AnalysisField.allCases.map(\.rawValue).joined(separator: ", ")
                    throw arguments.wrong("analysis", "must have members among \(allowed)")
                }
                analysis[field] = text
            }
        }
        return ProposalDetails(
            type: try arguments.optionalString("proposalType"), area: try arguments.optionalString("area"),
            analysis: analysis, isConfirmed: try arguments.optionalBool("confirmed") ?? false
        )
    }

    /// Where the customer is pointed to: articles of the profile, or typed links.
    func references() throws(MemberFault) -> [CitedReference] {
        var references: [CitedReference] = []
        for element in try arguments.optionalObjects("references", maxCount: 20) ?? [] {
            references.append(try CitedReference(element))
        }
        return references
    }
}

extension CitedReference {
    /// Reads `{article, locale?}` or `{kind, address}`.
    init(_ members: MemberReader) throws(MemberFault) {
        if let article = try members.optionalString("article") {
            self = .article(article, locale: try members.optionalString("locale", maxScalars: 35))
        } else {
            self = .link(
                try members.choice("kind", of: ReferenceKind.self), try members.string("address", maxScalars: 2000)
            )
        }
    }
}
