extension Workspace {
    /// Opens the reviews that fell due (R-002-73). A tick too early does nothing.
    mutating func tickAccount(_ id: AccountID) throws(Stop) {
        guard context.actor.role == .system else { throw refuse(.forbidden) }
        let account = try account(id)
        for rule in profile.accountRoles.reviews where account.nextReview(rule).map({ $0 <= now }) ?? false {
            let number = (account.reviews.first { $0.role == rule.role }?.number ?? 0) + 1
            try record(.reviewOpened(ReviewOpened(role: rule.role, number: number)), on: id)
        }
    }

    /// Whoever has the role, or a supervisor, stores what the review came to.
    mutating func finishReview(of role: AccountRole, result text: String, on id: AccountID) throws(Stop) {
        let agent = try actingAgent()
        let account = try account(id)
        guard account.holder(of: role) == agent || context.actor.role == .supervisor else { throw refuse(.notAssignee) }
        guard let review = account.reviews.first(where: { $0.role == role && $0.doneAt == nil }) else {
            throw refuse(.alreadySettled, "R-002-73")
        }
        try requireText(text, field: "result")
        try record(
            .reviewDone(ReviewDone(role: role, number: review.number)), on: id, content: Content(text: text)
        )
    }
}

extension Account {
    /// When the account next needs time to act; `nil` for never.
    public func wakeAt(_ profile: ServiceProfile) -> Instant? {
        profile.accountRoles.reviews.compactMap { nextReview($0) }.min()
    }

    /// When the next review of a rule falls due: an interval after the last one was opened, or after the account was;
    /// `nil` while one is open and while nobody has the role.
    func nextReview(_ rule: AccountRolePolicy.Review) -> Instant? {
        guard let openedAt, holder(of: rule.role) != nil else { return nil }
        let last = reviews.first { $0.role == rule.role }
        if let last, last.doneAt == nil { return nil }
        return (last?.openedAt ?? openedAt) + .days(rule.everyDays)
    }
}
