extension LedgerBook {
    /// Which pools so many units are taken from: what ends first is used first, and what lies outside every pool last.
    /// What no pool has is taken from outside, which is an overdraft.
    func parts(drawing count: Int64, at now: Instant) -> [LedgerHold.Part] {
        var left = count
        var parts: [LedgerHold.Part] = []
        for pool in pools.filter({ $0.terms.isOpen(at: now) && $0.balances.available > 0 }).sorted(by: Self.endsFirst) {
            guard left > 0 else { break }
            let part = min(left, pool.balances.available)
            parts.append(LedgerHold.Part(pool: pool.number, count: part))
            left -= part
        }
        if left > 0 { parts.append(LedgerHold.Part(pool: 0, count: left)) }
        return parts
    }

    private static func endsFirst(_ left: LedgerPool, _ right: LedgerPool) -> Bool {
        switch (left.terms.until, right.terms.until) {
        case (let first?, let second?) where first != second: first < second
        case (_?, nil): true
        case (nil, _?): false
        default: left.number < right.number
        }
    }

    /// Where units that are given back go: to their own pool while it is open, otherwise to the open one that ends
    /// last, otherwise outside every pool, so that they are never lost with a period that is over (R-003-30).
    func home(of pool: Int, at now: Instant) -> Int {
        if pool == 0 || pools.contains(where: { $0.number == pool && $0.terms.isOpen(at: now) }) { return pool }
        return pools.filter { $0.terms.isOpen(at: now) }.max(by: Self.endsFirst)?.number ?? 0
    }
}
