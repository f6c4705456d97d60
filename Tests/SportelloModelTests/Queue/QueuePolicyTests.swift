import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("Knobs of queue, routing, forms and knowledge")
struct QueuePolicyTests {
    private func problems(_ change: (inout ServiceProfile) -> Void) -> [String] {
        var profile = ServiceProfile(name: "test")
        change(&profile)
        return profile.validate().map(\.path)
    }

    @Test("Numbers have ranges, both ends included")
    func ranges() {
        #expect(problems { $0.queue.units = ["webchat": 50] }.isEmpty)
        #expect(problems { $0.queue.units = ["webchat": 51] } == ["queue.units.webchat"])
        #expect(problems { $0.queue.units = ["phone": 51] }.isEmpty, "a call takes all anyway")
        #expect(problems { $0.queue.units = ["webchat": 0] } == ["queue.units.webchat"])
        #expect(problems { $0.queue.tierStickiness = [10: .none] } == ["queue.tierStickiness"])
        #expect(problems { $0.queue.ageing = .init(minutes: 1, steps: 4) }.isEmpty)
        #expect(problems { $0.queue.ageing = .init(minutes: 0) } == ["queue.ageing.minutes"])
        #expect(problems { $0.queue.ageing = .init(minutes: 1, steps: 5) } == ["queue.ageing.steps"])
        #expect(problems { $0.queue.titleCap = 0 } == ["queue.titleCap"])
        #expect(problems { $0.queue.longDialogMinutes = 0 } == ["queue.longDialogMinutes"])
        #expect(problems { $0.queue.estimate.minimumSamples = 1 } == ["queue.estimate.minimumSamples"])
        #expect(problems { $0.queue.estimate = .init(minimumSamples: 20, window: 19) } == ["queue.estimate.window"])
        #expect(problems { $0.queue.advice.waitMinutes = 0 } == ["queue.advice.waitMinutes"])
        #expect(problems { $0.routing.patienceMinutes = 0 } == ["routing.patienceMinutes"])
    }

