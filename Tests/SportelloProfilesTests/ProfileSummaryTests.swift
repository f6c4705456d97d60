import SportelloModel
import SportelloProfiles
import SportelloTesting
import Testing

@Suite("The readable summary of a profile")
struct ProfileSummaryTests {
    private func lines(_ profile: ServiceProfile, _ language: String = "en") -> [String] {
        profile.describe(in: language).sections.flatMap(\.lines)
    }

    @Test("Channels, hours, times and exclusions come from the profile's own data", .requirement("R-001-21"))
    func fromTheData() throws {
        let text = try ExampleProfileTests.load("tiered-official-only").describe(in: "en").text
        #expect(text.hasPrefix("# Service policy tiered-official-only, version 1\n"))
        #expect(text.contains("Chat inside the product: your request is registered"))
        #expect(text.contains("Phone: only if our staff choose to, without commitments"))
        #expect(text.contains("Complaints and reviews: Chat inside the product"))
        #expect(text.contains("Complaints and reviews: E-mail (quality@example.com): your request is registered"))
        #expect(text.contains("Mon–Fri 09:00–18:00 (Europe/Kyiv)"))
        #expect(text.contains("First answer at each level (level 1): within 2 h of opening time, guaranteed"))
        #expect(text.contains("(level 2, 3): from 4 h of opening time, no longest time is promised"))
        #expect(text.contains("The copy in use has no valid licence: your request may be refused"))
        #expect(text.contains("Tools: AnyDesk, Skype, Zoom"))
    }

    @Test("A change of the data changes the summary", .requirement("R-001-21"))
    func changes() throws {
        var profile = try ExampleProfileTests.load("pooled-factory")
        #expect(lines(profile).contains("Solution: within 24 h of opening time, our aim, not a guarantee"))
        #expect(lines(profile).contains { $0.contains("declared load heavy") && $0.contains("48 h") })
        profile.targets[1].max = .minutes(90)
        profile.targets[1].kind = .contractual
        #expect(lines(profile).contains("Solution: within 1 h 30 min of opening time, guaranteed"))
        profile.targets = []
        #expect(lines(profile).contains("No times are promised."))
    }

    @Test("Whose turn it is, what is asked and where to read come from the data", .requirement("R-001-21"))
    func queue() throws {
        let pooled = lines(try ExampleProfileTests.load("pooled-factory"))
        #expect(pooled.contains("Critical failures go before everything else."))
        #expect(pooled.contains("For every 120 minutes of waiting a request rises one step."))
        #expect(pooled.contains("A written request serves better for: Idea for an improvement."))
        let vendor = lines(try ExampleProfileTests.load("generic-vendor"))
        #expect(vendor.contains("First come, first served.") && !vendor.contains { $0.hasPrefix("Critical failures") })
        #expect(vendor.contains("Installation: https://docs.example.com/en/installation"))
        let tiered = lines(try ExampleProfileTests.load("tiered-official-only"))
        #expect(tiered.contains { $0.contains("image/jpeg, image/gif, image/png, video/*") })
        let basic = lines(try ExampleProfileTests.load("basic-plus-hours"))
        #expect(basic.contains { $0.hasPrefix("Installation and set-up: to read first: What the hosting must offer") })
    }

    @Test("What the desk writes by mail is said where mail is an official way", .requirement("R-000-39"))
    func mail() throws {
        let confirmed = "A mail is confirmed with its number; without that confirmation, it did not reach us."
        var vendor = try ExampleProfileTests.load("generic-vendor")
        #expect(lines(vendor).contains(confirmed))
        #expect(lines(vendor).contains { $0.contains("also come by mail, 15 minutes after") })
        #expect(lines(vendor).contains { $0.contains("asked by mail how it was") })
        vendor.email.acknowledges = false
        vendor.email.awayMinutes = nil
        vendor.email.invitesRating = false
        #expect(!lines(vendor).contains { $0 == confirmed || $0.contains("also come by mail") })
        #expect(lines(vendor).contains("A mail is not confirmed."))
        #expect(!lines(vendor).contains { $0.contains("asked by mail") })
        #expect(lines(try ExampleProfileTests.load("basic-plus-hours")).contains(confirmed))
        // Here mail is for emergencies only, or for nothing: it is confirmed to nobody.
        for name in ["pooled-factory", "metered-account-team", "tiered-official-only"] {
            #expect(!lines(try ExampleProfileTests.load(name)).contains(confirmed))
        }
    }

    @Test("An objective is never called a guarantee", .requirement("R-003-10"))
    func objective() throws {
        for line in lines(try ExampleProfileTests.load("metered-account-team")) {
            #expect(!line.hasSuffix(", guaranteed"))
        }
    }

