import Foundation
import Logging
import Sportello
import SportelloModel
import SportelloSQLite
import SportelloTesting

/// Deciding one message and one change of state on a ticket with 10 and with 10,000 events. The state is read from the
/// store as a desk reads it that has nothing in its cache.
func measureDecideLength() async throws {
    try await withDesk { desk in
        let visitor = try await Visitor(desk)
        let stream = StreamID.ticket(visitor.ticket)
        for target: Int64 in [10, 10_000] {
            var head: Int64 = 0
            while head < target {
                let missing = Int(target - head)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<min(10, missing) {
                        group.addTask { try await visitor.post(max(1, missing / 10), to: desk) }
                    }
                    try await group.waitForAll()
                }
                head = try await desk.ticket(visitor.ticket)?.head.seq ?? head
            }
            guard let snapshot = try await desk.store.load(LoadRequest(streams: [stream])).snapshots.first else {
                preconditionFailure("the ticket exists")
            }
            let change = try snapshot.decoded()
            let context = Workspace.Context(
                now: desk.environment.now(), actor: visitor.actor, profile: desk.profile
            )
            let command = Command.post(visitor.ticket, PostMessage(text: String(repeating: "x", count: 200)))
            MicroBenchmarks.measure("decide a message after \(head) events") {
                var workspace = Workspace(context: context, loaded: [stream: change])
                do { try workspace.decide(command) } catch { preconditionFailure("it is allowed: \(error)") }
            }
            print(
                "  state of \(head) events".padding(toLength: 44, withPad: " ", startingAt: 0),
                "\(snapshot.state.count + snapshot.activity.count) bytes"
            )
        }
    }
}

/// Waking among 100,000 streams that wait for their time: what asking costs, and how fast due ones are woken.
func measureWake() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sportello-wake-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let store = try await SQLiteDeskStore(
        SQLiteStoreConfiguration(path: folder.appendingPathComponent("desk.sqlite").path),
        logger: Logger(label: "bench")
    )
    let begin = DeskEnvironment.system.now()
    for count in [1000, 100_000] {
        let first = count == 1000 ? 0 : 1000
        for start in stride(from: first, to: count, by: 1000) {
            let transactions = (start..<start + 1000).map { number -> Transaction in
                // Every one has an instant of its own, in no order.
                let wakeAt = begin + .days(1) + .milliseconds(number * 7919 % 100_000)
                var writer = LogWriter(
                    stream: .ticket(TicketID(high: 1, low: UInt64(number))),
                    index: StreamIndex(wakeAt: wakeAt, status: "open", isOpen: true, createdAt: begin)
                )
                return Transaction(writes: [writer.append([.init("waits")])])
            }
            _ = try await store.commit(CommitRequest(transactions: transactions))
        }
        for (name, now) in [("none due", begin), ("all due, 200 asked for", begin + .days(2))] {
            let rounds = 200
            let time = try await ContinuousClock().measure {
                for _ in 0..<rounds { _ = try await store.due(DueRequest(now: now, limit: 200)) }
            }
            print(
                "due among \(count): \(name)".padding(toLength: 44, withPad: " ", startingAt: 0),
                "\(Int(time.nanoseconds / Double(rounds) / 1000)) µs"
            )
        }
    }
    try await store.close()
    try FileManager.default.removeItem(at: folder)
}
