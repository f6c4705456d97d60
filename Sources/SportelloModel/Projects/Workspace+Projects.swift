extension Workspace {
    /// Decides about a project.
    mutating func decide(_ command: ProjectCommand, on id: ProjectID) throws(Stop) {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        switch command {
        case .addProposal(let account, let goal, let proposal, let ticket):
            try add(proposal, of: ticket, for: goal, of: account, to: id)
        case .open(let account, let goal, let title): try open(id, for: goal, of: account, title: title)
        case .addTicket(let ticket): try add(ticket, to: id)
        case .removeTicket(let ticket):
            guard try openProject(id).tickets.contains(ticket) else { throw refuse(.notFound) }
            try record(.ticketRemoved(ProjectTicket(ticket: ticket)), on: id)
        case .addOrder(let order): try add(order, to: id)
        case .close:
            _ = try openProject(id)
            try record(.closed, on: id)
        }
    }

    /// Tags a proposal to a goal. One more than the limit, and a project is suggested (R-002-92).
    private mutating func add(
        _ proposal: InternalIssueID, of ticket: TicketID, for goal: String, of account: AccountID, to id: ProjectID
    ) throws(Stop) {
        try requireText(goal, field: "goal")
        guard id == Project.id(of: account, goal: goal) else { throw refuse(.invalid, "R-002-92", ["field": "goal"]) }
        let issue = try state(proposal)
        guard issue.kind == .proposal, issue.tickets.contains(ticket) else {
            throw refuse(.invalid, "R-002-92", ["field": "proposal"])
        }
        try requirePayer(account, of: ticket)
        let project = try stateOrFresh(id)
        if project.state == .closed { throw refuse(.closed) }
        if project.proposals.contains(proposal) { return }
        try record(
            .proposalAdded(ProposalAdded(account: account, goal: goal, proposal: proposal, ticket: ticket)), on: id)
        if project.state == .gathering, project.proposals.count + 1 > profile.projects.proposalLimit {
            try record(.suggested, on: id, by: Actor.system.author)
        }
    }

    private mutating func open(
        _ id: ProjectID, for goal: String, of account: AccountID, title: String
    ) throws(Stop) {
        try requireText(title, field: "title")
        try requireText(goal, field: "goal")
        let project = try stateOrFresh(id)
        guard project.state == .gathering || project.state == .suggested else { throw refuse(.alreadySettled) }
        if let owner = project.account, owner != account { throw refuse(.otherAccount) }
        try record(.opened(ProjectOpened(account: account, goal: goal)), on: id, content: Content(text: title))
        result = .created(Project.stream(id))
    }

    private mutating func add(_ ticket: TicketID, to id: ProjectID) throws(Stop) {
        let project = try openProject(id)
        guard let account = project.account else { throw refuse(.accountMissing) }
        try requirePayer(account, of: ticket)
        if !project.tickets.contains(ticket) { try record(.ticketAdded(ProjectTicket(ticket: ticket)), on: id) }
    }

    private mutating func add(_ order: WorkOrderID, to id: ProjectID) throws(Stop) {
        let project = try openProject(id)
        guard try state(order).account == project.account else { throw refuse(.otherAccount) }
        if !project.orders.contains(order) { try record(.orderAdded(ProjectOrder(order: order)), on: id) }
    }

    private func openProject(_ id: ProjectID) throws(Stop) -> Project {
        let project = try state(id)
        guard project.state == .open else { throw refuse(project.state == .closed ? .closed : .notThisStep) }
        return project
    }

    /// Nothing crosses accounts (DESIGN §2.8).
    private func requirePayer(_ account: AccountID, of ticket: TicketID) throws(Stop) {
        guard try state(ticket).facts.account == account else { throw refuse(.otherAccount) }
    }
}
