import ArgumentParser
import WebChatProtocol
import WebSocketTransport

/// Everybody comes back at once.
struct StormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm",
        abstract: "Visitors with a ticket are cut off and all resume at once.",
        discussion: """
            Told is the time until the last one is welcome again with its stream resumed where it was. Who is turned away,
            because too many are between connecting and hello, comes back after the protocol's backoff, as clients do.
            """
    )

    @OptionGroup var server: ServerOptions
    @Option(help: "How many visitors.") var connections = 1000
    @Option(help: "How often.") var rounds = 3
    @Option(
        help: """
            How many connect at the same moment. One generator cannot do many more: its library sorts the timeouts of \
            connections that are not open yet, each against all others.
            """
    )
    var width = 1000

    func run() async throws {
        let bench = try await Workbench(endpoint: server.endpoint())
        let crowd = Crowd(bench, count: connections)
        progress("connecting \(connections) visitors, each with a ticket")
        let first = try await crowd.each(width: 64, what: "connected") { _, visitor, ended in
            visitor.connect { result in
                if case .failure(let error) = result { return ended(.failure(error)) }
                visitor.startTicket(text: "storm") { ended($0.map { _ in }) }
            }
        }
        guard first.failures.isEmpty else {
            throw PeerError(description: "\(first.failures.count) could not be set up: \(first.failures[0])")
        }
        // Learns where everybody stands: what the first welcome after a cut says is the position to resume from.
        let places = Places(count: connections)
        var report = Report(mode: "storm")
        report.add("connections", "visitors", "\(connections)", .integer(Int64(connections)))
        var wrong = 0
        for round in 0...rounds {
            progress(round == 0 ? "cutting once to learn positions" : "storm \(round) of \(rounds)")
            try await crowd.cut()
            let passage = try await crowd.each(width: round == 0 ? 64 : width, what: "resumed") {
                index, visitor, ended in
                visitor.persist(resume: places.of(index)) { result, failures in
                    ended(result.flatMap { places.learn(index, $0, afterFailures: failures) })
                }
            }
            wrong += passage.failures.count
            if let failure = passage.failures.first { progress("  \(passage.failures.count) failed: \(failure)") }
            guard round > 0 else {
                _ = try await bench.loop.run { places.takeFailures() }
                continue
            }
            report.add(
                "round\(round)Seconds", "storm \(round)", "all resumed after \(passage.seconds.short) s",
                .double(passage.seconds)
            )
            report.add("round\(round)LatencyMs", "  of each", passage.latency)
            let failures = try await bench.loop.run { places.takeFailures() }
            report.add(
                "round\(round)FailedAttempts", "  turned away", "\(failures) attempts, tried again after backoff",
                .integer(Int64(failures))
            )
        }
        let faults = try await bench.loop.run { bench.faults }
        report.add(faults: faults)
        report.print(asJSON: server.json)
        try await crowd.cut()
        try await bench.stop()
        if !faults.isEmpty || wrong > 0 { throw ExitCode(1) }
    }
}

/// Where each visitor's stream stands. On the loop's thread only.
///
/// - Note: `@unchecked Sendable`: as ``Peer``.
private final class Places: @unchecked Sendable {
    private var points: [ResumePoint?]
    private var failures = 0

    init(count: Int) { points = Array(repeating: nil, count: count) }

    /// Attempts that failed since the last call.
    func takeFailures() -> Int {
        defer { failures = 0 }
        return failures
    }

    func of(_ index: Int) -> [ResumePoint] { points[index].map { [$0] } ?? [] }

    /// Takes the entry of the one stream, which must be resumed when a position was given.
    func learn(_ index: Int, _ welcome: Welcome, afterFailures failures: Int) -> Result<Void, any Error> {
        self.failures += failures
        guard let entry = welcome.streams.first, let head = entry.head else {
            return .failure(PeerError(description: "welcome names no stream"))
        }
        if let point = points[index] {
            guard entry.mode == .resumed else { return .failure(PeerError(description: "not resumed")) }
            let last = entry.events.last?.seq ?? point.since ?? 0
            guard last == head || entry.more else { return .failure(PeerError(description: "events are missing")) }
        }
        points[index] = ResumePoint(stream: entry.stream, epoch: entry.epoch, since: head)
        return .success(())
    }
}
