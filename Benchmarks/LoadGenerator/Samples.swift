import Foundation
import WebChatProtocol

/// Durations in microseconds.
struct Samples {
    private(set) var values: [UInt32] = []

    mutating func add(nanoseconds: UInt64) { values.append(UInt32(clamping: nanoseconds / 1000)) }

    mutating func reserve(_ count: Int) { values.reserveCapacity(count) }

    /// The usual summary, in milliseconds.
    func summary() -> Summary {
        guard !values.isEmpty else { return Summary() }
        let sorted = values.sorted()
        func at(_ part: Double) -> Double {
            Double(sorted[min(sorted.count - 1, Int((Double(sorted.count) * part).rounded(.up)) - 1)]) / 1000
        }
        return Summary(p50: at(0.5), p95: at(0.95), p99: at(0.99), max: Double(sorted[sorted.count - 1]) / 1000)
    }

    struct Summary {
        var p50 = 0.0
        var p95 = 0.0
        var p99 = 0.0
        var max = 0.0

        var text: String {
            String(format: "p50 %.2f  p95 %.2f  p99 %.2f  max %.2f ms", p50, p95, p99, max)
        }

        var json: JSONValue {
            ["p50": .double(p50), "p95": .double(p95), "p99": .double(p99), "max": .double(max)]
        }
    }
}

/// Nanoseconds of the monotonic clock.
func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// A line of progress on standard error.
func progress(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
