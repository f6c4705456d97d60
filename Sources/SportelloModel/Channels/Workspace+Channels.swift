extension Workspace {
    mutating func decide(_ command: ChannelCommand) throws(Stop) {
        switch command {
        case .confirmCall(let id, let text): try confirmCall(id, text: text)
        case .scheduleCall(let id, let channel, let time): try scheduleCall(id, channel, at: time)
        case .startCall(let id, let channel): try startCall(id, channel)
        case .endCall(let id, let role): try endCall(id, role: role)
        }
    }

    /// Staff read what was written and agree to talk (R-000-34).
    private mutating func confirmCall(_ id: TicketID, text: String?) throws(Stop) {
        let ticket = try activeTicket(id)
        try requireWritten(ticket)
        try record(.channel(.callConfirmed), on: id, content: text.map { Content(text: $0) })
    }

    /// A call is agreed for a time, once staff confirmed the written request; the ticket waits for it (R-000-34).
    private mutating func scheduleCall(_ id: TicketID, _ channel: ChannelKind, at time: Instant) throws(Stop) {
        let ticket = context.actor.role.isCustomer ? try ownTicket(id) : try workTicket(id)
        try requireActive(ticket)
        try requireLiftable(ticket)
        let rule = try outboundRule(channel)
        try requireConditions(of: rule, on: ticket)
        if rule.requires.contains(.confirmation), ticket.facts.channels.callConfirmedAt == nil {
            throw refuse(.confirmationNeeded, "R-000-34")
        }
        guard time > now else { throw refuse(.inThePast, "R-000-34") }
        try record(.channel(.callScheduled(CallScheduled(channel: channel, at: time))), on: id)
        try record(.statusChanged(StatusChanged(status: .scheduled, until: time)), on: id)
    }

    /// A member of the staff calls about a written matter of a customer who has hours (R-000-36).
    private mutating func startCall(_ id: TicketID?, _ channel: ChannelKind) throws(Stop) {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        let rule = try outboundRule(channel)
        guard let id else { throw refuse(.ticketNeeded, "R-000-36") }
        let ticket = try activeTicket(id)
        try requireConditions(of: rule, on: ticket)
        guard ticket.facts.channels.call == nil else { throw refuse(.alreadySettled, "R-000-36") }
        try record(.channel(.callStarted(CallStarted(channel: channel))), on: id)
    }

    /// Ends the call and records its time, a begun minute as a whole one.
    private mutating func endCall(_ id: TicketID, role: String) throws(Stop) {
        let ticket = try workTicket(id)
        guard let call = ticket.facts.channels.call else { throw refuse(.noConversation, "R-000-36") }
        guard call.agent == context.actor.agentID || context.actor.role == .supervisor else {
            throw refuse(.notAssignee)
        }
        let milliseconds = (now - call.startedAt).milliseconds
        let minutes = min(1440, max(1, Int((milliseconds + 59_999) / 60_000)))
        try record(.channel(.callEnded(CallEnded(channel: call.channel, seconds: milliseconds / 1000))), on: id)
        try recordTime(on: id, minutes: minutes, role: role, activity: "call", note: nil, isOver: true)
    }

    /// The rule by which staff may call: the initiative is theirs (R-000-38).
    private func outboundRule(_ channel: ChannelKind) throws(Stop) -> ChannelRule {
        guard let rule = profile.rule(for: channel), rule.isEnabled, rule.outbound == .staffDecision else {
            throw refuse(.unofficialChannel, "R-000-38")
        }
        return rule
    }

    private func requireConditions(of rule: ChannelRule, on ticket: Ticket) throws(Stop) {
        if rule.requires.contains(.writtenTicket) { try requireWritten(ticket) }
        if rule.requires.contains(.contractedHours), try !hasContractedHours(ticket) {
            throw refuse(.hoursNeeded, "R-000-35")
        }
    }

    /// Whether the customer's organisation has hours left, or bought the phone as such (R-000-35).
    private func hasContractedHours(_ ticket: Ticket) throws(Stop) -> Bool {
        guard let id = ticket.facts.account else { return false }
        try need([.account(id), Ledger.stream(id.ledger)])
        if try stateOrFresh(id.ledger).availableMinutes(at: now) > .zero { return true }
        return try state(id).has(ChannelKind.phone.rawValue, at: now)
    }

    /// The matter must be written down by the customer: a number that staff gave to a call is not enough (R-000-36).
    private func requireWritten(_ ticket: Ticket) throws(Stop) {
        guard ticket.activity.lastCustomerAt != nil else { throw refuse(.ticketNeeded, "R-000-36") }
    }

    /// A mail came back: a ticket that waits for an answer to it waits in vain, so it returns to the staff, and whoever
    /// has it is named in a note (R-000-40).
    mutating func alertOfFailedDelivery(on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.status.isActive else { return }
        let text = Self.deliveryAlert.text(in: profile.language)
        try record(
            .notePosted(NotePosted(mentions: facts.assignee.map { [$0] } ?? [])), on: id,
            content: Content(text: text), by: Actor.system.author
        )
        if facts.status == .waitingCustomer { try record(.statusChanged(StatusChanged(status: .open)), on: id) }
    }

    private static let deliveryAlert: LocalizedText = [
        "en": "A message to the customer could not be delivered. Reach them another way.",
        "it": "Un messaggio al cliente non è stato recapitato. Contattalo in un altro modo.",
        "pl": "Nie udało się doręczyć wiadomości do klienta. Skontaktuj się z nim inaczej.",
        "es": "No se pudo entregar un mensaje al cliente. Contacta con él de otra forma.",
        "ru": "Сообщение клиенту не доставлено. Свяжитесь с ним другим способом.",
        "uk": "Повідомлення клієнтові не доставлено. Зв'яжіться з ним іншим способом.",
    ]
}
