import SportelloModel
import SportelloTesting
import Testing

@Suite("What is asked when somebody writes")
struct IntakeTests {
    var world: World

    init() {
        world = World()
        world.profile.knowledge.articles = [
            .init(
                id: "hosting", kind: .manual, category: "installation", version: 3, title: "Prepare the hosting",
                addresses: ["en": "https://example.com/en/hosting", "it": "https://example.com/it/hosting"]
            ),
            .init(
                id: "try-first", category: "configuration", title: "Try it on a copy first",
                addresses: ["en": "https://example.com/try"]
            ),
        ]
        world.profile.intake.forms = [
            "problem": IntakeForm(
                fields: [
                    IntakeField(id: "what", title: ["en": "What happened", "it": "Che cosa succede"], need: .required),
                    IntakeField(id: "how", title: "Steps", kind: .steps, need: .askOnce),
                    IntakeField(id: "where", title: "Page", kind: .page, need: .prefilled),
                    IntakeField(id: "release", title: "Version", kind: .version, need: .prefilled),
                    IntakeField(id: "edition", title: "Edition", kind: .edition, need: .prefilled),
                    IntakeField(id: "hint", title: "Your idea", kind: .hint),
                    IntakeField(id: "analysis", title: "Full analysis", kind: .analysis),
                    IntakeField(id: "log", title: "What the log says", kind: .logCheck, need: .askOnce),
                ],
                attachments: AttachmentRule(types: ["image/png", "video/*"], maximumBytes: 1000)
            ),
            "question": IntakeForm(
                articles: [
                    ArticlePrompt(article: "hosting", mustAcknowledge: true), ArticlePrompt(article: "try-first"),
                ]
            ),
        ]
    }

    private static let answers = ["what": "It stops", "how": "1. 2. 3.", "log": "Nothing"]

    private static func file(_ type: String, bytes: Int64 = 1000) -> NamedFile {
        let reference = FileReference(id: FileID(high: 1, low: 1), type: type, bytes: bytes, sha256: .zero)
        return NamedFile(file: reference, name: "a")
    }

    private mutating func request(_ details: [String: String], _ type: String = "problem") throws -> StartConversation {
        try world.meet(.ada)
        return StartConversation(
            contact: Actor.ada.contact, ticket: world.newTicket(), official: try world.official(), caseType: type,
            text: "Help", details: details, insistsOnNew: true
        )
    }

    @Test("Nothing is sent without a required answer, and the refusal names what is missing")
    mutating func required() throws {
        for details in [[:], ["what": "  "]] {
            var request = try request(details)
            request.language = "it"
            let refusal = world.refuses(.intakeIncomplete, .start(request), as: .ada)
            #expect(refusal?.details["fields"] == "what")
            #expect(refusal?.message(in: "it").contains("Che cosa succede") == true)
        }
        let id = try world.start { $0.details = Self.answers }
        #expect(try world.ticket(id).intake.answered == ["what", "how", "log"])
    }

