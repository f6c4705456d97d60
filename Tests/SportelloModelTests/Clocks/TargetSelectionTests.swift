import SportelloModel
import SportelloTesting
import Testing

@Suite("Choosing targets")
struct TargetSelectionTests {
    private func profile(_ targets: [ServiceTarget]) -> ServiceProfile {
        ServiceProfile(name: "test", calendars: ["office": Wall.office], serviceCalendar: "office", targets: targets)
    }

    @Test("Without targets there are no clocks", .requirement("R-001-20"))
    func none() { #expect(profile([]).targets(for: TargetContext(caseType: "question")).isEmpty) }

    @Test("Of each metric and kind the first that fits applies", .requirement("R-003-9", "R-004-11"))
    func firstFits() {
        let profile = profile([
            ServiceTarget(id: "gold", metric: .firstResponse, max: .hours(1), plans: ["gold"]),
            ServiceTarget(id: "problems", metric: .firstResponse, max: .hours(2), caseTypes: ["problem"]),
            ServiceTarget(id: "others", metric: .firstResponse, max: .hours(8)),
            ServiceTarget(id: "guarantee", metric: .firstResponse, kind: .contractual, max: .hours(24)),
        ])
        func ids(_ context: TargetContext) -> [String] { profile.targets(for: context).map(\.id) }
        #expect(ids(TargetContext(caseType: "problem")) == ["problems", "guarantee"])
        #expect(ids(TargetContext(caseType: "question")) == ["others", "guarantee"])
        #expect(ids(TargetContext(caseType: "problem", plan: "gold")) == ["gold", "guarantee"])
    }

    @Test("An unknown value fits only targets that do not ask for it")
    func unknown() {
        let target = ServiceTarget(id: "critical", metric: .resolution, max: .hours(4), severities: [.critical])
        #expect(!target.fits(TargetContext()))
        #expect(target.fits(TargetContext(severity: .critical)))
        #expect(!target.fits(TargetContext(severity: .nonCritical)))
    }

    @Test(
        "A declared load mode selects its own target; what was promised before keeps its deadline",
        .requirement("R-002-19", "R-002-20"))
    func loadMode() throws {
        let profile = profile([
            ServiceTarget(id: "heavy", metric: .resolution, max: .hours(48), loadMode: "heavy"),
            ServiceTarget(id: "normal", metric: .resolution, max: .hours(24)),
        ])
        #expect(profile.targets(for: TargetContext()).map(\.id) == ["normal"])
        #expect(profile.targets(for: TargetContext(loadMode: "heavy")).map(\.id) == ["heavy"])
        let promised = profile.targets(for: TargetContext())[0]
        let clock = ServiceClock(
            target: promised, calendar: try profile.calendar(of: promised), start: Wall.at("2026-03-23 09:00")
        )
        #expect(try clock.reading(at: Wall.at("2026-03-24 09:00")).deadline == Wall.at("2026-03-25 17:00"))
    }

    @Test("A target in open hours without a calendar is an error", .requirement("R-004-23"))
    func noCalendar() {
        let profile = ServiceProfile(name: "test")
        let target = ServiceTarget(id: "x", metric: .resolution, max: .hours(1))
        let error = #expect(throws: CalendarError.self) { try profile.calendar(of: target) }
        #expect(error?.code == .unknownCalendar)
    }
}
