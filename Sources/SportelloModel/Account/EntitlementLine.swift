/// One line of a contract: what it gives, from when to when, and how much of it is left (R-000-2, R-000-5).
public struct EntitlementLine: Sendable, Hashable, Codable {
    /// 1, 2, 3, … within the account.
    public var number: Int
    /// What it gives, for example `updates`.
    public var entitlement: String
    /// Where it comes from: the plan's or the add-on's id.
    public var source: String
    /// From when it holds.
    public var from: Instant
    /// The first instant at which it does not hold any more; `nil` for open-ended.
    public var until: Instant?
    /// How many units it gives; `nil` for any number: nothing is counted then (R-002-90).
    public var quantity: Int?
    /// What it cost, in the smallest unit of the desk's currency; 0 for what is included (R-001-8).
    public var price: Int
    /// Who used a unit: one reference a unit, so that the same use never counts twice.
    public var usedBy: [String] = []

    /// Makes a line of which nothing was used.
    public init(
        number: Int, entitlement: String, source: String, from: Instant, until: Instant? = nil, quantity: Int? = nil,
        price: Int = 0
    ) {
        self.number = number
        self.entitlement = entitlement
        self.source = source
        self.from = from
        self.until = until
        self.quantity = quantity
        self.price = price
    }

    /// Whether it holds at an instant.
    public func isActive(at instant: Instant) -> Bool { from <= instant && until.map { instant < $0 } ?? true }

    /// How many units are left; `nil` for any number.
    public var left: Int? { quantity.map { max(0, $0 - usedBy.count) } }

    /// Whether it costs nothing beyond the contract (R-001-8).
    public var isIncluded: Bool { price == 0 }
}

extension Account {
    /// What the account may use at an instant, in the order in which it came; used-up lines are there too.
    public func entitlements(at instant: Instant) -> [EntitlementLine] { lines.filter { $0.isActive(at: instant) } }

    /// Whether a unit of an entitlement can be used, or was already used for `reference`.
    public func has(_ entitlement: String, at instant: Instant, for reference: String? = nil) -> Bool {
        line(of: entitlement, at: instant, for: reference) != nil
    }

    /// The line from which a use is taken: the one that already counted it, or the first with a unit left.
    public func line(of entitlement: String, at instant: Instant, for reference: String? = nil) -> EntitlementLine? {
        let own = lines.filter { $0.entitlement == entitlement }
        if let reference, let used = own.first(where: { $0.usedBy.contains(reference) }) { return used }
        return own.first { $0.isActive(at: instant) && $0.left != 0 }
    }
}
