extension Workspace {
    /// Decides about an account's ledger.
    mutating func decide(_ command: LedgerCommand, of account: AccountID) throws(Stop) {
        guard context.actor.role == .supervisor || context.actor.role == .system else { throw refuse(.forbidden) }
        switch command {
        case .grant(let grant): try self.grant(grant, to: account)
        case .hold(let id, let amount, let until):
            if try stateOrFresh(account.ledger).hold(id) != nil { return }
            if let until, until <= now { throw refuse(.inThePast) }
            try hold(amount, as: id, until: until, for: nil, of: account)
        case .capture(let id, let amount): try capture(id, amount, of: account)
        case .void(let id): try void(id, of: account)
        case .tick: try catchUp(account)
        }
    }

    // MARK: Grants

    private mutating func grant(_ grant: LedgerCommand.Grant, to account: AccountID) throws(Stop) {
        try catchUp(account)
        let ledger = try stateOrFresh(account.ledger)
        if ledger.hasGrant(grant.id) { return }
        try requireAmount(grant.amount)
        let terms = PoolTerms(grant: grant.id, from: grant.from ?? now, until: grant.until, medium: grant.medium)
        if let until = terms.until, until <= terms.from || until <= now {
            throw refuse(.invalid, "R-003-33", ["field": "until"])
        }
        let pool = ledger.book(grant.amount.unit).pools.count + 1
        try post(
            LedgerPosting(
                .grant, grant.amount.unit, key: "grant:\(grant.id)",
                [LedgerTransfer(from: .init(pool, .granted), to: .init(pool, .available), count: grant.amount.count)],
                opens: terms
            ),
            of: account, text: grant.text
        )
        try catchUp(account)
    }

    /// A line of a contract that gives hours opens a pool for its time: 60 minutes each (R-003-5).
    mutating func openPool(_ hours: Int, for line: EntitlementLine, of account: AccountID) throws(Stop) {
        if let until = line.until, until <= now { return }
        let name = Digest(hashing: Array("hours \(account) \(line.number)".utf8))
        try grant(
            LedgerCommand.Grant(
                id: GrantID(derivedFrom: name), amount: .minutes(.hours(hours)), from: line.from, until: line.until),
            to: account
        )
    }

    /// Refuses nothing, less than nothing and what no contract is about.
    func requireAmount(_ amount: LedgerAmount) throws(Stop) {
        guard (1...LedgerAmount.largest).contains(amount.count) else {
            throw refuse(.invalid, nil, ["field": "amount"])
        }
    }

    // MARK: Charges

    /// Takes units from what is available. What the pools do not have becomes an overdraft: whether one is allowed was
    /// decided before. Returns the posting's number and what it took from where.
    mutating func charge(
        _ amount: LedgerAmount, of account: AccountID, reason: LedgerReason = .charge, for reference: LedgerReference,
        key: String, corrects: [Int]? = nil
    ) throws(Stop) -> (number: Int, parts: [LedgerHold.Part]) {
        try catchUp(account)
        let parts = try stateOrFresh(account.ledger).book(amount.unit).parts(drawing: amount.count, at: now)
        let number = try post(
            LedgerPosting(
                reason, amount.unit, key: key,
                parts.map {
                    LedgerTransfer(
                        from: .init($0.pool, .available), to: .init($0.pool, .consumed), count: $0.count)
                },
                reference: reference, corrects: corrects
            ),
            of: account
        )
        try alert(account)
        return (number, parts)
    }

    /// Gives charged units back: to the pools that they came from while these are open (R-003-30).
    @discardableResult
    mutating func reverse(
        _ parts: [LedgerHold.Part], unit: LedgerUnit, of account: AccountID, for reference: LedgerReference,
        key: String, corrects: [Int]
    ) throws(Stop) -> Int {
        try catchUp(account)
        let book = try stateOrFresh(account.ledger).book(unit)
        return try post(
            LedgerPosting(
                .reversal, unit, key: key,
                parts.map {
                    LedgerTransfer(
                        from: .init($0.pool, .consumed), to: .init(book.home(of: $0.pool, at: now), .available),
                        count: $0.count)
                },
                reference: reference, corrects: corrects
            ),
            of: account
        )
    }

    /// Writes down time that is not charged; a negative number takes an earlier line back.
    mutating func waive(
        _ minutes: Minutes, of account: AccountID, for reference: LedgerReference, key: String
    ) throws(Stop) {
        guard minutes != .zero else { return }
        let granted = LedgerPlace(0, .granted)
        let waived = LedgerPlace(0, .waived)
        let isMore = minutes > .zero
        try post(
            LedgerPosting(
                isMore ? .waiver : .reversal, .minutes, key: key,
                [
                    LedgerTransfer(
                        from: isMore ? granted : waived, to: isMore ? waived : granted,
                        count: Int64(minutes.count.magnitude))
                ],
                reference: reference
            ),
            of: account
        )
    }

