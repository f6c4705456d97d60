extension ProfileChecker {
    mutating func checkCalendars() {
        for (name, calendar) in profile.calendars.sorted(by: { $0.key < $1.key }) where !calendar.hasOpenTime {
            report(
                ["calendars", name], "it is never open", remedy: "give at least one weekday an interval"
            )
        }
        if let name = profile.serviceCalendar, profile.calendars[name] == nil {
            report(["serviceCalendar"], "there is no calendar “\(name)”", remedy: knownCalendars)
        }
    }

    mutating func checkTargets() {
        checkWords(profile.targets.map(\.id), of: ["targets"], key: "id")
        for (index, target) in profile.targets.enumerated() {
            let keys = ["targets", "\(index)"]
            checkAmounts(target, keys)
            checkCalendar(target, keys)
            checkSelectors(target, keys)
            if let earlier = profile.targets[..<index].first(where: { $0.alwaysPrecedes(target) }) {
                report(
                    keys, "“\(target.id)” never applies, since “\(earlier.id)” before it fits every ticket",
                    remedy: "list the more special target first"
                )
            }
        }
    }

    private mutating func checkAmounts(_ target: ServiceTarget, _ keys: [String]) {
        if target.kind == .indicative {
            if target.max != nil {
                report(
                    keys + ["max"], "an indicative target has no maximum, since it can never be missed",
                    remedy: "write notBefore, or make it an objective"
                )
            }
            if target.notBefore == nil {
                report(keys, "an indicative target has no lower bound", remedy: "add notBefore, for example 4h")
            }
        } else {
            if target.max == nil {
                report(keys, "nothing is promised", remedy: "add max, for example 4h, or make it indicative")
            }
            if target.notBefore != nil {
                report(
                    keys + ["notBefore"], "only an indicative target has a lower bound",
                    remedy: "leave it out, or make the target indicative"
                )
            }
        }
        for (key, amount) in [("max", target.max), ("notBefore", target.notBefore)] {
            if let amount { checkUnit(amount, target.unit, keys + [key]) }
        }
        for (place, threshold) in target.atRisk.enumerated() {
            guard case .left(let rest) = threshold, let max = target.max, target.unit != .workingDays else { continue }
            if rest.wallClock >= max.wallClock {
                report(
                    keys + ["atRisk", "\(place)"], "\(rest) before the end is before the start",
                    remedy: "write less than \(max), or a share such as 75%"
                )
            }
        }
    }

    private mutating func checkUnit(_ amount: TimeAmount, _ unit: TargetUnit, _ keys: [String]) {
        guard amount.isInRange else {
            return report(keys, "\(amount) is out of range", remedy: "write at least 1s and at most ten years")
        }
        switch (unit, amount) {
        case (.openHours, .days):
            report(
                keys, "how many open hours are \(amount)?", remedy: "write hours, or the unit workingDays or wallClock"
            )
        case (.workingDays, .seconds):
            report(keys, "\(amount) is no number of days", remedy: "write for example 1d, or the unit openHours")
        case (.openHours, .seconds), (.workingDays, .days), (.wallClock, _): break
        }
    }

    private mutating func checkCalendar(_ target: ServiceTarget, _ keys: [String]) {
        guard target.unit != .wallClock else {
            if target.calendar != nil {
                report(keys + ["calendar"], "the wall clock has no calendar", remedy: "leave it out, or use openHours")
            }
            return
        }
        if let name = target.calendar {
            if profile.calendars[name] == nil {
                report(keys + ["calendar"], "there is no calendar “\(name)”", remedy: knownCalendars)
            }
        } else if profile.serviceCalendar == nil {
            report(
                keys, "“\(target.id)” counts open time, but there is no calendar and none is assumed",
                remedy: "name a calendar here or as serviceCalendar, or use the unit wallClock"
            )
        }
    }

    private mutating func checkSelectors(_ target: ServiceTarget, _ keys: [String]) {
        let emptiness = [
            ("caseTypes", target.caseTypes?.isEmpty), ("priorities", target.priorities?.isEmpty),
            ("severities", target.severities?.isEmpty), ("plans", target.plans?.isEmpty),
            ("tiers", target.tiers?.isEmpty), ("purposes", target.purposes?.isEmpty),
        ]
        for (key, isEmpty) in emptiness where isEmpty == true {
            report(keys + [key], "an empty list fits no ticket", remedy: "leave the key out to fit all")
        }
        if let place = target.pausedBy.firstIndex(of: .resolved) {
            report(
                keys + ["pausedBy", "\(place)"], "time spent resolved is no pause of its own",
                remedy: "say under reopening how it counts"
            )
        }
        let requests = profile.accountRoles.contactRequests
        if target.metric == .ownerNamed, target.caseTypes?.allSatisfy(requests.contains) != true {
            report(
                keys + ["caseTypes"], "only who asks to be contacted is told who will do so",
                remedy: "list case types of accountRoles.contactRequests"
            )
        }
        for (place, id) in (target.caseTypes ?? []).enumerated() where profile.caseType(id) == nil {
            report(
                keys + ["caseTypes", "\(place)"], "there is no case type “\(id)”",
                remedy: "known: \(profile.caseTypes.map(\.id).joined(separator: ", "))"
            )
        }
        for (place, priority) in (target.priorities ?? []).enumerated() where !(1...5).contains(priority) {
            report(keys + ["priorities", "\(place)"], "there is no priority \(priority)", remedy: "write 1 to 5")
        }
        for (place, tier) in (target.tiers ?? []).enumerated() where tier < 1 {
            report(keys + ["tiers", "\(place)"], "there is no tier \(tier)", remedy: "write 1 or more")
        }
    }

    var knownCalendars: String {
        profile.calendars.isEmpty
            ? "describe it under calendars" : "known: \(profile.calendars.keys.sorted().joined(separator: ", "))"
    }
}

extension ServiceTarget {
    /// Whether this target fits every ticket, so that a later one of the same metric and kind is never reached.
    fileprivate func alwaysPrecedes(_ other: ServiceTarget) -> Bool {
        metric == other.metric && kind == other.kind && caseTypes == nil && priorities == nil && severities == nil
            && plans == nil && tiers == nil && purposes == nil && loadMode == nil
    }
}
