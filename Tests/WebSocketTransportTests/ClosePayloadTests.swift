import Testing

@testable import WebSocketTransport

/// RFC 6455 §5.5.1 and §7.4.
@Suite struct ClosePayloadTests {
    private func parse(_ bytes: [UInt8]) -> ClosePayload.Received { bytes.withUnsafeBytes(ClosePayload.parse) }

    @Test func anEmptyOneIsAnsweredEmpty() {
        #expect(self.parse([]) == .init(code: 1005, reason: "", answer: nil))
    }

    @Test func oneByteIsAProtocolError() { #expect(self.parse([3]).answer == 1002) }

    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 4000, 4999] as [UInt16])
    func codesThatMayBeSentAreEchoed(code: UInt16) {
        let received = self.parse([UInt8(code >> 8), UInt8(code & 0xFF)] + Array("why".utf8))
        #expect(received == .init(code: code, reason: "why", answer: code))
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] as [UInt16])
    func codesThatMustNotBeSentAreAnswered1002(code: UInt16) {
        #expect(!ClosePayload.isSendable(code))
        #expect(self.parse([UInt8(code >> 8), UInt8(code & 0xFF)]).answer == 1002)
    }

    @Test func aReasonThatIsNotUTF8IsAnswered1007AndNotKept() {
        #expect(self.parse([3, 0xE8, 0xFF]) == .init(code: 1000, reason: "", answer: 1007))
    }

    @Test func whatIsMadeIsReadBack() {
        let made = ClosePayload.make(code: 4002, reason: "too slow")
        #expect(self.parse(made) == .init(code: 4002, reason: "too slow", answer: 4002))
    }

    @Test func aLongReasonIsCutAtACharacter() {
        let made = ClosePayload.make(code: 1000, reason: String(repeating: "😀", count: 50))
        #expect(made.count <= 125)
        #expect(self.parse(made).reason == String(repeating: "😀", count: 30))
    }
}
