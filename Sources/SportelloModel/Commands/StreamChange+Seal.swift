/// What a command did to one stream, sealed into the log: numbered, salted, chained.
public struct SealedChange: Sendable {
    /// The stream.
    public var stream: StreamID
    /// The head at which the command was decided.
    public var base: StreamHead
    /// The new events.
    public var events: [LoggedEvent]
    /// The head afterwards.
    public var head: StreamHead
    /// The stream as it stands afterwards, ready for the next command.
    public var next: StreamChange
}

extension StreamChange {
    /// Whether the command recorded anything.
    public var isChanged: Bool {
        switch self {
        case .ticket(let change): !change.drafts.isEmpty
        case .contact(let change): !change.drafts.isEmpty
        case .agentDesk(let change): !change.drafts.isEmpty
        case .offChannelNote(let change): !change.drafts.isEmpty
        case .qualityCase(let change): !change.drafts.isEmpty
        case .internalIssue(let change): !change.drafts.isEmpty
        case .ledger(let change): !change.drafts.isEmpty
        case .workOrder(let change): !change.drafts.isEmpty
        case .executorQueue(let change): !change.drafts.isEmpty
        case .appointment(let change): !change.drafts.isEmpty
        case .project(let change): !change.drafts.isEmpty
        case .engagement(let change): !change.drafts.isEmpty
        case .desk(let change): !change.drafts.isEmpty
        case .account(let change): !change.drafts.isEmpty
        case .consentLog(let change): !change.drafts.isEmpty
        case .releasePackage(let change): !change.drafts.isEmpty
        case .releaseJournal(let change): !change.drafts.isEmpty
        }
    }

    /// Seals the recorded events. `clientID` is the id that the command's author gave to it; `salt` draws a fresh salt
    /// for each content.
    public func sealed(as stream: StreamID, clientID: String?, salt: () -> Salt) throws -> SealedChange {
        switch self {
        case .ticket(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.ticket, StreamChange.ticket)
        case .contact(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.contact, StreamChange.contact)
        case .agentDesk(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.agentDesk, StreamChange.agentDesk)
        case .offChannelNote(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.offChannelNote, StreamChange.offChannelNote)
        case .qualityCase(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.qualityCase, StreamChange.qualityCase)
        case .internalIssue(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.internalIssue, StreamChange.internalIssue)
        case .ledger(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.ledger, StreamChange.ledger)
        case .workOrder(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.workOrder, StreamChange.workOrder)
        case .executorQueue(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.executorQueue, StreamChange.executorQueue)
        case .appointment(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.appointment, StreamChange.appointment)
        case .project(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.project, StreamChange.project)
        case .engagement(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.engagement, StreamChange.engagement)
        case .desk(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.desk, StreamChange.desk)
        case .account(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.account, StreamChange.account)
        case .consentLog(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.consentLog, StreamChange.consentLog)
        case .releasePackage(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.releasePackage, StreamChange.releasePackage)
        case .releaseJournal(let change):
            try change.sealed(stream, clientID, salt, AnyEvent.releaseJournal, StreamChange.releaseJournal)
        }
    }
}

extension Change where State.Event: StorableEvent {
    fileprivate func sealed(
        _ stream: StreamID, _ clientID: String?, _ salt: () -> Salt, _ anyEvent: (State.Event) -> AnyEvent,
        _ anyChange: (Change<State>) -> StreamChange
    ) throws -> SealedChange {
        var digest = base.digest
        var events: [LoggedEvent] = []
        events.reserveCapacity(drafts.count)
        for draft in drafts {
            let contentSalt = draft.content.map { _ in salt() }
            var record = EventRecord(
                stream: stream, seq: draft.stamp.seq, publicSeq: draft.stamp.publicSeq, staffSeq: draft.staffSeq,
                at: draft.stamp.at, kind: draft.event.kind, author: draft.stamp.author,
                clientID: draft.stamp.author.role == .system ? nil : clientID,
                facts: try draft.event.encodedFacts(), contentDigest: nil, salt: contentSalt, content: draft.content,
                digest: .zero
            )
            if let contentSalt, let content = draft.content { record.contentDigest = content.digest(salt: contentSalt) }
            digest = record.chained(after: digest)
            record.digest = digest
            events.append(LoggedEvent(record: record, event: anyEvent(draft.event)))
        }
        var head = self.head
        head.digest = digest
        return SealedChange(
            stream: stream, base: base, events: events, head: head,
            next: anyChange(Change(state: state, head: head))
        )
    }
}
