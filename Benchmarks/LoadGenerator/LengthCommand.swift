import ArgumentParser
import WebChatProtocol
import WebSocketTransport

/// Whether a message costs more in a long conversation.
struct LengthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "length",
        abstract: "What a message costs in short and in long conversations.",
        discussion: """
            For each length, fresh conversations are filled up to it, then the same number of messages is measured.
            With --server-pid the server's processor time a message is told too: it is steadier than the rate.
            """
    )

    @OptionGroup var server: ServerOptions
    @OptionGroup var agents: AgentOptions
    @Option(help: "The lengths to compare, in messages, comma separated.") var lengths = "10,10000"
    @Option(help: "How many pairs.") var pairs = 20
    @Option(help: "Messages of each side that are measured.") var messages = 500
    @Option(help: "Seconds of rest between filling and measuring: the server catches up with its search index.")
    var rest = 5.0
    @Option(help: "Bytes of text in a message, 12 or more.") var bytes = 200

    func run() async throws {
        let wanted = lengths.split(separator: ",").map { Int($0) }
        guard !wanted.isEmpty, wanted.allSatisfy({ $0 ?? 0 > 0 }) else {
            throw ValidationError("--lengths must read like 10,10000")
        }
        let bench = try await Workbench(endpoint: server.endpoint())
        let mint = TokenMint(secret: agents.secret, issuer: agents.issuer)
        let process = server.serverPID.map(ServerProcess.init(pid:))
        var report = Report(mode: "length")
        var first = 1
        for length in wanted.compactMap(\.self) {
            let ensemble = try await Ensemble.establish(
                bench, pairs: pairs, bytes: bytes, mint: mint, claim: agents.claim, firstNumber: first
            )
            first += pairs
            progress("filling \(pairs) conversations up to \(length) messages")
            try await ensemble.talk(quota: max(1, length / 2))
            progress("resting for \(rest) s")
            let _: Bool = try await bench.perform { done in
                bench.loop.schedule(after: .seconds(rest)) { done(.success(true)) }
            }
            let (before, written) = (try process?.processorSeconds(), try process?.writtenBytes())
            try await ensemble.talk(quota: messages)
            let (after, writtenAfter) = (try process?.processorSeconds(), try process?.writtenBytes())
            let meter = ensemble.meter
            let count = try await bench.loop.run { meter.ackLatency.values.count }
            let rate = Double(count) / max(meter.seconds, 0.001)
            report.add(
                "length\(length)PerSecond", "at \(length)", "\(Int(rate)) messages/s", .double(rate)
            )
            report.add("length\(length)AckLatencyMs", "  ack latency", meter.ackLatency)
            if let before, let after, count > 0 {
                let cost = (after - before) / Double(count) * 1e6
                report.add(
                    "length\(length)ServerMicroseconds", "  server time", "\(cost.short) µs a message", .double(cost)
                )
            }
            if let written, let writtenAfter, count > 0 {
                let bytes = (writtenAfter - written) / count
                report.add(
                    "length\(length)WrittenBytes", "  written", "\(bytes) bytes a message", .integer(Int64(bytes))
                )
            }
            try await ensemble.cut()
        }
        let faults = try await bench.loop.run { bench.faults }
        report.add(faults: faults)
        report.print(asJSON: server.json)
        try await bench.stop()
        if !faults.isEmpty { throw ExitCode(1) }
    }
}