    // MARK: Holds

    /// Sets units aside. Refused without enough of them, whatever the policy for charges is (R-002-53).
    mutating func hold(
        _ amount: LedgerAmount, as id: HoldID, until: Instant?, for reference: LedgerReference?, of account: AccountID
    ) throws(Stop) {
        try catchUp(account)
        try requireAmount(amount)
        let ledger = try stateOrFresh(account.ledger)
        guard ledger.hold(id) == nil else { throw refuse(.holdSettled, "R-002-55") }
        let book = ledger.book(amount.unit)
        let available = book.available(at: now)
        guard available >= amount.count else { throw shortage(of: amount, available: available, "R-002-53") }
        try post(
            LedgerPosting(
                .hold, amount.unit, key: "hold:\(id)",
                book.parts(drawing: amount.count, at: now).map {
                    LedgerTransfer(from: .init($0.pool, .available), to: .init($0.pool, .held), count: $0.count)
                },
                reference: reference, hold: HoldTerms(id: id, until: until)
            ),
            of: account
        )
        try alert(account)
    }

    /// Charges what was set aside, in whole or in part; the rest is available again (R-002-55).
    mutating func capture(_ id: HoldID, _ amount: LedgerAmount, of account: AccountID) throws(Stop) {
        let (hold, unit) = try pendingHold(id, of: account)
        guard amount.unit == unit, (1...hold.count).contains(amount.count) else {
            throw refuse(.invalid, "R-002-55", ["field": "amount"])
        }
        var left = amount.count
        var transfers: [LedgerTransfer] = []
        for part in hold.parts {
            let captured = min(left, part.count)
            left -= captured
            for (bucket, count) in [(LedgerBucket.consumed, captured), (.available, part.count - captured)]
            where count > 0 {
                transfers.append(
                    LedgerTransfer(from: .init(part.pool, .held), to: .init(part.pool, bucket), count: count))
            }
        }
        try settle(hold, unit, .capture, transfers, of: account)
    }

    /// Gives back what was set aside.
    mutating func void(_ id: HoldID, of account: AccountID) throws(Stop) {
        let (hold, unit) = try pendingHold(id, of: account)
        try settle(hold, unit, .void, hold.released, of: account)
    }

    /// Lets a hold live for as long as the work that it pays for.
    mutating func keepHold(_ id: HoldID, of account: AccountID) throws(Stop) {
        let (hold, _) = try pendingHold(id, of: account)
        if hold.until != nil { try record(.holdKept(HoldKept(hold: id)), on: account.ledger) }
    }

    private mutating func pendingHold(
        _ id: HoldID, of account: AccountID
    ) throws(Stop) -> (LedgerHold, LedgerUnit) {
        try catchUp(account)
        guard let (hold, unit) = try stateOrFresh(account.ledger).hold(id) else { throw refuse(.notFound) }
        guard hold.state == .pending else { throw refuse(.holdSettled, "R-002-55") }
        return (hold, unit)
    }

    mutating func settle(
        _ hold: LedgerHold, _ unit: LedgerUnit, _ reason: LedgerReason, _ transfers: [LedgerTransfer],
        of account: AccountID, by author: Author? = nil
    ) throws(Stop) {
        try post(
            LedgerPosting(
                reason, unit, key: "\(reason.rawValue):\(hold.id)", transfers, reference: hold.reference,
                corrects: [hold.posting], hold: HoldTerms(id: hold.id)
            ),
            of: account, by: author
        )
    }

    /// Tells both sides once when fewer hours are left than a threshold says (R-003-32).
    private mutating func alert(_ account: AccountID) throws(Stop) {
        let ledger = try stateOrFresh(account.ledger)
        let available = ledger.availableMinutes(at: now)
        for threshold in profile.metering.alertMinutes.sorted(by: >)
        where available.count < threshold && !ledger.alerted.contains(threshold) {
            try record(
                .low(LowBalance(threshold: Minutes(threshold), available: available)), on: account.ledger,
                by: Actor.system.author
            )
        }
    }

    /// Refuses for want of hours or money, with both numbers.
    func shortage(of amount: LedgerAmount, available: Int64, _ rule: String) -> Stop {
        refuse(
            amount.unit == .minutes ? .noHours : .noFunds, rule,
            ["available": LedgerAmount(available, amount.unit).description, "needed": amount.description]
        )
    }

    /// Appends an entry. Returns its number.
    @discardableResult
    mutating func post(
        _ posting: LedgerPosting, of account: AccountID, text: String? = nil, by author: Author? = nil
    ) throws(Stop) -> Int {
        var posting = posting
        posting.number = try stateOrFresh(account.ledger).postingCount + 1
        posting.policyVersion = profile.version
        try record(.posted(posting), on: account.ledger, content: text.map { Content(text: $0) }, by: author)
        return posting.number
    }
}
