import WebChatProtocol
import WebSocketTransport

/// All dialogues of a run.
struct Ensemble: Sendable {
    let bench: Workbench
    let meter: Meter
    let dialogues: [Dialogue]

    /// Connects `pairs` dialogues, a few at a time.
    static func establish(
        _ bench: Workbench, pairs: Int, bytes: Int, mint: TokenMint, claim: Bool, firstNumber: Int = 1
    ) async throws -> Ensemble {
        let meter = Meter()
        let dialogues = (0..<pairs).map {
            Dialogue(bench, meter: meter, number: firstNumber + $0, bytes: bytes, mint: mint)
        }
        progress("setting up \(pairs) pairs")
        let failures: [String] = try await bench.perform { done in
            var failures: [String] = []
            let window = Window(
                count: pairs,
                tick: { if $0 % 100 == 0 { progress("  \($0) of \(pairs)") } },
                work: { index, ended in
                    dialogues[index].establish(claim: claim) { result in
                        if case .failure(let error) = result { failures.append("\(error)") }
                        ended()
                    }
                },
                whenDone: { done(.success(failures)) }
            )
            window.run(width: 16)
        }
        if let first = failures.first {
            throw PeerError(description: "\(failures.count) of \(pairs) pairs could not be set up: \(first)")
        }
        return Ensemble(bench: bench, meter: meter, dialogues: dialogues)
    }

    /// Talks for a while: first unmeasured, then measured. Returns the server's processor time while measured.
    func talk(warmUp: Double, seconds: Double, duplex: Bool, server: ServerProcess?) async throws -> Double? {
        try await bench.perform { done in
            self.meter.isRunning = true
            for dialogue in self.dialogues { duplex ? dialogue.start() : dialogue.startTurns() }
            self.bench.loop.schedule(after: .seconds(warmUp)) {
                let before = Result { try server?.processorSeconds() }
                self.meter.measure()
                self.bench.loop.schedule(after: .seconds(seconds)) {
                    self.meter.stop()
                    done(
                        Result {
                            guard let before = try before.get(), let after = try server?.processorSeconds() else {
                                return nil
                            }
                            return after - before
                        })
                }
            }
        }
    }

    /// Talks until each side has sent `quota` messages.
    func talk(quota: Int) async throws {
        let _: Bool = try await bench.perform { done in
            self.meter.isRunning = true
            self.meter.measure()
            self.meter.await(talkers: self.dialogues.count * 2) {
                self.meter.stop()
                done(.success(true))
            }
            for dialogue in self.dialogues { dialogue.start(quota: quota) }
        }
    }

    func cut() async throws {
        try await bench.loop.run { for dialogue in self.dialogues { dialogue.cut() } }
    }
}
