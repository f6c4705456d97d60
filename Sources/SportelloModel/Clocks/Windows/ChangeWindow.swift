/// When changes may go live (R-002-85): the named calendar's opening hours, and not on a date just before a holiday.
public struct ChangeWindow: Sendable, Hashable, Codable {
    /// The calendar whose opening hours are the window, for example Monday to Thursday mornings.
    public var calendar: String
    /// The calendar whose holidays count. Default: the service calendar, or else the window's own.
    public var holidays: String?
    /// Whether a date just before a holiday is closed too. Default yes.
    public var closedBeforeHolidays: Bool
    /// Whether an urgent fix may go live at any time. Default yes.
    public var hotfixExempt: Bool

    /// Makes a window.
    public init(
        calendar: String, holidays: String? = nil, closedBeforeHolidays: Bool = true, hotfixExempt: Bool = true
    ) {
        self.calendar = calendar
        self.holidays = holidays
        self.closedBeforeHolidays = closedBeforeHolidays
        self.hotfixExempt = hotfixExempt
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case calendar, holidays, closedBeforeHolidays, hotfixExempt }

    /// Decodes a window: `calendar` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = ChangeWindow(calendar: try values.value(.calendar))
        self.init(
            calendar: standard.calendar, holidays: try values.optional(.holidays),
            closedBeforeHolidays: try values.value(.closedBeforeHolidays, or: standard.closedBeforeHolidays),
            hotfixExempt: try values.value(.hotfixExempt, or: standard.hotfixExempt)
        )
    }
}

extension ServiceProfile {
    /// Whether a change may go live at an instant (R-002-85). Without a window it always may.
    ///
    /// A Thursday before a Friday holiday is closed, and so is the last working date before a longer run of holidays and
    /// closed dates that holds one: a weekend between it and the holiday makes it no safer.
    public func mayRelease(at instant: Instant, isHotfix: Bool) -> Bool {
        guard let window = changeWindow else { return true }
        if isHotfix, window.hotfixExempt { return true }
        guard let open = calendars[window.calendar], open.isOpen(at: instant) else { return false }
        guard window.closedBeforeHolidays else { return true }
        let named = window.holidays ?? serviceCalendar
        let calendar = named.flatMap { calendars[$0] } ?? open
        return !calendar.isBeforeHoliday(open.date(at: instant))
    }
}

extension ServiceCalendar {
    /// Whether a date is a holiday on which nothing opens.
    func isHoliday(_ date: LocalDate) -> Bool { holidays.contains(date) && intervals(on: date).isEmpty }

    /// Whether a holiday follows a date before the next date on which something opens.
    func isBeforeHoliday(_ date: LocalDate) -> Bool {
        var day = date.adding(days: 1)
        // At most a fortnight: nobody rests longer between two working dates and calls it the day before.
        for _ in 0..<14 {
            if isHoliday(day) { return true }
            if !intervals(on: day).isEmpty { return false }
            day = day.adding(days: 1)
        }
        return false
    }
}
