import Foundation
import Sportello
import SportelloModel

/// Reads what an outbox item asks for and makes a mail of it, or says why there is nothing to send.
struct OutgoingComposer: Sendable {
    let desk: SupportDesk
    let store: MailStore
    let configuration: EmailConfiguration
    let attachments: any AttachmentStore
    let deskName: String
    let ratingAddress: (@Sendable (String) -> String)?

    /// What an outbox item says.
    struct Order: Sendable {
        var kind: String
        var stream: StreamID
        var address: String?
        var text: String?

        init(payload: [UInt8]) throws {
            let fields = try JSONDecoder().decode([String: String].self, from: Data(payload))
            kind = fields["kind"] ?? ""
            address = fields["to"]
            text = fields["text"]
            if let ticket = fields["ticket"].flatMap({ TicketID($0) }) {
                stream = .ticket(ticket)
            } else if let note = fields["note"].flatMap({ OffChannelNoteID($0) }) {
                stream = .offChannelNote(note)
            } else if let known = fields["case"].flatMap({ QualityCaseID($0) }) {
                stream = .qualityCase(known)
            } else {
                throw EmailError(.configuration, "an outgoing item names neither a ticket, a note nor a case")
            }
        }
    }

    /// A mail, or nothing with the reason.
    enum Result: Sendable {
        case mail(ComposedMail, mailbox: String, sender: String, upTo: Int64)
        case nothing(String, upTo: Int64)
    }

    /// The mail's parts that follow from whom it is about.
    struct Party: Sendable {
        var facts: TicketFacts
        var contact: Contact
        var address: String
        var mailbox: Mailbox
        /// The thread's Message-IDs, oldest first.
        var references: [String]
        var language: String { facts.language }
    }

    /// - Parameter told: What the ticket's customer was told, and the thread's Message-IDs.
    func compose(_ order: Order, item: Digest, now: Instant, told: MailStore.Told) async throws -> Result {
        if order.kind == "redirect" { return try await redirect(order, item, now) }
        if order.kind == "qualityAnswer" { return try await qualityAnswer(order, item, now) }
        guard let id = order.stream.ticketID, let facts = try await desk.ticket(id)?.ticket.facts,
            let owner = facts.contact
        else { return .nothing("there is no such ticket", upTo: 0) }
        let contact = try await desk.contact(owner)
        let mailbox = facts.context["mailbox"].flatMap(configuration.mailbox) ?? configuration.mailbox(for: .support)
        guard let mailbox else { throw EmailError(.configuration, "no mailbox is configured to write from") }
        guard let address = order.address ?? contact.email, EnvelopeAddress.isValid(address) else {
            return .nothing("the customer left no address that mail can go to", upTo: 0)
        }
        let party = Party(
            facts: facts, contact: contact, address: address, mailbox: mailbox, references: told.references
        )
        switch order.kind {
        case "acknowledgement":
            let text = MailTexts.acknowledgement.filled(in: party.language, facts.number?.description ?? "")
            return try await mail(text, to: party, item, now, isAutomatic: true, upTo: 0)
        case "answer": return try await answer(order, party, item, now, after: told.upTo)
        case "ratingInvitation": return try await ratingInvitation(party, item, now)
        case "transcript": return try await transcript(party, item, now)
        default: return .nothing("unknown kind \(order.kind)", upTo: 0)
        }
    }

    // MARK: Kinds

    /// Everything that the customer was not told yet, in one mail.
    private func answer(
        _ order: Order, _ party: Party, _ item: Digest, _ now: Instant, after told: Int64
    ) async throws -> Result {
        let news = try await TicketNews(desk: desk, ticket: order.stream, after: told)
        guard !news.texts.isEmpty || !news.files.isEmpty else { return .nothing("told already", upTo: news.upTo) }
        if try await !writesByMail(party) {
            switch desk.presence.attention(of: party.contact.id, on: party.facts.id, upTo: news.newest) {
            case .hasRead: return .nothing("read in the webchat", upTo: news.upTo)
            case .present:
                // An open window is not a reader: as soon as it closes unread, the mail goes.
                throw SendLater(
                    after: .minutes(max(1, desk.profile.email.awayMinutes ?? 1)),
                    reason: "the customer has the webchat open", isPause: true
                )
            case .away: break
            }
        }
        let (files, large) = try await self.files(news.files)
        var parts = news.texts
        if !large.isEmpty {
            parts.append(MailTexts.largeFiles.filled(in: party.language, large.joined(separator: ", ")))
        }
        return try await mail(
            parts.joined(separator: "\n\n"), to: party, item, now, isAutomatic: false, upTo: news.upTo, files: files
        )
    }

    private func writesByMail(_ party: Party) async throws -> Bool {
        try await desk.ticket(party.facts.id)?.ticket.activity.writesByMail ?? false
    }

    private func ratingInvitation(_ party: Party, _ item: Digest, _ now: Instant) async throws -> Result {
        guard let ratingAddress else { return .nothing("no address for ratings is configured", upTo: 0) }
        guard let asked = party.facts.conversations.last(where: { $0.rating?.isSuperseded == false }),
            let invitation = asked.rating, invitation.score == nil, now <= invitation.until
        else { return .nothing("nothing is left to rate", upTo: 0) }
        let link = RatingLink(ticket: party.facts.id, conversation: asked.number)
        let words = MailTexts.ratingInvitation.filled(
            in: party.language, "\(invitation.lowest)", "\(invitation.highest)"
        )
        let text = "\(words)\n\n\(ratingAddress(link.token(keys: configuration.keys)))"
        return try await mail(text, to: party, item, now, isAutomatic: true, upTo: 0)
    }

