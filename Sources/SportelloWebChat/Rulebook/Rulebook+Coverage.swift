import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Who pays for a ticket: offers, redirects, fair use, and somebody's leave (R-000-5, R-000-23, R-004-5).
    static let coverage: [RulebookEntry] = [
        .ticket("coverage.offer") { ticket, frame in
            .coverage(ticket, .offer(addOn: try frame.arguments.string("addOn")))
        },
        .ticket("coverage.answerOffer", for: .everybody) { ticket, frame in
            .coverage(
                ticket,
                .answerOffer(
                    number: Int(try frame.arguments.integer("offer", in: 1...1_000_000)),
                    accepts: try frame.arguments.bool("accepts")
                )
            )
        },
        .ticket("coverage.redirect") { ticket, frame in
            .coverage(ticket, .redirect(to: try frame.arguments.string("to")))
        },
        .ticket("coverage.chooseFairUse") { ticket, frame in
            .coverage(ticket, .chooseFairUse(try fairUseChoice(frame.arguments)))
        },
        .ticket("coverage.authorise", for: .everybody) { ticket, frame in
            .coverage(ticket, .authorise(by: try frame.optionalIdentifier("contact")))
        },
        .ticket("coverage.openDiscussion") { ticket, frame in
            .coverage(ticket, .openDiscussion(frame.desk.newTicket()))
        },
        .ticket("coverage.settleWorkaround") { ticket, frame in
            .coverage(
                ticket,
                .settleWorkaround(
                    worked: try frame.arguments.bool("worked"), from: try frame.arguments.optionalString("from"),
                    to: try frame.arguments.optionalString("to")
                )
            )
        },
        .ticket("coverage.recordContact") { ticket, frame in
            .coverage(
                ticket,
                .recordContact(
                    method: try frame.arguments.string("method"), reason: try frame.optionalText("reason")
                )
            )
        },
        .question("coverage.show") { frame in
            let ticket = try frame.ticket().id
            return { desk in
                guard let known = try await desk.ticket(ticket) else { throw Refusal(.notFound) }
                return known.ticket.facts.coverage.wire(account: known.ticket.facts.account)
            }
        },
    ]

    private static func fairUseChoice(_ arguments: MemberReader) throws(MemberFault) -> FairUseChoice {
        switch try arguments.string("choice") {
        case "offer": .offer(try arguments.string("addOn"))
        case "redirect": .redirect(try arguments.string("to"))
        case "answer": .answer
        default: throw arguments.wrong("choice", "must be offer, redirect or answer")
        }
    }
}

extension CoverageFacts {
    fileprivate func wire(account: AccountID?) -> JSONValue {
        var members = Members()
        members["account"] = account.map { .string($0.description) }
        members["outcome"] = verdict.map { .string($0.outcome) }
        members["rule"] = verdict.map { .string($0.rule) }
        members["authorisedBy"] = verdict.map { .array($0.authorisedBy.map { .string($0.rawValue) }) }
        members["authorised"] = .bool(authorisedBy != nil)
        members["offers"] = .array(
            offers.map {
                [
                    "offer": .integer(Int64($0.number)), "addOn": .string($0.addOn),
                    "state": .string($0.state.rawValue), "at": JSONValue($0.madeAt),
                ]
            }
        )
        members["redirects"] = .array(redirects.map(JSONValue.string))
        members["choiceNeeded"] = .bool(fairUsePrompt != nil && fairUseChoice == nil)
        return members.json
    }
}
