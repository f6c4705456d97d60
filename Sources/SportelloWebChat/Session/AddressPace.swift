import WebSocketTransport

/// A pace for each address (``PeerAddress/limitKey``), for requests that belong to no session.
///
/// Bound: 10,000 addresses. Beyond, those that have rested are forgotten, since a fresh bucket is the same; where that
/// frees less than half, everybody begins anew.
struct AddressPace {
    static let bound = 10_000
    private var buckets: [PeerAddress: RateLimit] = [:]

    /// How many addresses are remembered.
    var count: Int { buckets.count }

    /// Takes a token of an address, or says in how many milliseconds there will be one.
    mutating func take(_ address: PeerAddress, burst: Int, perSecond: Double, now: UInt64) -> Int64? {
        let key = address.limitKey
        var bucket = buckets[key] ?? RateLimit(burst: burst, now: now)
        if buckets.count >= Self.bound, buckets[key] == nil {
            buckets = buckets.filter { !$0.value.isFull(burst: burst, perSecond: perSecond, now: now) }
            if buckets.count > Self.bound / 2 { buckets = [:] }
        }
        let wait = bucket.take(burst: burst, perSecond: perSecond, now: now)
        buckets[key] = bucket
        return wait
    }
}
