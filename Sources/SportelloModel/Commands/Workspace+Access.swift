extension Refusal.Code {
    /// There is no such thing, or it is not yours: the same answer.
    public static let notFound: Self = "notFound"
    /// The role may not do that.
    public static let forbidden: Self = "forbidden"
    /// A value is not among those allowed; `field` says which.
    public static let invalid: Self = "invalid"
    /// The ticket is final.
    public static let closed: Self = "closed"
    /// The ticket is not resolved.
    public static let notResolved: Self = "notResolved"
    /// The ticket is resolved; reopen it first.
    public static let resolved: Self = "resolved"
    /// Somebody else has it.
    public static let alreadyClaimed: Self = "alreadyClaimed"
    /// Only whoever has it may do that.
    public static let notAssignee: Self = "notAssignee"
    /// The agent has as many dialogs as allowed.
    public static let capacity: Self = "capacity"
    /// A dialog must be wrapped up first.
    public static let wrapUpPending: Self = "wrapUpPending"
    /// No dialog is going on.
    public static let noConversation: Self = "noConversation"
    /// Nobody asked for a rating.
    public static let notInvited: Self = "notInvited"
    /// The time for it is over.
    public static let windowClosed: Self = "windowClosed"
    /// The critical failure is still being worked on.
    public static let criticalOpen: Self = "criticalOpen"
    /// The reason is not in the profile's list, or not for this.
    public static let unknownReason: Self = "unknownReason"
    /// Evidence is needed.
    public static let evidenceNeeded: Self = "evidenceNeeded"
    /// The tickets belong to different contacts.
    public static let otherContact: Self = "otherContact"
    /// The channel is not an official way.
    public static let unofficialChannel: Self = "unofficialChannel"
    /// The record was settled already.
    public static let alreadySettled: Self = "alreadySettled"
    /// The tool is not registered, or denied.
    public static let toolNotAllowed: Self = "toolNotAllowed"
    /// The scopes were not asked for, or the tool cannot honour them.
    public static let scopeNotAllowed: Self = "scopeNotAllowed"
    /// The permission was used; a new request is needed (R-000-12).
    public static let consentConsumed: Self = "consentConsumed"
    /// There is no permission that covers it.
    public static let consentMissing: Self = "consentMissing"
    /// It was answered or decided already.
    public static let alreadyAnswered: Self = "alreadyAnswered"
    /// The reviewer acted on the ticket (R-004-55).
    public static let notIndependent: Self = "notIndependent"
    /// An upheld case needs at least one action (R-004-56).
    public static let actionNeeded: Self = "actionNeeded"
    /// The time lies in the past.
    public static let inThePast: Self = "inThePast"
    /// The plan's notice was not acknowledged in its present version (R-000-14).
    public static let noticeNeeded: Self = "noticeNeeded"
    /// The account has no such entitlement, or none left (R-003-2).
    public static let entitlementMissing: Self = "entitlementMissing"
    /// The person belongs to another account.
    public static let otherAccount: Self = "otherAccount"
    /// The profile asks for somebody in that role (R-002-72, R-003-1).
    public static let roleNeeded: Self = "roleNeeded"
    /// Somebody with a certain role must agree first (R-004-5).
    public static let authorisationNeeded: Self = "authorisationNeeded"
    /// The work must be paid for first (R-000-24).
    public static let offerNeeded: Self = "offerNeeded"
    /// Support does not do this (R-000-3).
    public static let notCovered: Self = "notCovered"
    /// Staff were asked what to suggest and have not said (R-000-23).
    public static let choiceNeeded: Self = "choiceNeeded"
    /// A reason is needed (R-002-99).
    public static let reasonNeeded: Self = "reasonNeeded"
    /// The time lies outside the technician's hours (R-000-29).
    public static let outsideHours: Self = "outsideHours"
    /// Such a session belongs to a work order (R-000-9).
    public static let workOrderNeeded: Self = "workOrderNeeded"
    /// No required session was refused (R-000-13).
    public static let notRefused: Self = "notRefused"
    /// A lesser way is open or agreed (R-004-22).
    public static let alternativeExists: Self = "alternativeExists"
    /// The customer has not described the matter in writing (R-000-36).
    public static let ticketNeeded: Self = "ticketNeeded"
    /// The customer has no contracted hours (R-000-35).
    public static let hoursNeeded: Self = "hoursNeeded"
    /// Nobody of the staff agreed to talk yet (R-000-34).
    public static let confirmationNeeded: Self = "confirmationNeeded"
    /// Quality control has the ticket (R-004-52).
    public static let withQualityControl: Self = "withQualityControl"
}

extension Workspace {
    /// The customer's own ticket; a stranger's is "not found".
    func ownTicket(_ id: TicketID) throws(Stop) -> Ticket {
        guard let contact = context.actor.contactID else { throw refuse(.forbidden) }
        let ticket = try state(id)
        guard ticket.facts.contact == contact else { throw refuse(.notFound) }
        return ticket
    }

    /// A ticket for staff to work on.
    func workTicket(_ id: TicketID) throws(Stop) -> Ticket {
        guard context.actor.role.isStaff else { throw refuse(.forbidden) }
        let ticket = try state(id)
        if ticket.facts.quality.isTransferred, context.actor.role != .quality {
            throw refuse(.withQualityControl, "R-004-52")
        }
        return ticket
    }

    /// A ticket for staff to work on that is neither resolved nor final.
    func activeTicket(_ id: TicketID) throws(Stop) -> Ticket {
        let ticket = try workTicket(id)
        try requireActive(ticket)
        return ticket
    }

    /// Stops unless work remains on the ticket.
    func requireActive(_ ticket: Ticket) throws(Stop) {
        if ticket.facts.status.isFinal { throw refuse(.closed, "protocol §9") }
        if ticket.facts.status == .resolved { throw refuse(.resolved) }
    }

    /// Nothing crosses accounts (DESIGN §2.8): what an account pays for is about nobody and no ticket of another one.
    func requireOwn(_ contact: ContactID?, _ ticket: TicketFacts?, of account: AccountID) throws(Stop) {
        if let other = ticket?.account, other != account { throw refuse(.otherAccount) }
        guard let contact, let person = try change(to: .contact(contact)).flatMap(Contact.unwrap)?.state else { return }
        if let other = person.account, other != account { throw refuse(.otherAccount) }
    }

    /// Stops a customer who does not belong to the account that is to pay: who left it spends nothing of it.
    func requireMember(of account: AccountID) throws(Stop) {
        guard let contact = context.actor.contactID else { return }
        guard try state(contact).account == account else { throw refuse(.otherAccount) }
    }

    /// The acting agent.
    func actingAgent() throws(Stop) -> AgentID {
        guard let agent = context.actor.agentID else { throw refuse(.forbidden) }
        return agent
    }

    /// Stops when a text is empty but for white space.
    func requireText(_ text: String, field: String) throws(Stop) {
        if text.allSatisfy(\.isWhitespace) { throw refuse(.invalid, nil, ["field": field]) }
    }
}
