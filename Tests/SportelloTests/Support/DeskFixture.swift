import Logging
import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// A desk on a manual clock and seeded randomness.
struct DeskFixture: Sendable {
    let medium = InMemoryMedium()
    let store: ScriptedStore
    let clock = ManualClock()
    let desk: SupportDesk

    init(
        profile: ServiceProfile = ServiceProfile(name: "test"), configuration: DeskConfiguration = DeskConfiguration(),
        channels: [any ChannelAdapter] = []
    ) {
        store = ScriptedStore(InMemoryDeskStore(medium: medium))
        desk = SupportDesk(
            store: store, profile: profile, configuration: configuration,
            environment: .manual(clock, seed: 1), channels: channels, logger: .silent
        )
    }

    /// Runs the desk while `body` does, then shuts it down gracefully and waits for it.
    func run(_ body: (SupportDesk) async throws -> Void) async throws {
        try await desk.running(body)
    }

    /// Everything in the medium, verified.
    func verify() async throws -> DeskVerifier.Report {
        try await DeskVerifier(store: InMemoryDeskStore(medium: medium), profile: desk.profile).verify()
    }
}

extension SupportDesk {
    /// Runs while `body` does, in a group as a host has it; graceful shutdown afterwards.
    func running(_ body: (SupportDesk) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let group = ServiceGroup(
                configuration: .init(services: [.init(service: self)], logger: .silent)
            )
            tasks.addTask { try await group.run() }
            do {
                try await body(self)
            } catch {
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
