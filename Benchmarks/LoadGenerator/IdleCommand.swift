import ArgumentParser
import WebChatProtocol
import WebSocketTransport

/// Connections that only stay.
struct IdleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle",
        abstract: "Anonymous visitors connect, are welcomed and stay.",
        discussion: """
            Told are connections set up a second (TCP, handshake, hello, welcome) and, with --server-pid, how much the
            server's memory grew a connection. Run it twice against one server: the first run also pays for what the
            server keeps afterwards.
            """
    )

    @OptionGroup var server: ServerOptions
    @Option(help: "How many connections.") var connections = 10_000
    @Option(help: "How many are being set up at a time.") var width = 256
    @Option(help: "How long they stay, in seconds, before memory is read.") var hold = 5.0

    func run() async throws {
        let bench = try await Workbench(endpoint: server.endpoint())
        let crowd = Crowd(bench, count: connections)
        let process = server.serverPID.map(ServerProcess.init(pid:))
        let before = try process?.memory()
        let usedBefore = try process?.processorSeconds()
        progress("connecting \(connections) visitors")
        let passage = try await crowd.connect(width: width)
        let usedAfter = try process?.processorSeconds()
        progress("holding for \(hold) s")
        let _: Bool = try await bench.perform { done in
            bench.loop.schedule(after: .seconds(hold)) { done(.success(true)) }
        }
        let after = try process?.memory()
        let faults = try await bench.loop.run { bench.faults }
        var report = Report(mode: "idle")
        let rate = Double(connections - passage.failures.count) / max(passage.seconds, 0.001)
        report.add("connections", "connections", "\(connections)", .integer(Int64(connections)))
        report.add("connectedPerSecond", "set up", "\(Int(rate)) connections/s", .double(rate))
        report.add("setUpLatencyMs", "set-up latency", passage.latency)
        if let usedBefore, let usedAfter {
            let cost = (usedAfter - usedBefore) / Double(connections) * 1e6
            report.add("serverMicroseconds", "server time", "\(cost.short) µs a connection", .double(cost))
        }
        if let before, let after {
            let growth = Double(after.resident - before.resident) / Double(connections)
            let own = Double(after.own - before.own) / Double(connections)
            report.add(
                "serverBytesPerConnection", "server memory",
                "\((growth / 1024).short) KiB a connection resident, \((own / 1024).short) KiB of its own; "
                    + "\(before.resident >> 20) MiB before, \(after.resident >> 20) MiB after", .double(growth)
            )
        }
        report.add(faults: faults)
        if let first = passage.failures.first { report.add("firstFailure", "first failure", first, .string(first)) }
        report.print(asJSON: server.json)
        try await crowd.cut()
        try await bench.stop()
        if !faults.isEmpty || !passage.failures.isEmpty { throw ExitCode(1) }
    }
}
