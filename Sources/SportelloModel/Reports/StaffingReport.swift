import Foundation

/// How many people a queue needs, from how much comes and how long it takes (R-002-26). A report: nothing decides by it.
///
/// Waits follow the Erlang C formula, which ignores that people give up, so it overstates waits a little.
public struct StaffingReport: Sendable, Hashable {
    /// How many dialogs came an hour.
    public let arrivalsPerHour: Double
    /// How long one took on average.
    public let meanHandleTime: Duration
    /// The offered load in erlangs: how many people would be busy all the time.
    public let offeredLoad: Double
    /// The least staff with which `served` of the customers wait no longer than ``target``. Never less than what keeps
    /// the queue from growing without end.
    public let requiredStaff: Int
    /// The promised wait.
    public let target: Duration
    /// The share served within it, 0 to 1.
    public let served: Double

    /// Makes a report from rates.
    ///
    /// - Parameters:
    ///   - arrivals: How many dialogs came; 0 or more.
    ///   - span: In how much time; more than none.
    ///   - handleTime: How long one takes on average.
    ///   - target: The wait that is aimed at.
    ///   - served: For which share of the customers, below 1.
    public init(
        arrivals: Int, in span: Duration, handleTime: Duration, target: Duration = .seconds(60), served: Double = 0.8
    ) {
        let hours = Double(max(1, span.milliseconds)) / 3_600_000
        let handle = Double(max(0, handleTime.milliseconds)) / 3_600_000
        arrivalsPerHour = Double(max(0, arrivals)) / hours
        meanHandleTime = handleTime
        offeredLoad = arrivalsPerHour * handle
        self.target = target
        self.served = min(0.9999, max(0, served))
        var staff = Int(offeredLoad) + 1
        if offeredLoad == 0 {
            staff = 0
        } else {
            while Self.servedWithin(target, staff: staff, load: offeredLoad, handleTime: handleTime) < self.served {
                staff += 1
            }
        }
        requiredStaff = staff
    }

    /// Makes a report from the dialogs of tickets that began in an interval; `nil` when none of them was finished.
    public init?(
        of tickets: some Sequence<TicketFacts>, from: Instant, to: Instant, target: Duration = .seconds(60),
        served: Double = 0.8
    ) {
        let begun = tickets.flatMap(\.conversations).filter { from <= $0.startedAt && $0.startedAt < to }
        let lengths = begun.compactMap(\.handleTime)
        guard !lengths.isEmpty, from < to else { return nil }
        let mean = lengths.reduce(Duration.zero, +) / lengths.count
        self.init(arrivals: begun.count, in: to - from, handleTime: mean, target: target, served: served)
    }

    /// The share of customers who wait no longer than `target` with that many people.
    static func servedWithin(_ target: Duration, staff: Int, load: Double, handleTime: Duration) -> Double {
        guard Double(staff) > load else { return 0 }
        // Erlang B by its recursion, then C: stable for any staff, no factorials.
        var blocked = 1.0
        for count in 1...staff { blocked = load * blocked / (Double(count) + load * blocked) }
        let waits = blocked / (1 - load / Double(staff) * (1 - blocked))
        let times = Double(target.milliseconds) / Double(max(1, handleTime.milliseconds))
        return 1 - waits * exp(-(Double(staff) - load) * times)
    }
}
