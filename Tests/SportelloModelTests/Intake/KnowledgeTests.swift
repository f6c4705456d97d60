import SportelloModel
import SportelloTesting
import Testing

@Suite("Knowledge in answers")
struct KnowledgeTests {
    var world: World

    init() {
        world = World()
        world.profile.targets = [
            ServiceTarget(id: "answer", metric: .firstResponse, unit: .wallClock, max: .hours(2))
        ]
        world.profile.knowledge.articles = [
            .init(
                id: "print", kind: .tutorial, category: "usage", version: 4, title: "Printing",
                addresses: ["en": "https://example.com/en/print", "it": "https://example.com/it/print"]
            ),
            .init(
                id: "film", kind: .video, category: "usage", title: "Film", addresses: ["pl": "https://example.com/pl"]
            ),
        ]
    }

    private func answer(_ text: String = "", _ references: CitedReference...) -> PostMessage {
        var message = PostMessage(text: text)
        message.references = references
        return message
    }

    private func references(_ id: TicketID) throws -> [KnowledgeReference] {
        guard case .ticket(.messagePosted(let message)) = try world.last("message.posted", on: id).event else {
            return []
        }
        return message.references ?? []
    }

    @Test("A cited article is kept with id, version and language", .requirement("R-001-10"))
    mutating func articles() throws {
        let id = try world.start { $0.language = "it" }
        try world.perform(.post(id, answer("See", .article("print"))), as: .bea)
        let reference = try #require(try references(id).first)
        #expect(reference.article == "print" && reference.version == 4 && reference.locale == "it")
        #expect(reference.address == "https://example.com/it/print" && reference.isOfficial)
        try world.perform(.post(id, answer("See", .article("print", locale: "es-MX"))), as: .bea)
        #expect(try references(id).first?.locale == "en", "the nearest there is")
        world.refuses(.invalid, .post(id, answer("See", .article("paint"))), as: .bea)
    }

    @Test(
        "Links alone are a first answer, each with its kind", .requirement("R-004-37"),
        arguments: ReferenceKind.allCases)
    mutating func linksOnly(kind: ReferenceKind) throws {
        world.profile.knowledge.community = []
        let id = try world.start()
        try world.perform(.post(id, answer("https://example.com/x", .link(kind, "https://example.com/x"))), as: .bea)
        #expect(try world.ticket(id).clocks.first?.state == .met)
        #expect(try references(id).map(\.kind) == [kind])
    }

    @Test("A video is as good as an article", .requirement("R-003-4"))
    mutating func video() throws {
        let id = try world.start()
        try world.perform(.post(id, answer("", .article("film"))), as: .bea)
        #expect(try references(id).first?.kind == .video)
        #expect(try world.ticket(id).clocks.first?.state == .met)
    }

    @Test(
        "A community's thread is a reference that is marked and is no answer by itself",
        .requirement("R-001-15", "R-001-16"))
    mutating func community() throws {
        let id = try world.start()
        let thread = CitedReference.link(.forumThread, "https://forum.example.com/t/1")
        for text in ["", " https://forum.example.com/t/1 ."] {
            try world.perform(.post(id, answer(text, thread)), as: .bea)
            #expect(try references(id).map(\.isOfficial) == [false])
            #expect(try references(id).map(\.kind) == [.forumThread])
            #expect(try world.ticket(id).clocks.first?.state == .running)
            #expect(try world.ticket(id).status == .new)
            #expect(try world.activityAndFacts(id).activity.unansweredSince != nil)
        }
        try world.perform(.post(id, answer("It helps to restart", thread)), as: .bea)
        #expect(try world.ticket(id).clocks.first?.state == .met, "words of staff are an answer")
        #expect(try world.activityAndFacts(id).activity.unansweredSince == nil)
        let other = try world.start()
        try world.perform(.post(other, answer("", thread, .article("print"))), as: .bea)
        #expect(try world.ticket(other).clocks.first?.state == .met, "an official link beside it")
    }

    @Test("A profile may want words, and may leave kinds out")
    mutating func policy() throws {
        world.profile.knowledge.linksAnswer = false
        let id = try world.start()
        try world.perform(.post(id, answer("", .article("print"))), as: .bea)
        #expect(try world.ticket(id).clocks.first?.state == .running)
        try world.perform(.post(id, PostMessage(text: "")), as: .bea)
        #expect(try world.ticket(id).clocks.first?.state == .met, "a message without links is one as ever")
        world.profile.knowledge.kinds = [.tutorial]
        let refusal = world.refuses(.invalid, .post(id, answer("x", .article("film"))), as: .bea)
        #expect(refusal?.details["allowed"] == "tutorial")
        for address in [
            "example.com", "javascript:alert(1)", "https://a b", "https://" + String(repeating: "x", count: 2000),
        ] {
            world.refuses(.invalid, .post(id, answer("x", .link(.tutorial, address))), as: .bea)
        }
    }

