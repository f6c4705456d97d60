import MailParsing
import Sportello
import SportelloModel

/// A ticket that a mail belongs to, and what the sender is to it.
struct FoundTicket: Sendable {
    var ticket: Ticket
    /// Whether a signed token named it: the sender got a mail of ours or was handed one.
    var byToken: Bool
    /// Whether the sender is the ticket's customer, by an address that stands.
    var isParty: Bool
}

extension MailApplication {
    /// Whom the mail is from: the contact of the From address. A sender who cannot be believed is a contact of their own,
    /// so that a forged From never acts as somebody else.
    func contact(of known: Case) async throws -> Contact {
        let mail = known.mail
        let subject: String =
            switch mail.doubt {
            case nil: "email:\(mail.address)"
            case .forged: "email-forged:\(mail.address)"
            case .noSender:
                mail.address.isEmpty ? "email-unknown:\(known.mailbox.name)" : "email-claimed:\(mail.address)"
            }
        let key = UniqueKey(space: KeySpace.subject.rawValue, value: subject)
        if let contact = try await contact(key) { return contact }
        let request = RegisterContact(
            id: desk.newIdentifier(), subject: subject, name: mail.name,
            email: mail.doubt == nil ? mail.address : nil, language: known.mailbox.language
        )
        do {
            _ = try await desk.perform(
                .registerContact(request), as: .customer(request.id, role: .contact, name: mail.name)
            )
        } catch let error as DeskError where error.code == .contended {
            // Another mail of the same person was faster.
            guard let contact = try await contact(key) else { throw error }
            return contact
        }
        contacts[subject] = request.id
        var contact = Contact(id: request.id)
        contact.subject = subject
        contact.email = request.email
        return contact
    }

    private func contact(_ key: UniqueKey) async throws -> Contact? {
        var contact: Contact
        if let id = contacts[key.value], case let known = try await desk.contact(id), known.subject == key.value {
            contact = known
        } else {
            guard let id = try await desk.store.find(FindRequest(key: key)).stream?.contactID else { return nil }
            contacts[key.value] = id
            contact = try await desk.contact(id)
        }
        for _ in 0..<8 {
            guard let next = contact.mergedInto else { break }
            contact = try await desk.contact(next)
        }
        return contact
    }

    /// The ticket that the mail belongs to: by our token, then by a Message-ID that this mailbox knows, then, only for its
    /// own customer, by the number in the subject.
    func thread(of known: Case, from contact: Contact) async throws -> FoundTicket? {
        if let ticket = try await ticketOfToken(known) {
            return try await found(ticket, known, contact, byToken: true)
        }
        if let ticket = try await ticketOfReferences(known) {
            return try await found(ticket, known, contact, byToken: false)
        }
        for number in known.mail.numbers.prefix(3) {
            guard let id = try await desk.ticket(number: number), let ticket = try await successor(of: id) else {
                continue
            }
            let found = try await found(ticket, known, contact, byToken: false)
            if found.isParty { return found }
        }
        return nil
    }

    func ticketOfToken(_ known: Case) async throws -> Ticket? {
        guard let number = known.mail.token?.ticketNumber, let id = try await desk.ticket(number: number) else {
            return nil
        }
        return try await successor(of: id)
    }

    func ticketOfReferences(_ known: Case) async throws -> Ticket? {
        guard let id = try await store.ticket(of: known.mail.answers, mailbox: known.mailbox.name) else { return nil }
        return try await successor(of: id)
    }

    /// The ticket, or the one that it went on as.
    private func successor(of id: TicketID) async throws -> Ticket? {
        var ticket = try await desk.ticket(id)?.ticket
        for _ in 0..<20 {
            guard let facts = ticket?.facts, facts.status == .merged,
                let next = facts.links.last(where: { $0.relation == .mergedInto })?.ticket
            else { break }
            ticket = try await desk.ticket(next)?.ticket
        }
        return ticket
    }

    private func found(
        _ ticket: Ticket, _ known: Case, _ contact: Contact, byToken: Bool
    ) async throws -> FoundTicket {
        var isParty = false
        if known.mail.doubt == nil, let owner = ticket.facts.contact {
            if owner == contact.id {
                isParty = true
            } else if let token = known.mail.token, byToken, token.isFor(known.mail.address) {
                // We wrote to this address about this ticket, and the answer comes from there.
                isParty = true
            } else {
                isParty = try await desk.contact(owner).email?.lowercased() == known.mail.address
            }
        }
        return FoundTicket(ticket: ticket, byToken: byToken, isParty: isParty)
    }
}
