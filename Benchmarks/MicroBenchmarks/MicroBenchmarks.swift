import Foundation
import Logging
import Sportello
import SportelloModel
import SportelloSQLite
import SportelloTesting
import WebChatProtocol

/// What one message costs in each layer, and that it does not depend on the length of its conversation.
///
///     MicroBenchmarks            everything
///     MicroBenchmarks decide     only that one: decide, seal, encode, decode, commit, length, events, wake
///
/// Compare figures of one run with each other; other runs and machines differ.
@main
struct MicroBenchmarks {
    static func main() async throws {
        let wanted = Set(CommandLine.arguments.dropFirst())
        if wanted.contains("--help") {
            return print("usage: MicroBenchmarks [decide] [seal] [encode] [decode] [commit] [length] [events] [wake]")
        }
        func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }
        let scene = try Scene()
        if isWanted("decide") { measure("decide one message") { _ = scene.decided() } }
        if isWanted("seal") { measure("decide and seal one message") { _ = scene.sealed() } }
        if isWanted("encode") { measure("encode message.posted") { _ = scene.encoded() } }
        if isWanted("decode") { measure("decode send") { _ = ClientFrame.decode(scene.frame) } }
        if isWanted("commit") { try await measureCommits() }
        if isWanted("length") { try await measureLength() }
        if isWanted("events") { try await measureDecideLength() }
        if isWanted("wake") { try await measureWake() }
    }

    /// Best and median of nine rounds, in nanoseconds a call.
    static func measure(_ name: String, calls: Int = 20_000, _ body: () -> Void) {
        let clock = ContinuousClock()
        for _ in 0..<calls / 10 { body() }
        let rounds = (0..<9).map { _ in
            clock.measure { for _ in 0..<calls { body() } }.nanoseconds / Double(calls)
        }.sorted()
        print(
            name.padding(toLength: 44, withPad: " ", startingAt: 0),
            "best \(Int(rounds[0])) ns, median \(Int(rounds[4])) ns")
    }
}

extension Duration {
    /// The whole duration in nanoseconds.
    var nanoseconds: Double { Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9 }
}
