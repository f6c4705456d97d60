import Foundation
import SportelloModel
import SportelloTesting
import Testing

/// One thing changed that cannot work, and where a check should find it.
private enum MoneyFaults {
    typealias Change = @Sendable (inout ServiceProfile) -> Void

    private static let rate = WorkOrderPolicy.Rate(minor: 6000, currency: .euro)

    private static func service(
        _ change: @escaping @Sendable (inout AppointmentPolicy.Service) -> Void
    ) -> Change {
        {
            var service = AppointmentPolicy.Service(id: "training", title: "Training")
            change(&service)
            $0.appointments.services = [service]
        }
    }

    static let all: [(String, Change)] = [
        (
            "metering.countedRoles",
            {
                ($0.metering.scope, $0.metering.countedRoles, $0.metering.developmentRoles) = (.everyTicket, [], [])
            }
        ),
        ("metering.developmentRoles[0]", { $0.metering.countedRoles = ["support"] }),
        ("metering.minimumMinutes", { $0.metering.minimumMinutes = -1 }),
        ("metering.developmentMinimumMinutes", { $0.metering.minimumMinutes = 30 }),
        ("metering.incrementMinutes", { $0.metering.incrementMinutes = 0 }),
        ("metering.capMinutes", { $0.metering.capMinutes = 0 }),
        ("metering.overdraftLimitMinutes", { $0.metering.overdraftLimitMinutes = 10 }),
        ("metering.alertMinutes[1]", { $0.metering.alertMinutes = [5, 0] }),
        ("metering.carryOverDays", { $0.metering.carryOverDays = -1 }),
        ("metering.carryOverLimitMinutes", { $0.metering.carryOverLimitMinutes = 10 }),
        ("metering.jointCaseTypes[0]", { $0.metering.jointCaseTypes = ["nothing"] }),
        ("workOrders.executors[1]", { $0.workOrders.executors = ["a", "a"] }),
        ("workOrders.hourlyRate.minor", { $0.workOrders.hourlyRate = .init(minor: 0, currency: .euro) }),
        ("workOrders.calendar", { $0.workOrders.calendar = "nowhere" }),
        ("workOrders.holdDays", { $0.workOrders.holdDays = 0 }),
        ("workOrders.warrantyDays", { $0.workOrders.warrantyDays = 0 }),
        ("appointments.calendar", { $0.appointments.calendar = "nowhere" }),
        ("appointments.services[0].places", service { $0.places = [] }),
        ("appointments.services[0].media", service { $0.media = [] }),
        ("appointments.services[0].skill", service { $0.skill = "" }),
        ("appointments.services[0].minimumMinutes", service { $0.minimumMinutes = 0 }),
        ("appointments.services[0].maximumAttendees", service { $0.maximumAttendees = 0 }),
        ("appointments.services[0].hourlyRate", service { $0.price = .money }),
        ("appointments.services[0].hourlyRate", service { $0.hourlyRate = rate }),
        (
            "appointments.services[0].suggestions[0].minutes",
            service {
                $0.minimumMinutes = 120
                $0.suggestions = [.init(experience: "beginner", minutes: 119)]
            }
        ),
        ("projects.proposalLimit", { $0.projects.proposalLimit = 0 }),
        (
            "engagements.kinds[1].id",
            { $0.engagements.kinds = [EngagementPolicy.standard[0], EngagementPolicy.standard[0]] }
        ),
    ]
}

@Suite("Hours and money in a profile")
struct MoneyProfileTests {
    @Test("What cannot work is named with its place", arguments: 0..<MoneyFaults.all.count)
    func impossible(index: Int) {
        let (path, change) = MoneyFaults.all[index]
        var profile = ServiceProfile(name: "test")
        #expect(profile.validate().isEmpty)
        change(&profile)
        #expect(profile.validate().map(\.path) == [path])
    }

    @Test("Knobs read from a profile are what it says, and the rest has its default")
    func decoding() throws {
        let json = """
            {"name":"x",
             "metering":{"scope":"everyTicket","minimumMinutes":30,"rounding":"up","exhaustion":"overdraft"},
             "workOrders":{"executors":["builders"],"hourlyRate":{"minor":9000,"currency":"EUR"}},
             "appointments":{"noShow":"charged","services":[{"id":"t","title":"Training","places":["remote"],
              "equipment":[{"id":"webcam","text":"Webcam","optional":true}]}]},
             "projects":{"proposalLimit":2},
             "engagements":{"kinds":[{"id":"a","title":"A","artefact":"contract","gate":"start"}]}}
            """
        let profile = try JSONDecoder().decode(ServiceProfile.self, from: Data(json.utf8))
        #expect(profile.metering.scope == .everyTicket && profile.metering.rounding == .up)
        #expect(profile.metering.developmentMinimumMinutes == 30, "never less than the other minimum")
        #expect(profile.metering.incrementMinutes == 15 && profile.metering.waivedCauses == ["bug"])
        #expect(profile.workOrders.hourlyRate?.money == Money(minor: 9000, currency: .euro))
        #expect(profile.workOrders.supportRoles == ["support"])
        #expect(profile.appointments.services.first?.equipment.first?.isOptional == true)
        #expect(profile.appointments.services.first?.minimumMinutes == 1)
        #expect(profile.projects.proposalLimit == 2)
        #expect(profile.engagements.kinds.first?.needsSpecification == false)
    }

    @Test(
        "A misspelt knob is an error",
        arguments: [
            #""metering":{"minimum":30}"#, #""workOrders":{"rate":1}"#, #""appointments":{"noshow":"free"}"#,
            #""appointments":{"services":[{"id":"a","title":"A","where":[]}]}"#, #""projects":{"limit":1}"#,
            #""engagements":{"types":[]}"#, #""workOrders":{"hourlyRate":{"minor":1,"currency":"euro"}}"#,
        ])
    func misspelt(part: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ServiceProfile.self, from: Data("{\"name\":\"x\",\(part)}".utf8))
        }
    }
}
