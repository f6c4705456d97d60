extension Workspace {
    /// The desk meets somebody: a visitor with a freshly minted secret, or a person whom the host's token names.
    mutating func register(_ request: RegisterContact) throws(Stop) {
        guard try change(to: Contact.stream(request.id)) == nil else { throw refuse(.invalid, nil, ["field": "id"]) }
        var details: [String: String] = [:]
        details["name"] = request.name
        details["email"] = request.email
        try record(
            .registered(
                ContactRegistered(secret: request.secret, subject: request.subject, language: request.language)
            ),
            on: request.id, content: details.isEmpty ? nil : Content(details: details)
        )
        let stream = Contact.stream(request.id)
        if let secret = request.secret { claims.append((.secret, secret.description, stream)) }
        if let subject = request.subject { claims.append((.subject, subject, stream)) }
        result = .created(stream)
    }

    /// A person says something about themselves. Unverified, and never a reason to merge contacts (protocol §5).
    mutating func update(_ id: ContactID, name: String?, email: String?, language: String?) throws(Stop) {
        let contact = try state(id)
        guard context.actor.contactID == id || context.actor.role == .system else { throw refuse(.notFound) }
        try updateDetails(of: contact, name: name, email: email, language: language)
    }

    /// Records only what is new.
    mutating func updateDetails(
        of contact: Contact, name: String?, email: String?, language: String?
    ) throws(Stop) {
        var details: [String: String] = [:]
        if let name, name != contact.name { details["name"] = name }
        if let email, email != contact.email { details["email"] = email }
        let newLanguage = language == contact.language ? nil : language
        guard !details.isEmpty || newLanguage != nil else { return }
        try record(
            .updated(ContactUpdated(language: newLanguage)), on: contact.id,
            content: details.isEmpty ? nil : Content(details: details)
        )
    }

    /// A visitor proved to be a contact of the host: the visitor's tickets pass over and the secret is retired
    /// (protocol §3). Passing them twice changes nothing.
    mutating func passTickets(from visitor: ContactID, to contact: ContactID) throws(Stop) {
        guard context.actor.contactID == contact || context.actor.role == .system else { throw refuse(.forbidden) }
        try need([.contact(visitor), .contact(contact)])
        let old = try state(visitor)
        let new = try state(contact)
        guard visitor != contact, old.mergedInto == nil else { return }
        // A contact that the host named is not a visitor; its tickets stay with it.
        guard old.subject == nil else { throw refuse(.otherContact) }
        try need(old.tickets.map(StreamID.ticket))
        for ticket in old.tickets {
            try record(.contactChanged(ContactChanged(contact: contact)), on: ticket)
            try record(.ticketOpened(ticket), on: contact)
            try setAccount(new.account, of: ticket)
        }
        if let secret = old.secret { releases.append((.secret, secret.description)) }
        try record(.merged(into: contact), on: visitor)
    }
}
