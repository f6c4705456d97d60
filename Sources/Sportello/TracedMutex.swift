#if SPORTELLO_TRACED_LOCKS
import Glibc

/// Stands in for `Synchronization.Mutex` under Thread Sanitizer, and only there (`Scripts/sanitize thread` defines the
/// condition; the same file is linked into every target that locks).
///
/// The standard library's lock waits on a futex inside code that the sanitizer does not see, so a contended, perfectly
/// ordered access is reported as a race. A POSIX lock it does see, and with it every real race around our locks.
///
/// - Note: `@unchecked Sendable`: `value` is only touched between `pthread_mutex_lock` and `pthread_mutex_unlock`.
final class Mutex<Value>: @unchecked Sendable {
    private let handle = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: sending Value) {
        pthread_mutex_init(handle, nil)
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(handle)
        handle.deallocate()
    }

    func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(handle)
        defer { pthread_mutex_unlock(handle) }
        return try body(&value)
    }
}
#endif
