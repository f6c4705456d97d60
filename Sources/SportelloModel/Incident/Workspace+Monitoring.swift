extension Workspace {
    /// A report of a monitoring system. The source first acts by itself, for as long as the profile gives it; only when
    /// that fails the administrators are alerted, and no customer has to do anything (R-002-79).
    mutating func take(_ report: MonitoringReport) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden, "R-002-79") }
        let source = try monitoringSource(report.service.source)
        let desk = try stateOrFresh(ServiceDesk.only)
        let known = desk.services.first { $0.name == report.service }
        if let incident = known?.incident, try state(incident).facts.status.isActive {
            try see(report, on: incident)
        } else if report.kind == .repairFailed || (report.kind == .fault && source.repairMinutes == 0) {
            return try alert(report.service, text: report.text, kind: report.kind, source, report.ticket)
        } else if report.kind == .fault, known?.repairUntil == nil {
            let until = now + .minutes(source.repairMinutes)
            try record(
                .serviceTroubled(ServiceTroubled(service: report.service, repairUntil: until, incident: nil)),
                on: ServiceDesk.only, content: Content(text: report.text)
            )
        }
        if report.kind == .recovered, known != nil {
            try record(
                .serviceRecovered(ServiceRecovered(service: report.service)), on: ServiceDesk.only,
                content: Content(text: report.text)
            )
        }
    }

    /// The source's own repair took longer than it may: that counts as failed.
    mutating func alertOverdue(_ name: MonitoredService.Name, _ ticket: NewTicket) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden, "R-002-79") }
        let desk = try stateOrFresh(ServiceDesk.only)
        guard let known = desk.services.first(where: { $0.name == name }), let until = known.repairUntil, until <= now
        else { return }
        let source = try monitoringSource(name.source)
        try alert(name, text: name.service, kind: .fault, source, ticket)
    }

    private func monitoringSource(_ id: String) throws(Stop) -> MonitoringSource {
        guard let source = profile.incidents.monitoring.first(where: { $0.id == id }) else {
            throw refuse(
                .unknownSource, "R-002-79",
                ["allowed": profile.incidents.monitoring.map(\.id).joined(separator: ", ")]
            )
        }
        return source
    }

    private mutating func see(_ report: MonitoringReport, on incident: TicketID) throws(Stop) {
        try record(
            .incident(.monitored(ServiceSeen(service: report.service, kind: report.kind))), on: incident,
            content: Content(text: report.text)
        )
        result = try state(incident).facts.number.map { .ticket(incident, $0) } ?? .none
    }

    /// Makes the incident: a ticket of the source's own contact, with the emergency team, and pages.
    private mutating func alert(
        _ name: MonitoredService.Name, text: String, kind: MonitoringReport.Kind, _ source: MonitoringSource,
        _ ticket: NewTicket
    ) throws(Stop) {
        let contactID = ContactID(derivedFrom: Digest(hashing: Array("monitoring:\(source.id)".utf8)))
        if try change(to: Contact.stream(contactID)) == nil {
            try record(
                .registered(ContactRegistered()), on: contactID, content: Content(details: ["name": source.id])
            )
        }
        try registerTicket(
            ticket, official: .monitoring, contact: try state(contactID), caseType: source.caseType,
            subject: name.service, language: profile.language, details: ["source": source.id, "service": name.service]
        )
        try record(.ticketOpened(ticket.id), on: contactID)
        try openIncident(ticket.id, service: name)
        if let severity = source.severity {
            try record(.severitySet(SeveritySet(severity: severity)), on: ticket.id)
        }
        try record(
            .incident(.monitored(ServiceSeen(service: name, kind: kind))), on: ticket.id, content: Content(text: text)
        )
        try record(
            .serviceTroubled(ServiceTroubled(service: name, repairUntil: nil, incident: ticket.id)),
            on: ServiceDesk.only
        )
        result = .ticket(ticket.id, ticket.number)
    }
}
