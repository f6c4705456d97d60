import Foundation
import Logging
import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloProfiles
import SportelloSQLite
import SportelloTesting
import Testing

/// One day of an organisation: its profile from `Examples/Profiles`, a desk on a SQLite file, and a clock that only the
/// story moves.
///
/// ```swift
/// try await Day.lived(by: "pooled-factory", from: "2026-11-09 09:00") { day in
///     let ada = try await day.customer("Ada")
///     let ticket = try await day.writes(ada, "No labels", as: "problem", by: .portal)
///     try await day.until("Thu 09:00")
///     …
/// }
/// ```
///
/// When the story is over the desk is shut down, everything is verified, the store is closed and opened again, and
/// everything is verified once more: a day that ends with a broken digest, a state that is not the fold of its log, a
/// ledger that does not sum to zero, or a ticket that nobody made official has failed.
struct Day: Sendable {
    let profile: ServiceProfile
    let zone: TimeZone
    let clock: ManualClock
    let desk: SupportDesk
    /// What the desk sent out.
    let post: Post

    /// Lives through a story.
    ///
    /// - Parameters:
    ///   - name: The profile's file name without its ending.
    ///   - start: When the story begins, as `2026-11-09 09:00` in the zone of the profile's service calendar.
    ///   - seed: For ids, numbers and salts.
    static func lived(
        by name: String, from start: String, seed: UInt64 = 1, _ story: (Day) async throws -> Void
    ) async throws {
        let profile = try ProfileLoader().load(path: "\(profiles)/\(name).yaml")
        let zone = try #require(profile.serviceCalendar.flatMap { profile.calendars[$0] }.map(\.zone))
        let place = try Place()
        let clock = ManualClock(start: try Instant(local: start, in: try #require(TimeZone(identifier: zone))))
        let store = try await place.open()
        let post = Post()
        let day = Day(
            profile: profile, zone: try #require(TimeZone(identifier: zone)), clock: clock,
            desk: SupportDesk(
                store: store, profile: profile, environment: .manual(clock, seed: seed),
                channels: post.adapters, logger: .silent
            ),
            post: post
        )
        do {
            try await day.run(story)
        } catch {
            try await store.close()
            throw error
        }
        try await expectSound(store, profile)
        try await store.close()
        let reopened = try await place.open()
        try await expectSound(reopened, profile)
        try await reopened.close()
    }

    /// Runs the desk while the story is told, in a group as a host has it; graceful shutdown afterwards.
    private func run(_ story: (Day) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let group = ServiceGroup(configuration: .init(services: [.init(service: desk)], logger: .silent))
            tasks.addTask { try await group.run() }
            let result: Result<Void, any Error>
            do {
                try await story(self)
                try await settle()
                result = .success(())
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    private static let profiles = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Examples/Profiles").path
}

/// A directory of a day's own, removed with it.
private final class Place: Sendable {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent("sportello-day-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }

    deinit {
        do {
            try FileManager.default.removeItem(at: directory)
        } catch {
            Issue.record("a temporary directory stays behind: \(error)")
        }
    }

    func open() async throws -> SQLiteDeskStore {
        try await SQLiteDeskStore(
            SQLiteStoreConfiguration(path: directory.appendingPathComponent("desk.sqlite").path), logger: .silent
        )
    }
}

extension Logger {
    static let silent = Logger(label: "day") { _ in SwiftLogNoOpLogHandler() }
}
