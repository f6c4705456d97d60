/// A token bucket: `burst` at once, then `perSecond`.
struct RateLimit {
    private var tokens: Double
    private var filledAt: UInt64

    init(burst: Int, now: UInt64) {
        tokens = Double(burst)
        filledAt = now
    }

    /// Takes a token, or says in how many milliseconds there will be one.
    mutating func take(burst: Int, perSecond: Double, now: UInt64) -> Int64? {
        tokens = min(Double(burst), tokens + Double(now &- filledAt) / 1000 * perSecond)
        filledAt = now
        if tokens >= 1 {
            tokens -= 1
            return nil
        }
        return Int64(((1 - tokens) / max(perSecond, 0.001) * 1000).rounded(.up))
    }

    /// Whether it has rested so long that it is like new.
    func isFull(burst: Int, perSecond: Double, now: UInt64) -> Bool {
        tokens + Double(now &- filledAt) / 1000 * perSecond >= Double(burst)
    }
}
