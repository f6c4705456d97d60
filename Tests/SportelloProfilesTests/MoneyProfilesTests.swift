import SportelloModel
import SportelloProfiles
import SportelloTesting
import Testing

@Suite("Hours and money in the example profiles")
struct MoneyProfilesTests {
    private func costs(_ name: String, _ language: String = "en") throws -> [String] {
        let heading = ["en": "What it costs", "uk": "Скільки це коштує"][language]
        return try ExampleProfileTests.load(name).describe(in: language).sections
            .first { $0.heading == heading }?.lines ?? []
    }

    private func charge(_ profile: ServiceProfile, _ work: [(String, Int)]) -> Int {
        let entries = work.enumerated().map {
            TimeEntry(
                number: $0.offset, at: Instant(seconds: 0), day: 0, role: $0.element.0,
                minutes: WorkedMinutes($0.element.1))
        }
        return Charge(of: entries, caseType: "problem", policy: profile.metering).minutes.count
    }

    @Test(
        "The account team charges half an hour at least, an hour with development", .requirement("R-003-21", "R-003-22")
    )
    func accountTeam() throws {
        let profile = try ExampleProfileTests.load("metered-account-team")
        #expect(profile.metering.scope == .everyTicket)
        #expect(charge(profile, [("support", 1)]) == 30)
        #expect(charge(profile, [("support", 31)]) == 31)
        #expect(charge(profile, [("support", 10), ("development", 5)]) == 60)
        #expect(charge(profile, [("sales", 100)]) == 0)
        #expect(profile.metering.countStaff == .session && profile.metering.waivedCauses == ["bug"])
        let training = try #require(profile.appointments.service("training"))
        #expect(training.entitlement == "initialTraining")
        #expect(try costs("metered-account-team").contains("If development takes part, at least 60 min."))
        #expect(
            try costs("metered-account-team", "uk").contains("Якщо бере участь розробка, щонайменше 60 хв."))
    }

    @Test(
        "Trainings of the basic profile are never on the customer's premises, and two hours at least",
        .requirement("R-000-17", "R-000-18", "R-000-20", "R-000-46"))
    func basic() throws {
        let profile = try ExampleProfileTests.load("basic-plus-hours")
        let training = try #require(profile.appointments.service("training"))
        #expect(training.places == [.remote, .providerPremises])
        #expect(training.minimumMinutes == 120 && training.belowMinimum == .reject && !training.perHead)
        #expect(training.equipment.filter(\.isOptional).map(\.id) == ["webcam"])
        #expect(profile.metering.scope == .billable)
        #expect(try costs("basic-plus-hours").contains("Training: not on your premises."))
        #expect(try costs("basic-plus-hours").contains("Ordered work costs 60.00 EUR an hour."))
    }

    @Test(
        "The pooled factory charges no support, and sets ordered work aside at one rate",
        .requirement("R-002-52", "R-002-90"))
    func pooled() throws {
        let profile = try ExampleProfileTests.load("pooled-factory")
        #expect(profile.metering.scope == .off)
        #expect(profile.workOrders.hourlyRate != nil && !profile.workOrders.executors.isEmpty)
        #expect(profile.workOrders.supportRoles == ["support"])
    }

    @Test("The other profiles meter nothing", arguments: ["generic-vendor", "tiered-official-only"])
    func unmetered(name: String) throws {
        #expect(try ExampleProfileTests.load(name).metering.scope == .off)
        #expect(try costs(name).isEmpty)
    }
}
