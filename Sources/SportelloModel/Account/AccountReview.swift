/// A periodic look at an account by whoever has a role there (R-002-73).
public struct AccountReview: Sendable, Hashable, Codable {
    /// Whose task it is.
    public var role: AccountRole
    /// How often one was opened.
    public var number: Int
    /// When the last one fell due.
    public var openedAt: Instant
    /// When it was done; `nil` while it is a task.
    public var doneAt: Instant?
}

/// A review fell due: a task for whoever has the role.
public struct ReviewOpened: Sendable, Hashable, Codable {
    /// Whose task it is.
    public var role: AccountRole
    /// 1, 2, 3, … for the role.
    public var number: Int
}

/// A review was done. Content: its result, such as the suggestions sent.
public struct ReviewDone: Sendable, Hashable, Codable {
    /// Whose task it was.
    public var role: AccountRole
    /// Which one.
    public var number: Int
}

extension [AccountReview] {
    /// Applies an event; only the newest review of a role is kept, the others are in the log.
    mutating func open(_ event: ReviewOpened, at instant: Instant) {
        removeAll { $0.role == event.role }
        append(AccountReview(role: event.role, number: event.number, openedAt: instant))
    }

    /// Applies an event.
    mutating func finish(_ event: ReviewDone, at instant: Instant) {
        guard let index = firstIndex(where: { $0.role == event.role && $0.number == event.number }) else { return }
        self[index].doneAt = instant
    }
}
