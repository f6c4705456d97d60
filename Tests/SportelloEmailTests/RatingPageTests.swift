import Foundation
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("The rating page")
struct RatingPageTests {
    private struct Asked {
        var fixture: MailFixture
        var page: RatingPage
        var token: String
        var ticket: TicketID

        func show(_ languages: [String] = ["en"]) async -> WebPageResponse {
            await page.response(to: WebPageRequest(.show, name: token, languages: languages))
        }

        func send(_ score: String?, _ comment: String = "") async -> WebPageResponse {
            var fields = ["comment": comment]
            fields["score"] = score
            return await page.response(to: WebPageRequest(.submit(fields), name: token))
        }

        func rating() async throws -> RatingInvitation? {
            try await fixture.desk.ticket(ticket)?.ticket.facts.conversations.last?.rating
        }
    }

    private func asked(
        _ profile: ServiceProfile = .withMail, language: String? = nil, _ body: @escaping (Asked) async throws -> Void
    ) async throws {
        let fixture = try MailFixture(profile: profile)
        try await fixture.run {
            let extra = language.map { "Content-Language: \($0)\n" } ?? ""
            let ticket = try await fixture.ticket(of: try await fixture.receive(mail(extra: extra)))
            try await fixture.claim(ticket.id)
            _ = try await fixture.desk.perform(.resolve(ticket.id, outcome: "help", text: nil), as: .anna)
            let link = RatingLink(ticket: ticket.id, conversation: 1)
            let page = RatingPage(desk: fixture.desk, keys: fixture.keys, deskName: "Desk <&>")
            try await body(
                Asked(fixture: fixture, page: page, token: link.token(keys: fixture.keys), ticket: ticket.id))
        }
    }

    @Test("Looking at it never rates, however often", .requirement("R-004-48"))
    func looking() async throws {
        try await asked { asked in
            for _ in 0..<3 {
                let response = await asked.show()
                #expect(response.status == 200)
                #expect(response.html.contains("<form method=\"post\""))
                #expect(response.html.components(separatedBy: "type=\"radio\"").count == 6)
            }
            let score1 = try await asked.rating()?.score
            #expect(score1 == nil)
        }
    }

    @Test("Sending it rates once; the same again is thanked again, another answer is told that it came late")
    func once() async throws {
        try await asked { asked in
            #expect(await asked.send("4", "Quick\r\nand kind").status == 200)
            let score2 = try await asked.rating()?.score
            #expect(score2 == 4)
            let again = await asked.send("4", "Quick\r\nand kind")
            #expect(again.status == 200)
            #expect(again.html.contains("You gave 4 of 5"))
            #expect(await asked.send("1").status == 410)
            #expect(await asked.show().status == 410)
            let score3 = try await asked.rating()?.score
            #expect(score3 == 4)
            let given = try await asked.fixture.events(asked.ticket).filter { $0.kind == "rating.given" }
            #expect(given.map { $0.content?.text } == ["Quick\nand kind"])
        }
    }

    @Test("A score beyond the scale, or none, is asked for again and keeps the words", arguments: ["0", "6", "", "x"])
    func beyond(score: String) async throws {
        try await asked { asked in
            let response = await asked.send(score, "<b>\"kept\"</b>")
            #expect(response.status == 400)
            #expect(response.html.contains("role=\"alert\""))
            #expect(response.html.contains("\n&lt;b&gt;&quot;kept&quot;&lt;/b&gt;</textarea>"))
            let score4 = try await asked.rating()?.score
            #expect(score4 == nil)
            #expect(await asked.send("1").status == 200)
            let score5 = try await asked.rating()?.score
            #expect(score5 == 1)
        }
    }

    @Test("The highest score is taken")
    func highest() async throws {
        try await asked { asked in
            #expect(await asked.send("5").status == 200)
            let score6 = try await asked.rating()?.score
            #expect(score6 == 5)
        }
    }

    @Test("When the window is over, the page says so and nothing is taken", .requirement("R-004-49"))
    func over() async throws {
        try await asked { asked in
            asked.fixture.clock.jump(.days(7) + .minutes(1))
            #expect(await asked.show().status == 410)
            #expect(await asked.send("5").status == 410)
            let score7 = try await asked.rating()?.score
            #expect(score7 == nil)
        }
    }

    @Test(
        "It takes an answer until the window's last instant, and none after it", .requirement("R-004-49"),
        arguments: [true, false])
    func lastInstant(isIn: Bool) async throws {
        try await asked { asked in
            let clock = asked.fixture.clock
            clock.stop()
            let until = try #require(try await asked.rating()).until
            clock.jump(until + .milliseconds(isIn ? 0 : 1) - clock.now)
            #expect(await asked.show().status == (isIn ? 200 : 410))
            #expect(await asked.send("5").status == (isIn ? 200 : 410))
            let score = try await asked.rating()?.score
            #expect(score == (isIn ? 5 : nil))
        }
    }

    @Test("A token that no key of ours made says nothing about any ticket")
    func forged() async throws {
        try await asked { asked in
            var forged = asked
            forged.token = (asked.token.hasPrefix("a") ? "b" : "a") + asked.token.dropFirst()
            let wrong = await forged.show()
            #expect(wrong.status == 404)
            #expect(await forged.send("5").status == 404)
            forged.token = ""
            #expect(await forged.show() == wrong)
            forged.token = String(repeating: "a", count: 10_000)
            #expect(await forged.show() == wrong)
            let score8 = try await asked.rating()?.score
            #expect(score8 == nil)
        }
    }

    @Test("It speaks the contact's language; a stranger's page speaks the reader's")
    func languages() async throws {
        var profile = ServiceProfile.withMail
        profile.languages = ["it", "en"]
        try await asked(profile) { asked in
            let form = await asked.show(["ru"])
            #expect(form.html.contains("<html lang=\"it\" dir=\"ltr\">"))
            #expect(form.html.contains("Com&#39;è andata?"))
            var forged = asked
            forged.token = "aaaa"
            #expect(await forged.show(["xx", "pl-PL"]).html.contains("Ten link jest"))
        }
    }

    @Test("Nothing of it is a script, comes from elsewhere, or breaks out of its place")
    func harmless() async throws {
        try await asked { asked in
            let html = await asked.show().html
            #expect(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"))
            #expect(html.contains("Desk &lt;&amp;&gt;"))
            #expect(html.contains("<style>\(RatingDocument.style)</style>"))
        }
    }

    @Test("A scale of a hundred is a number to write, not a hundred buttons")
    func wideScale() async throws {
        var profile = ServiceProfile.withMail
        profile.rating.lowest = 0
        profile.rating.highest = 100
        try await asked(profile) { asked in
            let html = await asked.show().html
            #expect(!html.contains("type=\"radio\""))
            #expect(html.contains("min=\"0\" max=\"100\""))
        }
    }

    @Test("Every text exists in the six languages")
    func complete() {
        let texts = [
            RatingPageTexts.title, RatingPageTexts.scale, RatingPageTexts.comment, RatingPageTexts.send,
            RatingPageTexts.choose, RatingPageTexts.thanks, RatingPageTexts.given, RatingPageTexts.over,
            RatingPageTexts.unknown, RatingPageTexts.later,
        ]
        for text in texts { #expect(Set(text.texts.keys) == ["en", "it", "pl", "es", "ru", "uk"]) }
    }
}
