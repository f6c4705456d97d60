import Foundation
import Sportello
import SportelloModel
import Synchronization

/// Everything that leaves the desk: mails, redirects, pages.
final class Post: Sendable {
    private struct State {
        var items: [[String: String]] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// One adapter for each way out.
    var adapters: [any ChannelAdapter] { ["email", "redirect", "page"].map { Slot(channel: $0, post: self) } }

    /// What was sent so far, in order.
    var items: [[String: String]] { state.withLock { $0.items } }

    /// Returns when that many were sent.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state -> Bool in
                if state.items.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// The latest of that kind, as soon as there is one.
    func item(_ kind: String) async -> [String: String] {
        var count = 0
        while true {
            if let item = items.last(where: { $0["kind"] == kind }) { return item }
            count = max(count, items.count) + 1
            await wait(for: count)
        }
    }

    fileprivate func take(_ payload: [UInt8]) throws {
        let item = try JSONDecoder().decode([String: String].self, from: Data(payload))
        let ready = state.withLock { state in
            state.items.append(item)
            let count = state.items.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    private struct Slot: ChannelAdapter {
        let channel: ChannelKind
        let post: Post

        func send(_ request: SendRequest) async throws -> SendResult {
            try post.take(request.payload)
            return .sent
        }

        func run(_ intake: ChannelIntake) async throws {}
    }
}
