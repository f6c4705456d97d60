import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("Reading a profile")
struct ProfileDecodingTests {
    private func decode(_ json: String) throws -> ServiceProfile {
        try JSONDecoder().decode(ServiceProfile.self, from: Data(json.utf8))
    }

    @Test("A name is enough: everything else has its documented default", .requirement("R-001-22"))
    func defaults() throws {
        let profile = try decode(#"{"name":"small"}"#)
        #expect(profile == ServiceProfile(name: "small"))
        #expect(profile.followUp.reopenWithinDays == 14 && profile.followUp.closeAfterDays == 30)
        #expect(profile.rating.trigger == .conversationEnd && profile.rating.highest == 5)
        #expect(profile.queue.capacity == 50 && profile.remote.answerMinutes == 1440)
        #expect(profile.targets.isEmpty && profile.calendars.isEmpty && profile.serviceCalendar == nil)
        #expect(profile.validate().isEmpty)
    }

    @Test(
        "A part may name only what is special about it", .requirement("R-001-1", "R-001-22"),
        arguments: [
            (#""followUp":{"reopenWithinDays":3}"#, \ServiceProfile.followUp.closeAfterDays, 30),
            (#""rating":{"highest":10}"#, \ServiceProfile.rating.windowDays, 7),
            (#""queue":{"capacity":2}"#, \ServiceProfile.queue.capacity, 2),
            (#""remote":{"validMinutes":5}"#, \ServiceProfile.remote.maximumMinutes, 120),
            (#""deferral":{}"#, \ServiceProfile.deferral.reviewDays, 7),
            (#""caseTypes":[{"id":"q","title":"Question"}]"#, \ServiceProfile.caseTypes[0].priority, 3),
        ] as [(String, any KeyPath<ServiceProfile, Int> & Sendable, Int)])
    func partialDefaults(part: String, member: any KeyPath<ServiceProfile, Int> & Sendable, value: Int) throws {
        #expect(try decode("{\"name\":\"x\",\(part)}")[keyPath: member] == value)
    }

    @Test(
        "An unknown key is an error that names its path and the known keys",
        arguments: [
            (#""color":1"#, "color", "known: name, version"),
            (#""followUp":{"reopenDays":3}"#, "followUp", "known: reopenWithinDays"),
            (#""rating":{"scale":5}"#, "rating", "known: trigger"),
            (#""queue":{"size":5}"#, "queue", "known: stickiness"),
            (#""remote":{"tools":[{"id":"a","titel":"b"}]}"#, "remote", "known: id, title"),
            (#""remote":{"minutes":5}"#, "remote", "known: tools"),
            (
                #""deferral":{"reasons":[{"id":"a","title":"b","because":"c"}]}"#, "deferral",
                "known: id, title, enabled, refuses"
            ),
            (#""deferral":{"days":1}"#, "deferral", "known: reasons"),
            (#""caseTypes":[{"id":"a","title":"b","prio":1}]"#, "caseTypes", "known: id, title, priority"),
            (#""channels":[{"kind":"email","standing":"official","order":1}]"#, "channels", "known: kind, address"),
            (#""targets":[{"id":"a","metric":"resolution","within":"4h"}]"#, "targets", "known: id, metric"),
            (#""calendars":{"office":{"zone":"Europe/Rome","tz":""}}"#, "calendars", "known: zone"),
        ])
    func unknownKeys(part: String, place: String, known: String) throws {
        let error = #expect(throws: DecodingError.self) { try decode("{\"name\":\"x\",\(part)}") }
        guard case .dataCorrupted(let context)? = error else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(context.codingPath.first?.stringValue == place)
        #expect(context.debugDescription.contains("unknown key") && context.debugDescription.contains(known))
    }

    @Test(
        "An unknown word is an error that lists the known ones",
        arguments: [
            (#""channels":[{"kind":"email","standing":"oficial"}]"#, "officialAfterTicket"),
            (#""channels":[{"kind":"email","purpose":"sales","standing":"official"}]"#, "qualityControl"),
            (#""rating":{"trigger":"never"}"#, "ticketResolved"), (#""queue":{"stickiness":"forever"}"#, "account"),
            (#""targets":[{"id":"a","metric":"speed"}]"#, "firstResponse"),
            (#""targets":[{"id":"a","metric":"resolution","kind":"firm"}]"#, "contractual"),
            (#""targets":[{"id":"a","metric":"resolution","unit":"hours"}]"#, "openHours"),
        ])
    func unknownWords(part: String, known: String) throws {
        let error = #expect(throws: DecodingError.self) { try decode("{\"name\":\"x\",\(part)}") }
        #expect("\(error as Any)".contains(known))
    }

    @Test("A channel without a title is called what the default rules call its kind")
    func channelTitle() throws {
        let profile = try decode(
            #"{"name":"x","channels":[{"kind":"webchat","standing":"official"},{"kind":"pager","standing":"official"}]}"#
        )
        #expect(profile.channels[0].title.text(in: "it") == "Chat su questo sito")
        #expect(profile.channels[1].title.text(in: "it") == "pager")
        #expect(profile.channels[0].purpose == .support)
    }

    @Test("A profile that says everything survives JSON")
    func roundTrip() throws {
        let profile = ServiceProfile(
            name: "all", version: 3, languages: ["it", "en"],
            caseTypes: [CaseType(id: "q", title: ["it": "Domanda", "en": "Question"], priority: 4, team: "first")],
            channels: ChannelRule.standard, followUp: FollowUpPolicy(reopenWithinDays: 1, messageReopens: false),
            rating: RatingPolicy(trigger: .ticketClosed, lowest: 0, highest: 10, windowDays: 2),
            queue: QueuePolicy(stickiness: .none, capacity: 3, onlyAssigneeWrites: true),
            remote: RemotePolicy(tools: [RemotePolicy.Tool(id: "a", title: "A", download: "d", denied: "no")]),
            deferral: DeferralPolicy(reviewDays: 9), outcomes: ["help"], calendars: ["office": Wall.office],
            serviceCalendar: "office",
            targets: [
                ServiceTarget(
                    id: "t", metric: .resolution, kind: .contractual, unit: .openHours, max: .hours(24),
                    calendar: "office", caseTypes: ["q"], priorities: [1], severities: [.critical], plans: ["gold"],
                    tiers: [1], loadMode: "heavy", atRisk: [.used(percent: 50), .left(.minutes(5))],
                    reopening: .newCycle, change: .keepTighter, commitmentCounts: true
                ),
                ServiceTarget(id: "i", metric: .tierReaction, kind: .indicative, unit: .wallClock, notBefore: .days(1)),
            ],
            loadModes: [LoadMode(id: "heavy", title: "Heavy", roles: [.agent], retroactive: true)],
            changeWindow: ChangeWindow(
                calendar: "office", holidays: "office", closedBeforeHolidays: false, hotfixExempt: false)
        )
        let data = try JSONEncoder().encode(profile)
        #expect(try JSONDecoder().decode(ServiceProfile.self, from: data) == profile)
        #expect(profile.validate().isEmpty)
    }
}
