import Foundation
import Logging
import MailParsing
import Sportello
import SportelloModel

/// Applies one stored mail to the desk: the second stage. Done twice, it changes nothing the second time: every command
/// carries a key that follows from the mail.
struct MailApplication: Sendable {
    let desk: SupportDesk
    let store: MailStore
    let configuration: EmailConfiguration
    let attachments: MailAttachments
    /// Whom an address belongs to, of those seen lately.
    let contacts = ContactCache()

    /// What a mail became.
    struct Outcome: Sendable {
        var state: MailState
        var stream: StreamID?
    }

    /// One mail with what is known of it.
    struct Case: Sendable {
        var stored: StoredMail
        var mail: IncomingMail
        var mailbox: Mailbox
        /// Whether a bounce forbids mail to the sender.
        var isSuppressed: Bool
    }

    /// Decides what the mail is and performs it. Throws what may succeed later.
    ///
    /// - Parameters:
    ///   - first: The earlier mail of the mailbox with the same Message-ID and words.
    ///   - isSuppressed: Whether a bounce may forbid mail to the sender.
    func apply(
        _ stored: StoredMail, _ mail: IncomingMail, doubling first: Int64?, isSuppressed: Bool
    ) async throws -> Outcome {
        guard let mailbox = configuration.mailbox(stored.origin.mailbox) else {
            throw EmailError(.configuration, "no mailbox \(stored.origin.mailbox) is configured")
        }
        let known = Case(stored: stored, mail: mail, mailbox: mailbox, isSuppressed: isSuppressed)
        if mail.isOwn { return Outcome(state: .ignored(reason: "own")) }
        if let bounce = mail.parsed.bounce { return try await applyBounce(bounce, known) }
        if let first { return Outcome(state: .ignored(reason: "duplicate of \(first)")) }
        if let automatic = mail.parsed.automatic, !automatic.isWeak {
            return try await applyAutomatic(automatic, known)
        }
        return try await applyPersonal(known)
    }

    // MARK: People

    private func applyPersonal(_ known: Case) async throws -> Outcome {
        let (mail, mailbox) = (known.mail, known.mailbox)
        let contact = try await self.contact(of: known)
        let ticket = try await thread(of: known, from: contact)
        // Somebody who writes can be written to.
        if mail.doubt == nil, configuration.suppressesAfterBounce, known.isSuppressed {
            try await store.release(mail.address)
        }
        let decision = desk.profile.decide(
            InboundContact(
                kind: .email, address: mailbox.address, purpose: mailbox.purpose,
                hasTicket: ticket != nil || !contact.tickets.isEmpty
            )
        )
        guard case .official(let official) = decision else { return try await recordUnofficial(known, contact) }
        if mailbox.purpose == .qualityControl { return try await openQualityCase(known, contact, ticket) }
        if let ticket, let outcome = try await add(known, contact, to: ticket, official) { return outcome }
        return try await start(known, contact, official, follows: ticket)
    }

    /// Adds to a ticket; `nil` when it takes nothing from this sender, so that a new one is made.
    private func add(
        _ known: Case, _ contact: Contact, to found: FoundTicket, _ official: OfficialContact
    ) async throws -> Outcome? {
        let facts = found.ticket.facts
        let owner = found.isParty ? facts.contact ?? contact.id : contact.id
        let message = try await message(known, owner: owner)
        let stream = StreamID.ticket(facts.id)
        do {
            if found.isParty {
                let actor = Actor.customer(owner, role: .contact, name: known.mail.name)
                _ = try await desk.perform(.post(facts.id, message), as: actor, key: key(known, in: stream))
            } else {
                // Without a token a stranger is nobody here, whatever the mail says that it answers.
                guard found.byToken else { return nil }
                _ = try await desk.perform(
                    .mail(.addUnverified(facts.id, by: contact.id, message)), as: .system, key: key(known, in: stream)
                )
            }
            noteReference(known, on: stream)
            return Outcome(state: .done, stream: stream)
        } catch let refusal as Refusal where refusal.code == .closed || refusal.code == .resolved {
            return nil
        }
    }

