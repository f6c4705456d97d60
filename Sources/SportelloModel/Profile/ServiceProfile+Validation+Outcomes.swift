extension ProfileChecker {
    mutating func checkOutcomes() {
        if profile.outcomes.isEmpty {
            report(["outcomes"], "there is none", remedy: "name at least one, such as help")
        }
        checkRules(profile.outcomes.map(\.id), of: "outcomes")
        for (index, rule) in profile.outcomes.enumerated() {
            let keys = ["outcomes", "\(index)"]
            checkWords(rule.steps.map(\.id), of: keys + ["steps"], key: "id")
            for (place, step) in rule.steps.enumerated() {
                checkText(step.title, keys + ["steps", "\(place)", "title"])
            }
            guard let handover = rule.handover else { continue }
            if handover.team.isEmpty {
                report(keys + ["handover", "team"], "it is empty", remedy: "name the team that performs it")
            }
            for (place, type) in handover.except.enumerated() where profile.caseType(type) == nil {
                report(
                    keys + ["handover", "except", "\(place)"], "there is no case type “\(type)”",
                    remedy: "name one of \(profile.caseTypes.map(\.id).joined(separator: ", "))"
                )
            }
        }
        for (index, outcome) in (profile.resolutionCounts ?? []).enumerated()
        where !profile.outcomes.contains(where: { $0.id == outcome }) {
            report(
                ["resolutionCounts", "\(index)"], "there is no outcome “\(outcome)”",
                remedy: "name one of \(profile.outcomes.map(\.id).joined(separator: ", "))"
            )
        }
        checkProposals()
    }

    /// A rule may be one plain word, so its place is the rule's own.
    private mutating func checkRules(_ words: [String], of list: String) { checkWords(words, of: [list]) }

    private mutating func checkProposals() {
        let policy = profile.proposals
        if policy.types.isEmpty {
            report(["proposals", "types"], "there is none", remedy: "name at least one, such as improvement")
        }
        checkWords(policy.types, of: ["proposals", "types"])
        checkWords(policy.warnsWithout.map(\.rawValue), of: ["proposals", "warnsWithout"])
        checkWords(policy.limits.map(\.quantity), of: ["proposals", "limits"], key: "quantity")
        for (index, limit) in policy.limits.enumerated() {
            check(limit.maximum, in: 1...Int(Int32.max), "proposals", "limits", "\(index)", "maximum")
        }
        let reasons = profile.deferral.reasons.filter(\.refuses).map(\.id)
        for (index, reason) in policy.fromReasons.enumerated() where !reasons.contains(reason) {
            report(
                ["proposals", "fromReasons", "\(index)"], "“\(reason)” is no reason for refusing a ticket",
                remedy: "list it under deferral.reasons with refuses: true"
            )
        }
    }

    mutating func checkSeverity() {
        let policy = profile.severity
        for (index, rule) in policy.rules.enumerated() {
            let keys = ["severity", "rules", "\(index)", "impacts"]
            if rule.impacts.isEmpty {
                report(keys, "there is none, so the rule never fits", remedy: "name at least one impact")
            }
            checkWords(rule.impacts, of: keys)
        }
        checkWords(policy.inconveniences, of: ["severity", "inconveniences"])
        let impacts = Set(policy.rules.flatMap(\.impacts))
        for (index, word) in policy.inconveniences.enumerated() where impacts.contains(word) {
            report(
                ["severity", "inconveniences", "\(index)"], "“\(word)” is also the impact of a rule",
                remedy: "a nuisance decides nothing; keep it in one place"
            )
        }
        checkDeciders(policy.deciders, "severity", isNeeded: policy.appeals)
    }

    /// Only staff decide.
    private mutating func checkDeciders(_ roles: [Role], _ key: String, isNeeded: Bool = true) {
        if roles.isEmpty, isNeeded {
            report([key, "deciders"], "nobody may decide", remedy: "name agent, supervisor or quality")
        }
        for (index, role) in roles.enumerated() where !role.isStaff {
            report(
                [key, "deciders", "\(index)"], "\(role.rawValue) is not staff",
                remedy: "name agent, supervisor or quality"
            )
        }
    }

    mutating func checkEscalation() {
        let policy = profile.onEscalate
        let rules = [("nonCritical", policy.nonCritical), ("critical", policy.critical), ("proposal", policy.proposal)]
        for (key, rule) in rules where rule.effect != .closeLinked {
            check(rule.everyMinutes, in: 5...525_600, "onEscalate", key, "everyMinutes")
        }
        for (key, rule) in rules where rule.effect == .keepOpenMonitored && key != "critical" {
            report(
                ["onEscalate", key, "effect"], "only what is critical is monitored",
                remedy: "write keepOpenInformed or closeLinked"
            )
        }
        checkDeciders(profile.triage.deciders, "triage")
        checkWords(profile.triage.teams, of: ["triage", "teams"])
        if profile.triage.rejectReasons.isEmpty {
            report(["triage", "rejectReasons"], "there is none", remedy: "name at least one, or leave the key out")
        }
        checkWords(profile.triage.rejectReasons.map(\.id), of: ["triage", "rejectReasons"], key: "id")
        for (index, reason) in profile.triage.rejectReasons.enumerated() {
            checkText(reason.title, ["triage", "rejectReasons", "\(index)", "title"])
        }
        let points = profile.points
        check(points.nonCritical, in: 0...1000, "points", "nonCritical")
        check(points.critical, in: 0...1000, "points", "critical")
        check(points.proposal, in: 0...1000, "points", "proposal")
        check(points.pointWeight, in: 1...1000, "points", "pointWeight")
        check(points.costWeight, in: 1...1000, "points", "costWeight")
        checkWords(profile.notifyOn.results.map(\.rawValue), of: ["notifyOn", "results"])
    }

    mutating func checkReleases() {
        checkDeciders(profile.release.deciders, "release")
        check(profile.release.maximumItems, in: 1...100, "release", "maximumItems")
        if let notes = profile.release.notesPerDay { check(notes, in: 1...100, "release", "notesPerDay") }
    }
}
