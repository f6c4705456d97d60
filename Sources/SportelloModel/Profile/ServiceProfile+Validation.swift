extension ServiceProfile {
    /// Everything in the profile that contradicts itself or cannot work, in the order of the members. Empty for a sound
    /// profile; the default one is sound.
    public func validate() -> [ProfileProblem] {
        var checker = ProfileChecker(profile: self)
        checker.checkIdentity()
        checker.checkCaseTypes()
        checker.checkChannels()
        checker.checkPolicies()
        checker.checkKnowledge()
        checker.checkIntake()
        checker.checkRating()
        checker.checkRemote()
        checker.checkQuality()
        checker.checkDeferral()
        checker.checkCalendars()
        checker.checkTargets()
        checker.checkOutcomes()
        checker.checkSeverity()
        checker.checkEscalation()
        checker.checkReleases()
        checker.checkMetering()
        checker.checkWorkOrders()
        checker.checkAppointments()
        checker.checkProjects()
        checker.checkEmail()
        checker.checkLoadModes()
        checker.checkIncidents()
        checker.checkChangeWindow()
        checker.checkOffer()
        checker.checkCoverage()
        checker.checkAccountRoles()
        return checker.problems
    }
}

/// Collects problems part by part.
struct ProfileChecker {
    let profile: ServiceProfile
    private(set) var problems: [ProfileProblem] = []

    init(profile: ServiceProfile) { self.profile = profile }

    mutating func report(_ keys: [String], _ message: String, remedy: String) {
        problems.append(ProfileProblem(keys: keys, message: message, remedy: remedy))
    }

    /// Reports a number outside its range.
    mutating func check(_ value: Int, in range: ClosedRange<Int>, _ keys: String...) {
        guard !range.contains(value) else { return }
        report(keys, "\(value) is out of range", remedy: "write \(range.lowerBound) to \(range.upperBound)")
    }

    /// Reports empty and repeated words of a list; `key` is the member that holds the word, if there is one.
    mutating func checkWords(_ words: [String], of list: [String], key: String? = nil) {
        var seen: Set<String> = []
        for (index, word) in words.enumerated() {
            let keys = list + [String(index)] + (key.map { [$0] } ?? [])
            if word.isEmpty {
                report(keys, "it is empty", remedy: "give it a short word")
            } else if !seen.insert(word).inserted {
                report(keys, "“\(word)” is there twice", remedy: "give each a word of its own")
            }
        }
    }

    /// Reports a text that would be shown empty in one of the profile's languages.
    mutating func checkText(_ text: LocalizedText, _ keys: [String]) {
        for language in profile.languages where text.text(in: language).allSatisfy(\.isWhitespace) {
            report(keys, "there is no text for “\(language)”", remedy: "write it in \(language) or in en")
            return
        }
    }

    mutating func checkIdentity() {
        if profile.name.isEmpty {
            report(["name"], "it is empty", remedy: "give the profile a name of its own, such as our-desk")
        }
        check(profile.version, in: 1...Int(Int32.max), "version")
        if profile.languages.isEmpty {
            report(["languages"], "there is none", remedy: "name at least the desk's own language, such as en")
        }
        checkWords(profile.languages, of: ["languages"])
        for (index, tag) in profile.languages.enumerated() where !tag.isEmpty && !Self.isLanguage(tag) {
            report(["languages", "\(index)"], "“\(tag)” is no language tag", remedy: "write for example en or pt-BR")
        }
    }

    mutating func checkCaseTypes() {
        if profile.caseTypes.isEmpty {
            report(["caseTypes"], "there is none", remedy: "name at least one, or leave the key out for the defaults")
        }
        checkWords(profile.caseTypes.map(\.id), of: ["caseTypes"], key: "id")
        for (index, type) in profile.caseTypes.enumerated() {
            checkText(type.title, ["caseTypes", "\(index)", "title"])
            check(type.priority, in: 1...5, "caseTypes", "\(index)", "priority")
        }
    }

    mutating func checkChannels() {
        var seen: Set<[String?]> = []
        for (index, rule) in profile.channels.enumerated() {
            let keys = ["channels", "\(index)"]
            if rule.kind.rawValue.isEmpty {
                report(keys + ["kind"], "it is empty", remedy: "name the kind, such as webchat")
            }
            if !seen.insert([rule.kind.rawValue, rule.address, rule.purpose.rawValue]).inserted {
                report(
                    keys, "\(rule.kind.rawValue) has two rules for \(rule.purpose.rawValue)",
                    remedy: "keep one, or give each an address"
                )
            }
            checkText(rule.title, keys + ["title"])
            checkOutbound(rule, keys)
        }
        if profile.officialChannels().isEmpty {
            report(
                ["channels"], "no way is official for support, so nothing could ever be registered",
                remedy: "give at least one channel the standing official"
            )
        }
    }

    mutating func checkPolicies() {
        let followUp = profile.followUp
        check(followUp.reopenWithinDays, in: 0...3660, "followUp", "reopenWithinDays")
        check(followUp.closeAfterDays, in: 0...3660, "followUp", "closeAfterDays")
        if followUp.closeAfterDays < followUp.reopenWithinDays {
            report(
                ["followUp", "closeAfterDays"],
                "a ticket would close after \(followUp.closeAfterDays) days, but may be reopened for "
                    + "\(followUp.reopenWithinDays)",
                remedy: "write at least \(followUp.reopenWithinDays)"
            )
        }
        checkQueue()
    }

    private static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let main = parts.first, (2...3).contains(main.utf8.count) else { return false }
        return main.allSatisfy { $0.isASCII && $0.isLowercase }
            && parts.dropFirst().allSatisfy { part in
                (1...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }
}
