import SportelloModel
import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("What a desk asks and has to read, in its welcome")
struct WireFormsTests {
    private static var profile: ServiceProfile {
        var profile = ServiceProfile(name: "test")
        profile.caseTypes = [
            CaseType(id: "question", title: "Question"), CaseType(id: "problem", title: "Problem"),
        ]
        profile.intake = IntakePolicy(
            forms: [
                "problem": IntakeForm(
                    fields: [
                        IntakeField(
                            id: "steps", title: ["en": "Steps", "it": "Passi"], kind: .steps, need: .required
                        )
                    ],
                    articles: [
                        ArticlePrompt(article: "a150", mustAcknowledge: true), ArticlePrompt(article: "a140"),
                    ],
                    attachments: AttachmentRule(types: ["video/*"])
                )
            ],
            faults: []
        )
        profile.knowledge = KnowledgePolicy(
            articles: (1...150).map { number in
                KnowledgePolicy.Article(
                    id: "a\(number)", category: "usage", title: ["en": "Title", "it": "Titolo"],
                    addresses: ["it": "https://docs.example.com/it/\(number)"]
                )
            }
        )
        return profile
    }

    @Test("Case types that ask something have a form, in the reader's language", .requirement("R-004-24", "R-004-26"))
    func forms() {
        #expect(
            Self.profile.wireForms(in: "it") == [
                DeskInformation.Form(
                    caseType: "problem",
                    fields: [.init(id: "steps", title: "Passi", kind: "steps", need: "required")],
                    prerequisites: ["a150"], advice: ["a140"], fileTypes: ["video/*"]
                )
            ]
        )
    }

    @Test("Articles that forms prompt for come first, then others, a hundred at most", .requirement("R-000-6"))
    func articles() {
        let articles = Self.profile.wireArticles(in: "en")
        #expect(articles.count == 100)
        #expect(articles.prefix(3).map(\.id) == ["a140", "a150", "a1"])
        #expect(articles.last?.id == "a98")
        #expect(articles[0].title == "Title")
        #expect(articles[0].locale == "it" && articles[0].address == "https://docs.example.com/it/140")
    }
}
