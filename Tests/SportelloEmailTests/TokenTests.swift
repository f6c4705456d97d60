import Foundation
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("Reply tokens")
struct TokenTests {
    private let old = Array(repeating: UInt8(1), count: 32)
    private let new = Array(repeating: UInt8(2), count: 32)

    @Test("A token holds under its key, under a rotated key, and under no other")
    func rotation() throws {
        let token = ReplyToken(number: 123_456_782, recipient: "Rosa@Shop.example")
        let text = token.text(for: .address, keys: try MailKeys(current: old))
        #expect(text.count == ReplyToken.length)
        #expect(text == text.lowercased())
        #expect(ReplyToken(text, for: .address, keys: try MailKeys(current: new, previous: old)) == token)
        #expect(ReplyToken(text.uppercased(), for: .address, keys: try MailKeys(current: old)) == token)
        #expect(ReplyToken(text, for: .address, keys: try MailKeys(current: new)) == nil)
        #expect(ReplyToken(text, for: .messageID, keys: try MailKeys(current: old)) == nil)
        #expect(token.isFor("rosa@shop.example"))
        #expect(!token.isFor("rosa@shop.example.evil"))
    }

    @Test("Every changed character makes a token worthless")
    func tampering() throws {
        let keys = try MailKeys(current: old)
        let text = Array(ReplyToken(number: 123_456_782, recipient: "a@b.example").text(for: .address, keys: keys))
        for index in text.indices {
            var changed = text
            changed[index] = changed[index] == "a" ? "b" : "a"
            #expect(ReplyToken(String(changed), for: .address, keys: keys) == nil)
        }
        #expect(ReplyToken(String(text.dropLast()), for: .address, keys: keys) == nil)
    }

    @Test("A key below 32 bytes is refused")
    func shortKey() {
        #expect(throws: EmailError.self) { try MailKeys(current: Array(repeating: 1, count: 31)) }
        #expect(throws: EmailError.self) { try MailKeys(current: new, previous: Array(repeating: 1, count: 31)) }
    }

    @Test("A plus-address keeps within 64 octets")
    func plusAddress() {
        let token = String(repeating: "a", count: 32)
        #expect(PlusAddress.make("help@desk.example", token: token) == "help+\(token)@desk.example")
        let long = String(repeating: "x", count: 31)
        #expect(PlusAddress.make("\(long)@d.example", token: token) == "\(long)+\(token)@d.example")
        #expect(PlusAddress.make("\(long)x@d.example", token: token) == "\(long)x@d.example")
        #expect(PlusAddress.detail(of: "help+x@evil.example", at: ["help@desk.example"]) == nil)
        #expect(PlusAddress.detail(of: "HELP+x@Desk.example", at: ["help@desk.example"]) == "x")
    }
}

@Suite("Composing")
struct ComposingTests {
    @Test("No address leads into the SMTP dialogue")
    func addresses() {
        for bad in [
            "a@b\r\nRCPT TO:<c@d>", "a b@c.example", "<a@b.example>", "a@b.example>", "@b.example", "a@", "a",
            "a@b..example",
            "a..b@c.example", "a@.example", "a\"@b.example", "-a@b.example",
            String(repeating: "a", count: 65) + "@b.example",
        ] { #expect(!EnvelopeAddress.isValid(bad), "\(bad)") }
        for good in [
            "a@b.example", "a+b.c@d-e.example", "ü@b.example", String(repeating: "a", count: 64) + "@b.example",
        ] {
            #expect(EnvelopeAddress.isValid(good), "\(good)")
        }
    }

    @Test("A subject cannot add a header")
    func injection() {
        let field = MailHeaders.text("Subject", "Hi\r\nBcc: all@shop.example\r\n\r\nBody")
        #expect(field == "Subject: Hi  Bcc: all@shop.example    Body\r\n")
        #expect(!MailHeaders.text("Subject", "Grüße\u{2028}Bcc: x").dropLast(2).contains("\nBcc"))
    }

    @Test("Long and foreign subjects are folded into words of at most 75 characters")
    func encodedWords() {
        let field = MailHeaders.text("Subject", String(repeating: "Щось не друкує ", count: 20))
        for line in field.split(separator: "\r\n") { #expect(line.utf8.count <= 78) }
        #expect(field.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("Quoted-printable keeps lines short and changes nothing that a reader sees")
    func quotedPrintable() {
        let text = MailComposer.quotedPrintable("From here.\n.dot\nü=\ttab \n" + String(repeating: "x", count: 200))
        for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 76) }
        #expect(text.hasPrefix("=46rom here.\r\n=2Edot\r\n=C3=BC=3D\ttab=20\r\n"))
    }

    @Test("Bare line ends become CRLF, once")
    func lineEnds() {
        #expect(
            MailBytes.withCarriageReturns(Array("a\nb\r\nc\rd\n.\r".utf8)) == Array("a\r\nb\r\nc\r\nd\r\n.\r\n".utf8))
    }

    @Test("An SMTP transaction's words decide its fate")
    func fates() {
        func fate(_ steps: [(String, String)], handsOver: Bool = false, isLogin: Bool = false) -> MailDelivery {
            let transaction = SMTPTransaction(bytes: [])
            for (sent, received) in steps {
                transaction.sent(Array(sent.utf8))
                if !received.isEmpty { transaction.received(Array(received.utf8)) }
            }
            if handsOver { _ = transaction.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0)) }
            return transaction.result(isDone: false, isLogin: isLogin, message: "broken").delivery
        }
        #expect(fate([("RCPT TO:<a@b>", "550 5.1.1 no")]) == .refused("550 5.1.1 no"))
        #expect(fate([("RCPT TO:<a@b>", "550 5.1.1 no"), ("QUIT", "221 bye")]) == .refused("550 5.1.1 no"))
        #expect(fate([("RCPT TO:<a@b>", "450 4.2.0 later")]) == .deferred("450 4.2.0 later"))
        #expect(fate([("EHLO x", "554 go away")]) == .deferred("554 go away"))
        #expect(fate([("AUTH PLAIN", "535 5.7.8 wrong")], isLogin: true) == .notAuthenticated("535 5.7.8 wrong"))
        #expect(fate([("AUTH PLAIN", "454 4.7.0 later")], isLogin: true) == .deferred("454 4.7.0 later"))
        #expect(fate([("DATA", "354 go")]) == .deferred("broken"))
        if case .unknown = fate([("DATA", "354 go")], handsOver: true) {} else { Issue.record("the fate is unknown") }
        #expect(
            fate([("DATA", "354 go"), ("DATA", "552 5.3.4 too big")], handsOver: true) == .refused("552 5.3.4 too big"))
    }
}
