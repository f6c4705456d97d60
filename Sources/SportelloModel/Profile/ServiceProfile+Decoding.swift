extension ServiceProfile {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, version, languages, caseTypes, channels, followUp, rating, queue, routing, remote, deferral, outcomes
        case resolutionCounts, proposals, severity, onEscalate, triage, points, notifyOn, release
        case calendars, serviceCalendar, targets, email
        case loadModes, changeWindow, incidents
        case metering, workOrders, appointments, projects, engagements
        case offer, accountRoles
        case intake, knowledge
        case qualityControl
    }

    /// Decodes a profile: only `name` must be given, every other key has its documented default (R-001-22).
    ///
    /// - Throws: `DecodingError` that names the path, also for an unknown key. See ``validate()`` for what a reader
    ///   cannot see in one place.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = ServiceProfile(name: try values.value(.name))
        self.init(
            name: standard.name,
            version: try values.value(.version, or: standard.version),
            languages: try values.value(.languages, or: standard.languages),
            caseTypes: try values.value(.caseTypes, or: standard.caseTypes),
            channels: try values.value(.channels, or: standard.channels),
            followUp: try values.value(.followUp, or: standard.followUp),
            rating: try values.value(.rating, or: standard.rating),
            queue: try values.value(.queue, or: standard.queue),
            routing: try values.value(.routing, or: standard.routing),
            intake: try values.value(.intake, or: standard.intake),
            knowledge: try values.value(.knowledge, or: standard.knowledge),
            remote: try values.value(.remote, or: standard.remote),
            qualityControl: try values.value(.qualityControl, or: standard.qualityControl),
            deferral: try values.value(.deferral, or: standard.deferral),
            outcomes: try values.value(.outcomes, or: standard.outcomes),
            resolutionCounts: try values.optional(.resolutionCounts),
            proposals: try values.value(.proposals, or: standard.proposals),
            severity: try values.value(.severity, or: standard.severity),
            onEscalate: try values.value(.onEscalate, or: standard.onEscalate),
            triage: try values.value(.triage, or: standard.triage),
            points: try values.value(.points, or: standard.points),
            notifyOn: try values.value(.notifyOn, or: standard.notifyOn),
            release: try values.value(.release, or: standard.release),
            calendars: try values.value(.calendars, or: standard.calendars),
            serviceCalendar: try values.optional(.serviceCalendar),
            targets: try values.value(.targets, or: standard.targets),
            metering: try values.value(.metering, or: standard.metering),
            workOrders: try values.value(.workOrders, or: standard.workOrders),
            appointments: try values.value(.appointments, or: standard.appointments),
            projects: try values.value(.projects, or: standard.projects),
            engagements: try values.value(.engagements, or: standard.engagements),
            email: try values.value(.email, or: standard.email),
            loadModes: try values.value(.loadModes, or: standard.loadModes),
            changeWindow: try values.optional(.changeWindow),
            incidents: try values.value(.incidents, or: standard.incidents),
            offer: try values.value(.offer, or: standard.offer),
            accountRoles: try values.value(.accountRoles, or: standard.accountRoles)
        )
    }
}

extension CaseType {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, priority, team }

    /// Decodes a case type: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = CaseType(id: try values.value(.id), title: try values.value(.title))
        self.init(
            id: standard.id, title: standard.title, priority: try values.value(.priority, or: standard.priority),
            team: try values.optional(.team)
        )
    }
}
