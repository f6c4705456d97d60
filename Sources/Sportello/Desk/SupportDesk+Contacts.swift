public import SportelloModel

extension SupportDesk {
    /// A fresh visitor with a secret that only the visitor keeps; the desk stores its digest.
    public func registerVisitor(language: String?) async throws -> (contact: Contact, secret: String) {
        let secret = (0..<4).map { _ in environment.random() }.reduce(into: "") { text, word in
            text += Identifier<Contact>(high: 0, low: word).description.suffix(16)
        }
        let request = RegisterContact(
            id: environment.identifier(), secret: Digest(hashing: Array(secret.utf8)), language: language
        )
        let receipt = try await perform(
            .registerContact(request), as: .customer(request.id, role: .visitor, name: nil)
        )
        // What the one event makes of a fresh contact; a crowd of new visitors need not read it back.
        var contact = Contact(id: request.id)
        contact.createdAt = receipt.at
        contact.secret = request.secret
        contact.language = language
        return (contact, secret)
    }

    /// The visitor whose secret this is; `nil` when it is nobody's.
    public func contact(secret: String) async throws -> Contact? {
        try await contact(
            key: UniqueKey(space: KeySpace.secret.rawValue, value: Digest(hashing: Array(secret.utf8)).description)
        )
    }

    /// The contact whom the host's token names; made when the desk meets the person for the first time.
    public func contact(
        subject: String, name: String?, email: String?, language: String?
    ) async throws -> Contact {
        let key = UniqueKey(space: KeySpace.subject.rawValue, value: subject)
        if let known = try await contact(key: key) {
            let actor = Actor.customer(known.id, role: .contact, name: name)
            _ = try await perform(.updateContact(known.id, name: name, email: email, language: language), as: actor)
            return known
        }
        let request = RegisterContact(
            id: environment.identifier(), subject: subject, name: name, email: email, language: language
        )
        do {
            _ = try await perform(.registerContact(request), as: .customer(request.id, role: .contact, name: name))
            return try await contact(request.id)
        } catch let error as DeskError where error.code == .contended {
            guard let known = try await contact(key: key) else { throw error }
            return known
        }
    }

    /// A contact as it stands, the newest committed state.
    public func contact(_ id: ContactID) async throws -> Contact {
        guard let contact: Contact = try await state(of: .contact(id)) else {
            throw Refusal(.notFound)
        }
        return contact
    }

    private func contact(key: UniqueKey) async throws -> Contact? {
        guard let stream = try await store.find(FindRequest(key: key)).stream, let id = stream.contactID else {
            return nil
        }
        return try await contact(id)
    }
}
