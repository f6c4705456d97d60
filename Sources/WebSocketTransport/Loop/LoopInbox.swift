#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What other threads hand to a loop, under one lock.
struct LoopInbox {
    /// Where a loop is in its life.
    enum Phase: Equatable {
        /// Not yet started.
        case idle
        /// `start()` was called; the thread creates the context.
        case starting
        /// Work is taken and the context can be woken.
        case running
        /// Work is still taken, but the context must not be woken any more.
        case ending
        /// The thread is gone; late work goes to the fallback queue.
        case stopped
    }

    /// One piece of work.
    enum Work {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    /// The phase.
    var phase = Phase.idle
    /// What waits, in order.
    var work: [Work] = []
    /// Whether the context has been woken for what waits.
    var wakeIsPending = false
    /// The context, while it may be woken.
    var wakeHandle: WakeHandle?
    /// Who waits for the start.
    var starters: [CheckedContinuation<Void, any Error>] = []
    /// Who waits for the end.
    var stoppers: [CheckedContinuation<Void, Never>] = []
    /// Whether the loop should end.
    var stopRequested = false
    /// The thread, until somebody has joined it.
    var thread: ThreadHandle?
}

/// A thread to be joined.
///
/// - Note: `@unchecked Sendable`: where `pthread_t` is a pointer it is opaque and only handed to `pthread_join`, once.
struct ThreadHandle: @unchecked Sendable {
    /// The handle.
    let value: pthread_t
}

/// The library's loop, of which only the wake function may be used from other threads.
///
/// - Note: `@unchecked Sendable`: the pointer is used under the inbox's lock only, and taken away from there before
///   the loop is destroyed.
struct WakeHandle: @unchecked Sendable {
    /// A `cws_loop`.
    let pointer: OpaquePointer
}
