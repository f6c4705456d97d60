extension Workspace {
    /// Tells a customer who asked to be contacted who will do so (R-002-98). Once for each person.
    mutating func nameOwner(of id: TicketID, _ agent: AgentID, name: String?) throws(Stop) {
        let facts = try state(id).facts
        guard profile.accountRoles.contactRequests.contains(facts.caseType), facts.coverage.namedOwner != agent else {
            return
        }
        try record(
            .coverage(.ownerNamed(OwnerNamed(agent: agent))), on: id, content: Content(text: name ?? agent.rawValue)
        )
    }

    /// Somebody got in touch: in the way the customer wanted, or with the reason why not (R-002-99). What was said with
    /// this ticket goes before what is known of the account.
    mutating func recordContact(_ method: String, reason: String?, on id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireText(method, field: "method")
        let preferred = try account(of: ticket.facts)?.preferredContact
        let stated = ticket.facts.context["contactMethod"] ?? preferred
        if let stated, stated != method, reason.map({ $0.allSatisfy(\.isWhitespace) }) ?? true {
            throw refuse(.reasonNeeded, "R-002-99", ["stated": stated])
        }
        try record(
            .coverage(.contactMade(ContactMade(method: method, stated: stated))), on: id,
            content: reason.map { Content(text: $0) }
        )
    }
}
