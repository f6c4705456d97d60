extension Workspace {
    /// Lets holds time out and periods end, so that whatever follows finds the ledger as it is now.
    mutating func catchUp(_ account: AccountID) throws(Stop) {
        for (unit, book) in try books(of: account) {
            for hold in book.holds where hold.state == .pending && (hold.until.map { $0 <= now } ?? false) {
                try settle(hold, unit, .timeout, hold.released, of: account, by: Actor.system.author)
                if case .workOrder(let order) = hold.reference { try lapse(order) }
            }
        }
        for (unit, book) in try books(of: account) {
            for pool in book.pools { try end(pool, unit, of: account) }
            try settleOverdraft(unit, of: account)
        }
    }

    private func books(of account: AccountID) throws(Stop) -> [(LedgerUnit, LedgerBook)] {
        try stateOrFresh(account.ledger).books.sorted { $0.key.rawValue < $1.key.rawValue }
    }

    /// A period that is over leaves nothing: what may be carried over goes to a pool of its own, the rest expires, each
    /// by an explicit line (R-003-33).
    private mutating func end(_ pool: LedgerPool, _ unit: LedgerUnit, of account: AccountID) throws(Stop) {
        guard let until = pool.terms.until, until <= now, pool.balances.available > 0 else { return }
        var left = pool.balances.available
        let carriedUntil = until + .days(profile.metering.carryOverDays)
        if unit == .minutes, !pool.terms.isCarriedOver, carriedUntil > now {
            let carried = min(left, profile.metering.carryOverLimitMinutes.map(Int64.init) ?? left)
            let next = try stateOrFresh(account.ledger).book(unit).pools.count + 1
            if carried > 0 {
                left -= carried
                let terms = PoolTerms(
                    from: until, until: carriedUntil, medium: pool.terms.medium, isCarriedOver: true)
                try post(
                    LedgerPosting(
                        .carryOver, unit, key: "carryOver:\(pool.number):\(next)",
                        [
                            LedgerTransfer(
                                from: .init(pool.number, .available), to: .init(next, .available), count: carried)
                        ],
                        opens: terms
                    ),
                    of: account, by: Actor.system.author
                )
            }
        }
        guard left > 0 else { return }
        let count = try stateOrFresh(account.ledger).postingCount
        try post(
            LedgerPosting(
                .expiry, unit, key: "expiry:\(pool.number):\(count + 1)",
                [LedgerTransfer(from: .init(pool.number, .available), to: .init(pool.number, .expired), count: left)]
            ),
            of: account, by: Actor.system.author
        )
    }

    /// Units that can be used now first pay off what was overdrawn.
    private mutating func settleOverdraft(_ unit: LedgerUnit, of account: AccountID) throws(Stop) {
        let ledger = try stateOrFresh(account.ledger)
        let book = ledger.book(unit)
        let owed = -book.outside.available
        let usable = book.available(at: now) + owed
        guard owed > 0, usable > 0 else { return }
        let parts = book.parts(drawing: min(owed, usable), at: now)
        try post(
            LedgerPosting(
                .settlement, unit, key: "settlement:\(ledger.postingCount + 1)",
                parts.map {
                    LedgerTransfer(from: .init($0.pool, .available), to: .init(0, .available), count: $0.count)
                }
            ),
            of: account, by: Actor.system.author
        )
    }
}

extension LedgerHold {
    /// The transfers that give everything back.
    var released: [LedgerTransfer] {
        parts.map { LedgerTransfer(from: .init($0.pool, .held), to: .init($0.pool, .available), count: $0.count) }
    }
}

extension LedgerPosting {
    /// An entry whose number and policy version are still to come.
    init(
        _ reason: LedgerReason, _ unit: LedgerUnit, key: String, _ transfers: [LedgerTransfer],
        reference: LedgerReference? = nil, corrects: [Int]? = nil, opens: PoolTerms? = nil, hold: HoldTerms? = nil
    ) {
        self.init(
            number: 0, key: key, reason: reason, unit: unit, transfers: transfers, reference: reference,
            corrects: corrects, policyVersion: 0, opens: opens, hold: hold
        )
    }
}
