extension Workspace {
    /// Writes down a contact that came by a way which is not official for its purpose. An official one belongs into a
    /// ticket and is refused here; nothing of this ever makes a number, a clock or a charge (R-004-32, R-004-33).
    mutating func recordOffChannel(_ id: OffChannelNoteID, _ request: RecordOffChannel) throws(Stop) {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        try requireText(request.summary, field: "summary")
        // A way that is official for quality control makes a case, though it is not official for support (R-004-53).
        if request.purpose == .qualityControl,
            case .official = profile.decide(InboundContact(kind: request.channel, purpose: .qualityControl))
        {
            let name = Digest(hashing: Array("caller\u{0}\(id)".utf8))
            return try receiveQuality(
                QualityCaseID(high: id.high, low: id.low),
                ReceiveQuality(
                    channel: request.channel, contact: ContactID(derivedFrom: name), person: request.person,
                    text: request.summary
                )
            )
        }
        guard try change(to: OffChannelNote.stream(id)) == nil else { throw refuse(.invalid, nil, ["field": "id"]) }
        let standing: ChannelStanding
        switch profile.decide(InboundContact(kind: request.channel, purpose: request.purpose)) {
        case .official: standing = .official
        case .unofficial(let found): standing = found
        }
        try record(
            .recorded(
                OffChannelRecorded(channel: request.channel, purpose: request.purpose, standing: standing)
            ),
            on: id, content: Content(text: request.summary, details: ["person": request.person])
        )
        result = .created(OffChannelNote.stream(id))
    }

    /// Leaves it, redirects the person, or advises informally (R-004-34, R-004-35).
    mutating func settleOffChannel(_ id: OffChannelNoteID, _ step: OffChannelStep) throws(Stop) {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        let note = try state(id)
        guard note.state != .converted else { throw refuse(.alreadySettled) }
        switch step {
        case .ignore: try record(.ignored, on: id)
        case .redirect(let language):
            let text = profile.redirectText(in: language, from: note.channel, purpose: note.purpose)
            try record(.redirected(OffChannelRedirected(language: language)), on: id, content: Content(text: text))
            if note.channel == .email {
                outgoing.append(.mail(OutgoingMail(.redirect, about: OffChannelNote.stream(id), text: text)))
            } else {
                outgoing.append(.redirect(note: id, text: text))
            }
        case .advise(let text):
            try requireText(text, field: "note")
            try record(.advised, on: id, content: Content(text: text))
        }
    }

    /// A named person makes the contact official: a ticket whose clocks start now and which keeps the first contact's
    /// time as information (R-004-36). Once only.
    mutating func convertOffChannel(_ id: OffChannelNoteID, _ request: ConvertOffChannel) throws(Stop) {
        _ = try actingAgent()
        try need([OffChannelNote.stream(id), Contact.stream(request.contact)])
        let note = try state(id)
        guard note.state != .converted else { throw refuse(.alreadySettled, "R-004-36") }
        guard profile.caseType(request.caseType) != nil else {
            throw refuse(.invalid, "R-002-14", ["field": "caseType"])
        }
        if try change(to: Contact.stream(request.contact)) == nil {
            try record(
                .registered(ContactRegistered()), on: request.contact, content: Content(details: ["name": note.person])
            )
        }
        let contact = try state(request.contact)
        try registerTicket(
            request.ticket, official: .converted(note), contact: contact, caseType: request.caseType,
            subject: note.summary, language: contact.language ?? profile.language, details: [:]
        )
        try record(.ticketOpened(request.ticket.id), on: contact.id)
        try record(
            .notePosted(NotePosted(mentions: [])), on: request.ticket.id,
            content: Content(text: request.note.isEmpty ? note.summary : request.note)
        )
        try record(.converted(OffChannelConverted(ticket: request.ticket.id)), on: id)
        result = .ticket(request.ticket.id, request.ticket.number)
    }
}