    @Test("The four subjects exist by default and cannot be left out", .requirement("R-001-11"))
    func categories() {
        #expect(KnowledgePolicy().categories == ["installation", "configuration", "usage", "troubleshooting"])
        var profile = ServiceProfile(name: "test")
        #expect(profile.validate().isEmpty)
        for category in KnowledgePolicy.standardCategories {
            profile.knowledge.categories = KnowledgePolicy.standardCategories.filter { $0 != category } + ["legal"]
            #expect(profile.validate().map(\.path) == ["knowledge.categories"])
        }
    }

    @Test("An article that solved it is a deflection and no ticket; the share can be told", .requirement("R-001-12"))
    mutating func deflection() throws {
        try world.meet(.ada)
        try world.meet(.ben)
        let (ada, ben) = (Actor.ada.contact, Actor.ben.contact)
        let show = Command.knowledge(.show(ada, caseType: "problem", articles: ["print", "film"]))
        try world.perform(show, as: .ada)
        try world.perform(.knowledge(.solved(ada, caseType: "problem", article: "print")), as: .ada)
        try world.perform(.knowledge(.show(ben, caseType: "question", articles: ["print"])), as: .ben)
        #expect(world.streams.keys.allSatisfy { $0.kind != .ticket })
        let events = [ada, ben].flatMap { world.log(of: .contact($0)) }.compactMap { logged -> ContactEvent? in
            if case .contact(let event) = logged.event { event } else { nil }
        }
        let report = DeflectionReport(events)
        #expect(report.shown == 2 && report.solved == 1 && report.solvedPerThousand == 500)
        #expect(report.articles["print"] == .init(shown: 2, solved: 1))
        #expect(report.articles["film"] == .init(shown: 1, solved: 0))
        #expect(DeflectionReport([]).solvedPerThousand == nil)
        world.refuses(.forbidden, .knowledge(.solved(ada, caseType: "problem", article: "print")), as: .ben)
        world.refuses(.invalid, .knowledge(.solved(ada, caseType: "problem", article: "paint")), as: .ada)
        world.refuses(.invalid, .knowledge(.show(ada, caseType: "party", articles: ["print"])), as: .ada)
    }

    @Test("The same suggestion counts once a person, kind of case and day", .requirement("R-001-12"))
    mutating func repeatedSuggestions() throws {
        try world.meet(.ada)
        let ada = Actor.ada.contact
        func show(_ articles: String..., caseType: String = "problem") -> Command {
            .knowledge(.show(ada, caseType: caseType, articles: articles))
        }
        func solved(_ caseType: String = "problem") -> Command {
            .knowledge(.solved(ada, caseType: caseType, article: "print"))
        }
        world.now = Instant(milliseconds: 21_000 * 86_400_000)
        try world.perform(show("print", "print"), as: .ada)
        try world.perform(solved(), as: .ada)
        let before = world.eventCount
        try world.perform(show("print"), as: .ada)
        try world.perform(solved(), as: .ada)
        world.now = Instant(milliseconds: 21_001 * 86_400_000 - 1)
        try world.perform(show("print"), as: .ada)
        try world.perform(solved(), as: .ada)
        #expect(world.eventCount == before)
        // What is new beside it is recorded alone; another kind of case is another matter.
        try world.perform(show("print", "film"), as: .ada)
        #expect(world.eventCount == before + 1)
        try world.perform(show("print", caseType: "question"), as: .ada)
        try world.perform(solved("question"), as: .ada)
        #expect(world.eventCount == before + 3)
        #expect(report(of: ada).articles["print"] == .init(shown: 2, solved: 2))
        #expect(report(of: ada).articles["film"] == .init(shown: 1, solved: 0))
        // Tomorrow is another day.
        world.now = Instant(milliseconds: 21_001 * 86_400_000)
        try world.perform(show("print"), as: .ada)
        try world.perform(solved(), as: .ada)
        #expect(world.eventCount == before + 5)
        #expect(report(of: ada).shown == 4 && report(of: ada).solved == 3)
    }

    @Test("No more than forty suggestions of a day are recorded of one person", .requirement("R-001-12"))
    mutating func boundOfSuggestions() throws {
        let ids = (0...SuggestionDay.limit).map { "a\($0)" }
        world.profile.knowledge.articles = ids.map {
            .init(id: $0, category: "usage", title: ["en": "Page"], addresses: ["en": "https://desk.example/\($0)"])
        }
        try world.meet(.ada)
        let ada = Actor.ada.contact
        try world.perform(.knowledge(.show(ada, caseType: "problem", articles: ids)), as: .ada)
        for id in ids {
            try world.perform(.knowledge(.show(ada, caseType: "problem", articles: [id])), as: .ada)
            try world.perform(.knowledge(.solved(ada, caseType: "problem", article: id)), as: .ada)
        }
        let counted = report(of: ada)
        #expect(SuggestionDay.limit == 40)
        #expect(counted.shown == 1 && counted.articles.values.map(\.shown).reduce(0, +) == 40)
        #expect(counted.solved == 40)
        #expect(counted.articles["a40"] == nil)
    }

    private func report(of contact: ContactID) -> DeflectionReport {
        DeflectionReport(
            world.log(of: .contact(contact)).compactMap { logged in
                if case .contact(let event) = logged.event { event } else { nil }
            }
        )
    }
}
