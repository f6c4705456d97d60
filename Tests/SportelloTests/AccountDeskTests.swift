import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Accounts at the desk", .timeLimit(.minutes(15)))
struct AccountDeskTests {
    /// A desk with one plan, a vendor's route and a yearly review.
    private static var profile: ServiceProfile {
        var profile = ServiceProfile(name: "test")
        profile.offer = OfferPolicy(
            entitlements: [.init(id: "updates", title: "Updates"), .init(id: "phone", title: "Phone")],
            plans: [.init(id: "basic", title: "Basic", entitlements: [.init(id: "updates")])],
            redirects: [
                Redirect(
                    id: "vendor", kind: .party, title: "The vendor", editions: ["box": "https://vendor.example/box"])
            ],
            coverage: [
                CoverageRule(
                    id: "hosting", reason: "The hosting caused this", causes: ["hosting"], verdict: .billable,
                    paidBy: ["advanced"]
                )
            ],
            upstream: [UpstreamRoute(roles: [.portalAdministrator], redirect: "vendor")]
        )
        profile.accountRoles.reviews = [.init(role: .guardian, everyDays: 90)]
        return profile
    }

    /// An account with a guardian, to which that person belongs.
    private func open(for person: Actor, at desk: SupportDesk) async throws -> AccountID {
        let id: AccountID = desk.newIdentifier()
        let request = OpenAccount(
            details: AccountDetails(name: "Mill", edition: "box"),
            contract: Contract(plan: "basic", from: Instant(milliseconds: 0)),
            roles: [.guardian: .agent(Actor.bea.agentID!)]
        )
        _ = try await desk.perform(.account(id, .open(request)), as: .system)
        _ = try await desk.perform(
            .account(id, .attach(person.contactID!, roles: [.portalAdministrator])), as: .system
        )
        return id
    }

    @Test("A host opens an account, reads its contract in words, and its people's tickets know it")
    func hosts() async throws {
        let fixture = DeskFixture(profile: Self.profile)
        try await fixture.run { desk in
            let ada = try await desk.person()
            #expect(try await desk.contractTerms(of: ada.contactID!, in: "en").isEmpty)
            #expect(try await desk.account(of: ada.contactID!) == nil)
            let id = try await open(for: ada, at: desk)
            #expect(try await desk.account(of: ada.contactID!)?.id == id)
            #expect(try await desk.account(id).name == "Mill")
            let terms = try await desk.contractTerms(of: ada.contactID!, in: "en")
            #expect(terms.map(\.title) == ["Updates", "Phone"] && terms.map(\.price) == [.included, .notIncluded])
            let routes = try await desk.alternativeRoutes(for: ada.contactID!)
            #expect(routes.map(\.route) == ["https://vendor.example/box"])
            let ticket = try await desk.ticket(of: ada)
            #expect(try await desk.facts(ticket).account == id)
            await #expect(throws: Refusal.self) { try await desk.account(desk.newIdentifier()) }
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A verdict reads the account, and work that nobody pays for is refused")
    func verdicts() async throws {
        let fixture = DeskFixture(profile: Self.profile)
        try await fixture.run { desk in
            let ada = try await desk.person()
            _ = try await open(for: ada, at: desk)
            let ticket = try await desk.ticket(of: ada)
            _ = try await desk.perform(.triage(ticket, Triage(caseType: "problem", cause: "hosting")), as: .bea)
            let verdict = try #require(try await desk.facts(ticket).coverage.verdict)
            #expect(verdict.kind == .billable && verdict.basis.plan == "basic")
            #expect(try await desk.messages(ticket).last == "The hosting caused this (hosting)")
            let fate = await Fate {
                try await desk.perform(
                    .recordTime(ticket, minutes: 5, role: "support", activity: nil, note: nil), as: .bea)
            }
            #expect(fate == .refused(.offerNeeded))
        }
        #expect(try await fixture.verify().findings.isEmpty)
    }

    @Test("A review wakes the account when its interval is over", .requirement("R-002-73"))
    func reviews() async throws {
        let fixture = DeskFixture(profile: Self.profile)
        try await fixture.run { desk in
            let ada = try await desk.person()
            let id = try await open(for: ada, at: desk)
            fixture.clock.advance(by: .days(90))
            let opened = try await desk.event("account.reviewOpened", on: .account(id))
            #expect(opened.record.author.role == .system)
            #expect(try await desk.account(id).reviews.map(\.role) == [.guardian])
        }
    }
}
