import Sportello
import SportelloModel
import SportelloTesting
import Synchronization

/// A store in front of another that a test can hold, watch and make fail.
final class ScriptedStore: ForwardingDeskStore {
    /// What happens to one commit instead of the ordinary.
    enum Trouble: Sendable {
        /// Nothing is written.
        case notCommitted
        /// It is written, and nobody is told.
        case indeterminate
        /// Another desk gets in between: this is committed first.
        case rival(@Sendable (any DeskStore) async throws -> Void)
    }

    private struct State {
        var troubles: [Trouble] = []
        var batches: [[Transaction]] = []
        var failsLoads = false
        var gate: [CheckedContinuation<Void, Never>] = []
        var isShut = false
        var arrivals: [CheckedContinuation<Void, Never>] = []
        var held = 0
    }

    let inner: any DeskStore
    private let state = Mutex(State())

    init(_ inner: any DeskStore) { self.inner = inner }

    /// Every batch that was handed over, in order.
    var batches: [[Transaction]] { state.withLock { $0.batches } }

    /// The next commit meets this trouble; further ones the troubles that follow.
    func meet(_ trouble: Trouble) { state.withLock { $0.troubles.append(trouble) } }

    /// Whether reading states fails.
    func failLoads(_ fails: Bool) { state.withLock { $0.failsLoads = fails } }

    /// From now on commits wait until ``open()``.
    func shut() { state.withLock { $0.isShut = true } }

    /// Lets commits through again.
    func open() {
        let waiting = state.withLock { state in
            state.isShut = false
            defer { state.gate = [] }
            return state.gate
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when a commit waits at the shut gate.
    func waitForHeldCommit() async {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state -> Bool in
                if !state.gate.isEmpty { return true }
                state.arrivals.append(continuation)
                return false
            }
            if isHeld { continuation.resume() }
        }
    }

    private func pass() async {
        await withCheckedContinuation { continuation in
            let (passes, arrivals) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                guard state.isShut else { return (true, []) }
                state.gate.append(continuation)
                defer { state.arrivals = [] }
                return (false, state.arrivals)
            }
            for arrival in arrivals { arrival.resume() }
            if passes { continuation.resume() }
        }
    }

    func commit(_ request: CommitRequest) async throws -> CommitResult {
        let trouble = state.withLock { state -> Trouble? in
            state.batches.append(request.transactions)
            return state.troubles.isEmpty ? nil : state.troubles.removeFirst()
        }
        await pass()
        switch trouble {
        case nil: return try await inner.commit(request)
        case .notCommitted: throw StoreError(.notCommitted, "a test says so")
        case .indeterminate:
            _ = try await inner.commit(request)
            throw StoreError(.indeterminate, "a test says so")
        case .rival(let rival):
            try await rival(inner)
            return try await inner.commit(request)
        }
    }

    func load(_ request: LoadRequest) async throws -> LoadResult {
        if state.withLock({ $0.failsLoads }) { throw StoreError(.unavailable, "a test says so") }
        return try await inner.load(request)
    }
}
