/// How ordered jobs are priced, paid and queued (R-002-49 to R-002-55, R-002-101).
public struct WorkOrderPolicy: Sendable, Hashable, Codable {
    /// An amount of money an hour, as a profile writes it.
    public struct Rate: Sendable, Hashable, Codable {
        /// In minor units: 9000 for ninety euros.
        public var minor: Int64
        /// The currency's code.
        public var currency: Currency

        /// Makes a rate.
        public init(minor: Int64, currency: Currency) {
            self.minor = minor
            self.currency = currency
        }

        /// The rate as money.
        public var money: Money { Money(minor: minor, currency: currency) }
    }

    /// The teams that can be executors. Default: none, so that nothing can be ordered.
    public var executors: [String]
    /// What an hour costs, whatever the result is worth (R-002-52). Default: none, and orders are paid from the pool
    /// of hours.
    public var hourlyRate: Rate?
    /// The calendar by which executors work; names one of the profile's. Default: always.
    public var calendar: String?
    /// For how many days of 24 hours what was set aside waits for the work to begin. Default: for ever.
    public var holdDays: Int?
    /// Roles of time entries that are support's: they do no paid work but training (R-002-50). Default: support.
    public var supportRoles: [String]
    /// The areas that a survey of the customer's environment must cover (R-000-25). Default: hosting, network,
    /// computer.
    public var surveyAreas: [String]
    /// For how many days of 24 hours delivered work is under warranty. Default: for as long as the product (R-002-101).
    public var warrantyDays: Int?

    /// Makes a policy.
    public init(
        executors: [String] = [], hourlyRate: Rate? = nil, calendar: String? = nil, holdDays: Int? = nil,
        supportRoles: [String] = ["support"], surveyAreas: [String] = ["hosting", "network", "computer"],
        warrantyDays: Int? = nil
    ) {
        self.executors = executors
        self.hourlyRate = hourlyRate
        self.calendar = calendar
        self.holdDays = holdDays
        self.supportRoles = supportRoles
        self.surveyAreas = surveyAreas
        self.warrantyDays = warrantyDays
    }
}

extension WorkOrderPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case executors, hourlyRate, calendar, holdDays, supportRoles, surveyAreas, warrantyDays
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = WorkOrderPolicy()
        self.init(
            executors: try values.value(.executors, or: standard.executors),
            hourlyRate: try values.optional(.hourlyRate),
            calendar: try values.optional(.calendar),
            holdDays: try values.optional(.holdDays),
            supportRoles: try values.value(.supportRoles, or: standard.supportRoles),
            surveyAreas: try values.value(.surveyAreas, or: standard.surveyAreas),
            warrantyDays: try values.optional(.warrantyDays)
        )
    }
}

extension WorkOrderPolicy.Rate {
    enum CodingKeys: String, CodingKey, CaseIterable { case minor, currency }

    /// Decodes a rate: both members must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let code: String = try values.value(.currency)
        guard let currency = Currency(rawValue: code) else {
            throw values.fault(.currency, "“\(code)” is no currency; write a code such as EUR")
        }
        self.init(minor: try values.value(.minor), currency: currency)
    }
}
