/// One promised time on one ticket, as a pure function of facts: the target, the pinned calendar, the start, the
/// pauses, what stopped it, and now.
///
/// It keeps no counters, so the same facts always give the same answer, and ``explanation(at:)`` can show where a
/// deadline comes from. Met means done at the deadline or before.
public struct ServiceClock: Sendable, Hashable {
    /// A target with the calendar it was pinned with and the instant it counts from.
    struct Basis: Sendable, Hashable {
        var target: ServiceTarget
        var calendar: ServiceCalendar?
        var start: Instant
    }

    /// What applied from an instant on. The deadline is the earliest of the bases'.
    struct Term: Sendable, Hashable {
        var since: Instant
        var bases: [Basis]
    }

    /// How it ended.
    public enum End: Sendable, Hashable {
        /// What was promised is done.
        case done(Instant)
        /// It is no longer asked for: merged, refused, replaced.
        case cancelled(Instant)

        /// When.
        public var at: Instant {
            switch self {
            case .done(let instant), .cancelled(let instant): instant
            }
        }
    }

    /// Never empty: the first is what applied at the start.
    private(set) var terms: [Term]
    /// Intervals in which the customer or an agreed appointment is awaited, in any order; they may overlap.
    public var pauses: [ClockPause]
    /// How it ended; `nil` while it runs.
    public var end: End?
    /// When the earliest commitment on the ticket was made.
    public var committedAt: Instant?
    /// Earlier instants at which it was done, before a reopening.
    public private(set) var earlierDone: [Instant] = []

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - target: What is promised.
    ///   - calendar: The pinned calendar; unused by the wall clock, see ``ServiceProfile/calendar(of:)``.
    ///   - start: When it begins.
    ///   - pauses: Intervals that do not count.
    ///   - end: How it ended.
    ///   - committedAt: When the earliest commitment on the ticket was made.
    public init(
        target: ServiceTarget, calendar: ServiceCalendar?, start: Instant, pauses: [ClockPause] = [], end: End? = nil,
        committedAt: Instant? = nil
    ) {
        terms = [Term(since: start, bases: [Basis(target: target, calendar: calendar, start: start)])]
        self.pauses = pauses
        self.end = end
        self.committedAt = committedAt
    }

    /// Makes a clock whose earliest basis binds and whose last one counts, since another target took over.
    init(bases: [Basis], since: Instant, pauses: [ClockPause], end: End?) {
        terms = [Term(since: since, bases: bases)]
        self.pauses = pauses
        self.end = end
    }

    /// The target that applies now.
    public var target: ServiceTarget { current.target }
    /// The instant that the present target counts from.
    public var start: Instant { current.start }
    /// When the clock first began.
    public var firstStart: Instant { terms[0].since }

    /// What the present target counts.
    var current: Basis {
        let bases = terms[terms.count - 1].bases
        return bases[bases.count - 1]
    }

    /// Another target, or another version of it, applies from `instant` on, in the new target's way
    /// (``ServiceTarget/Change``). What was missed before stays missed.
    public mutating func change(to target: ServiceTarget, calendar: ServiceCalendar?, at instant: Instant) {
        let rebased = Basis(target: target, calendar: calendar, start: start)
        switch target.change {
        case .rebaseFromStart: terms.append(Term(since: instant, bases: [rebased]))
        case .restart:
            let fresh = Basis(target: target, calendar: calendar, start: instant)
            terms.append(Term(since: instant, bases: [fresh]))
        case .keepTighter: terms.append(Term(since: instant, bases: terms[terms.count - 1].bases + [rebased]))
        }
    }

    /// The ticket is open again, in the target's way (``ServiceTarget/Reopening``). Nothing for a clock that is not
    /// done.
    public mutating func reopen(at instant: Instant) {
        guard case .done(let done) = end, target.reopening != .firstResolution else { return }
        earlierDone.append(done)
        end = nil
        switch target.reopening {
        case .firstResolution, .totalResolutionCountingResolved: break
        case .totalResolution: pauses.append(ClockPause(from: done, to: instant))
        case .newCycle:
            terms = [Term(since: instant, bases: [Basis(target: target, calendar: current.calendar, start: instant)])]
        }
    }
}
