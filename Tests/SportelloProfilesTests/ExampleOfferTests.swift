import SportelloModel
import SportelloProfiles
import SportelloTesting
import Testing

/// What the five organisations of `Examples/Profiles` cover, charge and leave out, decided by their own rules.
@Suite("What the example profiles cover")
struct ExampleOfferTests {
    private func rule(
        _ profile: String, _ caseType: String, _ change: (inout CoverageCase) -> Void = { _ in }
    ) throws
        -> CoverageRule?
    {
        let profile = try ExampleProfileTests.load(profile)
        try #require(profile.caseType(caseType) != nil, "no case type \(caseType)")
        var known = CoverageCase(plan: profile.offer.plans.first?.id, caseType: caseType)
        change(&known)
        return profile.offer.rule(for: known)
    }

    @Test("Every text of an offer exists in all six languages", arguments: ExampleProfileTests.names)
    func texts(name: String) throws {
        let profile = try ExampleProfileTests.load(name)
        let offer = profile.offer
        let titles =
            offer.products.map(\.title) + offer.entitlements.map(\.title) + offer.plans.map(\.title)
            + offer.addOns.map(\.title) + offer.redirects.map(\.title)
        let texts =
            titles + offer.coverage.map(\.reason) + offer.coverage.compactMap(\.workaround?.text)
            + offer.notices.map(\.text)
        for text in texts { #expect(Set(text.texts.keys) == Set(profile.languages), "\(text.text(in: "en"))") }
        #expect(profile.describe(in: "pl").sections.contains { $0.heading == "Co jest zawarte" })
    }

    @Test(
        "Basic plus hours: updates and basic support come with the subscription; questions and problems are covered",
        .requirement("R-000-2", "R-000-41", "R-000-1"))
    func basic() throws {
        let profile = try ExampleProfileTests.load("basic-plus-hours")
        let plan = try #require(profile.offer.plan("annual"))
        #expect(plan.entitlements.map(\.id) == ["updates", "basicSupport"])
        #expect(plan.entitlements.allSatisfy { $0.price == 0 })
        #expect(plan.notices == ["remoteControl"])
        #expect(profile.offer.products.count == 2)
        for type in ["question", "problem"] { #expect(try rule(profile.name, type)?.verdict == .covered) }
        #expect(try rule(profile.name, "question") { $0.isBeyondFairUse = true }?.redirects == ["wiki"])
        #expect(profile.offer.fairUse.map(\.threshold) == [1])
    }

    @Test(
        "Basic plus hours: what basic support does not do is redirected or sold",
        .requirement("R-000-3", "R-000-4", "R-000-8", "R-000-24", "R-000-26"))
    func basicLimits() throws {
        let name = "basic-plus-hours"
        for type in ["connectionLoss", "temporaryFreeze", "ownTask"] {
            let found = try #require(try rule(name, type))
            #expect(found.verdict == .excluded && found.redirects == ["wiki", "shopAgency"])
        }
        let shop = try #require(try rule(name, "problem") { $0.origin = CaseOrigin.customerEnvironment })
        #expect(shop.verdict == .billable && !shop.offers.isEmpty)
        for change in [{ $0.cause = "hosting" }, { $0.origin = "hosting" }] as [(inout CoverageCase) -> Void] {
            #expect(try rule(name, "connectionLoss", change)?.verdict == .billable)
        }
        #expect(try rule(name, "slowness")?.offers == ["openOrder"])
        #expect(try rule(name, "updateFailure")?.workaround?.id == "rollback")
        #expect(try rule(name, "updateFailure") { $0.cause = "productBug" }?.verdict == .covered)
        let setup = try #require(try rule(name, "initialConfiguration"))
        #expect(setup.verdict == .redirect && setup.offers == ["supportHours"])
        #expect(try rule(name, "initialConfiguration") { $0.entitlements = ["hours"] }?.verdict == .billable)
        #expect(try rule(name, "training") { $0.entitlements = ["training"] }?.verdict == .covered)
    }

    @Test("Generic vendor: of each plan it is said whether updates cost extra", .requirement("R-001-8"))
    func generic() throws {
        let profile = try ExampleProfileTests.load("generic-vendor")
        for plan in profile.offer.plans { #expect(plan.entitlements.contains { $0.id == "updates" }) }
        let summary = profile.describe(in: "en").sections.first { $0.heading == "What is included" }
        #expect(summary?.lines.contains { $0.contains("Updates (included)") } == true)
        #expect(summary?.lines.contains { $0.contains("Updates (costs extra)") } == true)
    }

    @Test(
        "Pooled factory: the cheapest plan has everything without limit, services are asked for on any plan",
        .requirement("R-002-90", "R-002-97", "R-002-72", "R-002-73"))
    func pooled() throws {
        let profile = try ExampleProfileTests.load("pooled-factory")
        #expect(profile.offer.fairUse.isEmpty)
        for plan in profile.offer.plans {
            #expect(plan.entitlements.allSatisfy { $0.quantity == nil && $0.price == 0 })
            for type in ["question", "problem", "proposal", "serviceRequest", "contactRequest"] {
                #expect(try rule(profile.name, type) { $0.plan = plan.id }?.verdict == .covered)
            }
        }
        #expect(try rule(profile.name, "paidWork")?.verdict == .billable)
        #expect(try rule(profile.name, "paidWork") { $0.cause = "bug" }?.verdict == .covered)
        #expect(profile.accountRoles.vip == [.guardian, .deputy])
        #expect(profile.accountRoles.reviews.map(\.role) == [.guardian])
        #expect(profile.accountRoles.contactRequests == ["contactRequest"])
    }

    @Test(
        "Metered account team: what support answers, and the four things that it does not do",
        .requirement(
            "R-003-1", "R-003-2", "R-003-12", "R-003-13", "R-003-14", "R-003-15", "R-003-16", "R-003-17", "R-003-18",
            "R-003-19"))
    func metered() throws {
        let profile = try ExampleProfileTests.load("metered-account-team")
        let name = profile.name
        #expect(profile.accountRoles.declared == [.accountExecutive])
        #expect(profile.offer.plans[0].entitlements.first { $0.id == "initialTraining" }?.quantity == 1)
        #expect(try rule(name, "question")?.verdict == .covered)
        let reports = try #require(try rule(name, "configuration"))
        #expect(reports.verdict == .excluded && reports.offers == ["guidedSession", "training"])
        #expect(reports.handsTo == .accountExecutive)
        #expect(
            try rule(name, "configuration") { $0.entitlements = ["reportConfiguration"] }?.verdict == .covered)
        #expect(try rule(name, "vocabulary")?.verdict == .covered)
        for (type, code) in [("accountAdministration", "accountAdministration"), ("apiIntegration", "apiIntegration")] {
            #expect(try rule(name, type)?.verdict == .excluded && rule(name, type)?.code == code)
        }
        #expect(try rule(name, "apiIntegration")?.redirects == ["apiDocumentation"])
        let missing = try #require(try rule(name, "proposal"))
        #expect(missing.code == "missingFeature" && missing.isProposal && missing.verdict == .excluded)
        let developer = try #require(try rule(name, "vocabulary") { $0.roles = [.thirdPartyDeveloper] })
        #expect(developer.verdict == .excluded && developer.redirects == ["apiDocumentation", "partners"])
        #expect(try rule(name, "training") { $0.entitlements = ["initialTraining"] }?.verdict == .covered)
        #expect(try rule(name, "training")?.verdict == .billable)
    }

    @Test(
        "Tiered official only: basics and upkeep are covered, the rest is left out or talked over separately",
        .requirement("R-004-1", "R-004-2", "R-004-3", "R-004-5", "R-004-6", "R-004-7", "R-004-8", "R-004-9"))
    func tiered() throws {
        let profile = try ExampleProfileTests.load("tiered-official-only")
        let name = profile.name
        for type in ["question", "portalMaintenance"] { #expect(try rule(name, type)?.verdict == .covered) }
        #expect(profile.routing.tiers.map(\.level) == [1, 2, 3])
        #expect(profile.routing.tiers.map(\.skills) == [[], ["projectManager"], ["engineer", "developer"]])
        #expect(profile.routing.tiers.map(\.enteredFrom) == [nil, nil, 2])
        let rights = try #require(try rule(name, "accessRights"))
        #expect(rights.verdict == .covered && rights.authorisedBy == [.portalAdministrator])
        #expect(try rule(name, "correction") { $0.implementer = Implementer.provider }?.verdict == .covered)
        for implementer in ["Others Ltd", nil] {
            let others = try #require(try rule(name, "correction") { $0.implementer = implementer })
            #expect(others.verdict == .excluded && others.code == "thirdPartyWork")
        }
        let new = try #require(try rule(name, "newDevelopment"))
        #expect(new.verdict == .excluded && new.discussion == "commercialDiscussion")
        let training = try #require(try rule(name, "training"))
        #expect(training.verdict == .excluded && training.offers == ["training"])
        let vendor = try #require(profile.offer.redirect("vendorSupport"))
        #expect(vendor.route(edition: "cloud") != vendor.route(edition: "box") && vendor.route(edition: "box") != nil)
        #expect(profile.offer.upstream.map(\.roles) == [[.portalAdministrator]])
    }

    @Test("A premium model with a named agent and Saturday hours can be written down", .requirement("R-002-69"))
    func premium() throws {
        let yaml = """
            name: premium
            calendars:
              weekend: {zone: Europe/Warsaw, weekly: {friday: ["09:00-17:00"], saturday: ["10:00-14:00"]}}
            serviceCalendar: weekend
            offer:
              plans: [{id: premium, title: Premium, entitlements: [{id: namedAgent, price: 50000}]}]
            accountRoles: {vip: [namedAgent, deputy]}
            """
        let profile = try ProfileLoader().load(yaml: yaml, name: "premium.yaml")
        let calendar = try #require(profile.calendars["weekend"])
        let saturday = calendar.instant(LocalDate("2026-11-21")!, LocalTime("11:00")!)
        #expect(calendar.openTime(from: saturday, to: saturday + .hours(1)) == .hours(1))
        #expect(profile.accountRoles.vip == ["namedAgent", .deputy])
        #expect(profile.offer.plan("premium")?.entitlements.first?.price == 50_000)
    }
}
