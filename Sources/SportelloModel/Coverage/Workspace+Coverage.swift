extension Workspace {
    /// Decides a command about who pays for a ticket.
    mutating func decide(_ command: CoverageCommand, on id: TicketID) throws(Stop) {
        switch command {
        case .offer(let addOn):
            _ = try activeTicket(id)
            guard profile.offer.addOn(addOn) != nil else { throw refuse(.invalid, "R-000-5", ["field": "offer"]) }
            try offer(addOn, on: id)
        case .answerOffer(let number, let accepts): try answerOffer(number, accepts: accepts, on: id)
        case .redirect(let target):
            let ticket = try activeTicket(id)
            guard profile.offer.redirect(target) != nil else {
                throw refuse(.invalid, "R-000-3", ["field": "redirect"])
            }
            try send(id, to: target, edition: account(of: ticket.facts)?.edition)
        case .chooseFairUse(let choice): try chooseFairUse(choice, on: id)
        case .authorise(let contact): try authorise(id, by: contact)
        case .openDiscussion(let ticket):
            guard let caseType = try activeTicket(id).facts.coverage.discussionDue else {
                throw refuse(.alreadySettled, "R-004-7")
            }
            try beginDiscussion(of: id, as: ticket, caseType: caseType)
        case .settleWorkaround(let worked, let from, let to):
            let ticket = try activeTicket(id)
            guard let offered = ticket.facts.coverage.workaround else { throw refuse(.alreadySettled, "R-000-26") }
            try record(
                .coverage(
                    .workaroundSettled(
                        WorkaroundSettled(workaround: offered.workaround, worked: worked, from: from, to: to)
                    )
                ),
                on: id
            )
        case .recordContact(let method, let reason): try recordContact(method, reason: reason, on: id)
        }
    }

    /// Offers an add-on, unless it lies open or was accepted here.
    mutating func offer(_ addOn: String, on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard let item = profile.offer.addOn(addOn),
            !facts.coverage.offers.contains(where: { $0.addOn == addOn && $0.state != .declined })
        else { return }
        try record(
            .coverage(
                .offered(OfferMade(number: facts.coverage.offers.count + 1, addOn: addOn, price: item.price))
            ),
            on: id, content: Content(text: item.title.text(in: facts.language))
        )
    }

    /// The customer says yes or no; yes adds the line to the account (R-000-5), and what waited for it goes on.
    private mutating func answerOffer(_ number: Int, accepts: Bool, on id: TicketID) throws(Stop) {
        let ticket: Ticket
        if context.actor.role.isCustomer {
            ticket = try ownTicket(id)
        } else {
            try requireKeeper()
            ticket = try state(id)
        }
        try requireActive(ticket)
        guard let offer = ticket.facts.coverage.offers.first(where: { $0.number == number }) else {
            throw refuse(.invalid, nil, ["field": "offer"])
        }
        guard offer.state == .open else { throw refuse(.alreadyAnswered) }
        if accepts, let payer = ticket.facts.account { try requireMember(of: payer) }
        try record(.coverage(.offerAnswered(OfferAnswered(number: number, accepted: accepts))), on: id)
        if accepts, let item = profile.offer.addOn(offer.addOn), let account = try account(of: ticket.facts),
            let line = try addLine(of: item, from: now, quantity: nil, to: account)
        {
            try record(.coverage(.lineLinked(LineLinked(line: line, addOn: item.id))), on: id)
        }
        if let verdict = ticket.facts.coverage.verdict { try settleWaiting(id, verdict) }
    }

    /// Sends the customer to a place, by the way for the customer's edition (R-000-3, R-004-2).
    mutating func send(_ id: TicketID, to redirect: String, edition: String?) throws(Stop) {
        let facts = try state(id).facts
        guard let target = profile.offer.redirect(redirect), !facts.coverage.redirects.contains(redirect) else {
            return
        }
        let edition = facts.context["edition"] ?? edition
        try record(
            .coverage(
                .redirected(
                    Redirected(redirect: redirect, target: target.kind, route: target.route(edition: edition))
                )
            ),
            on: id, content: Content(text: target.line(in: facts.language, edition: edition))
        )
    }

    /// Somebody with the needed role agrees (R-004-5): a person of the ticket's own account, for themselves or as staff
    /// heard it.
    private mutating func authorise(_ id: TicketID, by named: ContactID?) throws(Stop) {
        let person = context.actor.contactID ?? named
        if let own = context.actor.contactID {
            guard named == nil || named == own else { throw refuse(.forbidden) }
        } else {
            guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        }
        let ticket = try state(id)
        // Who is not of the account does not learn that the ticket exists.
        guard let person, let account = try account(of: ticket.facts),
            account.contacts.contains(where: { $0.contact == person })
        else { throw refuse(.notFound) }
        try requireActive(ticket)
        guard let needed = ticket.facts.coverage.verdict?.authorisedBy, !needed.isEmpty,
            ticket.facts.coverage.authorisedBy == nil
        else { throw refuse(.alreadySettled, "R-004-5") }
        guard let role = account.requesterRoles(of: person).first(where: needed.contains) else {
            throw refuse(
                .authorisationNeeded, "R-004-5", ["roles": needed.map(\.rawValue).joined(separator: ", ")]
            )
        }
        try record(.coverage(.authorised(RequestAuthorised(contact: person, role: role))), on: id)
    }
}
