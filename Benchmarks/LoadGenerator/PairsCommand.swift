import ArgumentParser
import WebChatProtocol
import WebSocketTransport

/// Pairs of visitor and agent in a closed loop.
struct PairsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs",
        abstract: "Pairs of a visitor and an agent talk in a closed loop.",
        discussion: """
            A dialogue: each side answers the other one. A message is answered when it was acknowledged and has reached
            the other side, so every pair has one message under way. With --duplex both sides talk at once, and every
            pair has two. Told are acknowledged messages a second and the time from sending to both.
            """
    )

    @OptionGroup var server: ServerOptions
    @OptionGroup var agents: AgentOptions
    @Option(help: "How many pairs.") var pairs = 200
    @Flag(help: "Both sides of a pair talk at once.") var duplex = false
    @Option(help: "How long to measure.") var seconds = 10.0
    @Option(name: .customLong("warm-up"), help: "Seconds before that.") var warmUp = 2.0
    @Option(help: "Bytes of text in a message, 12 or more.") var bytes = 200

    func run() async throws {
        let bench = try await Workbench(endpoint: server.endpoint())
        let mint = TokenMint(secret: agents.secret, issuer: agents.issuer)
        let ensemble = try await Ensemble.establish(
            bench, pairs: pairs, bytes: bytes, mint: mint, claim: agents.claim
        )
        let process = server.serverPID.map(ServerProcess.init(pid:))
        progress("talking for \(warmUp) s unmeasured and \(seconds) s measured")
        let used = try await ensemble.talk(warmUp: warmUp, seconds: seconds, duplex: duplex, server: process)
        let meter = ensemble.meter
        let (faults, count) = try await bench.loop.run { (bench.faults, meter.ackLatency.values.count) }
        var report = Report(mode: "pairs")
        let manner = duplex ? "both sides at once" : "in turns"
        report.add("pairs", "pairs", "\(pairs) with \(bytes)-byte messages, \(manner)", .integer(Int64(pairs)))
        report.add("bytes", "message", "\(bytes) bytes", .integer(Int64(bytes)))
        let rate = Double(count) / max(meter.seconds, 0.001)
        report.add(
            "acknowledgedPerSecond", "acknowledged", "\(Int(rate)) messages/s (\(count) in \(meter.seconds.short) s)",
            .double(rate)
        )
        report.add("ackLatencyMs", "ack latency", meter.ackLatency)
        report.add("deliveryLatencyMs", "delivery latency", meter.deliveryLatency)
        if let used, count > 0 {
            let share = used / max(meter.seconds, 0.001)
            report.add("serverProcessors", "server processors", "\(share.short) in use", .double(share))
            // Steadier than the rate where others use the machine too.
            let cost = used / Double(count) * 1e6
            report.add("serverMicroseconds", "server time", "\(cost.short) µs a message", .double(cost))
        }
        report.add(faults: faults)
        report.print(asJSON: server.json)
        try await ensemble.cut()
        try await bench.stop()
        if !faults.isEmpty || count == 0 { throw ExitCode(1) }
    }
}

extension Double {
    /// Two decimals.
    var short: String {
        let hundredths = Int((self * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(abs(hundredths % 100))"
    }
}