    private func start(
        _ known: Case, _ contact: Contact, _ official: OfficialContact, follows found: FoundTicket?
    ) async throws -> Outcome {
        let (mail, mailbox) = (known.mail, known.mailbox)
        // A customer who comes back to a closed ticket gets a new one that is tied to it; a stranger gets one that is not.
        let old = found.flatMap { $0.isParty && isOver($0.ticket.facts) ? $0.ticket.facts : nil }
        let owner = old?.contact ?? contact.id
        let message = try await message(known, owner: owner)
        var request = StartConversation(
            contact: owner, ticket: desk.newTicket(), official: official,
            caseType: mailbox.caseType ?? desk.profile.caseTypes.first?.id ?? "question", text: message.text,
            files: message.files, subject: String(mail.parsed.subject.prefix(500)), language: language(known),
            continues: old?.id, insistsOnNew: true
        )
        request.team = mailbox.team
        request.isAutomatic = mail.forbidsAnswer
        request.messageDetails = message.details
        request.details = context(known, found, old)
        let receipt = try await desk.perform(
            .start(request), as: .customer(owner, role: .contact, name: mail.name),
            key: key(known, in: .contact(owner))
        )
        guard case .ticket(let id, _) = receipt.result else {
            throw EmailError(.store, "a new ticket's receipt names no ticket")
        }
        noteReference(known, on: .ticket(id))
        return Outcome(state: .done, stream: .ticket(id))
    }

    /// Whether nothing can bring the ticket back, so that a new one follows it.
    private func isOver(_ facts: TicketFacts) -> Bool {
        if facts.status.isFinal { return true }
        guard facts.status == .resolved, let resolved = facts.resolvedAt else { return false }
        return desk.environment.now() > resolved + .days(desk.profile.followUp.reopenWithinDays)
    }

    /// What staff should know about where the ticket came from.
    private func context(_ known: Case, _ found: FoundTicket?, _ old: TicketFacts?) -> [String: String] {
        var context = ["mailbox": known.mailbox.name]
        if let doubt = known.mail.doubt { context["sender"] = doubt.rawValue }
        if let number = found?.ticket.facts.number, old == nil { context["mentions"] = number.description }
        if known.stored.fullSize != nil { context["mail"] = "cut" }
        if known.mail.parsed.isEncrypted { context["encrypted"] = "yes" }
        return context
    }

    private func noteReference(_ known: Case, on stream: StreamID) {
        if let id = known.mail.parsed.messageID { store.addReference(id, to: stream) }
    }

    /// The message as readers see it: without what it quotes. The whole text comes along, the whole mail is in the store.
    private func message(_ known: Case, owner: ContactID) async throws -> PostMessage {
        let parsed = known.mail.parsed
        let limit = configuration.limits.textCharacters
        let trimmed = parsed.trimmed.isEmpty ? parsed.text : parsed.trimmed
        let text = trimmed.isEmpty ? parsed.subject : trimmed
        let files = try await attachments.keep(parsed, digest: known.stored.digest, owner: owner)
        var message = PostMessage(
            text: text.isEmpty && files.isEmpty
                ? "(\(known.stored.bytes) B)" : configuration.limits.cut(text),
            files: files,
            via: .email
        )
        message.details["mail"] = known.stored.digest.description
        message.details["from"] = known.mail.address
        message.details["sender"] = known.mail.name
        if parsed.text != trimmed { message.details["fullText"] = String(parsed.text.prefix(limit)) }
        return message
    }

    // MARK: Quality control and unofficial ways

