extension ProfileChecker {
    mutating func checkOffer() {
        let offer = profile.offer
        checkWords(offer.products.map(\.id), of: ["offer", "products"], key: "id")
        checkWords(offer.entitlements.map(\.id), of: ["offer", "entitlements"], key: "id")
        checkWords(offer.plans.map(\.id), of: ["offer", "plans"], key: "id")
        checkWords(offer.addOns.map(\.id), of: ["offer", "addOns"], key: "id")
        checkWords(offer.redirects.map(\.id), of: ["offer", "redirects"], key: "id")
        checkWords(offer.notices.map(\.id), of: ["offer", "notices"], key: "id")
        checkOfferTexts()
        for (index, plan) in offer.plans.enumerated() { check(plan, ["offer", "plans", "\(index)"]) }
        for (index, addOn) in offer.addOns.enumerated() { check(addOn, ["offer", "addOns", "\(index)"]) }
        for (index, notice) in offer.notices.enumerated() {
            check(notice.version, in: 1...Int(Int32.max), "offer", "notices", "\(index)", "version")
        }
        if let plan = offer.defaultPlan {
            checkKnown([plan], offer.plans.map(\.id), "plan", ["offer", "defaultPlan"])
        }
        for (index, route) in offer.upstream.enumerated() {
            let keys = ["offer", "upstream", "\(index)"]
            checkSelector(route.plans, offer.plans.map(\.id), "plan", keys + ["plans"])
            checkSelector(route.roles?.map(\.rawValue), nil, "role", keys + ["roles"])
            checkKnown([route.redirect], offer.redirects.map(\.id), "redirect", keys + ["redirect"])
        }
    }

    private mutating func checkOfferTexts() {
        let offer = profile.offer
        func check(_ list: String, _ texts: [LocalizedText], _ key: String, _ checker: inout ProfileChecker) {
            for (index, text) in texts.enumerated() { checker.checkText(text, ["offer", list, "\(index)", key]) }
        }
        check("products", offer.products.map(\.title), "title", &self)
        check("entitlements", offer.entitlements.map(\.title), "title", &self)
        check("plans", offer.plans.map(\.title), "title", &self)
        check("addOns", offer.addOns.map(\.title), "title", &self)
        check("redirects", offer.redirects.map(\.title), "title", &self)
        check("notices", offer.notices.map(\.text), "text", &self)
    }

    private mutating func check(_ plan: OfferPolicy.Plan, _ keys: [String]) {
        checkWords(plan.entitlements.map(\.id), of: keys + ["entitlements"], key: "id")
        for (index, line) in plan.entitlements.enumerated() {
            let keys = keys + ["entitlements", "\(index)"]
            checkEntitlement(line.id, keys + ["id"])
            checkAmounts(quantity: line.quantity, price: line.price, keys)
        }
        checkKnown(plan.notices, profile.offer.notices.map(\.id), "notice", keys + ["notices"])
    }

    private mutating func check(_ addOn: OfferPolicy.AddOn, _ keys: [String]) {
        if let entitlement = addOn.entitlement { checkEntitlement(entitlement, keys + ["entitlement"]) }
        checkAmounts(quantity: addOn.quantity, price: addOn.price, keys)
        if let days = addOn.validDays, !(1...36_600).contains(days) {
            report(keys + ["validDays"], "\(days) is out of range", remedy: "write 1 to 36600")
        }
        if let type = addOn.caseType {
            checkKnown([type], profile.caseTypes.map(\.id), "case type", keys + ["caseType"])
            if addOn.entitlement == nil {
                report(keys, "its work belongs to no contract line", remedy: "name the entitlement it gives")
            }
        }
    }

    private mutating func checkAmounts(quantity: Int?, price: Int?, _ keys: [String]) {
        if let quantity, quantity < 1 {
            report(keys + ["quantity"], "\(quantity) units", remedy: "write 1 or more, or leave it out for any number")
        }
        if let price, price < 0 {
            report(keys + ["price"], "\(price) is negative", remedy: "write 0 for what is included")
        }
    }

    /// An entitlement needs a title once any has one, so that a misspelt one is noticed.
    private mutating func checkEntitlement(_ id: String, _ keys: [String]) {
        let known = profile.offer.entitlements.map(\.id)
        if !known.isEmpty { checkKnown([id], known, "entitlement", keys) }
    }

    /// Reports words that name nothing.
    mutating func checkKnown(_ words: [String], _ known: [String], _ what: String, _ keys: [String]) {
        for word in words where !known.contains(word) {
            report(
                keys, "there is no \(what) “\(word)”",
                remedy: known.isEmpty ? "describe it first" : "known: \(known.joined(separator: ", "))"
            )
        }
    }

    /// Reports an empty selector and, where the words are known, one that names nothing.
    mutating func checkSelector(_ words: [String]?, _ known: [String]?, _ what: String, _ keys: [String]) {
        guard let words else { return }
        if words.isEmpty { report(keys, "an empty list fits nothing", remedy: "leave the key out to fit all") }
        if let known { checkKnown(words, known, what, keys) }
    }
}
