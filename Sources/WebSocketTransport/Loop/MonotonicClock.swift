#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Milliseconds of the system's monotonic clock; never 0, which means "no deadline".
///
/// The transport's one reading of time: the descriptors that it waits for live in real time, so that an injected
/// clock could not govern them.
func monotonicMilliseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000 + UInt64(time.tv_nsec) / 1_000_000 + 1
}
