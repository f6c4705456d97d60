/// An event of any stream.
public enum AnyEvent: Sendable, Hashable {
    case ticket(TicketEvent)
    indirect case contact(ContactEvent)
    indirect case agentDesk(AgentDeskEvent)
    indirect case offChannelNote(OffChannelNoteEvent)
    indirect case qualityCase(QualityCaseEvent)
    indirect case internalIssue(InternalIssueEvent)
    indirect case ledger(LedgerEvent)
    indirect case workOrder(WorkOrderEvent)
    indirect case executorQueue(ExecutorQueueEvent)
    indirect case appointment(AppointmentEvent)
    indirect case project(ProjectEvent)
    indirect case engagement(EngagementEvent)
    indirect case desk(ServiceDeskEvent)
    indirect case account(AccountEvent)
    indirect case consentLog(ConsentLogEvent)
    indirect case releasePackage(ReleasePackageEvent)
    indirect case releaseJournal(ReleaseJournalEvent)

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