    /// Past the handling team, whatever it is about (R-004-54).
    private func openQualityCase(
        _ known: Case, _ contact: Contact, _ found: FoundTicket?
    ) async throws -> Outcome {
        let id = QualityCaseID(derivedFrom: Digest(hashing: known.stored.digest.bytes + Array("quality".utf8)))
        let ticket = found.flatMap { $0.isParty ? $0.ticket.facts : nil }
        let message = try await message(known, owner: contact.id)
        let command = MailCommand.openQualityCase(
            id, from: ticket?.contact ?? contact.id, about: ticket?.id,
            text: configuration.limits.cut(
                [known.mail.parsed.subject, message.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
            )
        )
        let stream = QualityCase.stream(id)
        _ = try await desk.perform(.mail(command), as: .system, key: key(known, in: stream))
        return Outcome(state: .done, stream: stream)
    }

    /// Written down, and the person is told the official ways (R-004-32, R-004-35).
    private func recordUnofficial(_ known: Case, _ contact: Contact) async throws -> Outcome {
        let id = OffChannelNoteID(derivedFrom: Digest(hashing: known.stored.digest.bytes + Array("note".utf8)))
        let stream = OffChannelNote.stream(id)
        let text = known.mail.parsed.trimmed.isEmpty ? known.mail.parsed.text : known.mail.parsed.trimmed
        let summary = [known.mail.parsed.subject, text].filter { !$0.isEmpty }.joined(separator: "\n\n")
        let record = RecordOffChannel(
            channel: .email, purpose: known.mailbox.purpose, person: known.mail.address,
            summary: summary.isEmpty ? "-" : configuration.limits.cut(summary)
        )
        let clerk = Actor.agent(AgentID(rawValue: "channel:email"), role: .agent, name: "e-mail")
        _ = try await desk.perform(.recordOffChannel(id, record), as: clerk, key: key(known, in: stream))
        if known.mailbox.redirects, !known.mail.forbidsAnswer {
            _ = try await desk.perform(
                .settleOffChannel(id, .redirect(language: language(known) ?? desk.profile.language)), as: clerk,
                key: key(known, in: stream, "redirect")
            )
        }
        return Outcome(state: .done, stream: stream)
    }

    // MARK: Machines

    private func applyAutomatic(_ automatic: AutomaticMail, _ known: Case) async throws -> Outcome {
        var ticket = try await ticketOfToken(known)
        if ticket == nil { ticket = try await ticketOfReferences(known) }
        if let ticket {
            let text = known.mail.parsed.trimmed.isEmpty ? known.mail.parsed.text : known.mail.parsed.trimmed
            let note = MachineMail(
                kind: automatic.kind.rawValue, text: configuration.limits.cut(text)
            )
            let stream = StreamID.ticket(ticket.facts.id)
            _ = try await desk.perform(
                .mail(.recordAutomatic(ticket.facts.id, note)), as: .system, key: key(known, in: stream)
            )
            return Outcome(state: .done, stream: stream)
        }
        // An absence note that belongs to nothing asks for nothing. It stays in the store, for people to see.
        if automatic.kind == .reply { return Outcome(state: .ignored(reason: "automaticReply")) }
        return try await applyPersonal(known)
    }

    /// Only a report about a mail of ours, by its signature, changes anything: anybody can write a report.
    private func applyBounce(_ bounce: MailBounce, _ known: Case) async throws -> Outcome {
        let keys = configuration.keys
        let signed = bounce.originalMessageID.flatMap { SignedMessageID.token(in: $0, keys: keys) }
        guard let token = known.mail.token ?? signed else { return Outcome(state: .ignored(reason: "unmatchedBounce")) }
        let sent = try await bounce.originalMessageID.flatMapAsync { try await store.outgoing(messageID: $0) }
        let named = bounce.recipients.compactMap(\.address).first { token.isFor($0) }
        let address = sent?.recipient ?? named ?? bounce.recipient ?? ""
        let failed = bounce.recipients.first(where: \.isPermanent) ?? bounce.recipients.first
        if bounce.isPermanent, configuration.suppressesAfterBounce, Self.saysNoSuchAddress(failed?.status),
            token.isFor(address)
        {
            try await store.suppress(address, because: failed?.status ?? "5.1.1", at: desk.environment.now())
        }
        guard let number = token.ticketNumber, let id = try await desk.ticket(number: number) else {
            return Outcome(state: .ignored(reason: bounce.isPermanent ? "bounceOfNotice" : "delayOfNotice"))
        }
        let stream = StreamID.ticket(id)
        let command: MailCommand
        if bounce.isPermanent {
            command = .recordDeliveryFailure(
                id,
                DeliveryFailure(
                    status: failed?.status, isPermanent: true, address: address, reason: failed?.diagnostic ?? ""
                )
            )
        } else {
            command = .recordAutomatic(id, MachineMail(kind: "delay", text: failed?.diagnostic ?? ""))
        }
        _ = try await desk.perform(.mail(command), as: .system, key: key(known, in: stream))
        return Outcome(state: .done, stream: stream)
    }

    /// Bad destination mailbox, system or address; a full mailbox or a policy says nothing about tomorrow.
    private static func saysNoSuchAddress(_ status: String?) -> Bool {
        ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].contains(status ?? "")
    }

    // MARK: Keys and words

    /// The mail's own key: the same command of the same mail happens once.
    private func key(_ known: Case, in scope: StreamID, _ step: String = "mail") -> CommandKey {
        CommandKey(
            id: "\(step):\(known.stored.digest.description.prefix(40))", scope: scope, content: known.stored.digest
        )
    }

    private func language(_ known: Case) -> String? {
        let offered = desk.profile.languages
        for field in ["Content-Language", "Accept-Language"] {
            for value in known.mail.parsed.headerValues(field) {
                let main = value.lowercased().prefix { $0.isLetter }
                if offered.contains(String(main)) { return String(main) }
            }
        }
        return known.mailbox.language
    }
}

extension Optional {
    fileprivate func flatMapAsync<Value>(_ transform: (Wrapped) async throws -> Value?) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
