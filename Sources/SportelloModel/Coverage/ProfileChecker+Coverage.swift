extension ProfileChecker {
    mutating func checkCoverage() {
        let offer = profile.offer
        checkWords(offer.coverage.map(\.id), of: ["offer", "coverage"], key: "id")
        for (index, rule) in offer.coverage.enumerated() {
            let keys = ["offer", "coverage", "\(index)"]
            check(rule, keys)
            if let earlier = offer.coverage[..<index].first(where: { $0.hides(rule) }) {
                report(
                    keys, "“\(rule.id)” never applies, since “\(earlier.id)” before it fits every such case",
                    remedy: "list the exception first"
                )
            }
        }
        for (index, rule) in offer.fairUse.enumerated() { check(rule, ["offer", "fairUse", "\(index)"]) }
        checkWords(offer.fairUse.map(\.caseType), of: ["offer", "fairUse"], key: "caseType")
    }

    private mutating func check(_ rule: CoverageRule, _ keys: [String]) {
        let offer = profile.offer
        checkText(rule.reason, keys + ["reason"])
        checkSelector(rule.plans, offer.plans.map(\.id), "plan", keys + ["plans"])
        checkSelector(rule.caseTypes, profile.caseTypes.map(\.id), "case type", keys + ["caseTypes"])
        for (key, words) in [
            ("causes", rule.causes), ("origins", rule.origins), ("roles", rule.roles?.map(\.rawValue)),
            ("implementers", rule.implementers), ("entitled", rule.entitled),
        ] { checkSelector(words, nil, key, keys + [key]) }
        checkKnown(rule.redirects, offer.redirects.map(\.id), "redirect", keys + ["redirects"])
        checkKnown(rule.offers, offer.addOns.map(\.id), "add-on", keys + ["offers"])
        if let type = rule.discussion {
            checkKnown([type], profile.caseTypes.map(\.id), "case type", keys + ["discussion"])
        }
        if let workaround = rule.workaround { checkText(workaround.text, keys + ["workaround", "text"]) }
        if rule.verdict == .redirect, rule.redirects.isEmpty {
            report(keys + ["redirects"], "“\(rule.id)” sends nowhere", remedy: "name where customers should go")
        }
        if rule.beyondFairUse == true, !offer.fairUse.contains(where: { rule.caseTypes?.contains($0.caseType) ?? true })
        {
            report(
                keys + ["beyondFairUse"], "nothing counts these cases", remedy: "add a fairUse rule for the case type")
        }
    }

    private mutating func check(_ rule: FairUseRule, _ keys: [String]) {
        checkKnown([rule.caseType], profile.caseTypes.map(\.id), "case type", keys + ["caseType"])
        checkKnown(rule.offers, profile.offer.addOns.map(\.id), "add-on", keys + ["offers"])
        checkKnown(rule.redirects, profile.offer.redirects.map(\.id), "redirect", keys + ["redirects"])
        // The upper bound keeps an account small: so many uses are remembered for each case type.
        if !(1...1000).contains(rule.threshold) {
            report(keys + ["threshold"], "\(rule.threshold) is out of range", remedy: "write 1 to 1000")
        }
        if !(1...3660).contains(rule.windowDays) {
            report(keys + ["windowDays"], "\(rule.windowDays) is out of range", remedy: "write 1 to 3660")
        }
    }

    mutating func checkAccountRoles() {
        let policy = profile.accountRoles
        checkWords(policy.declared.map(\.rawValue), of: ["accountRoles", "declared"])
        checkWords(policy.vip.map(\.rawValue), of: ["accountRoles", "vip"])
        checkWords(policy.reviews.map(\.role.rawValue), of: ["accountRoles", "reviews"], key: "role")
        for (index, review) in policy.reviews.enumerated() {
            check(review.everyDays, in: 1...3660, "accountRoles", "reviews", "\(index)", "everyDays")
        }
        for (index, type) in policy.contactRequests.enumerated() {
            checkKnown(
                [type], profile.caseTypes.map(\.id), "case type", ["accountRoles", "contactRequests", "\(index)"])
        }
    }
}

extension CoverageRule {
    /// Whether this rule fits every case that `other` fits, so that `other` after it is never reached.
    fileprivate func hides(_ other: CoverageRule) -> Bool {
        func covers<Value: Hashable>(_ mine: [Value]?, _ others: [Value]?) -> Bool {
            guard let mine else { return true }
            guard let others else { return false }
            return Set(others).isSubset(of: mine)
        }
        return covers(plans, other.plans) && covers(caseTypes, other.caseTypes) && covers(causes, other.causes)
            && covers(origins, other.origins) && covers(roles, other.roles)
            && covers(implementers, other.implementers) && covers(entitled, other.entitled)
            && (beyondFairUse == nil || beyondFairUse == other.beyondFairUse)
    }
}
