/// A promised length of time: hours, minutes and seconds, or a number of days.
///
/// Written `2h`, `30m`, `1h30m`, `45s` or `3d`. A day is not turned into hours here, because how many hours a day has
/// depends on the unit it is counted in (contradiction C7).
public enum TimeAmount: Sendable, Hashable {
    /// Seconds, one or more.
    case seconds(Int)
    /// Days, one or more.
    case days(Int)

    /// A number of minutes.
    public static func minutes(_ count: Int) -> TimeAmount { .seconds(count * 60) }
    /// A number of hours.
    public static func hours(_ count: Int) -> TimeAmount { .seconds(count * 3600) }

    /// The longest amount that a target may name: ten years.
    static let longest = 3660

    /// Reads the written form; `nil` for anything else, for nothing at all and for more than ten years.
    public init?(_ text: some StringProtocol) {
        var seconds = 0
        var number = ""
        var smallest = Int.max
        for character in text {
            if character.isASCII, character.isWholeNumber {
                number.append(character)
                continue
            }
            guard number.utf8.count <= 9, let count = Int(digits: number) else { return nil }
            number = ""
            if character == "d" {
                guard text.last == "d", smallest == .max, (1...Self.longest).contains(count) else { return nil }
                self = .days(count)
                return
            }
            guard let size = ["h": 3600, "m": 60, "s": 1][character], size < smallest else { return nil }
            smallest = size
            seconds += count * size
        }
        guard number.isEmpty, (1...Self.longest * 86_400).contains(seconds) else { return nil }
        self = .seconds(seconds)
    }

    /// The amount with days of 24 hours: what it is on the wall clock.
    public var wallClock: Duration {
        switch self {
        case .seconds(let count): .seconds(count)
        case .days(let count): .days(count)
        }
    }

    /// Whether it is at least one second or day, and at most ten years.
    var isInRange: Bool {
        switch self {
        case .seconds(let count): (1...Self.longest * 86_400).contains(count)
        case .days(let count): (1...Self.longest).contains(count)
        }
    }
}

extension TimeAmount: CustomStringConvertible {
    /// The written form.
    public var description: String {
        switch self {
        case .days(let count): return "\(count)d"
        case .seconds(let count):
            let parts = [(count / 3600, "h"), (count / 60 % 60, "m"), (count % 60, "s")].filter { $0.0 != 0 }
            return parts.isEmpty ? "0s" : parts.map { "\($0.0)\($0.1)" }.joined()
        }
    }
}

extension TimeAmount: Codable {
    /// Decodes the written form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text)” is no length of time; write for example 2h, 1h30m or 3d"
            )
        }
        self = value
    }

    /// Encodes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// When a running clock counts as at risk: `75%` of its time is used, or `30m` are left.
public enum AtRiskThreshold: Sendable, Hashable {
    /// So many percent of the promised time are used, 1 to 99.
    case used(percent: Int)
    /// So much is left, in the target's unit.
    case left(TimeAmount)

    /// Reads the written form; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        if text.hasSuffix("%") {
            guard let percent = Int(digits: text.dropLast()), (1...99).contains(percent) else { return nil }
            self = .used(percent: percent)
        } else {
            guard let amount = TimeAmount(text), case .seconds = amount else { return nil }
            self = .left(amount)
        }
    }
}

extension AtRiskThreshold: CustomStringConvertible {
    /// The written form.
    public var description: String {
        switch self {
        case .used(let percent): "\(percent)%"
        case .left(let amount): "\(amount)"
        }
    }
}

extension AtRiskThreshold: Codable {
    /// Decodes the written form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text)” is no threshold; write for example 75% or 30m"
            )
        }
        self = value
    }

    /// Encodes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
