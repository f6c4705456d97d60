import Testing

@testable import MailParsing

@Suite struct LowerCaseTests {
    /// The short way may refuse a text, and must agree with Unicode about any other.
    @Test func theShortWayAgreesWithUnicode() throws {
        for value in UInt32(0)..<0x3100 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in [String(Character(scalar)), "A\(scalar)Ж", "\(scalar)\(scalar)"] {
                guard let found = simple(text) else { continue }
                #expect(found == Array(text.lowercased().utf8), "U+\(String(value, radix: 16))")
                // What is asked of its bytes would be asked of its characters.
                #expect(text.count == text.unicodeScalars.count || text.contains("\r\n"))
            }
        }
    }

    @Test(arguments: ["", "Hello – it’s “Él” … ŁÓDŹ", "ПРИВЕТ, ҐАНОК!", "ΑΣ", "a\tB:."])
    func itKnowsTheAlphabetsOfEurope(_ text: String) throws {
        #expect(simple(text) == Array(text.lowercased().utf8))
    }

    @Test(arguments: ["e\u{301}", "\u{130}", "\u{212A}", "日本", "🙂", "\u{2028}", "\u{200D}", "שלום", "\u{600}"])
    func itLeavesTheRestToUnicode(_ text: String) throws {
        #expect(simple(text) == nil)
        #expect(simple("abc \(text)") == nil)
    }

    private func simple(_ text: String) -> [UInt8]? {
        Array(text.utf8).withUnsafeBufferPointer { LowerCase.simple($0) }
    }
}
