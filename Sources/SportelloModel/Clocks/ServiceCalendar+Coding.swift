extension ServiceCalendar: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable { case zone, weekly, holidays, overrides }

    /// Decodes a calendar. Missing: no interval on any day, no holidays, no overrides. The zone must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let overrides = try values.value(.overrides, or: [String: [OpenInterval]]())
        var dated: [LocalDate: [OpenInterval]] = [:]
        for (text, intervals) in overrides {
            guard let date = LocalDate(text) else {
                throw values.fault(.overrides, "“\(text)” is not a date; write it as \"2026-05-01\", in quotes")
            }
            dated[date] = intervals
        }
        let days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0.rawValue, $0) })
        var weekly: [Weekday: [OpenInterval]] = [:]
        for (name, intervals) in try values.value(.weekly, or: [String: [OpenInterval]]()) {
            guard let day = days[name] else {
                throw values.fault(
                    .weekly, "unknown key “\(name)”; known: \(Weekday.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            weekly[day] = intervals
        }
        do {
            try self.init(
                zone: values.value(.zone), weekly: weekly,
                holidays: Set(values.value(.holidays, or: [LocalDate]())), overrides: dated
            )
        } catch let error as CalendarError {
            throw values.fault(error.code == .unknownZone ? .zone : .weekly, error.message)
        }
    }

    /// Encodes the parts in a fixed order, holidays by date.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(zone, forKey: .zone)
        try container.encode(weekly, forKey: .weekly)
        try container.encode(holidays.sorted(), forKey: .holidays)
        try container.encode(
            Dictionary(uniqueKeysWithValues: overrides.map { ($0.key.description, $0.value) }), forKey: .overrides
        )
    }
}