    @Test("What can never work is a problem")
    func contradictions() {
        #expect(problems { $0.queue.order = [.arrival, .priority] } == ["queue.order"])
        #expect(problems { $0.queue.order = [.priority, .priority] } == ["queue.order[1]"])
        #expect(
            problems {
                $0.queue.order = [.critical]
                $0.queue.ageing = .init(minutes: 5)
            } == ["queue.ageing"]
        )
        #expect(problems { $0.queue.titleRules = [TitleRule(id: "a", words: ["!"])] } == ["queue.titleRules[0].words"])
        #expect(
            problems { $0.queue.titleRules = [TitleRule(id: "a", words: ["x"], points: 0)] } == ["queue.titleRules[0]"]
        )
        #expect(
            problems { $0.queue.titleRules = [TitleRule(id: "a", words: ["x"], points: 5)] }
                == ["queue.titleRules[0].points"]
        )
        #expect(problems { $0.queue.advice.calendar = "x" } == ["queue.advice.calendar"])
        #expect(problems { $0.queue.advice.caseTypes = ["x"] } == ["queue.advice.caseTypes[0]"])
        #expect(problems { $0.routing.team = "" } == ["routing.team"])
        #expect(problems { $0.routing.skills = ["x": "y"] } == ["routing.skills.x"])
        #expect(problems { $0.routing.accountRoles = ["x": .owner] } == ["routing.accountRoles.x"])
        #expect(problems { $0.routing.chain = [] } == ["routing.chain"])
        #expect(problems { $0.routing.tiers = [.init(level: 2)] } == ["routing.tiers"])
        #expect(problems { $0.routing.tiers = [.init(level: 1), .init(level: 1)] } == ["routing.tiers"])
        #expect(problems { $0.routing.tiers = [.init(level: 1), .init(level: 10)] } == ["routing.tiers[1].level"])
        for from in [2, 3] {
            #expect(
                problems { $0.routing.tiers = [.init(level: 1), .init(level: 3, enteredFrom: from)] }
                    == ["routing.tiers[1].enteredFrom"]
            )
        }
        #expect(problems { $0.routing.tiers = [.init(level: 1), .init(level: 9, enteredFrom: 1)] }.isEmpty)
    }

    @Test("Forms and articles name what exists")
    func forms() {
        let form = IntakeForm(articles: [ArticlePrompt(article: "x")])
        #expect(problems { $0.intake.forms = ["party": IntakeForm()] } == ["intake.forms.party"])
        #expect(problems { $0.intake.forms = ["problem": form] } == ["intake.forms.problem.articles[0].article"])
        for type in ["*/*", "png", "image/"] {
            #expect(
                problems { $0.intake.forms = ["problem": IntakeForm(attachments: AttachmentRule(types: [type]))] }
                    == ["intake.forms.problem.attachments.types[0]"]
            )
        }
        #expect(
            problems { $0.intake.forms = ["problem": IntakeForm(attachments: AttachmentRule(types: []))] }
                == ["intake.forms.problem.attachments.types"]
        )
        #expect(problems { $0.intake.faults = ["x"] } == ["intake.faults[0]"])
        #expect(
            problems { $0.intake.glossary = [GlossaryTerm(term: "A", synonyms: ["-"])] }
                == ["intake.glossary[0].synonyms"]
        )
        let article = KnowledgePolicy.Article(id: "a", category: "x", title: "A", addresses: ["en": "ftp://a"])
        #expect(
            problems { $0.knowledge.articles = [article] }
                == ["knowledge.articles[0].category", "knowledge.articles[0].addresses.en"]
        )
    }

    @Test("Every knob survives JSON and refuses words it does not know")
    func coding() throws {
        var profile = ServiceProfile(name: "all")
        profile.queue = QueuePolicy(
            stickiness: .account, tierStickiness: [2: .ticket], capacity: 9, units: ["webchat": 2], calls: ["hotline"],
            deferrable: [.email], order: [.priority, .arrival], ageing: .init(minutes: 7, steps: 2),
            titleRules: [TitleRule(id: "a", words: ["b"], points: 2, team: "c")], titleCap: 3, distribution: .push,
            presenceReasons: ["break"], returnsAvailable: false, longDialogMinutes: 8,
            estimate: .init(minimumSamples: 3, window: 4, roundingMinutes: 2),
            advice: .init(live: [.phone], calendar: "c", waitMinutes: 3, caseTypes: ["problem"])
        )
        profile.routing = RoutingPolicy(
            team: "t", skills: ["problem": "s"], accountRoles: ["problem": .owner], accountRole: .guardian,
            chain: [.pool], patienceMinutes: 3,
            tiers: [.init(level: 1), .init(level: 2, skills: ["s"], enteredFrom: 1)]
        )
        profile.knowledge = KnowledgePolicy(
            categories: KnowledgePolicy.standardCategories + ["more"],
            articles: [
                .init(
                    id: "a", kind: .video, category: "more", version: 2, title: "A", addresses: ["en": "https://a"],
                    product: "p"
                )
            ], kinds: [.video], community: [.faq], linksAnswer: false
        )
        profile.intake = IntakePolicy(
            forms: [
                "problem": IntakeForm(
                    fields: [IntakeField(id: "f", title: "F", kind: .steps, need: .askOnce)],
                    articles: [ArticlePrompt(article: "a", mustAcknowledge: true)],
                    attachments: AttachmentRule(types: ["image/png"], maximumBytes: 5)
                )
            ], channels: [.portal], glossary: [GlossaryTerm(term: "T", synonyms: ["u"])], faults: ["question"]
        )
        let data = try JSONEncoder().encode(profile)
        #expect(try JSONDecoder().decode(ServiceProfile.self, from: data) == profile)
        for (path, key) in [
            ("\"queue\":{\"x\":1}", "known: stickiness"), ("\"routing\":{\"x\":1}", "known: team"),
            ("\"intake\":{\"x\":1}", "known: forms"), ("\"knowledge\":{\"x\":1}", "known: categories"),
            ("\"queue\":{\"ageing\":{\"minutes\":1,\"x\":1}}", "known: minutes"),
            ("\"queue\":{\"titleRules\":[{\"id\":\"a\",\"words\":[],\"x\":1}]}", "known: id, words"),
            ("\"queue\":{\"estimate\":{\"x\":1}}", "known: minimumSamples"),
            ("\"queue\":{\"advice\":{\"x\":1}}", "known: live"),
            ("\"queue\":{\"distribution\":\"x\"}", "known: pull, push"),
        ] {
            let error = #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(ServiceProfile.self, from: Data("{\"name\":\"x\",\(path)}".utf8))
            }
            #expect("\(error as Any)".contains(key), "\(path)")
        }
    }
}
