/// What is known about who pays for a ticket.
public struct CoverageFacts: Sendable, Hashable, Codable {
    /// The verdict of the last triage; `nil` before the first.
    public var verdict: CoverageVerdict?
    /// The contract line whose work the ticket is.
    public var line: Int?
    /// Add-ons that were offered, oldest first.
    public var offers: [TicketOffer] = []
    /// Places to which the customer was sent, in order.
    public var redirects: [String] = []
    /// Ways to free help elsewhere that the customer was told of.
    public var alternatives: [String] = []
    /// The way around that the customer was told, and what came of it.
    public var workaround: OfferedWorkaround?
    /// Who agreed to the request, where somebody had to.
    public var authorisedBy: ContactID?
    /// The uses beyond what is fair that staff have not answered yet.
    public var fairUsePrompt: FairUseExceeded?
    /// What staff chose to suggest.
    public var fairUseChoice: FairUseChoice?
    /// The separate talk about it.
    public var discussion: TicketID?
    /// Whether the verdict asks for a separate talk that was not begun yet: its case type.
    public var discussionDue: String?
    /// Who was named to the customer as the one who will get in touch.
    public var namedOwner: AgentID?
    /// How somebody got in touch as asked.
    public var contactMade: ContactMade?

    /// The add-on that was accepted on this ticket; that pays for the work.
    public var acceptedOffer: TicketOffer? { offers.first { $0.state == .accepted } }
}

/// An add-on offered on a ticket.
public struct TicketOffer: Sendable, Hashable, Codable {
    /// What became of it.
    public enum State: String, Sendable, Hashable, Codable {
        /// The customer has not answered.
        case open
        /// The customer wants it.
        case accepted
        /// The customer does not.
        case declined
    }

    /// 1, 2, 3, … within the ticket.
    public var number: Int
    /// The add-on.
    public var addOn: String
    /// What became of it.
    public var state: State
    /// When it was made.
    public var madeAt: Instant
    /// When it was answered.
    public var answeredAt: Instant?
}

/// A way around that a customer was told.
public struct OfferedWorkaround: Sendable, Hashable, Codable {
    /// Which.
    public var workaround: String
    /// Whether it worked; `nil` while that is not known.
    public var worked: Bool?
}

extension TicketFacts {
    /// Applies an event.
    mutating func evolve(_ event: CoverageEvent, _ stamp: Stamp) {
        switch event {
        case .accountSet(let account): self.account = account
        case .lineLinked(let event): coverage.line = event.line
        case .decided(let event):
            coverage.verdict = event.verdict
            coverage.fairUsePrompt = nil
            coverage.discussionDue = nil
            coverage.authorisedBy = event.verdict.authorisedBy.isEmpty ? nil : coverage.authorisedBy
        case .workaroundOffered(let event):
            coverage.workaround = OfferedWorkaround(workaround: event.workaround)
        case .workaroundSettled(let event): coverage.workaround?.worked = event.worked
        case .alternativeOffered(let event): coverage.alternatives.append(event.redirect)
        case .redirected(let event):
            if !coverage.redirects.contains(event.redirect) { coverage.redirects.append(event.redirect) }
        case .offered(let event):
            coverage.offers.append(
                TicketOffer(number: event.number, addOn: event.addOn, state: .open, madeAt: stamp.at)
            )
        case .offerAnswered(let event):
            guard let index = coverage.offers.firstIndex(where: { $0.number == event.number }) else { return }
            coverage.offers[index].state = event.accepted ? .accepted : .declined
            coverage.offers[index].answeredAt = stamp.at
        case .authorised(let event): coverage.authorisedBy = event.contact
        case .fairUseExceeded(let event): coverage.fairUsePrompt = event
        case .fairUseChosen(let event):
            coverage.fairUsePrompt = nil
            coverage.fairUseChoice = event.choice
        case .handedOver: break
        case .discussionDue(let event): coverage.discussionDue = event.caseType
        case .discussionOpened(let event):
            coverage.discussion = event.ticket
            coverage.discussionDue = nil
        case .ownerNamed(let event): coverage.namedOwner = event.agent
        case .contactMade(let event): coverage.contactMade = event
        }
    }
}
