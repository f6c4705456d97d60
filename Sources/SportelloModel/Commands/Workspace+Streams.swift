/// An aggregate that is a stream of its own.
public protocol StreamAggregate: Aggregate {
    /// The streams of such aggregates.
    static var kind: StreamKind { get }
    /// Starts the fold.
    init(id: Identifier<Self>)
    /// The change, if it is one of this aggregate.
    static func unwrap(_ change: StreamChange) -> Change<Self>?
    /// The change, told apart from others.
    static func wrap(_ change: Change<Self>) -> StreamChange
}

extension StreamAggregate {
    /// The stream of an aggregate.
    public static func stream(_ id: Identifier<Self>) -> StreamID {
        StreamID(kind: kind, key: Identifier(high: id.high, low: id.low))
    }
}

extension Workspace {
    /// An aggregate that must exist. Absent and not yours are the same answer (protocol §9).
    func state<A: StreamAggregate>(_ id: Identifier<A>) throws(Stop) -> A {
        guard let change = try change(to: A.stream(id)).flatMap(A.unwrap) else { throw refuse(.notFound) }
        return change.state
    }

    /// An aggregate that may not exist yet: then a fresh one.
    func stateOrFresh<A: StreamAggregate>(_ id: Identifier<A>) throws(Stop) -> A {
        try change(to: A.stream(id)).flatMap(A.unwrap)?.state ?? A(id: id)
    }

    /// Records an event and applies it; the aggregate is made when it did not exist.
    mutating func record<A: StreamAggregate>(
        _ event: A.Event, on id: Identifier<A>, content: Content? = nil, by author: Author? = nil
    ) throws(Stop) {
        let stream = A.stream(id)
        var change = try change(to: stream).flatMap(A.unwrap) ?? Change(state: A(id: id), head: .empty)
        change.record(event, content: content, at: now, by: author ?? context.actor.author)
        update(stream, A.wrap(change))
    }

    /// Stops the decision with a refusal.
    func refuse(
        _ code: Refusal.Code, _ rule: String? = nil, _ details: [String: String] = [:]
    ) -> Stop {
        .refused(Refusal(code, rule: rule, details: details))
    }
}

extension Ticket: StreamAggregate {
    /// Tickets.
    public static var kind: StreamKind { .ticket }
    /// The change, if it is a ticket's.
    public static func unwrap(_ change: StreamChange) -> Change<Ticket>? {
        if case .ticket(let change) = change { change } else { nil }
    }
    /// A ticket's change.
    public static func wrap(_ change: Change<Ticket>) -> StreamChange { .ticket(change) }
}

extension Contact: StreamAggregate {
    /// Contacts.
    public static var kind: StreamKind { .contact }
    /// The change, if it is a contact's.
    public static func unwrap(_ change: StreamChange) -> Change<Contact>? {
        if case .contact(let change) = change { change } else { nil }
    }
    /// A contact's change.
    public static func wrap(_ change: Change<Contact>) -> StreamChange { .contact(change) }
}

extension AgentDesk: StreamAggregate {
    /// Agents' desks.
    public static var kind: StreamKind { .agentDesk }
    /// The change, if it is a desk's.
    public static func unwrap(_ change: StreamChange) -> Change<AgentDesk>? {
        if case .agentDesk(let change) = change { change } else { nil }
    }
    /// A desk's change.
    public static func wrap(_ change: Change<AgentDesk>) -> StreamChange { .agentDesk(change) }
}

extension OffChannelNote: StreamAggregate {
    /// Off-channel notes.
    public static var kind: StreamKind { .offChannelNote }
    /// The change, if it is a note's.
    public static func unwrap(_ change: StreamChange) -> Change<OffChannelNote>? {
        if case .offChannelNote(let change) = change { change } else { nil }
    }
    /// A note's change.
    public static func wrap(_ change: Change<OffChannelNote>) -> StreamChange { .offChannelNote(change) }
}

extension QualityCase: StreamAggregate {
    /// Quality cases.
    public static var kind: StreamKind { .qualityCase }
    /// The change, if it is a case's.
    public static func unwrap(_ change: StreamChange) -> Change<QualityCase>? {
        if case .qualityCase(let change) = change { change } else { nil }
    }
    /// A case's change.
    public static func wrap(_ change: Change<QualityCase>) -> StreamChange { .qualityCase(change) }
}

extension InternalIssue: StreamAggregate {
    /// Internal issues.
    public static var kind: StreamKind { .internalIssue }
    /// The change, if it is an issue's.
    public static func unwrap(_ change: StreamChange) -> Change<InternalIssue>? {
        if case .internalIssue(let change) = change { change } else { nil }
    }
    /// An issue's change.
    public static func wrap(_ change: Change<InternalIssue>) -> StreamChange { .internalIssue(change) }
}

extension Account: StreamAggregate {
    /// Accounts.
    public static var kind: StreamKind { .account }
    /// The change, if it is an account's.
    public static func unwrap(_ change: StreamChange) -> Change<Account>? {
        if case .account(let change) = change { change } else { nil }
    }
    /// An account's change.
    public static func wrap(_ change: Change<Account>) -> StreamChange { .account(change) }
}

extension ConsentLog: StreamAggregate {
    /// The consent log.
    public static var kind: StreamKind { .consentLog }
    /// The change, if it is the log's.
    public static func unwrap(_ change: StreamChange) -> Change<ConsentLog>? {
        if case .consentLog(let change) = change { change } else { nil }
    }
    /// The log's change.
    public static func wrap(_ change: Change<ConsentLog>) -> StreamChange { .consentLog(change) }
}

extension ReleasePackage: StreamAggregate {
    /// Packages of changes.
    public static var kind: StreamKind { .releasePackage }
    /// The change, if it is a package's.
    public static func unwrap(_ change: StreamChange) -> Change<ReleasePackage>? {
        if case .releasePackage(let change) = change { change } else { nil }
    }
    /// A package's change.
    public static func wrap(_ change: Change<ReleasePackage>) -> StreamChange { .releasePackage(change) }
}

extension ReleaseJournal: StreamAggregate {
    /// The desk's journal of release notes.
    public static var kind: StreamKind { .releaseJournal }
    /// The change, if it is the journal's.
    public static func unwrap(_ change: StreamChange) -> Change<ReleaseJournal>? {
        if case .releaseJournal(let change) = change { change } else { nil }
    }
    /// The journal's change.
    public static func wrap(_ change: Change<ReleaseJournal>) -> StreamChange { .releaseJournal(change) }
}

extension AgentID {
    /// The name of the agent's desk.
    public var desk: Identifier<AgentDesk> { Identifier(derivedFrom: Digest(hashing: Array(rawValue.utf8))) }
}
