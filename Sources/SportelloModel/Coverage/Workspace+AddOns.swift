extension Workspace {
    /// Something was bought beside the contract: a line of its own on the account, and the ticket with which its work
    /// begins (R-000-5, R-000-7).
    mutating func acceptAddOn(_ request: AcceptAddOn, for id: AccountID) throws(Stop) {
        try requireKeeper()
        let account = try account(id)
        guard let item = profile.offer.addOn(request.addOn) else { throw refuse(.invalid, nil, ["field": "addOn"]) }
        if let quantity = request.quantity, quantity < 1 { throw refuse(.invalid, nil, ["field": "quantity"]) }
        guard let line = try addLine(of: item, from: request.from ?? now, quantity: request.quantity, to: account)
        else { throw refuse(.invalid, "R-000-5", ["field": "addOn"]) }
        result = .created(.account(id))
        guard let caseType = item.caseType else { return }
        guard let contact = request.contact, account.contacts.contains(where: { $0.contact == contact }) else {
            throw refuse(.invalid, "R-000-7", ["field": "contact"])
        }
        guard let ticket = request.ticket else { throw refuse(.invalid, "R-000-7", ["field": "ticket"]) }
        let person = try state(contact)
        try registerTicket(
            ticket, official: .bought, contact: person, caseType: caseType,
            subject: item.title.text(in: person.language ?? profile.language),
            language: person.language ?? profile.language, details: [:]
        )
        try record(.ticketOpened(ticket.id), on: contact)
        try record(.coverage(.lineLinked(LineLinked(line: line, addOn: item.id))), on: ticket.id)
        result = .ticket(ticket.id, ticket.number)
    }

    /// The line of an add-on, with its own dates and balance; `nil` for one that only pays for a ticket.
    mutating func addLine(
        of item: OfferPolicy.AddOn, from: Instant, quantity: Int?, to account: Account
    ) throws(Stop) -> Int? {
        guard let entitlement = item.entitlement else { return nil }
        return try addLine(
            EntitlementLine(
                number: 0, entitlement: entitlement, source: item.id, from: from,
                until: item.validDays.map { from + .days($0) } ?? account.contract?.until,
                quantity: quantity ?? item.quantity, price: item.price ?? 0
            ),
            to: account.id
        )
    }
}
