import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Listed reasons to wait or to refuse (R-004-38 to R-004-47). A wish is `ticket.defer` or `ticket.refuse`.
    static let deferrals: [RulebookEntry] = [
        .ticket("deferral.confirm") { ticket, _ in .deferral(.confirm(ticket)) },
        .ticket("deferral.reject") { ticket, frame in
            .deferral(.reject(ticket, note: try frame.text("note")))
        },
        .ticket("deferral.warn") { ticket, frame in
            .deferral(
                .warn(ticket, text: try frame.text("text"), messages: try frame.arguments.numbers("messages"))
            )
        },
        .ticket("deferral.lift") { ticket, frame in
            .deferral(.lift(ticket, note: try frame.optionalText("note")))
        },
        .ticket("deferral.recordLicence") { ticket, frame in
            .deferral(
                .recordLicence(
                    ticket,
                    LicenceCheck(
                        try frame.arguments.choice("state", of: LicenceCheck.State.self),
                        source: try frame.arguments.string("source", maxScalars: 2000)
                    )
                )
            )
        },
    ]
}

extension CommandArguments {
    /// What is shown for a reason: one line of text, or an object with the parts that the reason asks for.
    func evidence() throws(MemberFault) -> DeferralEvidence {
        guard case .object(let object)? = arguments.value("evidence") else {
            return DeferralEvidence(text: try optionalText("evidence"))
        }
        let members = MemberReader(object)
        return DeferralEvidence(
            note: try members.optionalString("note", maxScalars: 32_000),
            notReproducedOn: try members.optionalString("notReproducedOn", maxScalars: 2000),
            accessDenied: try members.optionalBool("accessDenied") ?? false,
            missing: try members.optionalStrings("missing", maxCount: 50, maxScalars: 2000) ?? [],
            code: try members.optionalString("code"),
            request: try members.optionalInteger("request", in: 1...9_007_199_254_740_991),
            messages: try members.has("messages") ? members.numbers("messages") : [], work: try members.work()
        )
    }
}

extension MemberReader {
    /// Numbers of public messages.
    fileprivate func numbers(_ name: String) throws(MemberFault) -> [Int64] {
        var numbers: [Int64] = []
        for value in try optionalArray(name) ?? [] {
            guard let number = value.integerValue, number > 0 else {
                throw wrong(name, "must hold numbers of messages only")
            }
            numbers.append(number)
        }
        return numbers
    }

    /// `work`: one of `{issue}`, `{ticket}`, `{order}`, `{offer}`.
    fileprivate func work() throws(MemberFault) -> WorkReference? {
        guard let work = try optionalObject("work") else { return nil }
        if work.has("issue") { return .issue(try work.identifier("issue")) }
        if work.has("ticket") { return .ticket(try work.identifier("ticket")) }
        if work.has("order") { return .workOrder(try work.identifier("order")) }
        if work.has("offer") { return .offer(Int(try work.integer("offer", in: 1...1_000_000))) }
        throw wrong("work", "must name an issue, a ticket, an order or an offer")
    }
}
