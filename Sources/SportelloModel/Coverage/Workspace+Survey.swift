extension Workspace {
    /// Writes down what was found in one area of the customer's environment. Paid work, so it waits for what pays
    /// (R-000-25).
    mutating func recordFinding(in area: String, _ text: String, on id: TicketID) throws(Stop) {
        let ticket = try activeTicket(id)
        guard let verdict = ticket.facts.coverage.verdict, verdict.survey.contains(area) else {
            throw refuse(.invalid, "R-000-25", ["field": "area"])
        }
        try requireText(text, field: "text")
        try requireFunding(of: id)
        try record(.coverage(.findingRecorded(FindingRecorded(area: area))), on: id, content: Content(text: text))
    }

    /// Stops while an area that was paid for has no finding. A survey that nobody ordered asks for nothing.
    func requireFindings(_ ticket: Ticket) throws(Stop) {
        let coverage = ticket.facts.coverage
        guard let verdict = coverage.verdict, coverage.acceptedOffer != nil || !coverage.findings.isEmpty else { return }
        let missing = verdict.survey.filter { !coverage.findings.contains($0) }
        guard missing.isEmpty else {
            throw refuse(.surveyMissing, "R-000-25", ["areas": missing.joined(separator: ", ")])
        }
    }
}