    @Test("Missing steps are asked for once and block nothing", .requirement("R-004-24"))
    mutating func steps() throws {
        let id = try world.start { $0.details = ["what": "It stops", "log": "-"] }
        guard case .ticket(.intake(.asked(let asked))) = try world.last("intake.asked", on: id).event else { return }
        #expect(asked.fields == ["how"])
        #expect(try world.last("intake.asked", on: id).record.publicSeq != nil, "the customer is asked")
        #expect(try world.ticket(id).isWaiting, "and is served all the same")
        try world.perform(.triage(id, Triage(caseType: "question")), as: .bea)
        try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea)
        #expect(world.kinds(id).filter { $0 == "intake.asked" }.count == 1)
        let complete = try world.start { $0.details = Self.answers }
        #expect(!world.kinds(complete).contains("intake.asked"))
    }

    @Test("Another case type at the triage asks what that type needs")
    mutating func triaged() throws {
        let id = try world.start(caseType: "question") { $0.acknowledged = ["hosting"] }
        #expect(!world.kinds(id).contains("intake.asked"))
        try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea)
        guard case .ticket(.intake(.asked(let asked))) = try world.last("intake.asked", on: id).event else { return }
        #expect(asked.fields == ["how", "log"])
    }

    @Test(
        "Page, version and edition are filled in by the program, and the person can change them",
        .requirement("R-004-27", "R-004-28"))
    mutating func prefilled() throws {
        var form = world.profile.openForm(
            "problem", captured: [.page: "https://shop.example/x", .version: "7.1", .edition: "box", .hint: "no"]
        )
        #expect(form.answers == ["where": "https://shop.example/x", "release": "7.1", "edition": "box"])
        form.answers["where"] = "https://shop.example/y"
        form.answers["what"] = "It stops"
        #expect(form.isComplete)
        let id = try world.start { $0.details = form.answers }
        #expect(try world.ticket(id).context["where"] == "https://shop.example/y")
        #expect(try world.ticket(id).context["release"] == "7.1")
        #expect(try world.ticket(id).context["edition"] == "box")
        let chat = try world.start {
            $0.details = ["answer.what": "x", "pageURL": "p", "productVersion": "1", "edition": "cloud"]
        }
        #expect(try world.ticket(chat).intake.answered == ["what", "where", "release", "edition"], "the chat's names")
    }

    @Test("Completeness counts what is wanted and lists what is missing", .requirement("R-004-29"))
    mutating func completeness() throws {
        let id = try world.start { $0.details = ["what": "It stops"] }
        var now = try world.ticket(id).completeness(world.profile)
        #expect(now.percent == 16, "one of six; offers do not count")
        #expect(now.missing.map(\.id) == ["how", "where", "release", "edition", "log"])
        world.refuses(.notFound, .intake(.answer(id, ["how": "So"])), as: .ben)
        world.refuses(.invalid, .intake(.answer(id, ["colour": "red"])), as: .ada)
        world.refuses(.invalid, .intake(.answer(id, ["how": " "])), as: .ada)
        try world.perform(.intake(.answer(id, ["how": "1. 2.", "log": "Error 7"])), as: .ada)
        now = try world.ticket(id).completeness(world.profile)
        #expect(now.percent == 50)
        #expect(try world.ticket(id).context["log"] == "Error 7")
        #expect(
            !world.log(of: .ticket(id)).contains {
                String(decoding: $0.record.facts, as: UTF8.self).contains("Error 7")
            })
        try world.perform(.intake(.answer(id, ["where": "p", "release": "7", "edition": "box"])), as: .bea)
        #expect(try world.ticket(id).completeness(world.profile).percent == 100)
        let free = try world.start(caseType: "question") { $0.acknowledged = ["hosting"] }
        #expect(try world.ticket(free).completeness(world.profile).percent == 100, "nothing is asked")
    }

    @Test("A log check is asked for and its result kept", .requirement("R-002-82"))
    mutating func logCheck() throws {
        let told = try world.start { $0.details = Self.answers }
        #expect(try world.ticket(told).context["log"] == "Nothing")
        let silent = try world.start { $0.details = ["what": "x", "how": "y"] }
        #expect(try world.ticket(silent).intake.asked == ["log"])
        try world.perform(.intake(.answer(silent, ["log": "Timeout at theirs"])), as: .ada)
        #expect(try world.ticket(silent).context["log"] == "Timeout at theirs")
    }

    @Test(
        "A hint is kept; whoever judges the case is reminded once of the analysis asked for", .requirement("R-002-36"))
    mutating func analysis() throws {
        let id = try world.start {
            $0.details = Self.answers.merging(["hint": "The cache?", "analysis": "yes"]) { $1 }
        }
        #expect(try world.ticket(id).context["hint"] == "The cache?")
        #expect(!world.kinds(id).contains("intake.analysisPrompted"))
        for _ in 0..<2 { try world.perform(.triage(id, Triage(caseType: "problem")), as: .bea) }
        #expect(world.kinds(id).filter { $0 == "intake.analysisPrompted" }.count == 1)
        #expect(!world.kinds(id, .contact).contains("intake.analysisPrompted"))
        for answer in ["", "no"] {
            let other = try world.start { $0.details = Self.answers.merging(["analysis": answer]) { $1 } }
            try world.perform(.triage(other, Triage(caseType: "problem")), as: .bea)
            #expect(!world.kinds(other).contains("intake.analysisPrompted"))
        }
        let later = try world.start { $0.details = Self.answers }
        try world.perform(.intake(.answer(later, ["analysis": "yes"])), as: .ada)
        try world.perform(.triage(later, Triage(caseType: "problem")), as: .bea)
        #expect(world.kinds(later).contains("intake.analysisPrompted"))
    }

    @Test("Every failure offers to say why it is critical, whatever its form", .requirement("R-002-89"))
    mutating func impact() throws {
        #expect(world.profile.openForm("problem").fields.contains { $0.kind == .impact })
        #expect(!world.profile.openForm("question").fields.contains { $0.kind == .impact })
        world.profile.intake.forms = [:]
        #expect(world.profile.openForm("problem").fields == [.impact])
        let own = IntakeField(id: "why", title: "Why", kind: .impact)
        world.profile.intake.forms = ["problem": IntakeForm(fields: [own])]
        #expect(world.profile.openForm("problem").fields == [own], "offered once")
        let id = try world.start { $0.details = ["why": "We cannot sell"] }
        #expect(try world.ticket(id).context["why"] == "We cannot sell")
    }

    @Test(
        "Prerequisites are shown before anything is sent, and the acknowledgement is stored as it was",
        .requirement("R-000-6"))
    mutating func prerequisites() throws {
        var form = world.profile.openForm("question")
        #expect(form.prerequisites.map(\.id) == ["hosting"])
        #expect(!form.isComplete)
        form.acknowledged = ["hosting"]
        #expect(form.isComplete)
        let refusal = world.refuses(.acknowledgementNeeded, .start(try request([:], "question")), as: .ada)
        #expect(refusal?.message(in: "en").contains("Prepare the hosting") == true)
        let id = try world.start(caseType: "question") {
            $0.acknowledged = ["hosting"]
            $0.language = "it"
        }
        let read = try #require(try world.ticket(id).intake.acknowledged.first)
        #expect(read.article == "hosting" && read.version == 3 && read.locale == "it")
        let chat = try world.start(caseType: "question") { $0.details = ["answer.acknowledged": "other, hosting"] }
        #expect(try world.ticket(chat).intake.acknowledged.map(\.article) == ["hosting"])
    }

    @Test("Advice is shown and asks for nothing", .requirement("R-002-87"))
    mutating func advice() throws {
        #expect(world.profile.openForm("question").advice.map(\.id) == ["try-first"])
        let id = try world.start(caseType: "question") { $0.acknowledged = ["hosting"] }
        #expect(try world.ticket(id).intake.advised == ["try-first"])
    }

    @Test("A letter is never refused for a blank: what is missing is asked once")
    mutating func letters() throws {
        let id = try world.start(channel: .email) { $0.files = [Self.file("application/zip")] }
        #expect(try world.ticket(id).intake.asked == ["what", "how", "log"])
        let question = try world.start(caseType: "question", channel: .email)
        #expect(try world.ticket(question).intake.acknowledged.isEmpty)
    }

    @Test("Another kind of file, or a greater one, is refused with the allowed list", .requirement("R-004-26"))
    mutating func attachments() throws {
        for wrong in [
            Self.file("application/zip"), Self.file("image/gif"), Self.file("image/png", bytes: 1001),
            Self.file("video"),
        ] {
            var start = try request(Self.answers)
            start.files = [wrong]
            let refusal = world.refuses(.attachmentNotAllowed, .start(start), as: .ada)
            #expect(refusal?.message(in: "en").contains("image/png, video/*") == true)
            let open = try world.start { $0.details = Self.answers }
            world.refuses(.attachmentNotAllowed, .post(open, PostMessage(text: "", files: [wrong])), as: .ada)
        }
        for right in [Self.file("image/png"), Self.file("video/mp4")] {
            let id = try world.start {
                $0.details = Self.answers
                $0.files = [right]
            }
            try world.perform(.post(id, PostMessage(text: "", files: [right])), as: .ada)
            try world.perform(.post(id, PostMessage(text: "", files: [Self.file("application/zip")])), as: .bea)
        }
    }

    @Test("The product's own word is suggested for what people call otherwise", .requirement("R-004-25"))
    mutating func glossary() {
        world.profile.intake.glossary = [
            GlossaryTerm(
                term: ["en": "Order card", "it": "Scheda ordine"], synonyms: ["order page", "ordine vecchio"]),
            GlossaryTerm(term: "Mailbox", synonyms: ["post box"]),
        ]
        let hints = world.profile.glossaryHints(in: "The ORDER-PAGE is empty")
        #expect(hints.map(\.written) == ["order page"])
        #expect(hints.first?.term.text(in: "it") == "Scheda ordine")
        #expect(world.profile.glossaryHints(in: "The order card, I mean the order page").isEmpty, "known already")
        #expect(world.profile.glossaryHints(in: "The order pages").isEmpty)
    }
}
