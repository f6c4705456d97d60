import Foundation

/// The offsets of one IANA zone from 1970 to 2100, read once, so that a search over many days asks no library.
///
/// Outside those years the nearest known offset is used.
final class ZoneRules: Sendable {
    /// A stretch of time with one offset.
    struct Stretch: Sendable {
        /// Where it begins, in seconds since the epoch.
        let start: Int64
        /// Where it ends, in seconds since the epoch.
        let end: Int64
        /// Seconds to add to UTC.
        let offset: Int64
    }

    let identifier: String
    private let stretches: [Stretch]

    /// Reads the whole zone: some seven thousand look-ups, for calendars only. A name alone is checked by
    /// ``isZone(_:)``.
    init?(identifier: String) {
        guard let zone = Self.zone(identifier) else { return nil }
        self.identifier = identifier
        stretches = Self.read(zone)
    }

    /// Whether a name, which may be a customer's, is one of an IANA zone. Nothing of the zone is read.
    static func isZone(_ identifier: String) -> Bool { zone(identifier) != nil }

    /// No name of a zone is longer; the longest there is has 32 bytes.
    private static let longestName = 64

    private static func zone(_ identifier: String) -> TimeZone? {
        // Abbreviations and fixed offsets are no places: they know nothing of summer time. What cannot be a name is not
        // asked for.
        guard identifier == "UTC" || identifier.contains("/"), identifier.utf8.count <= longestName,
            identifier.utf8.allSatisfy({ isLetterOrDigit($0) || "/_+-".utf8.contains($0) })
        else { return nil }
        return TimeZone(identifier: identifier)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func read(_ zone: TimeZone) -> [Stretch] {
        func offset(_ seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        let week: Int64 = 604_800
        let last: Int64 = 4_102_444_800  // 2100-01-01
        var found: [Stretch] = []
        var start = Int64.min
        var current = offset(0)
        var sample: Int64 = 0
        while sample < last {
            let next = sample + week
            let nextOffset = offset(next)
            if nextOffset != current {
                var (before, after) = (sample, next)
                while after - before > 1 {
                    let middle = (before + after) / 2
                    if offset(middle) == current { before = middle } else { after = middle }
                }
                found.append(Stretch(start: start, end: after, offset: current))
                // A second change within the same week is found from here.
                (start, current, sample) = (after, offset(after), after)
            } else {
                sample = next
            }
        }
        found.append(Stretch(start: start, end: .max, offset: current))
        return found
    }

    /// Seconds to add to UTC at an instant.
    func offset(at seconds: Int64) -> Int64 { stretches[index(at: seconds)].offset }

    /// Which of two instants with the same wall time is meant.
    enum Occurrence { case first, last }

    /// The instant, in seconds since the epoch, of a wall time in seconds since local 1970-01-01T00:00.
    ///
    /// A wall time that is skipped means the first instant after the gap; a repeated one means the asked occurrence.
    func seconds(ofLocal local: Int64, _ occurrence: Occurrence) -> Int64 {
        var best: Int64?
        var candidate = index(at: local - 172_800)
        let limit = index(at: local + 172_800)
        while candidate <= limit {
            let stretch = stretches[candidate]
            let seconds = local - stretch.offset
            if seconds < stretch.start { return best ?? stretch.start }
            if seconds < stretch.end {
                if occurrence == .first { return seconds }
                best = seconds
            }
            candidate += 1
        }
        return best ?? local - stretches[limit].offset
    }

    private func index(at seconds: Int64) -> Int {
        var (low, high) = (0, stretches.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if stretches[middle].start <= seconds { low = middle } else { high = middle - 1 }
        }
        return low
    }
}

extension ZoneRules: Hashable {
    static func == (left: ZoneRules, right: ZoneRules) -> Bool { left.identifier == right.identifier }
    func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}
