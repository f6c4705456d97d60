/// The part of a profile that promised times follow: what a ticket is pinned to when it is registered.
///
/// A later edit of a calendar or a target changes nothing about tickets that are pinned to an earlier one (facts, case
/// 16); moving a ticket to newer promises is a command of its own.
public struct ClockPolicy: Sendable, Hashable, Codable {
    /// Calendars by name.
    public var calendars: [String: ServiceCalendar]
    /// The calendar that targets without one of their own count by.
    public var serviceCalendar: String?
    /// Promised times, in the profile's order.
    public var targets: [ServiceTarget]

    /// Makes a policy.
    public init(
        calendars: [String: ServiceCalendar] = [:], serviceCalendar: String? = nil, targets: [ServiceTarget] = []
    ) {
        self.calendars = calendars
        self.serviceCalendar = serviceCalendar
        self.targets = targets
    }

    /// The target of that id.
    public func target(_ id: String) -> ServiceTarget? { targets.first { $0.id == id } }

    /// The targets that apply to a ticket: of each metric and kind the first that fits, in the profile's order.
    public func targets(for context: TargetContext) -> [ServiceTarget] {
        var taken: Set<[String]> = []
        return targets.filter { target in
            target.fits(context) && taken.insert([target.metric.rawValue, target.kind.rawValue]).inserted
        }
    }

    /// The calendar that a target's open time is counted by; `nil` for the wall clock.
    ///
    /// - Throws: ``CalendarError`` when the target needs one and there is none of that name (R-004-23).
    public func calendar(of target: ServiceTarget) throws(CalendarError) -> ServiceCalendar? {
        guard target.unit != .wallClock else { return nil }
        guard let name = target.calendar ?? serviceCalendar, let calendar = calendars[name] else {
            throw CalendarError(
                .unknownCalendar, "target “\(target.id)” counts open time, but there is no calendar for it"
            )
        }
        return calendar
    }
}

extension ServiceProfile {
    /// The promises that a ticket registered now is pinned to.
    public var clockPolicy: ClockPolicy {
        ClockPolicy(calendars: calendars, serviceCalendar: serviceCalendar, targets: targets)
    }
}
