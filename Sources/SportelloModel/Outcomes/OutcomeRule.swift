/// One product that a conversation may have, and what the organisation asks for before it counts (R-002-37, R-002-56).
///
/// A word alone stands for a rule without steps: `outcomes: [help, bug]`.
public struct OutcomeRule: Sendable, Hashable, Codable {
    /// Which law of the core a product follows.
    public enum Nature: String, Sendable, Hashable, Codable, CaseIterable {
        /// An answer how to do or achieve something; a reference alone is one (R-002-38).
        case help
        /// Something does not work as it should: it has a severity (R-002-39).
        case bug
        /// A suggestion to improve: it has a type and an area (R-002-45).
        case proposal
        /// A job ordered by the customer; support hands it over (R-002-50).
        case paidWork
        /// The organisation's own product; no law of the core but its steps.
        case other
    }

    /// A step of the procedure. Steps are done in the order of the list.
    public struct Step: Sendable, Hashable, Codable {
        /// A short word, unique within the outcome.
        public var id: String
        /// What staff have to do.
        public var title: LocalizedText

        /// Makes a step.
        public init(id: String, title: LocalizedText) {
            self.id = id
            self.title = title
        }
    }

    /// Who performs what support does not (R-002-50).
    public struct Handover: Sendable, Hashable, Codable {
        /// The team that performs it.
        public var team: String
        /// Case types that support performs itself, for example training.
        public var except: [String]

        /// Makes a handover.
        public init(team: String, except: [String] = []) {
            self.team = team
            self.except = except
        }
    }

    /// A short word, stable for ever; stored on conversations and tickets.
    public var id: String
    /// The law it follows. Default: the one of the same word, or ``Nature/other``.
    public var nature: Nature
    /// What must be done before a ticket can be resolved with it, in order. Default: nothing.
    public var steps: [Step]
    /// Who performs it; `nil` when support does. Default: support.
    public var handover: Handover?

    /// Makes a rule.
    public init(id: String, nature: Nature? = nil, steps: [Step] = [], handover: Handover? = nil) {
        self.id = id
        self.nature = nature ?? Nature(rawValue: id) ?? .other
        self.steps = steps
        self.handover = handover
    }
}

extension OutcomeRule: ExpressibleByStringLiteral {
    /// A rule without steps.
    public init(stringLiteral value: String) { self.init(id: value) }

    /// Help, bug, proposal and paid work, without steps.
    public static let standard: [OutcomeRule] = ["help", "bug", "proposal", "paidWork"]
}

/// What a proposal must say, and what makes a wish for speed a bug (R-002-45, R-002-46, R-002-47).
public struct ProposalPolicy: Sendable, Hashable, Codable {
    /// A documented amount up to which a module works.
    public struct Limit: Sendable, Hashable, Codable {
        /// What is counted, for example `products`.
        public var quantity: String
        /// The largest documented amount, itself included; 1 or more.
        public var maximum: Int

        /// Makes a limit.
        public init(quantity: String, maximum: Int) {
            self.quantity = quantity
            self.maximum = maximum
        }
    }

    /// What kinds of improvement there are; the first is taken where none is said. Default: `improvement`,
    /// `newFunction`, `report`, `interface`.
    public var types: [String]
    /// Whether type and area must be said; otherwise the first type and the case type are taken. Default no.
    public var mustSayTypeAndArea: Bool
    /// Parts of the short analysis whose absence staff must confirm. Default none.
    public var warnsWithout: [AnalysisField]
    /// Documented amounts, for wishes about speed. Default none.
    public var limits: [Limit]
    /// Reasons for refusing a ticket that leave a proposal behind, for example `missingFunction` (R-003-17). Default none.
    public var fromReasons: [String]

    /// Makes a policy.
    public init(
        types: [String] = ["improvement", "newFunction", "report", "interface"], mustSayTypeAndArea: Bool = false,
        warnsWithout: [AnalysisField] = [], limits: [Limit] = [], fromReasons: [String] = []
    ) {
        self.types = types
        self.mustSayTypeAndArea = mustSayTypeAndArea
        self.warnsWithout = warnsWithout
        self.limits = limits
        self.fromReasons = fromReasons
    }

    /// What failing under a load is: a bug within the documented amount, at it included; a proposal beyond it, and where
    /// nothing is documented (R-002-46).
    public func nature(of quantity: String, load: Int) -> OutcomeRule.Nature {
        guard let limit = limits.first(where: { $0.quantity == quantity }) else { return .proposal }
        return load <= limit.maximum ? .bug : .proposal
    }
}

/// A part of the short analysis before a proposal is accepted (R-002-47).
public enum AnalysisField: String, Sendable, Hashable, Codable, CaseIterable {
    /// Why it should be done.
    case arguments
    /// How it could be done.
    case suggestedSolution
    /// What exists and could be used.
    case usableElements
    /// What the customer wants to achieve.
    case businessGoal
    /// How much it matters.
    case importance
}

extension ServiceProfile {
    /// The outcome of that word.
    public func outcome(_ id: String) -> OutcomeRule? { outcomes.first { $0.id == id } }

    /// The word under which a law's product is stored: the first outcome of that nature, or the nature's own word, since
    /// a bug or a proposal can always be recorded (contradiction C25).
    public func outcome(of nature: OutcomeRule.Nature) -> String {
        outcomes.first { $0.nature == nature }?.id ?? nature.rawValue
    }
}
