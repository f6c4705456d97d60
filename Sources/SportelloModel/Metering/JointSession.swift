/// A session of the provider's people with somebody of the customer: what counts is the time together (R-003-26).
///
/// A pure function of who was there when.
public struct JointSession: Sendable, Hashable, Codable {
    /// The time that the provider's people spent in it, each counted.
    public var worked: WorkedMinutes
    /// The time together, as the policy counts colleagues (R-003-28). Nothing without a customer (R-003-27).
    public var joint: WorkedMinutes

    /// Measures a session. Nobody is counted twice for the same time.
    public init(
        staff: [MeteringCommand.Presence], customer: [Range<Instant>], counting: MeteringPolicy.StaffCounting
    ) {
        let present = customer.merged()
        let everybody = Dictionary(grouping: staff, by: \.agent).mapValues { $0.map(\.time).merged() }
        worked = WorkedMinutes(everybody.values.reduce(.zero) { $0 + $1.total })
        switch counting {
        case .session: joint = WorkedMinutes(staff.map(\.time).merged().overlap(with: present))
        case .perPerson:
            joint = everybody.values.reduce(.zero) { $0 + WorkedMinutes($1.overlap(with: present)) }
        }
    }
}

extension [Range<Instant>] {
    /// The same time as spans in order that neither touch nor overlap.
    fileprivate func merged() -> [Range<Instant>] {
        var result: [Range<Instant>] = []
        for span in sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty {
            if let last = result.last, span.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<Swift.max(last.upperBound, span.upperBound)
            } else {
                result.append(span)
            }
        }
        return result
    }

    /// How long the spans take together.
    fileprivate var total: Duration { reduce(.zero) { $0 + ($1.upperBound - $1.lowerBound) } }

    /// How long both go on. Both must be merged.
    fileprivate func overlap(with others: [Range<Instant>]) -> Duration {
        var sum = Duration.zero
        for span in self {
            for other in others where span.overlaps(other) {
                let common = span.clamped(to: other)
                sum += common.upperBound - common.lowerBound
            }
        }
        return sum
    }
}
