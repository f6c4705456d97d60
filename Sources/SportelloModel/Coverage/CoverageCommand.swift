/// What can be asked about who pays for a ticket.
public enum CoverageCommand: Sendable, Hashable {
    /// Staff offer an add-on.
    case offer(addOn: String)
    /// The customer answers an offer. A host or supervisor may say so for a customer.
    case answerOffer(number: Int, accepts: Bool)
    /// Staff send the customer to a place of the profile.
    case redirect(to: String)
    /// Staff choose what to suggest after uses beyond what is fair (R-000-23).
    case chooseFairUse(FairUseChoice)
    /// Somebody with the needed role agrees to the request (R-004-5). Staff name the contact, if told elsewhere.
    case authorise(by: ContactID?)
    /// Staff begin the separate talk that the verdict asks for (R-004-7).
    case openDiscussion(NewTicket)
    /// What came of the way around that the customer was told (R-000-26).
    case settleWorkaround(worked: Bool, from: String?, to: String?)
    /// Somebody got in touch as asked; another way than the stated one needs a reason (R-002-99).
    case recordContact(method: String, reason: String?)
}

extension CoverageCommand {
    /// Streams that the command makes under names minted for it.
    var freshStreams: Set<StreamID> {
        if case .openDiscussion(let ticket) = self { [.ticket(ticket.id)] } else { [] }
    }

    /// The same command with another number for the ticket it may make.
    func withNumber(_ number: TicketNumber) -> Self {
        guard case .openDiscussion(let ticket) = self else { return self }
        return .openDiscussion(NewTicket(id: ticket.id, number: number))
    }
}
