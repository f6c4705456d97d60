/// An event of any stream.
public enum AnyEvent: Sendable, Hashable {
    case ticket(TicketEvent)
    case contact(ContactEvent)
    case agentDesk(AgentDeskEvent)
    case offChannelNote(OffChannelNoteEvent)
    case qualityCase(QualityCaseEvent)
    case internalIssue(InternalIssueEvent)
    case ledger(LedgerEvent)
    case workOrder(WorkOrderEvent)
    case executorQueue(ExecutorQueueEvent)
    case appointment(AppointmentEvent)
    case project(ProjectEvent)
    case engagement(EngagementEvent)
    case desk(ServiceDeskEvent)
    case account(AccountEvent)
    case consentLog(ConsentLogEvent)
    case releasePackage(ReleasePackageEvent)
    case releaseJournal(ReleaseJournalEvent)

    /// Reads an event as it was stored. Throws ``UnreadableEvent`` or a decoding error.
    public init(_ record: EventRecord) throws {
        let (kind, facts) = (record.kind, record.facts)
        self =
            switch record.stream.kind {
            case .ticket: .ticket(try .decode(kind: kind, facts: facts))
            case .contact: .contact(try .decode(kind: kind, facts: facts))
            case .agentDesk: .agentDesk(try .decode(kind: kind, facts: facts))
            case .offChannelNote: .offChannelNote(try .decode(kind: kind, facts: facts))
            case .qualityCase: .qualityCase(try .decode(kind: kind, facts: facts))
            case .internalIssue: .internalIssue(try .decode(kind: kind, facts: facts))
            case .ledger: .ledger(try .decode(kind: kind, facts: facts))
            case .workOrder: .workOrder(try .decode(kind: kind, facts: facts))
            case .executorQueue: .executorQueue(try .decode(kind: kind, facts: facts))
            case .appointment: .appointment(try .decode(kind: kind, facts: facts))
            case .project: .project(try .decode(kind: kind, facts: facts))
            case .engagement: .engagement(try .decode(kind: kind, facts: facts))
            case .desk: .desk(try .decode(kind: kind, facts: facts))
            case .account: .account(try .decode(kind: kind, facts: facts))
            case .consentLog: .consentLog(try .decode(kind: kind, facts: facts))
            case .releasePackage: .releasePackage(try .decode(kind: kind, facts: facts))
            case .releaseJournal: .releaseJournal(try .decode(kind: kind, facts: facts))
            }
    }
}

/// An event as it was recorded, and what it means.
public struct LoggedEvent: Sendable, Hashable {
    /// As it was recorded.
    public var record: EventRecord
    /// What it means.
    public var event: AnyEvent

    /// Makes a pair.
    public init(record: EventRecord, event: AnyEvent) {
        self.record = record
        self.event = event
    }

    /// Reads a recorded event.
    public init(_ record: EventRecord) throws {
        self.init(record: record, event: try AnyEvent(record))
    }
}
