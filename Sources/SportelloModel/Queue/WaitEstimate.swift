/// When an estimate of the wait can be told (R-002-11).
public struct WaitEstimatePolicy: Sendable, Hashable, Codable {
    /// How many finished dialogs of the team must have been measured before. Default 10.
    public var minimumSamples: Int
    /// How many of the newest dialogs count. Default 100.
    public var window: Int
    /// To how many minutes the range is rounded outwards. Default 5.
    public var roundingMinutes: Int

    /// Makes a policy.
    public init(minimumSamples: Int = 10, window: Int = 100, roundingMinutes: Int = 5) {
        self.minimumSamples = minimumSamples
        self.window = window
        self.roundingMinutes = roundingMinutes
    }
}

/// How long a wait will probably be: a range, always an estimate, never one number.
public struct WaitEstimate: Sendable, Hashable {
    /// Half of the waits like this are over by about then, in whole minutes.
    public var fromMinutes: Int
    /// Nine of ten are, in whole minutes.
    public var toMinutes: Int

    /// Makes a range.
    public init(fromMinutes: Int, toMinutes: Int) {
        self.fromMinutes = fromMinutes
        self.toMinutes = toMinutes
    }
}

/// Lengths of the newest dialogs of one queue. Bounded by the policy's window; the oldest go first.
public struct HandleTimes: Sendable, Hashable {
    private var seconds: [Int64] = []

    /// No dialogs yet.
    public init() {}

    /// How many are known.
    public var count: Int { seconds.count }

    /// Adds the length of a finished dialog. A length below nothing is none.
    public mutating func add(_ length: Duration, window: Int) {
        seconds.append(max(0, length.milliseconds / 1000))
        if seconds.count > window { seconds.removeFirst(seconds.count - window) }
    }

    /// The smallest length that at least `percent` of a hundred dialogs did not exceed (nearest rank).
    public func percentile(_ percent: Int) -> Duration? {
        guard !seconds.isEmpty else { return nil }
        let rank = (seconds.count * percent + 99) / 100
        return .seconds(seconds.sorted()[max(0, min(seconds.count, rank) - 1)])
    }

    /// The mean length; `nil` when none is known.
    public var mean: Duration? {
        seconds.isEmpty ? nil : .seconds(seconds.reduce(0, +) / Int64(seconds.count))
    }

    /// The wait of whoever stands at `position` while `agents` serve: as many dialogs, shared among them. `nil`, which
    /// is "unknown", below the sample minimum or when nobody serves.
    public func estimate(position: Int, agents: Int, _ policy: WaitEstimatePolicy) -> WaitEstimate? {
        guard position > 0, agents > 0, count >= policy.minimumSamples, let half = percentile(50),
            let most = percentile(90)
        else { return nil }
        func seconds(_ length: Duration) -> Int64 { length.milliseconds * Int64(position) / Int64(agents) / 1000 }
        let step = Int64(max(1, policy.roundingMinutes) * 60)
        let from = seconds(half) / step * step
        let to = max((seconds(most) + step - 1) / step * step, from + step)
        return WaitEstimate(fromMinutes: Int(from / 60), toMinutes: Int(to / 60))
    }
}

extension Conversation {
    /// How long somebody was there; `nil` when nobody was, or it goes on.
    public var handleTime: Duration? {
        guard let joinedAt, let endedAt else { return nil }
        return endedAt - joinedAt
    }
}
