extension ProfileChecker {
    mutating func checkMetering() {
        let metering = profile.metering
        checkWords(metering.countedRoles, of: ["metering", "countedRoles"])
        if metering.scope != .off, metering.countedRoles.isEmpty {
            report(
                ["metering", "countedRoles"], "no role counts, so nothing would ever be charged",
                remedy: "name at least one, or write scope: off"
            )
        }
        checkWords(metering.developmentRoles, of: ["metering", "developmentRoles"])
        for (index, role) in metering.developmentRoles.enumerated() where !metering.countedRoles.contains(role) {
            report(
                ["metering", "developmentRoles", "\(index)"], "“\(role)” is not counted, so its minimum never applies",
                remedy: "list it under countedRoles too"
            )
        }
        check(metering.minimumMinutes, in: 0...1440, "metering", "minimumMinutes")
        check(metering.developmentMinimumMinutes, in: 0...1440, "metering", "developmentMinimumMinutes")
        if metering.developmentMinimumMinutes < metering.minimumMinutes {
            report(
                ["metering", "developmentMinimumMinutes"], "it is less than the minimum without development",
                remedy: "write at least \(metering.minimumMinutes)"
            )
        }
        check(metering.incrementMinutes, in: 1...1440, "metering", "incrementMinutes")
        if let cap = metering.capMinutes { checkCap(cap, metering) }
        if let limit = metering.overdraftLimitMinutes {
            check(limit, in: 0...6_000_000, "metering", "overdraftLimitMinutes")
            if metering.exhaustion != .overdraft {
                report(
                    ["metering", "overdraftLimitMinutes"], "there is no overdraft to limit",
                    remedy: "write exhaustion: overdraft, or leave the limit out"
                )
            }
        }
        for (index, minutes) in metering.alertMinutes.enumerated() {
            check(minutes, in: 1...6_000_000, "metering", "alertMinutes", "\(index)")
        }
        check(metering.carryOverDays, in: 0...3660, "metering", "carryOverDays")
        if let limit = metering.carryOverLimitMinutes {
            check(limit, in: 1...6_000_000, "metering", "carryOverLimitMinutes")
            if metering.carryOverDays == 0 {
                report(
                    ["metering", "carryOverLimitMinutes"], "nothing is carried over",
                    remedy: "write carryOverDays too, or leave the limit out"
                )
            }
        }
        checkKnown(
            metering.jointCaseTypes, as: "case type", among: profile.caseTypes.map(\.id),
            ["metering", "jointCaseTypes"])
    }

    private mutating func checkCap(_ cap: Int, _ metering: MeteringPolicy) {
        check(cap, in: 1...6_000_000, "metering", "capMinutes")
        if cap < metering.minimumMinutes {
            report(
                ["metering", "capMinutes"], "it is less than the minimum",
                remedy: "write at least \(metering.minimumMinutes)"
            )
        }
    }

    mutating func checkWorkOrders() {
        let orders = profile.workOrders
        checkWords(orders.executors, of: ["workOrders", "executors"])
        checkWords(orders.supportRoles, of: ["workOrders", "supportRoles"])
        checkWords(orders.surveyAreas, of: ["workOrders", "surveyAreas"])
        checkRate(orders.hourlyRate, ["workOrders", "hourlyRate"])
        checkCalendar(orders.calendar, ["workOrders", "calendar"])
        if let days = orders.holdDays { check(days, in: 1...3660, "workOrders", "holdDays") }
        if let days = orders.warrantyDays { check(days, in: 1...36_600, "workOrders", "warrantyDays") }
    }

    mutating func checkAppointments() {
        let appointments = profile.appointments
        checkCalendar(appointments.calendar, ["appointments", "calendar"])
        checkWords(appointments.services.map(\.id), of: ["appointments", "services"], key: "id")
        for (index, service) in appointments.services.enumerated() {
            check(service, ["appointments", "services", "\(index)"])
        }
    }

    private mutating func check(_ service: AppointmentPolicy.Service, _ keys: [String]) {
        checkText(service.title, keys + ["title"])
        if service.places.isEmpty {
            report(keys + ["places"], "it could be held nowhere", remedy: "name a place, or leave the key out")
        }
        if service.skill?.isEmpty == true {
            report(keys + ["skill"], "it is empty", remedy: "name a skill, or leave the key out")
        }
        if let media = service.media, media.isEmpty {
            report(keys + ["media"], "no tool could be named", remedy: "name a tool, or leave the key out")
        }
        if !(1...10_080).contains(service.minimumMinutes) {
            report(keys + ["minimumMinutes"], "it is out of range", remedy: "write 1 to 10080")
        }
        if !(1...10_000).contains(service.maximumAttendees) {
            report(keys + ["maximumAttendees"], "it is out of range", remedy: "write 1 to 10000")
        }
        checkRate(service.hourlyRate, keys + ["hourlyRate"])
        if (service.price == .money) != (service.hourlyRate != nil) {
            report(
                keys + ["hourlyRate"], "price and rate do not fit together",
                remedy: "write price: money together with hourlyRate, or neither"
            )
        }
        checkWords(service.equipment.map(\.id), of: keys + ["equipment"], key: "id")
        for (index, equipment) in service.equipment.enumerated() {
            checkText(equipment.text, keys + ["equipment", "\(index)", "text"])
        }
        checkWords(service.suggestions.map(\.experience), of: keys + ["suggestions"], key: "experience")
        for (index, suggestion) in service.suggestions.enumerated() where suggestion.minutes < service.minimumMinutes {
            report(
                keys + ["suggestions", "\(index)", "minutes"], "it is less than the service's minimum",
                remedy: "write at least \(service.minimumMinutes)"
            )
        }
    }

    mutating func checkProjects() {
        check(profile.projects.proposalLimit, in: 1...10_000, "projects", "proposalLimit")
        checkWords(profile.engagements.kinds.map(\.id), of: ["engagements", "kinds"], key: "id")
        for (index, kind) in profile.engagements.kinds.enumerated() {
            checkText(kind.title, ["engagements", "kinds", "\(index)", "title"])
        }
    }

    private mutating func checkRate(_ rate: WorkOrderPolicy.Rate?, _ keys: [String]) {
        guard let rate, !(1...1_000_000_000).contains(rate.minor) else { return }
        report(keys + ["minor"], "\(rate.minor) is out of range", remedy: "write 1 to 1000000000, in minor units")
    }

    private mutating func checkCalendar(_ name: String?, _ keys: [String]) {
        guard let name, profile.calendars[name] == nil else { return }
        report(keys, "there is no calendar “\(name)”", remedy: "name one of calendars, or leave the key out")
    }

    private mutating func checkKnown(_ words: [String], as what: String, among known: [String], _ keys: [String]) {
        for (index, word) in words.enumerated() where !known.contains(word) {
            report(
                keys + ["\(index)"], "there is no \(what) “\(word)”", remedy: "known: \(known.joined(separator: ", "))")
        }
    }
}
