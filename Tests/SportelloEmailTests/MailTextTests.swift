import Sportello
import SportelloModel
import Testing
import WebChatProtocol

@testable import SportelloEmail

@Suite("How much of a mail's text becomes the message")
struct MailTextTests {
    private let limits = EmailConfiguration.Limits()

    /// The text as a frame has it, without the quotes.
    private func size(_ text: String) -> Int {
        var writer = FrameWriter(reserving: 1000)
        writer.string(text)
        return writer.bytes.count - 2
    }

    @Test("Plain text is cut by characters, as ever")
    func plain() {
        let text = String(repeating: "a", count: 100_000)
        #expect(limits.cut(text) == text)
        #expect(limits.cut(text + "b") == text)
        #expect(limits.cut("") == "")
    }

    @Test("Characters of four bytes are cut by bytes, none of them in two")
    func wide() {
        let face = "\u{1F600}"
        let exact = String(repeating: face, count: 32_768)
        #expect(size(exact) == 131_072)
        #expect(limits.cut(exact) == exact)
        #expect(limits.cut(exact + face) == exact)
        #expect(limits.cut("a" + exact) == "a" + exact.dropLast())
        // A family is one character of 25 bytes.
        let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"
        let cut = limits.cut(String(repeating: family, count: 10_000))
        #expect(cut == String(repeating: family, count: 131_072 / 25))
    }

    @Test("Control characters, quotes and lines count as their escapes", arguments: ["\u{1B}", "\"", "\\", "\n", "\t"])
    func escaped(character: String) {
        let cut = limits.cut(String(repeating: character, count: 100_000))
        let each = size(character)
        #expect(each == (character == "\u{1B}" ? 6 : 2))
        #expect(cut.unicodeScalars.count == min(100_000, 131_072 / each))
        #expect(size(cut) <= 131_072)
    }

    @Test("A single character that is too long is cut between two scalars, and is not lost")
    func monster() {
        let cut = limits.cut("e" + String(repeating: "\u{301}", count: 100_000))
        #expect(cut.utf8.count == 131_071)
        #expect(cut.unicodeScalars.first == "e")
        #expect(cut.unicodeScalars.dropFirst().allSatisfy { $0 == "\u{301}" })
    }

    @Test("Whatever a mail is made of, its message fits a frame; the mail stays whole")
    func message() async throws {
        let fixture = try MailFixture()
        try await fixture.run {
            let words = String(repeating: "\u{1F600}\n", count: 60_000)
            let kept = try await fixture.receive(mail(words))
            let ticket = try await fixture.ticket(of: kept)
            let text = try #require(try await fixture.texts(ticket.id).first)
            #expect(text.hasPrefix("\u{1F600}"))
            #expect(size(text) <= 131_072 && size(text) > 131_060)
            #expect(try await fixture.mails.raw(kept.digest).count > 5 * 60_000)
        }
    }

    @Test("Limits under which nothing of a mail could be shown are refused")
    func floor() {
        #expect(throws: EmailError.self) { try MailFixture { $0.limits.textBytes = 63 } }
        #expect(throws: EmailError.self) { try MailFixture { $0.limits.textCharacters = 0 } }
    }
}
