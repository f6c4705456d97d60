/// A place to which customers are sent with what support does not do: an article, the firm that runs their shop, a
/// partner, the product's vendor (R-000-3, R-003-15, R-003-19, R-004-1).
public struct Redirect: Sendable, Hashable, Codable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Something to read.
        case article
        /// Somebody else who can help.
        case party
    }

    /// A short word.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// What customers call it.
    public var title: LocalizedText
    /// How to get there: an address, a page, a name; `nil` when the title says all.
    public var route: String?
    /// How to get there with a product's edition, where that differs (R-004-2).
    public var editions: [String: String]

    /// Makes a place.
    public init(
        id: String, kind: Kind, title: LocalizedText, route: String? = nil, editions: [String: String] = [:]
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.route = route
        self.editions = editions
    }

    /// How to get there for a customer with an edition; the common way where none is known for it.
    public func route(edition: String?) -> String? { edition.flatMap { editions[$0] } ?? route }

    /// What a customer reads.
    func line(in language: String, edition: String?) -> String {
        let title = title.text(in: language)
        return route(edition: edition).map { "\(title): \($0)" } ?? title
    }
}

/// Free help of somebody else that some customers may use besides the desk's (R-004-1).
public struct UpstreamRoute: Sendable, Hashable, Codable {
    /// The plans it goes with; `nil` for every commercial plan.
    public var plans: [String]?
    /// The roles it is for; `nil` for everybody.
    public var roles: [RequesterRole]?
    /// Where it leads.
    public var redirect: String

    /// Makes a route.
    public init(plans: [String]? = nil, roles: [RequesterRole]? = nil, redirect: String) {
        self.plans = plans
        self.roles = roles
        self.redirect = redirect
    }
}

extension ServiceProfile {
    /// The other ways to free help that somebody may use, with the route for the edition (R-004-1, R-004-2).
    ///
    /// - Parameters:
    ///   - account: The person's account; without one there is no plan and no way.
    ///   - contact: The person.
    ///   - edition: The product's edition, where it is known better than from the account.
    public func alternativeRoutes(
        of account: Account?, for contact: ContactID, edition: String? = nil
    ) -> [AlternativeRoute] {
        guard let account, let plan = account.plan.flatMap(offer.plan) else { return [] }
        let roles = account.requesterRoles(of: contact)
        return offer.upstream.compactMap { rule in
            let isPlan = rule.plans.map { $0.contains(plan.id) } ?? plan.isCommercial
            let isRole = rule.roles.map { !$0.allSatisfy { !roles.contains($0) } } ?? true
            guard isPlan, isRole, let target = offer.redirect(rule.redirect) else { return nil }
            return AlternativeRoute(
                redirect: target.id, title: target.title, route: target.route(edition: edition ?? account.edition)
            )
        }
    }
}

/// A way to free help besides the desk's.
public struct AlternativeRoute: Sendable, Hashable {
    /// The place's id in the profile.
    public var redirect: String
    /// What customers call it.
    public var title: LocalizedText
    /// How to get there.
    public var route: String?
}
