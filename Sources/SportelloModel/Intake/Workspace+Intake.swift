/// What can be said to a ticket's form after the ticket was made.
public enum IntakeCommand: Sendable, Hashable {
    /// Answers, by question. By the customer, or by staff who were told.
    case answer(TicketID, [String: String])

    var expectedStreams: [StreamID] {
        switch self {
        case .answer(let id, _): [.ticket(id)]
        }
    }
}

extension Workspace {
    /// Decides a command about a form.
    mutating func decide(_ command: IntakeCommand) throws(Stop) {
        switch command {
        case .answer(let id, let answers): try answer(answers, on: id)
        }
    }

    /// Stops a request without what its form requires. Only where a form is filled in: a letter is never refused for a
    /// blank (R-004-24).
    func requireForm(_ request: StartConversation) throws(Stop) {
        guard profile.intake.channels.contains(request.official.channel) else { return }
        let language = request.language ?? profile.language
        var form = profile.openForm(request.caseType)
        form.answers = profile.intakeForm(for: request.caseType).answers(in: request.details)
        guard form.missing.isEmpty else {
            throw refuse(
                .intakeIncomplete, "R-004-29",
                [
                    "fields": form.missing.map(\.id).joined(separator: ","),
                    "missing": form.missing.map { $0.title.text(in: language) }.joined(separator: ", "),
                ]
            )
        }
        let unread = form.prerequisites.filter { !request.readArticles.contains($0.id) }
        guard unread.isEmpty else {
            throw refuse(
                .acknowledgementNeeded, "R-000-6",
                [
                    "articles": unread.map(\.id).joined(separator: ","),
                    "titles": unread.map { $0.title.text(in: language) }.joined(separator: ", "),
                ]
            )
        }
        try requireFiles(request.files, for: request.caseType, via: request.official.channel)
    }

    /// Stops at a file that the case type does not take, and names what it takes (R-004-26).
    func requireFiles(_ files: [NamedFile], for caseType: String, via channel: ChannelKind) throws(Stop) {
        guard !files.isEmpty, profile.intake.channels.contains(channel),
            let rule = profile.intakeForm(for: caseType).attachments
        else { return }
        for file in files where !rule.admits(file.file) {
            throw refuse(
                .attachmentNotAllowed, "R-004-26",
                [
                    "allowed": rule.types.joined(separator: ", "), "name": file.name,
                    "maximumBytes": rule.maximumBytes.map(String.init) ?? "",
                ]
            )
        }
    }

    /// Writes down what the form said, and asks once for what is missing.
    mutating func recordIntake(of request: StartConversation) throws(Stop) {
        let form = profile.intakeForm(for: request.caseType)
        let id = request.ticket.id
        let answers = form.answers(in: request.details)
        let answered = form.fields.filter { answers[$0.id] != nil }
        let read = request.readArticles
        let facts = try state(id).facts
        let acknowledged = try resolve(
            form.articles.map(\.article).filter(read.contains).map { .article($0) }, language: facts.language
        )
        let advised = form.articles.filter { !$0.mustAcknowledge }.map(\.article)
        if !answered.isEmpty || !acknowledged.isEmpty || !advised.isEmpty {
            try record(
                .intake(
                    .recorded(
                        IntakeRecorded(
                            answered: answered.map(\.id), acknowledged: acknowledged, advised: advised,
                            wantsAnalysis: wantsAnalysis(form, answers)
                        )
                    )
                ),
                on: id
            )
        }
        try askOnce(on: id)
    }

    /// Asks for what the form wants and nobody asked or answered before. Never twice, and nothing waits for it.
    mutating func askOnce(on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        let isFilledIn = profile.intake.channels.contains(facts.channel)
        let fields = profile.intakeForm(for: facts.caseType).fields.filter { field in
            (field.need == .askOnce || (field.need == .required && !isFilledIn))
                && !facts.intake.answered.contains(field.id) && !facts.intake.asked.contains(field.id)
        }
        if !fields.isEmpty { try record(.intake(.asked(IntakeAsked(fields: fields.map(\.id)))), on: id) }
    }

    private mutating func answer(_ answers: [String: String], on id: TicketID) throws(Stop) {
        let ticket = try context.actor.role.isCustomer ? ownTicket(id) : workTicket(id)
        try requireActive(ticket)
        let form = profile.intakeForm(for: ticket.facts.caseType)
        for field in answers.keys where !form.fields.contains(where: { $0.id == field }) {
            throw refuse(.invalid, "R-004-24", ["field": field])
        }
        let answered = form.fields.filter { OpenedForm.isAnswered($0, answers) }
        guard !answered.isEmpty else { throw refuse(.invalid, "R-004-24", ["field": "answers"]) }
        let event = IntakeAnswered(fields: answered.map(\.id), wantsAnalysis: wantsAnalysis(form, answers))
        try record(.intake(.answered(event)), on: id, content: Content(details: answers))
    }

    private func wantsAnalysis(_ form: IntakeForm, _ answers: [String: String]) -> Bool {
        form.fields.contains { field in
            field.kind == .analysis && ["yes", "true", "1"].contains(answers[field.id]?.lowercased() ?? "")
        }
    }

    /// Whoever judges the case is reminded of the analysis that the customer asked for, once (R-002-36).
    mutating func promptAnalysis(on id: TicketID) throws(Stop) {
        let facts = try state(id).facts
        guard facts.intake.wantsAnalysis, !facts.intake.analysisPrompted else { return }
        try record(.intake(.analysisPrompted), on: id)
    }
}

extension Refusal.Code {
    /// Answers that the form requires are missing.
    public static let intakeIncomplete: Self = "intakeIncomplete"
    /// Articles must be acknowledged first (R-000-6).
    public static let acknowledgementNeeded: Self = "acknowledgementNeeded"
    /// The file is of a kind or size that the form does not take (R-004-26).
    public static let attachmentNotAllowed: Self = "attachmentNotAllowed"
}
