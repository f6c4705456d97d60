import WebChatProtocol
import WebSocketTransport

/// Many visitors.
struct Crowd: Sendable {
    let bench: Workbench
    let visitors: [Peer]

    init(_ bench: Workbench, count: Int) {
        self.bench = bench
        visitors = (0..<count).map { Peer(bench, name: "visitor \($0 + 1)") }
    }

    /// How a batch went.
    struct Passage: Sendable {
        var seconds = 0.0
        var latency = Samples()
        var failures: [String] = []
    }

    /// Does something with each visitor, `width` at a time.
    func each(
        width: Int, what: String,
        _ work: @escaping @Sendable (Int, Peer, @escaping (Result<Void, any Error>) -> Void) -> Void
    ) async throws -> Passage {
        try await bench.perform { done in
            var passage = Passage()
            let count = self.visitors.count
            let start = monotonicNanoseconds()
            let window = Window(
                count: count,
                tick: { if $0 % 2000 == 0 { progress("  \(what): \($0) of \(count)") } },
                work: { index, ended in
                    let begun = monotonicNanoseconds()
                    work(index, self.visitors[index]) { result in
                        passage.latency.add(nanoseconds: monotonicNanoseconds() - begun)
                        if case .failure(let error) = result { passage.failures.append("\(error)") }
                        ended()
                    }
                },
                whenDone: {
                    passage.seconds = Double(monotonicNanoseconds() - start) / 1e9
                    done(.success(passage))
                }
            )
            window.run(width: width)
        }
    }

    /// Connects everybody and says hello.
    func connect(width: Int) async throws -> Passage {
        try await each(width: width, what: "connected") { _, visitor, ended in
            visitor.connect { ended($0.map { _ in }) }
        }
    }

    func cut() async throws {
        try await bench.loop.run { for visitor in self.visitors { visitor.cut() } }
    }
}
