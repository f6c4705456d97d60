import CWebSockets
package import Logging
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One thread that runs one libwebsockets context and is the serial executor of the actors that live on it.
///
/// Everything of its sockets happens on this thread: callbacks, timers, jobs given by `execute(_:)`, and the jobs of
/// actors whose `unownedExecutor` is this loop. A loop may carry several servers and clients.
///
/// Process-wide effects of starting the first loop: libwebsockets ignores `SIGPIPE` for the whole process and
/// initialises OpenSSL; its log level and sink are set (warnings and errors go to the first loop's logger).
package final class EventLoopThread: SerialExecutor {
    /// How a loop is made.
    package struct Configuration: Sendable {
        /// The thread's name, at most 15 bytes.
        package var name = "sportello-loop"
        /// The most descriptors; nil = the process's limit, which is raised to its hard limit first.
        package var maximumSockets: Int?
        /// The longest header block, in bytes; longer ones are refused.
        package var headerBytes = 4_096
        /// `true` for an epoll-backed loop, whose cost does not grow with idle sockets; where the library's plug-in
        /// for it is missing, poll is used instead.
        package var scalable = true

        /// Creates a configuration with the defaults stated at each property.
        package init() {}
    }

    let configuration: Configuration
    let logger: Logger
    let shared = Mutex(LoopInbox())
    let threadID = Atomic<UInt>(0)
    /// Only ever touched by the loop's thread; see `LoopCore`.
    let core: LoopCore

    /// Creates a loop; `start()` runs it.
    package init(configuration: Configuration = Configuration(), logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        self.core = LoopCore(logger: logger)
    }

    deinit {
        assert(self.shared.withLock { $0.phase != .running }, "a loop must be stopped before it is released")
    }

    /// `true` on the loop's own thread.
    package var isCurrent: Bool { self.threadID.load(ordering: .acquiring) == currentThreadID() }

    /// Milliseconds of the system's monotonic clock, read once for each batch of work: cheap, and good to about one
    /// iteration of the loop. On the loop's thread only.
    package var now: UInt64 {
        self.precondition()
        return self.core.now
    }

    /// Traps when called from another thread.
    @inline(__always)
    package func precondition() {
        Swift.precondition(self.isCurrent, "this may only be used on its event loop's thread")
    }
}

/// An opaque number for the calling thread, never 0.
@inline(__always)
func currentThreadID() -> UInt {
    #if canImport(Darwin)
    return UInt(bitPattern: pthread_self())
    #else
    return UInt(pthread_self())
    #endif
}
