import Synchronization

/// Numbered tokens.
final class TokenSource: Sendable {
    private let issued = Mutex(0)

    var count: Int { issued.withLock { $0 } }

    func next() -> String {
        issued.withLock { count in
            count += 1
            return "token \(count)"
        }
    }
}
