import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("The knobs of outcomes, severity, escalation and releases")
struct OutcomeKnobTests {
    private func decode(_ json: String) throws -> ServiceProfile {
        try JSONDecoder().decode(ServiceProfile.self, from: Data("{\"name\":\"x\",\(json)}".utf8))
    }

    private func problems(_ change: (inout ServiceProfile) -> Void) -> [String] {
        var profile = ServiceProfile(name: "x")
        change(&profile)
        return profile.validate().map(\.path)
    }

    @Test("A product is one word, or a rule with steps, a law and executors", .requirement("R-002-37", "R-002-56"))
    func outcomes() throws {
        let rules = try decode(
            #"""
            "outcomes":["help",{"id":"defect","is":"bug","steps":[{"id":"logs","title":"Read the log"}]},
            {"id":"paidWork","handover":{"team":"contractors","except":["training"]}},"thanks"]
            """#
        ).outcomes
        #expect(rules.map(\.id) == ["help", "defect", "paidWork", "thanks"])
        #expect(rules.map(\.nature) == [.help, .bug, .paidWork, .other])
        #expect(rules[1].steps.map(\.id) == ["logs"])
        #expect(rules[2].executor(of: "training") == nil)
        #expect(rules[2].executor(of: "problem") == "contractors")
        #expect(ServiceProfile(name: "x", outcomes: rules).outcome(of: .bug) == "defect")
        #expect(ServiceProfile(name: "x", outcomes: rules).outcome(of: .proposal) == "proposal")
    }

    @Test("A part may name only what is special about it", .requirement("R-001-22"))
    func defaults() throws {
        let profile = try decode(
            #"""
            "severity":{"default":"mustBeSaid"},"onEscalate":{"critical":{"effect":"keepOpenInformed"}},
            "points":{"critical":9},"notifyOn":{"by":"consultant"},"release":{"notesPerDay":2},"triage":{"teams":["IT"]},
            "proposals":{"limits":[{"quantity":"products","maximum":10}]}
            """#
        )
        #expect(profile.severity.standard == nil)
        #expect(profile.severity.rules == SeverityPolicy().rules)
        #expect(profile.onEscalate.critical.everyMinutes == 10_080)
        #expect(profile.onEscalate.nonCritical.effect == .keepOpenInformed)
        #expect(profile.points.nonCritical == 1 && profile.points.oncePerAccount)
        #expect(profile.notifyOn.results == [.released, .rejected])
        #expect(profile.release.maximumItems == 50 && profile.release.updates == .included)
        #expect(profile.triage.rejectReasons.count == 4)
        #expect(profile.proposals.types.first == "improvement")
        #expect(EscalationPolicy().critical == .init(.keepOpenMonitored, everyMinutes: 240))
        #expect(profile.validate().isEmpty)
    }

    @Test("The knobs survive JSON")
    func roundTrip() throws {
        var profile = ServiceProfile(name: "x", outcomes: ["help", OutcomeRule(id: "defect", nature: .bug)])
        profile.severity = SeverityPolicy(standard: nil, staffMayRaise: false, deciders: [.quality])
        profile.onEscalate.nonCritical = .init(.closeLinked)
        profile.points.formula = .difference
        profile.notifyOn = NoticePolicy(results: [.duplicate], by: .consultant, afterResolution: .reopen)
        profile.release.updates = .paid
        profile.proposals.warnsWithout = [.businessGoal]
        let data = try JSONEncoder().encode(profile)
        #expect(try JSONDecoder().decode(ServiceProfile.self, from: data) == profile)
    }

    @Test(
        "An unknown key or word is an error",
        arguments: [
            #""outcomes":[{"id":"bug","stage":1}]"#, #""outcomes":[{"id":"bug","is":"defect"}]"#,
            #""outcomes":[{"id":"bug","handover":{"to":"IT"}}]"#, #""proposals":{"kinds":[]}"#,
            #""severity":{"default":"urgent"}"#, #""severity":{"rules":[{"impacts":["a"],"workaround":true}]}"#,
            #""onEscalate":{"critical":{"effect":"close"}}"#, #""onEscalate":{"low":{"effect":"closeLinked"}}"#,
            #""triage":{"reasons":[]}"#, #""points":{"bug":1}"#, #""points":{"formula":"product"}"#,
            #""notifyOn":{"results":["fixed"]}"#, #""notifyOn":{"by":"nobody"}"#, #""release":{"updates":"maybe"}"#,
            #""release":{"perDay":1}"#,
        ])
    func unknown(part: String) {
        #expect(throws: DecodingError.self) { try decode(part) }
    }

    @Test("What contradicts itself or cannot work is named with its place")
    func validation() {
        #expect(
            problems { $0.outcomes = [OutcomeRule(id: "bug", steps: [.init(id: "", title: "A")])] }
                == ["outcomes[0].steps[0].id"])
        #expect(
            problems { $0.outcomes = [OutcomeRule(id: "paidWork", handover: .init(team: "", except: ["x"]))] }
                == ["outcomes[0].handover.team", "outcomes[0].handover.except[0]"])
        #expect(problems { $0.proposals.types = [] } == ["proposals.types"])
        #expect(
            problems { $0.proposals.limits = [.init(quantity: "a", maximum: 0)] } == ["proposals.limits[0].maximum"])
        #expect(problems { $0.proposals.limits = [.init(quantity: "a", maximum: 1)] }.isEmpty)
        #expect(problems { $0.proposals.fromReasons = ["nothing"] } == ["proposals.fromReasons[0]"])
        #expect(problems { $0.severity.rules = [.init(impacts: [])] } == ["severity.rules[0].impacts"])
        #expect(problems { $0.severity.inconveniences = ["preventsOrders"] } == ["severity.inconveniences[0]"])
        #expect(problems { $0.severity.deciders = [] } == ["severity.deciders"])
        #expect(problems { $0.severity.deciders = [.contact] } == ["severity.deciders[0]"])
        #expect(problems { $0.triage.deciders = [.system] } == ["triage.deciders[0]"])
        #expect(problems { $0.triage.rejectReasons = [] } == ["triage.rejectReasons"])
        #expect(problems { $0.onEscalate.critical.everyMinutes = 4 } == ["onEscalate.critical.everyMinutes"])
        #expect(problems { $0.onEscalate.critical.everyMinutes = 5 }.isEmpty)
        #expect(problems { $0.onEscalate.proposal = .init(.keepOpenMonitored) } == ["onEscalate.proposal.effect"])
        #expect(problems { $0.points.critical = 1001 } == ["points.critical"])
        #expect(problems { $0.points.costWeight = 0 } == ["points.costWeight"])
        #expect(problems { $0.notifyOn.results = [.released, .released] } == ["notifyOn.results[1]"])
        #expect(problems { $0.release.maximumItems = 101 } == ["release.maximumItems"])
        #expect(problems { $0.release.maximumItems = 100 }.isEmpty)
        #expect(problems { $0.release.notesPerDay = 0 } == ["release.notesPerDay"])
    }
}
