/// Counts time in one unit: all of it, or only while a calendar is open.
struct Meter {
    private let unit: TargetUnit
    private let calendar: ServiceCalendar?

    init(_ basis: ServiceClock.Basis) {
        unit = basis.target.unit
        calendar = basis.target.unit == .wallClock ? nil : basis.calendar
    }

    /// Time from one instant to another in the unit; negative backwards. Without the calendar it needs: all time.
    func time(from start: Instant, to end: Instant) -> Duration {
        calendar.map { $0.openTime(from: start, to: end) } ?? end - start
    }

    private func add(_ duration: Duration, to start: Instant) throws(CalendarError) -> Instant {
        if unit == .wallClock { return start + duration }
        return try needed().add(duration, to: start)
    }

    private func needed() throws(CalendarError) -> ServiceCalendar {
        guard let calendar else {
            throw CalendarError(.unknownCalendar, "a target that counts open time has no calendar")
        }
        return calendar
    }

    /// How much of the unit an amount is when it is counted from an instant.
    func budget(of amount: TimeAmount, from start: Instant) throws(CalendarError) -> Duration {
        switch (unit, amount) {
        case (.workingDays, .days(let count)):
            let calendar = try needed()
            return calendar.openTime(from: start, to: try calendar.add(workingDays: count, to: start))
        default: return amount.wallClock
        }
    }

    /// When an amount is used up; `nil` when an open pause comes first.
    func instant(of amount: TimeAmount, from start: Instant, pauses: [ClockPause]) throws(CalendarError) -> Instant? {
        guard case (.workingDays, .days(let count)) = (unit, amount) else {
            return try instant(used: amount.wallClock, from: start, pauses: pauses)
        }
        let calendar = try needed()
        let undisturbed = try calendar.add(workingDays: count, to: start)
        let budget = calendar.openTime(from: start, to: undisturbed)
        guard let extended = try instant(used: budget, from: start, pauses: pauses) else { return nil }
        // An undisturbed count may end in a break between two intervals, where no open time passes.
        return max(undisturbed, extended)
    }

    /// When so much of the unit is used up; `nil` when an open pause comes first.
    func instant(used: Duration, from start: Instant, pauses: [ClockPause]) throws(CalendarError) -> Instant? {
        var remaining = used
        var cursor = start
        for pause in pauses {
            if pause.from > cursor {
                let counted = time(from: cursor, to: pause.from)
                if counted >= remaining { break }
                remaining -= counted
            } else if remaining <= .zero {
                break
            }
            guard let to = pause.to else { return nil }
            cursor = max(cursor, to)
        }
        return try add(remaining, to: cursor)
    }

    /// The time between two instants, cut into what counted, what was closed and what was paused.
    func segments(from start: Instant, to end: Instant, pauses: [ClockPause]) -> [ClockSegment] {
        var segments: [ClockSegment] = []
        var cursor = start
        for pause in pauses where (pause.to ?? end) > start && pause.from < end {
            append(from: cursor, to: max(cursor, pause.from), to: &segments)
            let to = min(pause.to ?? end, end)
            segments.append(ClockSegment(kind: .paused, from: max(cursor, pause.from), to: to))
            cursor = to
        }
        append(from: cursor, to: end, to: &segments)
        return segments
    }

    private func append(from start: Instant, to end: Instant, to segments: inout [ClockSegment]) {
        guard start < end else { return }
        guard let calendar else {
            segments.append(ClockSegment(kind: .counted, from: start, to: end))
            return
        }
        var cursor = start
        for span in calendar.openSpans(from: start, to: end) {
            if cursor < span.lowerBound {
                segments.append(ClockSegment(kind: .closed, from: cursor, to: span.lowerBound))
            }
            segments.append(ClockSegment(kind: .counted, from: span.lowerBound, to: span.upperBound))
            cursor = span.upperBound
        }
        if cursor < end { segments.append(ClockSegment(kind: .closed, from: cursor, to: end)) }
    }
}
