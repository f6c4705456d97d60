public import SportelloModel

extension ServiceProfile {
    /// Says in plain words what customers can expect: topics, ways, hours, times, reasons to wait, what comes after.
    ///
    /// Written in `language` where this package has words for it (en, it, pl, es, ru, uk), otherwise in the profile's
    /// own language or in English. Ways that are not offered are named too, so that nobody waits there.
    public func describe(in language: String) -> ProfileSummary {
        let words = SummaryWords.of(language) ?? SummaryWords.of(self.language) ?? .english
        let costs = CostWords.of(words.language)
        let writer = SummaryWriter(profile: self, words: words)
        let sections: [(String, [String])] =
            [
                (words.topics, caseTypes.map { $0.title.text(in: words.language) }),
                (words.channels, writer.channels + writer.mail),
                (writer.offerWords.heading, writer.offer),
                (words.hours, writer.hours), (words.times, writer.times), (costs.heading, writer.costs(costs)),
                (words.waiting, writer.reasons), (words.afterwards, writer.afterwards),
                (OutcomeWords.of(words.language).heading, writer.escalations), (words.remote, writer.remote),
            ] + writer.queueSections
        return ProfileSummary(
            language: words.language,
            title: words.title.filled(name, "\(version)"),
            sections: sections.filter { !$0.1.isEmpty }.map { ProfileSummary.Section(heading: $0.0, lines: $0.1) }
        )
    }
}

/// Writes one profile in one language.
struct SummaryWriter {
    let profile: ServiceProfile
    let words: SummaryWords

    private func text(_ text: LocalizedText) -> String { text.text(in: words.language) }

    var channels: [String] {
        var lines: [String] = []
        for purpose in Purpose.allCases {
            let rules = profile.channels.filter { $0.purpose == purpose && $0.isEnabled }
            for rule in rules where rule.standing != .notOffered {
                let place = rule.address.map { "\(text(rule.title)) (\($0))" } ?? text(rule.title)
                let line = "\(place): \(words.standing(rule.standing))"
                lines.append(words.purposes[purpose].map { "\($0): \(line)" } ?? line)
            }
        }
        let absent = profile.channels.filter {
            $0.purpose == .support && ($0.standing == .notOffered || !$0.isEnabled)
        }
        if !absent.isEmpty {
            lines.append(words.notOffered.filled(absent.map { text($0.title) }.joined(separator: ", ")))
        }
        return lines
    }

    var hours: [String] {
        guard let name = profile.serviceCalendar, let calendar = profile.calendars[name] else { return [words.always] }
        var lines = hours(of: calendar)
        let others = Set(profile.targets.compactMap(\.calendar)).subtracting([name])
        for other in others.sorted() {
            if let calendar = profile.calendars[other] { lines += hours(of: calendar).map { "\(other): \($0)" } }
        }
        return lines
    }

    private func hours(of calendar: ServiceCalendar) -> [String] {
        var lines: [String] = []
        let days = Weekday.allCases
        var first = 0
        while first < days.count {
            let intervals = calendar.weekly[days[first]] ?? []
            var last = first
            while last + 1 < days.count, calendar.weekly[days[last + 1]] ?? [] == intervals { last += 1 }
            if !intervals.isEmpty {
                let span = first == last ? words.days[first] : "\(words.days[first])–\(words.days[last])"
                lines.append("\(span) \(written(intervals)) (\(calendar.zone))")
            }
            first = last + 1
        }
        let holidays = calendar.holidays.subtracting(calendar.overrides.keys).sorted()
        if !holidays.isEmpty {
            lines.append(words.closedOn.filled(holidays.map(\.description).joined(separator: ", ")))
        }
        for (date, intervals) in calendar.overrides.sorted(by: { $0.key < $1.key }) {
            lines.append(intervals.isEmpty ? words.closedOn.filled("\(date)") : "\(date) \(written(intervals))")
        }
        return lines
    }

    private func written(_ intervals: [OpenInterval]) -> String {
        intervals.map { "\($0.opens)–\($0.closes)" }.joined(separator: ", ")
    }

    var times: [String] {
        guard !profile.targets.isEmpty else { return [words.noTimes] }
        return profile.targets.map { target in
            let conditions = self.conditions(of: target)
            let metric =
                words.metric(target.metric) + (conditions.isEmpty ? "" : " (\(conditions.joined(separator: "; ")))")
            return "\(metric): \(promise(of: target))"
        }
    }

    private func promise(of target: ServiceTarget) -> String {
        if let max = target.max, target.kind != .indicative {
            let kind = target.kind == .contractual ? words.guaranteed : words.aim
            return "\(words.within.filled(length(max, target.unit))), \(kind)"
        }
        guard let least = target.notBefore else { return words.noMaximum }
        return "\(words.from.filled(length(least, target.unit))), \(words.noMaximum)"
    }

    private func length(_ amount: TimeAmount, _ unit: TargetUnit) -> String {
        switch amount {
        case .days(let count):
            return unit == .workingDays ? words.count(count, words.workingDay) : words.count(count, words.day)
        case .seconds(let seconds):
            let parts = zip([seconds / 3600, seconds / 60 % 60, seconds % 60], words.clock)
            let written = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
            return unit == .openHours ? words.ofOpeningTime.filled(written) : written
        }
    }

    private func conditions(of target: ServiceTarget) -> [String] {
        var conditions: [String] = []
        if let types = target.caseTypes {
            conditions.append(types.compactMap { profile.caseType($0).map { text($0.title) } }.joined(separator: ", "))
        }
        func list(_ label: String, _ values: [String]?) {
            if let values { conditions.append("\(label) \(values.joined(separator: ", "))") }
        }
        list(words.priority, target.priorities?.map { "\($0)" })
        list(words.severity, target.severities?.map { words.severities[$0] ?? $0.rawValue })
        list(words.plan, target.plans)
        list(words.tier, target.tiers?.map { "\($0)" })
        list(words.load, target.loadMode.map { [$0] })
        return conditions
    }

    var reasons: [String] {
        profile.deferral.reasons.filter(\.enabled).map { reason in
            "\(text(reason.title)): \(reason.refuses ? words.mayBeRefused : words.mayWait)"
        }
    }

    var afterwards: [String] {
        let followUp = profile.followUp
        let scale = profile.rating
        return [
            words.reopen.filled(words.count(followUp.reopenWithinDays, words.day)),
            words.closes.filled(words.count(followUp.closeAfterDays, words.day)),
            words.rating(scale.trigger).filled("\(scale.lowest)", "\(scale.highest)"),
        ]
    }

    var remote: [String] {
        let allowed = profile.remote.tools.filter { $0.denied == nil }
        let denied = profile.remote.tools.filter { $0.denied != nil }
        guard !allowed.isEmpty else { return [words.noRemote] }
        var lines = [words.permission, text(profile.remote.notice), words.refusal(profile.remote.onRefusal)]
        lines.append(words.tools.filled(allowed.map(\.title).joined(separator: ", ")))
        if !denied.isEmpty { lines.append(words.notUsed.filled(denied.map(\.title).joined(separator: ", "))) }
        return lines
    }
}
