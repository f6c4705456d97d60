extension Workspace {
    /// Tells a customer who opens a ticket of the free help elsewhere that goes with plan, role and edition (R-004-1).
    mutating func offerAlternatives(on id: TicketID, to contact: Contact) throws(Stop) {
        guard let accountID = contact.account else { return }
        let facts = try state(id).facts
        let account = try account(accountID)
        for route in profile.alternativeRoutes(of: account, for: contact.id, edition: facts.context["edition"]) {
            guard let target = profile.offer.redirect(route.redirect) else { continue }
            let line = target.line(in: facts.language, edition: facts.context["edition"] ?? account.edition)
            try record(
                .coverage(
                    .alternativeOffered(
                        Redirected(redirect: route.redirect, target: target.kind, route: route.route)
                    )
                ),
                on: id, content: Content(text: line)
            )
        }
    }
}
