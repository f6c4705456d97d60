/// What happens to a ticket because of what its account is entitled to.
public enum CoverageEvent: StreamEvent {
    /// The ticket belongs to an account from now on.
    case accountSet(AccountID)
    /// The work of an add-on: the ticket belongs to a contract line (R-000-7).
    case lineLinked(LineLinked)
    /// Who pays was decided. Content: the reason in the customer's language.
    case decided(CoverageDecided)
    /// The customer was told a way around. Content: the words.
    case workaroundOffered(WorkaroundOffered)
    /// What the customer made of it.
    case workaroundSettled(WorkaroundSettled)
    /// The customer may get free help elsewhere too (R-004-1). Content: the title and the way there.
    case alternativeOffered(Redirected)
    /// The customer was sent somewhere. Content: the title and the way there.
    case redirected(Redirected)
    /// Something was offered. Content: its title.
    case offered(OfferMade)
    /// The customer answered an offer.
    case offerAnswered(OfferAnswered)
    /// Somebody entitled to it agreed to the request (R-004-5).
    case authorised(RequestAuthorised)
    /// The case type was used beyond what is fair; staff choose what to suggest (R-000-23).
    case fairUseExceeded(FairUseExceeded)
    /// What staff chose.
    case fairUseChosen(FairUseChosen)
    /// The ticket was handed to whoever has a role for the account (R-003-13).
    case handedOver(HandedOver)
    /// A separate talk about it should begin (R-004-7).
    case discussionDue(DiscussionDue)
    /// A separate talk about it began.
    case discussionOpened(DiscussionOpened)
    /// The customer was told who will get in touch (R-002-98). Content: the name.
    case ownerNamed(OwnerNamed)
    /// Somebody got in touch as asked (R-002-99). Content: why another way was used.
    case contactMade(ContactMade)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .accountSet: "coverage.account"
        case .lineLinked: "coverage.line"
        case .decided: "coverage.decided"
        case .workaroundOffered: "coverage.workaroundOffered"
        case .workaroundSettled: "coverage.workaroundSettled"
        case .alternativeOffered: "coverage.alternativeOffered"
        case .redirected: "coverage.redirected"
        case .offered: "coverage.offered"
        case .offerAnswered: "coverage.offerAnswered"
        case .authorised: "coverage.authorised"
        case .fairUseExceeded: "coverage.fairUseExceeded"
        case .fairUseChosen: "coverage.fairUseChosen"
        case .handedOver: "coverage.handedOver"
        case .discussionDue: "coverage.discussionDue"
        case .discussionOpened: "coverage.discussionOpened"
        case .ownerNamed: "coverage.ownerNamed"
        case .contactMade: "coverage.contactMade"
        }
    }

    /// What concerns the customer is seen by the customer; the prompts are for staff.
    public var visibility: Visibility {
        switch self {
        case .decided, .workaroundOffered, .workaroundSettled, .alternativeOffered, .redirected, .offered,
            .offerAnswered, .authorised,
            .discussionOpened, .ownerNamed, .contactMade:
            .everyone
        case .accountSet, .lineLinked, .fairUseExceeded, .fairUseChosen, .handedOver, .discussionDue: .staff
        }
    }
}

/// The ticket is the work of a contract line.
public struct LineLinked: Sendable, Hashable, Codable {
    /// The account's line.
    public var line: Int
    /// The add-on from which it came.
    public var addOn: String
}

/// Who pays was decided.
public struct CoverageDecided: Sendable, Hashable, Codable {
    /// The verdict.
    public var verdict: CoverageVerdict
}

/// The customer was told a way around.
public struct WorkaroundOffered: Sendable, Hashable, Codable {
    /// Which, for example `rollback`.
    public var workaround: String
}

/// What the customer made of a way around.
public struct WorkaroundSettled: Sendable, Hashable, Codable {
    /// Which.
    public var workaround: String
    /// Whether it worked.
    public var worked: Bool
    /// The version before, for a rollback.
    public var from: String?
    /// The version after.
    public var to: String?
}

/// The customer was sent somewhere.
public struct Redirected: Sendable, Hashable, Codable {
    /// The place's id in the profile.
    public var redirect: String
    /// What it is.
    public var target: Redirect.Kind
    /// How to get there, for the customer's edition.
    public var route: String?
}

/// An add-on was offered.
public struct OfferMade: Sendable, Hashable, Codable {
    /// 1, 2, 3, … within the ticket.
    public var number: Int
    /// The add-on.
    public var addOn: String
    /// What it costs; `nil` where that depends on the work.
    public var price: Int?
}

/// The customer answered an offer.
public struct OfferAnswered: Sendable, Hashable, Codable {
    /// Which.
    public var number: Int
    /// Whether it was accepted.
    public var accepted: Bool
}

/// Somebody entitled to it agreed to the request.
public struct RequestAuthorised: Sendable, Hashable, Codable {
    /// Who.
    public var contact: ContactID
    /// In which role.
    public var role: RequesterRole
}

/// A case type was used beyond what is fair.
public struct FairUseExceeded: Sendable, Hashable, Codable {
    /// The case type.
    public var caseType: String
    /// How many are answered.
    public var threshold: Int
    /// Add-ons to suggest.
    public var offers: [String]
    /// Places to suggest.
    public var redirects: [String]
}

/// What staff chose to suggest.
public struct FairUseChosen: Sendable, Hashable, Codable {
    /// The choice.
    public var choice: FairUseChoice
}

/// The ticket was handed to whoever has a role.
public struct HandedOver: Sendable, Hashable, Codable {
    /// The role.
    public var role: AccountRole
    /// Who has it; `nil` when nobody does, so that the ticket stays where it is.
    public var agent: AgentID?
}

/// A separate talk should begin.
public struct DiscussionDue: Sendable, Hashable, Codable {
    /// The case type of its ticket.
    public var caseType: String
}

/// A separate talk began.
public struct DiscussionOpened: Sendable, Hashable, Codable {
    /// Its ticket.
    public var ticket: TicketID
    /// Its number.
    public var number: TicketNumber
}

/// The customer knows who will get in touch.
public struct OwnerNamed: Sendable, Hashable, Codable {
    /// Who.
    public var agent: AgentID
}

/// Somebody got in touch.
public struct ContactMade: Sendable, Hashable, Codable {
    /// In which way.
    public var method: String
    /// In which way the customer wanted it; `nil` when none was stated.
    public var stated: String?
}
