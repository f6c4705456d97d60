/// What a customer reads about one entitlement of the contract: never blank (R-001-8).
public struct ContractTerms: Sendable, Hashable {
    /// Whether it costs extra.
    public enum Price: Sendable, Hashable {
        /// Part of the contract.
        case included
        /// Paid beside it, in the smallest unit of the desk's currency.
        case paid(Int)
        /// Neither: the contract does not give it.
        case notIncluded
    }

    /// The entitlement's id.
    public var entitlement: String
    /// What customers call it.
    public var title: String
    /// Whether it costs extra.
    public var price: Price
    /// When it ends; `nil` for open-ended, and for what the contract does not give.
    public var until: Instant?
    /// How many units are left; `nil` for any number.
    public var left: Int?
}

extension ServiceProfile {
    /// What an account's contract gives at an instant: each line in force, and each entitlement of the catalogue that
    /// there is none of.
    public func contractTerms(of account: Account, at instant: Instant, in language: String) -> [ContractTerms] {
        let lines = account.entitlements(at: instant)
        let absent = offer.entitlements.filter { known in !lines.contains { $0.entitlement == known.id } }
        return lines.map { line in
            ContractTerms(
                entitlement: line.entitlement, title: entitlementTitle(line.entitlement, in: language),
                price: line.isIncluded ? .included : .paid(line.price), until: line.until, left: line.left
            )
        }
            + absent.map {
                ContractTerms(entitlement: $0.id, title: $0.title.text(in: language), price: .notIncluded)
            }
    }

    /// What customers call an entitlement; its id where the catalogue has no title.
    public func entitlementTitle(_ id: String, in language: String) -> String {
        offer.entitlements.first { $0.id == id }?.title.text(in: language) ?? id
    }
}
