/// Who waits where, and what an agent can have at once (contradictions C16 and C24).
///
/// Service is never preemptive: no arrival, however urgent, takes an agent away from what is under way (R-000-43).
public struct QueuePolicy: Sendable, Hashable, Codable {
    /// Who gets a later dialog of the same ticket.
    public enum Stickiness: String, Sendable, Hashable, Codable, CaseIterable {
        /// Whoever is next; the pool has the ticket again after each dialog (R-002-28).
        case none
        /// The agent of the dialog until it is wrapped up; then the pool.
        case conversation
        /// The agent who has the ticket.
        case ticket
        /// The agent who has the ticket, and new tickets of an account go to the person named for it.
        case account

        /// Whether the agent keeps the ticket after a dialog.
        public var keepsTicket: Bool { self == .ticket || self == .account }
    }

    /// How work finds an agent (R-002-2).
    public enum Distribution: String, Sendable, Hashable, Codable, CaseIterable {
        /// Agents choose what waits.
        case pull
        /// The desk gives each free agent the next; choosing needs a reason that is logged.
        case push
    }

    /// What the order goes by. The arrival, then the id, decide what is left equal (R-002-3).
    public enum Key: String, Sendable, Hashable, Codable, CaseIterable {
        /// Critical failures before everything else (R-002-43).
        case critical
        /// Priority, raised by title rules and by waiting (R-002-4).
        case priority
        /// The arrival. Last, and implied.
        case arrival
    }

    /// How waiting raises a priority, so that no class waits for ever (facts, queue discipline).
    public struct Ageing: Sendable, Hashable, Codable {
        /// Minutes of waiting for one step. 1 or more.
        public var minutes: Int
        /// How many steps at most, 1 to 4. Waiting never makes anything critical.
        public var steps: Int

        /// Makes a rule.
        public init(minutes: Int, steps: Int = 4) {
            self.minutes = minutes
            self.steps = steps
        }

        /// How many steps somebody who waits since `arrival` has risen: a pure function of the two instants.
        public func raised(since arrival: Instant, at now: Instant) -> Int {
            let waited = max(0, (now - arrival).milliseconds)
            return min(steps, Int(min(waited / (Int64(minutes) * 60_000), Int64(steps))))
        }
    }

    /// Default: the agent who has the ticket.
    public var stickiness: Stickiness
    /// Another stickiness for some tiers. Default none.
    public var tierStickiness: [Int: Stickiness]
    /// How many units an agent has for dialogs, one pool over all channels (R-002-71). Default 50.
    public var capacity: Int
    /// Units that a dialog takes, by channel; 1 where nothing is said.
    public var units: [String: Int]
    /// Channels whose dialogs take an agent whole. Default: phone.
    public var calls: [ChannelKind]
    /// Channels whose dialogs are written and can wait while the agent takes a call (R-002-7). Default: e-mail, portal.
    public var deferrable: [ChannelKind]
    /// Whether only the agent who has a ticket may write to its customer. Default no.
    public var onlyAssigneeWrites: Bool
    /// What the order goes by. Default: critical, priority, arrival.
    public var order: [Key]
    /// How waiting raises a priority. Default: not at all.
    public var ageing: Ageing?
    /// What a title can do. Default: nothing.
    public var titleRules: [TitleRule]
    /// The highest priority that a title can reach, 1 to 5. Default 2. Critical is out of its reach (R-002-6).
    public var titleCap: Int
    /// How work finds an agent. Default: agents choose.
    public var distribution: Distribution
    /// Words that an agent may name for being busy or away; empty for any. Default empty.
    public var presenceReasons: [String]
    /// Whether an agent becomes available by itself when the last dialog is wrapped up (R-002-27). Default yes.
    public var returnsAvailable: Bool
    /// After how many minutes of a dialog its agent, and nobody else, is told how long it has been. Nothing ends it
    /// (R-002-12). Default never.
    public var longDialogMinutes: Int?
    /// When an estimate of the wait can be told. See ``WaitEstimatePolicy``.
    public var estimate: WaitEstimatePolicy
    /// When a ticket is advised instead of a live dialog. See ``ContactAdvicePolicy``.
    public var advice: ContactAdvicePolicy

    /// Makes a policy.
    public init(
        stickiness: Stickiness = .ticket, tierStickiness: [Int: Stickiness] = [:], capacity: Int = 50,
        units: [String: Int] = [:], calls: [ChannelKind] = [.phone], deferrable: [ChannelKind] = [.email, .portal],
        onlyAssigneeWrites: Bool = false, order: [Key] = [.critical, .priority, .arrival], ageing: Ageing? = nil,
        titleRules: [TitleRule] = [], titleCap: Int = 2, distribution: Distribution = .pull,
        presenceReasons: [String] = [], returnsAvailable: Bool = true, longDialogMinutes: Int? = nil,
        estimate: WaitEstimatePolicy = WaitEstimatePolicy(), advice: ContactAdvicePolicy = ContactAdvicePolicy()
    ) {
        self.stickiness = stickiness
        self.tierStickiness = tierStickiness
        self.capacity = capacity
        self.units = units
        self.calls = calls
        self.deferrable = deferrable
        self.onlyAssigneeWrites = onlyAssigneeWrites
        self.order = order
        self.ageing = ageing
        self.titleRules = titleRules
        self.titleCap = titleCap
        self.distribution = distribution
        self.presenceReasons = presenceReasons
        self.returnsAvailable = returnsAvailable
        self.longDialogMinutes = longDialogMinutes
        self.estimate = estimate
        self.advice = advice
    }

    /// Who gets a later dialog of a ticket in a tier.
    public func stickiness(inTier tier: Int) -> Stickiness { tierStickiness[tier] ?? stickiness }

    /// Units that a dialog takes.
    public func units(of channel: ChannelKind) -> Int { units[channel.rawValue] ?? 1 }

    /// Whether such a dialog takes an agent whole.
    public func isCall(_ channel: ChannelKind) -> Bool { calls.contains(channel) }

    /// Whether such a dialog stays on the desk, paused, while the agent takes a call.
    public func canWait(_ channel: ChannelKind) -> Bool { deferrable.contains(channel) }
}
