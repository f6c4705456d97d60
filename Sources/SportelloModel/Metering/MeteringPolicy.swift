/// What work on tickets costs a customer's hours (R-003-20 to R-003-33, contradiction C22).
public struct MeteringPolicy: Sendable, Hashable, Codable {
    /// Which tickets are charged.
    public enum Scope: String, Sendable, Hashable, Codable, CaseIterable {
        /// None.
        case off
        /// Those whose coverage verdict is billable.
        case billable
        /// All that are not excluded from support.
        case everyTicket
    }

    /// How time beyond the minimum is rounded (R-003-25).
    public enum Rounding: String, Sendable, Hashable, Codable, CaseIterable {
        /// To the minute.
        case exact
        /// Up to a whole increment.
        case up
        /// To the nearest increment, half up.
        case nearest
    }

    /// What the minimum and the rounding apply to (R-003-23).
    public enum Aggregation: String, Sendable, Hashable, Codable, CaseIterable {
        /// The sum of all entries of a ticket.
        case perTicket
        /// Each entry by itself.
        case perEntry
        /// The sum of the entries of each day, by the service calendar's zone.
        case perDay
    }

    /// Whether two colleagues in one session cost double (R-003-28).
    public enum StaffCounting: String, Sendable, Hashable, Codable, CaseIterable {
        /// The time of the session, once.
        case session
        /// The time of each.
        case perPerson
    }

    /// What happens when hours do not suffice (R-003-32).
    public enum Exhaustion: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing is recorded that the hours do not cover.
        case stop
        /// The balance goes below zero.
        case overdraft
        /// The customer is offered further hours, and accepts before work goes on.
        case offer
    }

    /// Which tickets are charged. Default: none.
    public var scope: Scope
    /// The roles of time entries that count. Default: support, technician, development, accountExecutive (R-003-20).
    public var countedRoles: [String]
    /// Which of them are development, with a minimum of its own. Default: development (R-003-22).
    public var developmentRoles: [String]
    /// The least that is charged, in minutes. Default 0.
    public var minimumMinutes: Int
    /// The least that is charged when development took part, in minutes. Default 0; never less than
    /// ``minimumMinutes``.
    public var developmentMinimumMinutes: Int
    /// How time beyond the minimum is rounded. Default: to the minute.
    public var rounding: Rounding
    /// The increment of rounding, in minutes. Default 15.
    public var incrementMinutes: Int
    /// The most that is charged for one ticket, in minutes. Default: no limit.
    public var capMinutes: Int?
    /// What minimum and rounding apply to. Default: the ticket.
    public var aggregation: Aggregation
    /// Whether two colleagues in one session cost double. Default: no.
    public var countStaff: StaffCounting
    /// Case types of which only the time spent together with the customer counts, not preparation (R-003-26).
    /// Default: none.
    public var jointCaseTypes: [String]
    /// Causes whose time is not charged. Default: bug (R-003-29).
    public var waivedCauses: [String]
    /// What happens when hours do not suffice. Default: stop.
    public var exhaustion: Exhaustion
    /// How far below zero an overdraft may go, in minutes. Default: no limit.
    public var overdraftLimitMinutes: Int?
    /// At how many minutes left an alert is given, once each. Default: none.
    public var alertMinutes: [Int]
    /// For how many days of 24 hours unused hours can be used after their period. Default 0: they expire (R-003-33).
    public var carryOverDays: Int
    /// How many minutes can be carried over; the rest expires. Default: all.
    public var carryOverLimitMinutes: Int?

    /// Makes a policy.
    public init(
        scope: Scope = .off,
        countedRoles: [String] = ["support", "technician", "development", "accountExecutive"],
        developmentRoles: [String] = ["development"], minimumMinutes: Int = 0, developmentMinimumMinutes: Int = 0,
        rounding: Rounding = .exact, incrementMinutes: Int = 15, capMinutes: Int? = nil,
        aggregation: Aggregation = .perTicket, countStaff: StaffCounting = .session, jointCaseTypes: [String] = [],
        waivedCauses: [String] = ["bug"], exhaustion: Exhaustion = .stop, overdraftLimitMinutes: Int? = nil,
        alertMinutes: [Int] = [], carryOverDays: Int = 0, carryOverLimitMinutes: Int? = nil
    ) {
        self.scope = scope
        self.countedRoles = countedRoles
        self.developmentRoles = developmentRoles
        self.minimumMinutes = minimumMinutes
        self.developmentMinimumMinutes = developmentMinimumMinutes
        self.rounding = rounding
        self.incrementMinutes = incrementMinutes
        self.capMinutes = capMinutes
        self.aggregation = aggregation
        self.countStaff = countStaff
        self.jointCaseTypes = jointCaseTypes
        self.waivedCauses = waivedCauses
        self.exhaustion = exhaustion
        self.overdraftLimitMinutes = overdraftLimitMinutes
        self.alertMinutes = alertMinutes
        self.carryOverDays = carryOverDays
        self.carryOverLimitMinutes = carryOverLimitMinutes
    }
}

extension MeteringPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case scope, countedRoles, developmentRoles, minimumMinutes, developmentMinimumMinutes, rounding
        case incrementMinutes, capMinutes, aggregation, countStaff, jointCaseTypes, waivedCauses, exhaustion
        case overdraftLimitMinutes, alertMinutes, carryOverDays, carryOverLimitMinutes
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = MeteringPolicy()
        let minimum = try values.value(.minimumMinutes, or: standard.minimumMinutes)
        self.init(
            scope: try values.value(.scope, or: standard.scope),
            countedRoles: try values.value(.countedRoles, or: standard.countedRoles),
            developmentRoles: try values.value(.developmentRoles, or: standard.developmentRoles),
            minimumMinutes: minimum,
            developmentMinimumMinutes: try values.value(.developmentMinimumMinutes, or: minimum),
            rounding: try values.value(.rounding, or: standard.rounding),
            incrementMinutes: try values.value(.incrementMinutes, or: standard.incrementMinutes),
            capMinutes: try values.optional(.capMinutes),
            aggregation: try values.value(.aggregation, or: standard.aggregation),
            countStaff: try values.value(.countStaff, or: standard.countStaff),
            jointCaseTypes: try values.value(.jointCaseTypes, or: standard.jointCaseTypes),
            waivedCauses: try values.value(.waivedCauses, or: standard.waivedCauses),
            exhaustion: try values.value(.exhaustion, or: standard.exhaustion),
            overdraftLimitMinutes: try values.optional(.overdraftLimitMinutes),
            alertMinutes: try values.value(.alertMinutes, or: standard.alertMinutes),
            carryOverDays: try values.value(.carryOverDays, or: standard.carryOverDays),
            carryOverLimitMinutes: try values.optional(.carryOverLimitMinutes)
        )
    }
}
