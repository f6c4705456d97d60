extension Workspace {
    /// Which product a new ticket is about: the one that was named, which the profile must know if it lists any; else
    /// the one that the page named, if it is known; else the account's or the provider's only one (R-000-1).
    func product(_ named: String?, of contact: Contact, _ details: [String: String]) throws(Stop) -> String? {
        let known = profile.offer.products.map(\.id)
        if let named {
            guard known.isEmpty || known.contains(named) else {
                throw refuse(.invalid, "R-000-1", ["field": "product"])
            }
            return named
        }
        if let told = details["product"], known.isEmpty || known.contains(told) { return told }
        if let id = contact.account, case let products = try account(id).products, products.count == 1 {
            return products[0]
        }
        return known.count == 1 ? known[0] : nil
    }
}
