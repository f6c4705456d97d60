import Foundation
import Sportello
import SportelloModel
import SportelloTesting
import Testing

extension Day {
    /// Now.
    var now: Instant { clock.wall }

    /// The instant of a local time: `2026-11-10 09:30`, or `Tue 09:30` for the next Tuesday's (today's, if it is still to
    /// come).
    func at(_ time: String) throws -> Instant {
        let words = time.split(separator: " ")
        let weekday = words.first.flatMap { name in weekdays.firstIndex { $0 == name } }
        guard words.count == 2, let weekday else { return try Instant(local: time, in: zone) }
        let today = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
        for days in 0...7 {
            let date = try #require(calendar.date(byAdding: .day, value: days, to: today))
            guard calendar.component(.weekday, from: date) == weekday + 1 else { continue }
            let day = calendar.dateComponents([.year, .month, .day], from: date)
            let instant = try Instant(
                local: "\(day.year ?? 0)-\(day.month ?? 0)-\(day.day ?? 0) \(words[1])", in: zone)
            if instant >= now { return instant }
        }
        throw NoTime(text: time)
    }

    /// Time passes to a local time, and the desk does at its own times what time makes due.
    func until(_ time: String) async throws { try await until(try at(time)) }

    /// Time passes.
    func pass(_ duration: Duration) async throws { try await until(now + duration) }

    /// Time passes to an instant: from one thing that becomes due to the next, so that each happens when it should.
    func until(_ instant: Instant) async throws {
        precondition(instant >= now, "a day does not run backwards")
        while let next = try await settle(), next <= instant { clock.advance(by: max(.zero, next - now)) }
        clock.advance(by: max(.zero, instant - now))
        try await settle()
    }

    /// Returns when the desk has done what is due now, with the time of what is due next.
    @discardableResult
    func settle() async throws -> Instant? {
        while true {
            let due = try await desk.store.due(DueRequest(now: now, limit: 1))
            if due.streams.isEmpty { return due.next }
            await Task.yield()
        }
    }

    private var weekdays: [String] { ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] }

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}

/// A story names a time that does not exist.
struct NoTime: Error {
    let text: String
}

extension Instant {
    /// A local time such as `2026-11-10 09:30`.
    init(local text: String, in zone: TimeZone) throws {
        let numbers = text.split { "- :".contains($0) }.compactMap { Int($0) }
        guard numbers.count == 5 else { throw NoTime(text: text) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let components = DateComponents(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4]
        )
        guard let date = calendar.date(from: components) else { throw NoTime(text: text) }
        self.init(seconds: Int64(date.timeIntervalSince1970))
    }
}
