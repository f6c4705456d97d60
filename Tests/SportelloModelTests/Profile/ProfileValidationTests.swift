import SportelloModel
import SportelloTesting
import Testing

@Suite("Validating a profile")
struct ProfileValidationTests {
    /// A sound profile with one thing changed.
    private func problems(_ change: (inout ServiceProfile) -> Void) -> [String] {
        var profile = ServiceProfile(
            name: "test", languages: ["en", "it"], calendars: ["office": Wall.office], serviceCalendar: "office"
        )
        change(&profile)
        return profile.validate().map(\.path)
    }

    @Test("A sound profile has no problems") func sound() { #expect(problems { _ in }.isEmpty) }

    @Test("A target in open hours without a calendar is a problem", .requirement("R-004-23"))
    func openHoursWithoutCalendar() {
        let target = ServiceTarget(id: "x", metric: .resolution, max: .hours(1))
        #expect(problems { $0.targets = [target] }.isEmpty)
        #expect(problems { ($0.serviceCalendar, $0.targets) = (nil, [target]) } == ["targets[0]"])
        let named = ServiceTarget(id: "x", metric: .resolution, max: .hours(1), calendar: "office")
        #expect(problems { ($0.serviceCalendar, $0.targets) = (nil, [named]) }.isEmpty)
        let wall = ServiceTarget(id: "x", metric: .resolution, unit: .wallClock, max: .hours(1))
        #expect(problems { ($0.serviceCalendar, $0.targets) = (nil, [wall]) }.isEmpty)
    }

    @Test("Names of calendars must be known, and calendars must open")
    func calendars() throws {
        #expect(problems { $0.serviceCalendar = "ofice" } == ["serviceCalendar"])
        let target = ServiceTarget(id: "x", metric: .resolution, max: .hours(1), calendar: "ofice")
        #expect(problems { $0.targets = [target] } == ["targets[0].calendar"])
        let closed = try ServiceCalendar(zone: "UTC", weekly: [:])
        #expect(problems { $0.calendars["never"] = closed } == ["calendars.never"])
    }

    @Test("An indicative target has a lower bound and no maximum; the others have a maximum", .requirement("R-004-14"))
    func kinds() {
        func paths(_ target: ServiceTarget) -> [String] { problems { $0.targets = [target] } }
        #expect(
            paths(
                ServiceTarget(id: "x", metric: .tierReaction, kind: .indicative, max: .hours(4), notBefore: .hours(4)))
                == ["targets[0].max"]
        )
        #expect(paths(ServiceTarget(id: "x", metric: .tierReaction, kind: .indicative)) == ["targets[0]"])
        #expect(paths(ServiceTarget(id: "x", metric: .resolution)) == ["targets[0]"])
        #expect(
            paths(ServiceTarget(id: "x", metric: .resolution, max: .hours(1), notBefore: .hours(1)))
                == ["targets[0].notBefore"]
        )
    }

    @Test("The unit must fit the amount", .requirement("R-002-18"))
    func units() {
        func paths(_ target: ServiceTarget) -> [String] { problems { $0.targets = [target] } }
        #expect(paths(ServiceTarget(id: "x", metric: .resolution, max: .days(1))) == ["targets[0].max"])
        #expect(
            paths(ServiceTarget(id: "x", metric: .resolution, unit: .workingDays, max: .hours(8))) == ["targets[0].max"]
        )
        #expect(paths(ServiceTarget(id: "x", metric: .resolution, unit: .workingDays, max: .days(1))).isEmpty)
        #expect(paths(ServiceTarget(id: "x", metric: .resolution, unit: .wallClock, max: .days(1))).isEmpty)
        #expect(paths(ServiceTarget(id: "x", metric: .resolution, max: .seconds(0))) == ["targets[0].max"])
        #expect(
            paths(ServiceTarget(id: "x", metric: .resolution, max: .hours(1), atRisk: [.left(.hours(2))]))
                == ["targets[0].atRisk[0]"]
        )
        #expect(
            paths(ServiceTarget(id: "x", metric: .resolution, unit: .wallClock, max: .hours(1), calendar: "office"))
                == ["targets[0].calendar"]
        )
    }

    @Test("Selectors name what exists, and no target hides another")
    func selectors() {
        func target(_ id: String, _ change: (inout ServiceTarget) -> Void) -> ServiceTarget {
            var target = ServiceTarget(id: id, metric: .resolution, max: .hours(1))
            change(&target)
            return target
        }
        #expect(problems { $0.targets = [target("x") { $0.caseTypes = ["wish"] }] } == ["targets[0].caseTypes[0]"])
        #expect(problems { $0.targets = [target("x") { $0.caseTypes = [] }] } == ["targets[0].caseTypes"])
        #expect(problems { $0.targets = [target("x") { $0.priorities = [0] }] } == ["targets[0].priorities[0]"])
        #expect(problems { $0.targets = [target("x") { $0.tiers = [0] }] } == ["targets[0].tiers[0]"])
        #expect(problems { $0.targets = [target("all") { _ in }, target("few") { $0.tiers = [1] }] } == ["targets[1]"])
        #expect(problems { $0.targets = [target("few") { $0.tiers = [1] }, target("all") { _ in }] }.isEmpty)
        #expect(
            problems { $0.targets = [target("x") { $0.tiers = [1] }, target("x") { _ in }] } == ["targets[1].id"]
        )
    }

    @Test("Languages, names and texts must be there")
    func texts() {
        #expect(problems { $0.name = "" } == ["name"])
        #expect(problems { $0.version = 0 } == ["version"])
        #expect(problems { $0.languages = [] } == ["languages"])
        #expect(problems { $0.languages = ["en", "en"] } == ["languages[1]"])
        #expect(problems { $0.languages = ["English"] } == ["languages[0]"])
        #expect(problems { $0.languages = ["pt-BR"] }.isEmpty)
        #expect(problems { $0.caseTypes = [CaseType(id: "q", title: ["it": " "])] } == ["caseTypes[0].title"])
        #expect(problems { $0.remote.notice = [:] } == ["remote.notice"])
    }

    @Test("Ids are there once")
    func ids() {
        let type = CaseType(id: "q", title: "Question")
        #expect(problems { $0.caseTypes = [type, type] } == ["caseTypes[1].id"])
        #expect(problems { $0.caseTypes = [] } == ["caseTypes"])
        #expect(problems { $0.caseTypes = [CaseType(id: "q", title: "Q", priority: 6)] } == ["caseTypes[0].priority"])
        #expect(problems { $0.outcomes = [] } == ["outcomes"])
        #expect(problems { $0.outcomes = ["help", "help"] } == ["outcomes[1]"])
        #expect(problems { $0.deferral.reasons.append($0.deferral.reasons[0]) } == ["deferral.reasons[3].id"])
    }

    @Test("At least one way is official for support, and no way has two rules")
    func channels() {
        #expect(problems { $0.channels = [] } == ["channels"])
        let email = ChannelRule(kind: .email, standing: .official, title: "E-mail")
        #expect(problems { $0.channels = [email, email] } == ["channels[1]"])
        var desk = email
        desk.address = "desk@example.org"
        #expect(problems { $0.channels = [email, desk] }.isEmpty)
        var quality = email
        quality.purpose = .qualityControl
        #expect(problems { $0.channels = [quality] } == ["channels"])
    }

    @Test("Numbers make sense")
    func numbers() {
        #expect(problems { $0.followUp.closeAfterDays = 13 } == ["followUp.closeAfterDays"])
        #expect(problems { $0.followUp.closeAfterDays = 14 }.isEmpty)
        #expect(problems { $0.followUp.reopenWithinDays = -1 } == ["followUp.reopenWithinDays"])
        #expect(problems { $0.rating.highest = 1 } == ["rating.highest"])
        #expect(problems { $0.rating.windowDays = 0 } == ["rating.windowDays"])
        #expect(problems { $0.queue.capacity = 0 } == ["queue.capacity"])
        #expect(problems { $0.deferral.reviewDays = 0 } == ["deferral.reviewDays"])
        #expect(problems { $0.remote.maximumMinutes = 0 } == ["remote.maximumMinutes"])
    }

    @Test("A tool is denied with a reason or can do something", .requirement("R-000-32"))
    func tools() {
        func paths(_ tool: RemotePolicy.Tool) -> [String] { problems { $0.remote.tools = [tool] } }
        #expect(paths(RemotePolicy.Tool(id: "a", title: "A", denied: " ")) == ["remote.tools[0].denied"])
        #expect(paths(RemotePolicy.Tool(id: "a", title: "A", denied: "unsafe")).isEmpty)
        #expect(paths(RemotePolicy.Tool(id: "a", title: "A", scopes: [])) == ["remote.tools[0].scopes"])
        #expect(
            paths(RemotePolicy.Tool(id: "a", title: "A", scopes: ["view", "view"])) == ["remote.tools[0].scopes[1]"])
    }

    @Test("Every problem says what to do")
    func remedies() {
        var profile = ServiceProfile(name: "", version: 0, languages: [], caseTypes: [], channels: [], outcomes: [])
        profile.targets = [ServiceTarget(id: "", metric: .resolution)]
        let problems = profile.validate()
        #expect(problems.count >= 8)
        #expect(problems.allSatisfy { !$0.message.isEmpty && !$0.remedy.isEmpty })
    }
}
