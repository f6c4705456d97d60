extension Workspace {
    /// Decides what only the mail channel asks for.
    mutating func decide(_ command: MailCommand) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden) }
        switch command {
        case .addUnverified(let id, let contact, let message): try addUnverified(message, by: contact, to: id)
        case .recordAutomatic(let id, let mail):
            _ = try state(id)
            try record(.mail(MailEvent(step: .automatic, sort: mail.kind)), on: id, content: Content(text: mail.text))
        case .recordDeliveryFailure(let id, let failure):
            _ = try state(id)
            try record(
                .mail(
                    MailEvent(step: .deliveryFailed, status: failure.status, isPermanent: failure.isPermanent)
                ),
                on: id, content: Content(text: failure.reason, details: ["address": failure.address])
            )
            try alertOfFailedDelivery(on: id)
        case .openQualityCase(let id, let contact, let ticket, let text):
            try openQualityCase(id, from: contact, about: ticket, text: text)
        }
    }

    /// A stranger with a valid token: the words are kept and marked. The ticket's contact stays, nothing is reopened, and
    /// a ticket that takes no more refuses.
    private mutating func addUnverified(
        _ message: PostMessage, by contact: ContactID, to id: TicketID
    ) throws(Stop) {
        let ticket = try state(id)
        try requireActive(ticket)
        guard ticket.facts.contact != contact else { throw refuse(.invalid, nil, ["field": "contact"]) }
        if ticket.facts.conversation?.state ?? .ended == .ended {
            try beginConversation(on: id, channel: message.via)
        }
        var posted = MessagePosted(via: message.via, files: message.files.map(\.file), replyTo: message.replyTo)
        posted.isUnverified = true
        try record(
            .messagePosted(posted), on: id, content: message.content,
            by: Author(role: .visitor, id: contact.description, name: nil)
        )
    }

    /// A mail to quality control. No handler sees it, and none of them can refuse it (R-004-54).
    private mutating func openQualityCase(
        _ id: QualityCaseID, from contact: ContactID, about ticket: TicketID?, text: String
    ) throws(Stop) {
        _ = try state(contact)
        try requireText(text, field: "text")
        if let ticket {
            guard try state(ticket).facts.contact == contact else { throw refuse(.otherContact) }
        }
        try open(
            id, QualityReceived(ticket: ticket, contact: contact, entry: .channel, channel: .email), text: text,
            remedy: nil, on: ticket
        )
    }

    /// Sends by mail what the command just told a customer who writes by mail, and, after a while, one who left the
    /// webchat (R-001-5). Looks at what was recorded, so that no command can forget it.
    mutating func mailNews(of command: Command) {
        for case .ticket(let change) in changes.values where !change.drafts.isEmpty {
            let stream = StreamID.ticket(change.state.id)
            for draft in change.drafts {
                switch draft.event {
                case .registered(let event) where event.channel == .email && profile.email.acknowledges:
                    if case .start(let request) = command, !request.isAutomatic {
                        outgoing.append(.mail(OutgoingMail(.acknowledgement, about: stream)))
                    }
                case .ratingInvited where profile.email.invitesRating && change.state.activity.writesByMail:
                    outgoing.append(.mail(OutgoingMail(.ratingInvitation, about: stream)))
                default: break
                }
            }
            guard change.drafts.contains(where: \.tellsTheCustomer) else { continue }
            if change.state.activity.writesByMail {
                outgoing.append(.mail(OutgoingMail(.answer, about: stream)))
            } else if let minutes = profile.email.awayMinutes, change.state.facts.conversation?.channel == .webchat {
                outgoing.append(.mail(OutgoingMail(.answer, about: stream, delay: .minutes(minutes))))
            }
        }
    }
}

extension Draft where Event == TicketEvent {
    /// Whether staff, or the desk in their name, said something that the customer should read.
    fileprivate var tellsTheCustomer: Bool {
        switch event {
        case .messagePosted: !stamp.author.role.isCustomer
        case .statusChanged: stamp.author.role.isStaff && !(content?.text.isEmpty ?? true)
        default: false
        }
    }
}
