/// A person who asks. Each contact is a stream of its own, so that thousands of visitors never wait for each other.
public struct Contact: Sendable, Hashable, Codable {
    /// The name.
    public var id: ContactID
    /// When the desk first met the person.
    public var createdAt = Instant(milliseconds: 0)
    /// The digest of the visitor's secret; `nil` for a person who only comes with the host's token.
    public var secret: Digest?
    /// The host's name for the person, once a token named it.
    public var subject: String?
    /// The person's name; content.
    public var name: String?
    /// The person's address; content. Said by the person, never a proof (facts: it must not merge contacts).
    public var email: String?
    /// The language last chosen.
    public var language: String?
    /// The customer organisation that the person belongs to.
    public var account: AccountID?
    /// Tickets that the person can still write to, oldest first.
    public var tickets: [TicketID] = []
    /// Uses that a fair-use rule counts for this person alone, oldest first; bounded by the rule (R-000-22).
    public var uses: [CountedUse] = []
    /// What was suggested on the last day on which anything was; `nil` when nothing ever was (R-001-12).
    public var suggestions: SuggestionDay?
    /// The contact that this one's tickets passed to.
    public var mergedInto: ContactID?

    /// Starts the fold.
    public init(id: ContactID) { self.id = id }
}

/// What can happen to a contact.
public enum ContactEvent: StreamEvent {
    case registered(ContactRegistered)
    case updated(ContactUpdated)
    case ticketOpened(TicketID)
    case ticketClosed(TicketID)
    case merged(into: ContactID)
    case articlesShown(ArticlesShown)
    case articleSolved(ArticleSolved)
    case accountSet(ContactAccountSet)
    case useCounted(UseCounted)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .registered: "contact.registered"
        case .updated: "contact.updated"
        case .ticketOpened: "contact.ticketOpened"
        case .ticketClosed: "contact.ticketClosed"
        case .merged: "contact.merged"
        case .articlesShown: "contact.articlesShown"
        case .articleSolved: "contact.articleSolved"
        case .accountSet: "contact.account"
        case .useCounted: "contact.useCounted"
        }
    }

    /// Nobody follows a contact's stream but the desk.
    public var visibility: Visibility { .staff }
}

/// The desk met somebody. Content: name and address, where the host's token said them.
public struct ContactRegistered: Sendable, Hashable, Codable {
    /// The digest of the secret that the desk minted.
    public var secret: Digest?
    /// The host's name for the person.
    public var subject: String?
    /// The language chosen.
    public var language: String?
}

/// The person said something about themselves. Content: the new name and address.
public struct ContactUpdated: Sendable, Hashable, Codable {
    /// The language chosen.
    public var language: String?
}

/// The person belongs to a customer organisation from now on, or to none.
public struct ContactAccountSet: Sendable, Hashable, Codable {
    /// The organisation.
    public var account: AccountID?
}

extension Contact: Aggregate {
    /// What can happen to a contact.
    public typealias Event = ContactEvent

    /// Applies one event.
    public mutating func evolve(_ event: ContactEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .registered(let event):
            createdAt = stamp.at
            secret = event.secret
            subject = event.subject
            language = event.language
            takeDetails(content)
        case .updated(let event):
            language = event.language ?? language
            takeDetails(content)
        case .ticketOpened(let ticket): if !tickets.contains(ticket) { tickets.append(ticket) }
        case .ticketClosed(let ticket): tickets.removeAll { $0 == ticket }
        case .articlesShown(let event):
            var day = SuggestionDay(suggestions, at: stamp.at)
            for article in event.articles { day.noteShown(article, for: event.caseType) }
            suggestions = day
        case .articleSolved(let event):
            var day = SuggestionDay(suggestions, at: stamp.at)
            day.noteSolved(event.article, for: event.caseType)
            suggestions = day
        case .merged(let other):
            mergedInto = other
            secret = nil
            tickets = []
        case .accountSet(let event): account = event.account
        case .useCounted(let event): uses.count(event, at: stamp.at)
        }
    }

    private mutating func takeDetails(_ content: Content?) {
        name = content?.details["name"] ?? name
        email = content?.details["email"] ?? email
    }
}