    @Test("Denied tools and ways that are not offered are named")
    func negatives() throws {
        let lines = lines(try ExampleProfileTests.load("basic-plus-hours"))
        #expect(lines.contains("Never used: Ammyy Admin"))
        #expect(lines.contains { $0.hasPrefix("Not a way to reach us: ") && $0.contains("Personal messenger") })
        #expect(lines.contains("Phone: we may contact you this way; no request is taken here"))
        #expect(lines.contains { $0.hasPrefix("If you refuse where it is indispensable, we may be unable to help") })
        #expect(lines.contains("Mon–Thu 09:00–14:00, 16:00–18:00 (Europe/Madrid)"))
    }

    @Test("Holidays and single dates are told")
    func dates() throws {
        let calendar = try ServiceCalendar(
            zone: "Europe/Rome", weekly: [.monday: [OpenInterval("09:00-12:00")!]],
            holidays: [LocalDate("2026-12-25")!, LocalDate("2026-12-24")!],
            overrides: [LocalDate("2026-12-24")!: [OpenInterval("09:00-10:00")!], LocalDate("2026-12-31")!: []]
        )
        let lines = lines(ServiceProfile(name: "x", calendars: ["a": calendar], serviceCalendar: "a"))
        #expect(lines.contains("Mon 09:00–12:00 (Europe/Rome)"))
        #expect(lines.contains("Closed on 2026-12-25"))
        #expect(lines.contains("2026-12-24 09:00–10:00"))
        #expect(lines.contains("Closed on 2026-12-31"))
    }

    @Test(
        "Every profile is complete in every language, without holes and without foreign words",
        arguments: ExampleProfileTests.names, ["en", "it", "pl", "es", "ru", "uk"])
    func languages(name: String, language: String) throws {
        let summary = try ExampleProfileTests.load(name).describe(in: language)
        let english = try ExampleProfileTests.load(name).describe(in: "en")
        #expect(summary.language == language)
        #expect(summary.sections.map(\.lines.count) == english.sections.map(\.lines.count))
        for section in summary.sections {
            #expect(!section.heading.isEmpty && !section.lines.isEmpty)
            for line in section.lines { #expect(!line.contains("{") && !line.contains("  ") && !line.isEmpty) }
        }
        if language != "en" {
            #expect(Set(summary.sections.map(\.heading)).isDisjoint(with: english.sections.map(\.heading)))
        }
    }

    @Test(
        "Numbers agree with their nouns",
        arguments: [
            ("en", 1, "within 1 day."), ("en", 2, "within 2 days."), ("pl", 1, "w ciągu 1 dnia."),
            ("pl", 21, "w ciągu 21 dni."),
            ("ru", 1, "в течение 1 дня."), ("ru", 11, "в течение 11 дней."), ("ru", 21, "в течение 21 дня."),
            ("uk", 22, "протягом 22 днів."), ("it", 1, "entro 1 giorno."), ("es", 14, "en un plazo de 14 días."),
        ])
    func plurals(language: String, days: Int, ends: String) {
        let profile = ServiceProfile(
            name: "x", followUp: FollowUpPolicy(reopenWithinDays: days, closeAfterDays: 60)
        )
        #expect(lines(profile, language).contains { $0.hasSuffix(ends) })
    }

    @Test("A language without words falls back to the desk's own, then to English")
    func fallback() {
        #expect(ServiceProfile(name: "x", languages: ["it"]).describe(in: "fr").language == "it")
        #expect(ServiceProfile(name: "x", languages: ["fr"]).describe(in: "de").language == "en")
        #expect(ServiceProfile(name: "x").describe(in: "uk-UA").language == "uk")
    }
}

@Suite("What a summary says about failures, proposals and updates")
struct OutcomeSummaryTests {
    private func lines(_ profile: ServiceProfile) -> [String] { profile.describe(in: "en").sections.flatMap(\.lines) }

    @Test("The fate of a ticket after an escalation comes from the profile's own data", .requirement("R-001-21"))
    func fate() throws {
        var profile = try ExampleProfileTests.load("pooled-factory")
        #expect(
            lines(profile).contains(
                "A failure that is not critical: goes to the product teams; your ticket is closed then"))
        #expect(lines(profile).contains { $0.hasPrefix("A critical failure: ") && $0.contains("stays open") })
        #expect(lines(profile).contains("You are told when what you reported is rejected."))
        #expect(lines(profile).contains("Updates are included."))
        #expect(lines(profile).contains { $0.contains("review of the severity") })
        profile.notifyOn.results = []
        profile.release.updates = .paid
        profile.severity.appeals = false
        #expect(!lines(profile).contains { $0.hasPrefix("You are told when") })
        #expect(lines(profile).contains("Updates cost extra."))
        #expect(!lines(profile).contains { $0.contains("review of the severity") })
    }
}
