extension ServiceCalendar {
    /// Whether it is open at an instant. The instant of closing is closed.
    public func isOpen(at instant: Instant) -> Bool {
        let today = date(at: instant)
        return [today.adding(days: -1), today].contains { date in
            spans(openingOn: date).contains { $0.contains(instant) }
        }
    }

    /// The earliest open instant at or after `instant`.
    ///
    /// - Throws: ``CalendarError`` when nothing is open from there on.
    public func nextOpening(after instant: Instant) throws(CalendarError) -> Instant {
        var spans = OpenSpans(of: self, from: instant)
        guard let span = spans.next() else { throw spans.exhausted }
        return span.lowerBound
    }

    /// The end of the open time that holds `instant` or begins next after it; `nil` when it does not end within a year
    /// after the last holiday or override.
    ///
    /// - Throws: ``CalendarError`` when nothing is open from there on.
    public func nextClosing(after instant: Instant) throws(CalendarError) -> Instant? {
        var spans = OpenSpans(of: self, from: instant)
        guard var span = spans.next() else { throw spans.exhausted }
        let horizon = max(date(at: instant).dayNumber, lastException ?? .min) + 366
        while let next = spans.next(), next.lowerBound <= span.upperBound {
            if date(at: next.upperBound).dayNumber > horizon { return nil }
            span = span.lowerBound..<next.upperBound
        }
        return span.upperBound
    }

    /// The earliest instant by which `duration` of open time has passed since `start`.
    ///
    /// Nothing to add gives `start` itself, open or not. Time that ends exactly at a closing ends there, not at the
    /// next opening.
    ///
    /// - Throws: ``CalendarError`` when too little is open from there on, or only in more than a hundred years.
    public func add(_ duration: Duration, to start: Instant) throws(CalendarError) -> Instant {
        var remaining = duration.milliseconds
        guard remaining > 0 else { return start }
        var spans = OpenSpans(of: self, from: start)
        while let span = spans.next() {
            let length = span.upperBound.milliseconds - span.lowerBound.milliseconds
            if remaining <= length { return Instant(milliseconds: span.lowerBound.milliseconds + remaining) }
            remaining -= length
        }
        throw spans.exhausted
    }

    /// How much open time lies between two instants; negative when `end` is the earlier one.
    public func openTime(from start: Instant, to end: Instant) -> Duration {
        guard start <= end else { return .zero - openTime(from: end, to: start) }
        return openSpans(from: start, to: end)
            .reduce(.zero) { sum, span in sum + (span.upperBound - span.lowerBound) }
    }

    /// The open spans between two instants, cut at both, in order and without overlap.
    public func openSpans(from start: Instant, to end: Instant) -> [Range<Instant>] {
        var spans = OpenSpans(of: self, from: start)
        var found: [Range<Instant>] = []
        while let span = spans.next(), span.lowerBound < end {
            found.append(span.lowerBound..<min(span.upperBound, end))
        }
        return found
    }

    /// The instant so many working days later, at the same time of the day (R-002-18).
    ///
    /// A working day is a date on which something opens. From a closed instant the count begins at the next opening.
    /// The result never lies outside its date's first opening and last closing.
    ///
    /// - Throws: ``CalendarError`` when there are too few working days from there on.
    public func add(workingDays count: Int, to start: Instant) throws(CalendarError) -> Instant {
        guard count > 0 else { return start }
        let from = try nextOpening(after: start)
        let today = date(at: from)
        let yesterday = today.adding(days: -1)
        let belongsToYesterday = spans(openingOn: yesterday).contains { $0.contains(from) }
        var day = belongsToYesterday ? yesterday : today
        let seconds = from.milliseconds.floorDivided(by: 1000)
        let local = seconds + rules.offset(at: seconds)
        let offset = Int(local - Int64(day.dayNumber) * 86_400)
        let fraction = from.milliseconds - seconds * 1000
        for _ in 0..<count { day = try nextWorkingDate(after: day) }
        let spans = spans(openingOn: day)
        guard let first = spans.first, let last = spans.last else { return start }
        let same = Instant(milliseconds: instant(day, offset: offset, .first).milliseconds + fraction)
        return min(max(same, first.lowerBound), last.upperBound)
    }

    /// The first date after `date` on which something opens.
    ///
    /// - Throws: ``CalendarError`` when there is none.
    public func nextWorkingDate(after date: LocalDate) throws(CalendarError) -> LocalDate {
        var days = OpenDates(of: self, from: date.adding(days: 1))
        guard let day = days.next() else { throw days.exhausted }
        return day
    }

    /// The spans of the intervals that open on a date, in order; those that daylight saving swallows are left out.
    func spans(openingOn date: LocalDate) -> [Range<Instant>] {
        intervals(on: date).compactMap { interval in
            let opens = instant(date, offset: interval.opens.seconds, .first)
            let closes = instant(date, offset: interval.closingOffset, .last)
            return opens < closes ? opens..<closes : nil
        }
    }
}

/// The dates on which something opens, from one on: at most a hundred years of them.
struct OpenDates {
    private let calendar: ServiceCalendar
    private var day: Int
    private let end: Int
    private let pattern: Bool
    private(set) var isTooFar = false

    init(of calendar: ServiceCalendar, from date: LocalDate) {
        self.calendar = calendar
        day = date.dayNumber
        pattern = calendar.week.contains { !$0.isEmpty }
        end = date.dayNumber + 36_525
    }

    /// Why ``next()`` gave nothing.
    var exhausted: CalendarError {
        isTooFar
            ? CalendarError(.tooFar, "less than that is open within a hundred years")
            : CalendarError(.noOpenTime, "nothing is open from the asked time on; give a weekday an interval")
    }

    mutating func next() -> LocalDate? {
        while day < end {
            // Without a weekly pattern nothing opens after the last dated override.
            if !pattern, day > calendar.lastException ?? .min { return nil }
            let date = LocalDate(dayNumber: day)
            day += 1
            if !calendar.spans(openingOn: date).isEmpty { return date }
        }
        isTooFar = true
        return nil
    }
}

/// The open spans from an instant on, in order, cut so that none overlaps another.
struct OpenSpans {
    private let calendar: ServiceCalendar
    private var dates: OpenDates
    private var pending: ArraySlice<Range<Instant>> = []
    private var covered: Instant

    init(of calendar: ServiceCalendar, from instant: Instant) {
        self.calendar = calendar
        covered = instant
        // The night before may still be open.
        dates = OpenDates(of: calendar, from: calendar.date(at: instant).adding(days: -1))
    }

    /// Why ``next()`` gave nothing.
    var exhausted: CalendarError { dates.exhausted }

    mutating func next() -> Range<Instant>? {
        while true {
            while let span = pending.popFirst() {
                guard span.upperBound > covered else { continue }
                let cut = max(span.lowerBound, covered)..<span.upperBound
                covered = span.upperBound
                return cut
            }
            guard let date = dates.next() else { return nil }
            pending = calendar.spans(openingOn: date)[...]
        }
    }
}
