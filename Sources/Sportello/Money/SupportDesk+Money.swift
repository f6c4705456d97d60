public import SportelloModel

/// What an account has left, for a customer who asks (R-003-6).
public struct HoursBalance: Sendable, Hashable {
    /// Hours that can be used now, in minutes; negative for an overdraft.
    public var available: Minutes
    /// Hours that are set aside for approved work, in minutes.
    public var held: Minutes
    /// Both together: grants minus charges plus reversals, without what expired.
    public var balance: Minutes { available + held }
}

/// Where an approved order stands in its executor's queue (R-002-54).
public struct OrderPlace: Sendable, Hashable {
    /// 1 for the next.
    public var position: Int
    /// When work can begin, by the estimates of what is ahead; `nil` when that is not known. Never a promise.
    public var expectedStart: Instant?
}

extension SupportDesk {
    /// What an account has left now. The host shows it only to people of the account: an id never authorises.
    public func hours(of account: AccountID) async throws -> HoursBalance {
        let ledger: Ledger = try await state(of: Ledger.stream(account.ledger)) ?? Ledger(id: account.ledger)
        return HoursBalance(available: ledger.availableMinutes(at: environment.now()), held: ledger.heldMinutes)
    }

    /// What happened to an account's hours or money, line by line, up to and including an instant (R-003-6). The host
    /// shows it only to people of the account: an id never authorises.
    ///
    /// - Parameters:
    ///   - account: The account; one that was never granted anything has an empty statement.
    ///   - unit: What to look at.
    ///   - instant: The instant; `nil` for now.
    public func statement(
        of account: AccountID, unit: LedgerUnit = .minutes, at instant: Instant? = nil
    ) async throws -> LedgerStatement {
        var statement = LedgerStatement(unit: unit)
        try await store.eachEvent(
            of: Ledger.stream(account.ledger), while: { record in instant.map { record.at <= $0 } ?? true }
        ) { statement.add($0) }
        return statement
    }

    /// Where a waiting order stands; `nil` when it does not wait.
    public func place(of order: WorkOrderID) async throws -> OrderPlace? {
        guard let known: WorkOrder = try await state(of: WorkOrder.stream(order)),
            let queue: ExecutorQueue = try await state(of: ExecutorQueue.stream(ExecutorQueue.id(of: known.executor))),
            let position = queue.position(of: order)
        else { return nil }
        let profile = profile
        let calendar = profile.workOrders.calendar.flatMap { profile.calendars[$0] }
        return OrderPlace(
            position: position,
            expectedStart: queue.expectedStart(of: order, at: environment.now(), calendar: calendar)
        )
    }
}