    /// The public log. It goes to the address that was asked for, which need not be the customer's, so nothing in it lets
    /// the reader write into the ticket.
    private func transcript(_ party: Party, _ item: Digest, _ now: Instant) async throws -> Result {
        let lines = try await TicketTranscript(desk: desk, ticket: .ticket(party.facts.id), language: party.language)
            .lines
        let title = MailTexts.transcript.filled(in: party.language, party.facts.number?.description ?? "")
        let token = ReplyToken(number: 0, recipient: party.address)
        let composed = ComposedMail(
            fromName: party.mailbox.displayName ?? deskName, from: party.mailbox.address, to: party.address,
            replyTo: party.mailbox.address, subject: title, messageID: messageID(token, item, party.mailbox), date: now,
            isAutomatic: true, text: "\(title)\n\n\(lines.joined(separator: "\n\n"))"
        )
        return .mail(composed, mailbox: party.mailbox.name, sender: "", upTo: 0)
    }

    private func redirect(_ order: Order, _ item: Digest, _ now: Instant) async throws -> Result {
        guard let note: OffChannelNote = try await desk.state(of: order.stream) else {
            return .nothing("there is no such note", upTo: 0)
        }
        guard EnvelopeAddress.isValid(note.person), let mailbox = configuration.mailbox(for: note.purpose) else {
            return .nothing("the note names no address", upTo: 0)
        }
        let language = note.redirectLanguage ?? desk.profile.language
        let composed = ComposedMail(
            fromName: mailbox.displayName ?? deskName, from: mailbox.address, to: note.person, replyTo: mailbox.address,
            subject: MailTexts.redirect.text(in: language),
            messageID: messageID(ReplyToken(number: 0, recipient: note.person), item, mailbox), date: now,
            isAutomatic: true, text: order.text ?? desk.profile.redirectText(in: language)
        )
        return .mail(composed, mailbox: mailbox.name, sender: "", upTo: 0)
    }

    /// What quality control has to say. It comes from the address of that purpose, not from the handling team's.
    private func qualityAnswer(_ order: Order, _ item: Digest, _ now: Instant) async throws -> Result {
        guard let known: QualityCase = try await desk.state(of: order.stream), let owner = known.contact else {
            return .nothing("there is no such case", upTo: 0)
        }
        let contact = try await desk.contact(owner)
        guard let address = order.address ?? contact.email, EnvelopeAddress.isValid(address) else {
            return .nothing("the customer left no address that mail can go to", upTo: 0)
        }
        guard let mailbox = configuration.mailbox(for: .qualityControl), let text = order.text else {
            return .nothing("there is nothing to say, or nobody to say it", upTo: 0)
        }
        let language = contact.language ?? desk.profile.language
        let composed = ComposedMail(
            fromName: mailbox.displayName ?? deskName, from: mailbox.address, to: address, replyTo: mailbox.address,
            subject: MailTexts.qualityControl.text(in: language),
            messageID: messageID(ReplyToken(number: 0, recipient: address), item, mailbox), date: now,
            isAutomatic: false, text: text
        )
        return .mail(composed, mailbox: mailbox.name, sender: mailbox.address, upTo: 0)
    }

    // MARK: Parts

    private func mail(
        _ text: String, to party: Party, _ item: Digest, _ now: Instant, isAutomatic: Bool, upTo: Int64,
        files: [ComposedMail.File] = []
    ) async throws -> Result {
        let token = ReplyToken(party.facts.number, recipient: party.address)
        let reply = PlusAddress.make(
            party.mailbox.address, token: token.text(for: .address, keys: configuration.keys)
        )
        let number = party.facts.number?.description ?? ""
        let title = party.facts.subject.isEmpty ? MailTexts.subject.text(in: party.language) : party.facts.subject
        let end = isAutomatic ? "" : "\n\n-- \n\(MailTexts.signature.filled(in: party.language, number))"
        let composed = ComposedMail(
            fromName: party.mailbox.displayName ?? deskName, from: party.mailbox.address, to: party.address,
            replyTo: reply, subject: Self.answering(title, number: number),
            messageID: messageID(token, item, party.mailbox), inReplyTo: party.references.last,
            references: party.references,
            date: now, isAutomatic: isAutomatic, text: text + end, files: files
        )
        return .mail(composed, mailbox: party.mailbox.name, sender: isAutomatic ? "" : reply, upTo: upTo)
    }

    /// `Re: TITLE [#NUMBER]`, once each.
    private static func answering(_ title: String, number: String) -> String {
        let clean = MailHeaders.oneLine(title)
        let numbered = clean.contains("#\(number)") ? clean : "\(clean) [#\(number)]"
        return numbered.lowercased().hasPrefix("re:") ? numbered : "Re: \(numbered)"
    }

    private func messageID(_ token: ReplyToken, _ item: Digest, _ mailbox: Mailbox) -> String {
        let domain = mailbox.address.split(separator: "@").last.map(String.init) ?? "localhost"
        return SignedMessageID.make(token, nonce: item, domain: domain, keys: configuration.keys)
    }

    /// What mail systems commonly take, before base64.
    private static let maximumFileBytes: Int64 = 14 << 20

    /// The files that fit, and the names of those that do not.
    private func files(
        _ named: [(file: FileReference, name: String)]
    ) async throws -> (files: [ComposedMail.File], large: [String]) {
        var files: [ComposedMail.File] = []
        var large: [String] = []
        var size: Int64 = 0
        for (file, name) in named {
            guard size + file.bytes <= Self.maximumFileBytes, let stored = try await attachments.find(file.id) else {
                large.append(name)
                continue
            }
            size += file.bytes
            let bytes = try await store.perform { Array(try Data(contentsOf: URL(fileURLWithPath: stored.path))) }
            files.append(ComposedMail.File(name: name, type: file.type, bytes: bytes))
        }
        return (files, large)
    }
}
