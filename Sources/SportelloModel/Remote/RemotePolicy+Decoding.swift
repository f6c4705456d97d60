extension RemotePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case tools, recommended, deciders, fallback, onRefusal, refusalReason, calendar, agentCalendars, outsideHours
        case workOrderCaseTypes, validMinutes, maximumMinutes, answerMinutes, notice
    }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = RemotePolicy()
        self.init(
            tools: try values.value(.tools, or: standard.tools),
            recommended: try values.optional(.recommended),
            deciders: try values.value(.deciders, or: standard.deciders),
            fallback: try values.value(.fallback, or: standard.fallback),
            onRefusal: try values.value(.onRefusal, or: standard.onRefusal),
            refusalReason: try values.value(.refusalReason, or: standard.refusalReason),
            calendar: try values.optional(.calendar),
            agentCalendars: try values.value(.agentCalendars, or: standard.agentCalendars),
            outsideHours: try values.value(.outsideHours, or: standard.outsideHours),
            workOrderCaseTypes: try values.value(.workOrderCaseTypes, or: standard.workOrderCaseTypes),
            validMinutes: try values.value(.validMinutes, or: standard.validMinutes),
            maximumMinutes: try values.value(.maximumMinutes, or: standard.maximumMinutes),
            answerMinutes: try values.value(.answerMinutes, or: standard.answerMinutes),
            notice: try values.value(.notice, or: standard.notice)
        )
    }
}

extension RemotePolicy.Tool {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, download, denied, scopes }

    /// Decodes an entry: `id` must be given; the title's default is the id.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let id: String = try values.value(.id)
        let standard = RemotePolicy.Tool(id: id, title: id)
        self.init(
            id: id, title: try values.value(.title, or: standard.title), download: try values.optional(.download),
            denied: try values.optional(.denied), scopes: try values.value(.scopes, or: standard.scopes)
        )
    }
}

extension ProfileChecker {
    mutating func checkRemote() {
        checkTools()
        checkRefusal()
        let remote = profile.remote
        for (index, role) in remote.deciders.enumerated() where !role.isStaff {
            report(
                ["remote", "deciders", "\(index)"], "\(role.rawValue) is no role of the staff",
                remedy: "write agent, supervisor or quality"
            )
        }
        var calendars = [(["calendar"], remote.calendar)]
        for (agent, name) in remote.agentCalendars.sorted(by: { $0.key < $1.key }) {
            calendars.append((["agentCalendars", agent], name))
        }
        for case (let keys, let name?) in calendars where profile.calendars[name] == nil {
            report(["remote"] + keys, "there is no calendar “\(name)”", remedy: "describe it under calendars")
        }
        for (index, id) in remote.workOrderCaseTypes.enumerated() where profile.caseType(id) == nil {
            report(
                ["remote", "workOrderCaseTypes", "\(index)"], "there is no case type “\(id)”",
                remedy: "known: \(profile.caseTypes.map(\.id).joined(separator: ", "))"
            )
        }
        check(remote.validMinutes, in: 1...43_200, "remote", "validMinutes")
        check(remote.maximumMinutes, in: 1...1440, "remote", "maximumMinutes")
        check(remote.answerMinutes, in: 1...43_200, "remote", "answerMinutes")
        checkText(remote.notice, ["remote", "notice"])
    }

    private mutating func checkTools() {
        let remote = profile.remote
        checkWords(remote.tools.map(\.id), of: ["remote", "tools"], key: "id")
        for (index, tool) in remote.tools.enumerated() {
            let keys = ["remote", "tools", "\(index)"]
            if let denied = tool.denied {
                if denied.allSatisfy(\.isWhitespace) {
                    report(
                        keys + ["denied"], "“\(tool.id)” is denied without a reason",
                        remedy: "write why, or leave the key out to allow the tool"
                    )
                }
            } else if tool.scopes.isEmpty {
                report(
                    keys + ["scopes"], "“\(tool.id)” is allowed but can do nothing",
                    remedy: "name at least view, or deny the tool with a reason"
                )
            }
            checkWords(tool.scopes, of: keys + ["scopes"])
        }
        if let recommended = remote.recommended, !remote.allowedTools.contains(where: { $0.id == recommended }) {
            report(
                ["remote", "recommended"], "“\(recommended)” is not among the tools that may be used",
                remedy: "known: \(remote.allowedTools.map(\.id).joined(separator: ", "))"
            )
        }
    }

    private mutating func checkRefusal() {
        let remote = profile.remote
        checkWords(remote.fallback, of: ["remote", "fallback"])
        if let place = remote.fallback.firstIndex(of: RemotePolicy.text), place != remote.fallback.count - 1 {
            report(
                ["remote", "fallback", "\(place)"], "nothing can follow text, which is no session at all",
                remedy: "write text last"
            )
        }
        guard remote.onRefusal != .continueDegraded else { return }
        let reason = profile.deferral.reasons.first { $0.id == remote.refusalReason }
        if reason == nil {
            report(
                ["remote", "refusalReason"], "there is no deferral reason “\(remote.refusalReason)” to show",
                remedy: "list it under deferral.reasons, or let work continue"
            )
        } else if remote.onRefusal == .unsupportable, reason?.refuses == false {
            report(
                ["remote", "refusalReason"], "“\(remote.refusalReason)” cannot refuse a ticket",
                remedy: "give it refuses: true, or defer instead"
            )
        }
    }
}
