/// Why a decision stopped.
public enum Stop: Error, Sendable {
    /// A rule says no.
    case refused(Refusal)
    /// The decision needs these streams; load them and decide again.
    case missing([StreamID])
}

/// What one command sees and does: the loaded streams, and the changes it makes to them.
///
/// Deciding is pure: the same command on the same workspace in the same context does the same. A stream that was not
/// loaded stops the decision with ``Stop/missing(_:)``, so a command need not say beforehand what it will look at.
public struct Workspace: Sendable {
    /// Who acts, when, and under which policy.
    public struct Context: Sendable {
        /// The time now.
        public var now: Instant
        /// The acting party.
        public var actor: Actor
        private var policy: CopyOnWrite<ServiceProfile>

        /// The policy.
        public var profile: ServiceProfile {
            _read { yield policy.value }
            set { policy.value = newValue }
        }

        /// Makes a context.
        public init(now: Instant, actor: Actor, profile: ServiceProfile) {
            self.init(now: now, actor: actor, policy: CopyOnWrite(profile))
        }

        /// Makes a context under a policy that others share.
        package init(now: Instant, actor: Actor, policy: CopyOnWrite<ServiceProfile>) {
            self.now = now
            self.actor = actor
            self.policy = policy
        }
    }

    /// Who acts, when, and under which policy.
    public let context: Context
    /// The streams as they were before the command.
    let loaded: [StreamID: StreamChange]
    /// The streams' changes by stream.
    public private(set) var changes: [StreamID: StreamChange]
    /// Streams that were looked for and do not exist.
    private var absent: Set<StreamID>
    /// Unique keys that the command takes.
    public internal(set) var claims: [(space: KeySpace, value: String, stream: StreamID)] = []
    /// Unique keys that the command gives up.
    public internal(set) var releases: [(space: KeySpace, value: String)] = []
    /// Messages to the outside.
    public internal(set) var outgoing: [Outgoing] = []
    /// What the command answers.
    public internal(set) var result = CommandResult.none

    /// Makes a workspace. `loaded` holds every stream that was loaded, `absent` those that do not exist.
    public init(context: Context, loaded: [StreamID: StreamChange] = [:], absent: Set<StreamID> = []) {
        self.context = context
        self.loaded = loaded
        self.changes = loaded
        self.absent = absent
    }

    /// The time now.
    public var now: Instant { context.now }
    /// The policy.
    public var profile: ServiceProfile {
        _read { yield context.profile }
    }

    /// The change to a stream; `nil` when the stream does not exist.
    func change(to stream: StreamID) throws(Stop) -> StreamChange? {
        if let change = changes[stream] { return change }
        if absent.contains(stream) { return nil }
        throw .missing([stream])
    }

    /// Stops the decision unless all these streams are known, so that they are loaded at once.
    func need(_ streams: [StreamID]) throws(Stop) {
        let unknown = streams.filter { changes[$0] == nil && !absent.contains($0) }
        if !unknown.isEmpty { throw .missing(unknown) }
    }

    mutating func update(_ stream: StreamID, _ change: StreamChange) {
        changes[stream] = change
        absent.remove(stream)
    }
}

/// The changes of one stream, whatever it is about.
public enum StreamChange: Sendable {
    case ticket(Change<Ticket>)
    indirect case contact(Change<Contact>)
    indirect case agentDesk(Change<AgentDesk>)
    indirect case offChannelNote(Change<OffChannelNote>)
    indirect case qualityCase(Change<QualityCase>)
    indirect case internalIssue(Change<InternalIssue>)
    indirect case ledger(Change<Ledger>)
    indirect case workOrder(Change<WorkOrder>)
    indirect case executorQueue(Change<ExecutorQueue>)
    indirect case appointment(Change<Appointment>)
    indirect case project(Change<Project>)
    indirect case engagement(Change<Engagement>)
    indirect case desk(Change<ServiceDesk>)
    indirect case account(Change<Account>)
    indirect case consentLog(Change<ConsentLog>)
    indirect case releasePackage(Change<ReleasePackage>)
    indirect case releaseJournal(Change<ReleaseJournal>)
}

/// What a unique key names.
public enum KeySpace: String, Sendable, Hashable {
    /// A ticket's public number.
    case number
    /// The digest of a visitor's secret.
    case secret
    /// The host's name for a contact.
    case subject
}

/// A message to the outside, decided by a rule and sent by a channel adapter.
public enum Outgoing: Sendable, Hashable {
    /// The public log of a ticket by mail.
    case transcript(ticket: TicketID, address: String)
    /// The end of a quality case that hangs on no ticket, by the way the complaint came (R-004-56).
    case qualityAnswer(qualityCase: QualityCaseID, channel: ChannelKind, address: String?, text: String)
    /// A redirect text to somebody who used an unofficial way.
    case redirect(note: OffChannelNoteID, text: String)
    /// A call for somebody who must come at once.
    case page(Page)
    /// A mail about a ticket or a note.
    case mail(OutgoingMail)
}

/// What a command answers, besides its events.
public enum CommandResult: Sendable, Hashable, Codable {
    /// Nothing.
    case none
    /// A ticket was made or found.
    case ticket(TicketID, TicketNumber)
    /// Open tickets were offered instead of a new one.
    case existing([ExistingTicket])
    /// A stream was made.
    case created(StreamID)
    /// What is left to do before the outcome counts, in order.
    case steps([OutcomeRule.Step])
    /// A rule said no, and that somebody tried is itself recorded.
    case refused(Refusal)

    /// An open ticket that is offered instead of a new one (R-002-33).
    public struct ExistingTicket: Sendable, Hashable, Codable {
        /// The ticket.
        public var id: TicketID
        /// Its number.
        public var number: TicketNumber
        /// Its subject.
        public var subject: String
    }
}
