/// One piece of work on a ticket, as it counts for the charge (DESIGN §4, TimeEntry).
public struct TimeEntry: Sendable, Hashable, Codable {
    /// What the time was spent on.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Work, alone.
        case work
        /// Together with the customer.
        case session
    }

    /// 1, 2, 3, … in the ticket.
    public var number: Int
    /// When it was recorded.
    public var at: Instant
    /// The day it was recorded on, by the service calendar's zone.
    public var day: Int
    /// In which role.
    public var role: String
    /// What the time was spent on.
    public var kind: Kind
    /// Minutes that count if the role does. For a session, the time together.
    public var minutes: WorkedMinutes

    /// Makes an entry. `day` counts from 1970-01-01.
    public init(number: Int, at: Instant, day: Int, role: String, kind: Kind = .work, minutes: WorkedMinutes) {
        self.number = number
        self.at = at
        self.day = day
        self.role = role
        self.kind = kind
        self.minutes = minutes
    }
}

/// What entries of time cost, and why: sum the counted roles, apply the minimum, round, cap (facts e). Whether it is
/// waived for its cause is decided with this number at hand, so that what was waived is known.
///
/// A pure function of the entries, the case type and the policy.
public struct Charge: Sendable, Hashable, Codable {
    /// One step of the calculation, for people who ask.
    public struct Step: Sendable, Hashable, Codable {
        /// What was done.
        public enum Rule: String, Sendable, Hashable, Codable {
            /// The minutes of counted roles were summed (R-003-20).
            case counted
            /// The minimum was applied (R-003-21).
            case minimum
            /// The minimum for development was applied (R-003-22).
            case developmentMinimum
            /// It was rounded (R-003-25).
            case rounded
            /// The cap was applied.
            case capped
        }

        /// What was done.
        public var rule: Rule
        /// The minutes afterwards.
        public var minutes: Int
    }

    /// What is due, before any waiver.
    public var minutes: Minutes
    /// How it came about.
    public var steps: [Step]

    /// Calculates the charge.
    ///
    /// - Parameters:
    ///   - entries: All entries of the ticket, whatever their role.
    ///   - caseType: What the ticket is about.
    ///   - policy: The policy; its scope is not looked at.
    public init(of entries: [TimeEntry], caseType: String, policy: MeteringPolicy) {
        let isJoint = policy.jointCaseTypes.contains(caseType)
        let counted = entries.filter { entry in
            policy.countedRoles.contains(entry.role) && (!isJoint || entry.kind == .session)
        }
        var calculation = Calculation(policy: policy)
        switch policy.aggregation {
        case .perTicket: calculation.add(counted)
        case .perEntry: for entry in counted { calculation.add([entry]) }
        case .perDay:
            for day in Set(counted.map(\.day)).sorted() { calculation.add(counted.filter { $0.day == day }) }
        }
        if let cap = policy.capMinutes, calculation.total > cap {
            calculation.total = cap
            calculation.steps.append(Step(rule: .capped, minutes: cap))
        }
        minutes = Minutes(calculation.total)
        steps = calculation.steps
    }

    /// Sums parts, each with its own minimum and rounding.
    private struct Calculation {
        let policy: MeteringPolicy
        var total = 0
        var steps: [Step] = []

        mutating func add(_ entries: [TimeEntry]) {
            let worked = entries.reduce(0) { $0 + $1.minutes.count }
            guard worked > 0 else { return }
            steps.append(Step(rule: .counted, minutes: worked))
            let hasDevelopment = entries.contains { policy.developmentRoles.contains($0.role) }
            let minimum = hasDevelopment ? policy.developmentMinimumMinutes : policy.minimumMinutes
            var due = worked
            if due < minimum {
                due = minimum
                steps.append(Step(rule: hasDevelopment ? .developmentMinimum : .minimum, minutes: due))
            }
            let rounded = max(policy.rounded(due), minimum)
            if rounded != due { steps.append(Step(rule: .rounded, minutes: rounded)) }
            total += rounded
        }
    }
}

extension MeteringPolicy {
    /// Minutes by the rounding rule.
    func rounded(_ minutes: Int) -> Int {
        let increment = max(incrementMinutes, 1)
        return switch rounding {
        case .exact: minutes
        case .up: (minutes + increment - 1) / increment * increment
        case .nearest: (2 * minutes + increment) / (2 * increment) * increment
        }
    }
}
