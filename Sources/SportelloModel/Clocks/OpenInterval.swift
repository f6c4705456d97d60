/// A time of the day on the wall, to the second. `24:00` is the end of the day.
public struct LocalTime: Sendable, Hashable, Comparable {
    /// Seconds since local midnight, 0 to 86 400.
    public let seconds: Int

    /// Makes a time; `nil` outside 00:00 to 24:00.
    public init?(hour: Int, minute: Int = 0, second: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        let seconds = hour * 3600 + minute * 60 + second
        guard seconds <= 86_400 else { return nil }
        self.seconds = seconds
    }

    /// Reads `HH:MM` or `HH:MM:SS`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int(digits: $0) }
        guard numbers.count == parts.count else { return nil }
        self.init(hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
    }

    /// Orders within the day.
    public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
}

extension LocalTime: CustomStringConvertible {
    /// The form `HH:MM`, with seconds when there are any.
    public var description: String {
        let minutes = "\((seconds / 3600).padded(to: 2)):\((seconds / 60 % 60).padded(to: 2))"
        return seconds % 60 == 0 ? minutes : "\(minutes):\((seconds % 60).padded(to: 2))"
    }
}

/// Open from one local time up to, but not including, another: `09:00-17:00`, or over midnight `22:00-06:00`.
///
/// An interval belongs to the date on which it opens, so what closes a date leaves the tail of the night before.
public struct OpenInterval: Sendable, Hashable {
    /// When it opens.
    public let opens: LocalTime
    /// When it closes: on the next date unless it is later than ``opens``.
    public let closes: LocalTime

    /// Makes an interval; `nil` when both ends are the same or it would open at `24:00`.
    public init?(opens: LocalTime, closes: LocalTime) {
        guard opens != closes, opens.seconds < 86_400 else { return nil }
        self.opens = opens
        self.closes = closes
    }

    /// Reads `HH:MM-HH:MM`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let opens = LocalTime(parts[0]), let closes = LocalTime(parts[1]) else { return nil }
        self.init(opens: opens, closes: closes)
    }

    /// Whether it closes on the date after the one it opens on.
    public var isOvernight: Bool { closes <= opens }

    /// Where it closes in seconds after the midnight that its date begins with.
    var closingOffset: Int { isOvernight ? closes.seconds + 86_400 : closes.seconds }
}

extension OpenInterval: CustomStringConvertible {
    /// The form `HH:MM-HH:MM`.
    public var description: String { "\(opens)-\(closes)" }
}

extension OpenInterval: Codable {
    /// Decodes `HH:MM-HH:MM`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text)” is not an interval; write for example \"09:00-17:00\" or \"22:00-06:00\""
            )
        }
        self = value
    }

    /// Encodes `HH:MM-HH:MM`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
