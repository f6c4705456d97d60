extension Workspace {
    /// Decides what is asked about outages and calls.
    mutating func decide(_ command: IncidentCommand) throws(Stop) {
        switch command {
        case .reportMonitoring(let report): try take(report)
        case .repairOverdue(let name, let ticket): try alertOverdue(name, ticket)
        case .misroute(let id): try misroute(id)
        case .logCall(let id, let call): try log(call, on: id)
        }
    }

    /// A ticket that came by an emergency way belongs to the emergency team at once, at any hour, and its people are
    /// paged; the consultants' queue never sees it (R-002-80).
    mutating func openIncident(_ id: TicketID, service: MonitoredService.Name?) throws(Stop) {
        try record(
            .incident(.opened(IncidentOpened(team: profile.incidents.team, service: service))), on: id,
            by: Actor.system.author
        )
        try page(id)
    }

    private mutating func page(_ id: TicketID) throws(Stop) {
        guard let number = try state(id).facts.number, !profile.incidents.pages.isEmpty else { return }
        for recipient in profile.incidents.pages {
            outgoing.append(
                .page(Page(ticket: id, number: number, team: profile.incidents.team, recipient: recipient))
            )
        }
        try record(
            .incident(.paged(Paged(recipients: profile.incidents.pages))), on: id, by: Actor.system.author
        )
    }

    /// What does not belong at the emergency address is sent to the right way, which is named; no clock of an emergency
    /// is kept (R-002-81).
    private mutating func misroute(_ id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        guard ticket.facts.incident.isEmergency, ticket.facts.incident.service == nil else {
            throw refuse(.noEmergency, "R-002-81")
        }
        let language = ticket.facts.language
        let text = profile.incidents.scope.text(in: language) + " " + profile.redirectText(in: language)
        try record(.incident(.misrouted), on: id, content: Content(text: text))
        try record(
            .messagePosted(MessagePosted(via: ticket.facts.channel, isHuman: false)), on: id,
            content: Content(text: text), by: Actor.system.author
        )
        try finishConversation(of: ticket, nextStep: nil)
        try record(
            .statusChanged(StatusChanged(status: .refused, reason: "misrouted", clocks: .stop)), on: id,
            content: Content(text: text)
        )
        try settle(id)
    }

    /// A call that was said to be about a ticket belongs to that ticket; it makes no other (R-002-84).
    private mutating func log(_ call: CallLog, on id: TicketID) throws(Stop) {
        let ticket = try workTicket(id)
        guard ticket.facts.number == call.number else { throw refuse(.notFound, "R-002-84") }
        try requireText(call.summary, field: "summary")
        guard (0...1440).contains(call.minutes) else { throw refuse(.invalid, nil, ["field": "minutes"]) }
        try record(
            .incident(.called(CallTook(isOutbound: call.isOutbound, minutes: call.minutes))), on: id,
            content: Content(text: call.summary)
        )
    }

    /// A failure that became critical and was only written about should also be told by phone (R-002-83). Runs after
    /// every command, so that no way of judging a severity can forget it.
    mutating func adviseCalls() throws(Stop) {
        guard let advice = profile.incidents.criticalCall else { return }
        for stream in changes.keys.filter({ $0.kind == .ticket }).sorted() {
            guard case .ticket(let change)? = changes[stream], let id = stream.ticketID else { continue }
            let becameCritical = change.drafts.contains { draft in
                if case .severitySet(let event) = draft.event { event.severity == .critical } else { false }
            }
            let facts = change.state.facts
            guard becameCritical, facts.status.isActive, facts.incident.callAdvisedAt == nil, facts.incident.calls == 0,
                facts.incident.service == nil, !facts.conversations.contains(where: { $0.channel == advice.channel })
            else { continue }
            try record(
                .incident(.callAdvised(advice)), on: id,
                content: Content(text: profile.callText(advice, in: facts.language)), by: Actor.system.author
            )
        }
    }
}

extension ServiceProfile {
    /// What a customer reads who should call too.
    func callText(_ advice: CallAdvice, in language: String) -> String {
        let ways = officialChannels(for: advice.purpose).filter { $0.kind == advice.channel }.map { rule in
            rule.address.map { "\(rule.title.text(in: language)) (\($0))" } ?? rule.title.text(in: language)
        }
        return Self.callTemplate.text(in: language) + " " + ways.joined(separator: "; ") + "."
    }

    private static let callTemplate: LocalizedText = [
        "en": "This is critical. So that nobody overlooks it, please also call us and give the ticket's number:",
        "it": "È un problema critico. Perché nessuno lo trascuri, chiamaci anche e indica il numero del ticket:",
        "pl": "To sprawa krytyczna. Aby nikt jej nie przeoczył, zadzwoń też do nas i podaj numer zgłoszenia:",
        "es": "Esto es crítico. Para que nadie lo pase por alto, llámanos también e indica el número del ticket:",
        "ru": "Это критично. Чтобы никто этого не пропустил, позвоните нам и назовите номер обращения:",
        "uk": "Це критично. Щоб ніхто цього не пропустив, зателефонуйте нам і назвіть номер звернення:",
    ]
}
