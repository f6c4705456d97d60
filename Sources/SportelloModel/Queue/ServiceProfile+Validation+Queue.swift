extension ProfileChecker {
    mutating func checkQueue() {
        let queue = profile.queue
        check(queue.capacity, in: 1...1000, "queue", "capacity")
        for (channel, units) in queue.units.sorted(by: { $0.key < $1.key }) {
            check(units, in: 1...1000, "queue", "units", channel)
            if units > queue.capacity, !queue.isCall(ChannelKind(rawValue: channel)) {
                report(
                    ["queue", "units", channel], "nobody has room for it",
                    remedy: "write at most \(queue.capacity), or list it among the calls, which take an agent whole"
                )
            }
        }
        for tier in queue.tierStickiness.keys.sorted() { check(tier, in: 1...9, "queue", "tierStickiness") }
        checkOrder(queue.order)
        if let ageing = queue.ageing {
            check(ageing.minutes, in: 1...100_000, "queue", "ageing", "minutes")
            check(ageing.steps, in: 1...4, "queue", "ageing", "steps")
            if !queue.order.contains(.priority) {
                report(
                    ["queue", "ageing"], "the order does not look at priorities", remedy: "add priority to the order")
            }
        }
        checkTitles(queue)
        checkWords(queue.presenceReasons, of: ["queue", "presenceReasons"])
        if let minutes = queue.longDialogMinutes { check(minutes, in: 1...1440, "queue", "longDialogMinutes") }
        check(queue.estimate.minimumSamples, in: 2...1000, "queue", "estimate", "minimumSamples")
        check(queue.estimate.window, in: 2...1000, "queue", "estimate", "window")
        check(queue.estimate.roundingMinutes, in: 1...60, "queue", "estimate", "roundingMinutes")
        if queue.estimate.window < queue.estimate.minimumSamples {
            report(
                ["queue", "estimate", "window"], "it never holds as many dialogs as an estimate needs",
                remedy: "write at least \(queue.estimate.minimumSamples)"
            )
        }
        checkAdvice(queue.advice)
        checkRouting()
    }

    private mutating func checkOrder(_ order: [QueuePolicy.Key]) {
        checkWords(order.map(\.rawValue), of: ["queue", "order"])
        if let place = order.firstIndex(of: .arrival), place != order.count - 1 {
            report(["queue", "order"], "nothing can be compared after the arrival", remedy: "put arrival last")
        }
    }

    private mutating func checkTitles(_ queue: QueuePolicy) {
        checkWords(queue.titleRules.map(\.id), of: ["queue", "titleRules"], key: "id")
        for (index, rule) in queue.titleRules.enumerated() {
            let keys = ["queue", "titleRules", "\(index)"]
            if !rule.words.contains(where: { !Phrase($0).words.isEmpty }) {
                report(keys + ["words"], "it can never apply", remedy: "name at least one word")
            }
            check(rule.points, in: 0...4, "queue", "titleRules", "\(index)", "points")
            if rule.points == 0, rule.team == nil {
                report(keys, "it changes nothing", remedy: "give it points or a team")
            }
        }
        check(queue.titleCap, in: 1...5, "queue", "titleCap")
    }

    private mutating func checkAdvice(_ advice: ContactAdvicePolicy) {
        if let name = advice.calendar, profile.calendars[name] == nil {
            report(["queue", "advice", "calendar"], "there is no calendar “\(name)”", remedy: knownCalendars)
        }
        if let minutes = advice.waitMinutes { check(minutes, in: 1...1440, "queue", "advice", "waitMinutes") }
        for (index, type) in advice.caseTypes.enumerated() {
            checkCaseType(type, ["queue", "advice", "caseTypes", "\(index)"])
        }
    }

    private mutating func checkRouting() {
        let routing = profile.routing
        if routing.team.isEmpty {
            report(["routing", "team"], "it is empty", remedy: "name the common team, such as support")
        }
        for type in routing.skills.keys.sorted() { checkCaseType(type, ["routing", "skills", type]) }
        for type in routing.accountRoles.keys.sorted() { checkCaseType(type, ["routing", "accountRoles", type]) }
        if routing.chain.isEmpty {
            report(["routing", "chain"], "nobody could ever be chosen", remedy: "name at least pool")
        }
        checkWords(routing.chain.map(\.rawValue), of: ["routing", "chain"])
        if let minutes = routing.patienceMinutes { check(minutes, in: 1...100_000, "routing", "patienceMinutes") }
        checkTiers(routing)
    }

    private mutating func checkTiers(_ routing: RoutingPolicy) {
        if routing.tiers.isEmpty { return }
        if Set(routing.tiers.map(\.level)).count != routing.tiers.count {
            report(["routing", "tiers"], "a level is there twice", remedy: "describe each level once")
        }
        if routing.tier(1) == nil {
            report(["routing", "tiers"], "every ticket begins at level 1", remedy: "describe level 1 too")
        }
        for (index, tier) in routing.tiers.enumerated() {
            check(tier.level, in: 1...9, "routing", "tiers", "\(index)", "level")
            if let from = tier.enteredFrom, from == tier.level || routing.tier(from) == nil {
                report(
                    ["routing", "tiers", "\(index)", "enteredFrom"], "nothing can come from level \(from)",
                    remedy: "name another of the levels"
                )
            }
        }
    }

    /// Reports a case type that the profile does not have.
    mutating func checkCaseType(_ type: String, _ keys: [String]) {
        if profile.caseType(type) == nil {
            report(
                keys, "there is no case type “\(type)”",
                remedy: "write one of \(profile.caseTypes.map(\.id).joined(separator: ", "))"
            )
        }
    }
}
