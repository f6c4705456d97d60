import SportelloModel
import Synchronization

/// Which contact a sender is, for the senders seen lately: a guess that is checked against the contact's own subject, so
/// that a stale one costs a look-up and nothing else.
final class ContactCache: Sendable {
    private let known = Mutex<[String: ContactID]>([:])
    private let limit = 10_000

    subscript(subject: String) -> ContactID? {
        get { known.withLock { $0[subject] } }
        set {
            known.withLock { known in
                if known.count >= limit { known = [:] }
                known[subject] = newValue
            }
        }
    }
}
