import Testing

@testable import WebSocketTransport

/// RFC 3629, whole and in pieces.
@Suite struct UTF8CheckTests {
    static let bad: [[UInt8]] = [
        [0xFF], [0x80], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
        [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
        Array("12345678".utf8) + [0xC3], Array("1234567".utf8) + [0x80], [0xC3, 0x28], [0xE2, 0x28, 0xA1],
    ]

    private func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes(UTF8Check.isValid) }

    private func isValid(_ bytes: [UInt8], splitAt split: Int) -> Bool {
        var check = UTF8Check()
        return bytes[..<split].withUnsafeBytes { check.accept($0) }
            && bytes[split...].withUnsafeBytes { check.accept($0) }
            && check.isComplete
    }

    @Test(arguments: bad) func whatIsNotUTF8IsRefusedWholeAndInPieces(bytes: [UInt8]) {
        #expect(!self.isValid(bytes))
        for split in 0...bytes.count { #expect(!self.isValid(bytes, splitAt: split)) }
    }

    @Test(arguments: [
        "", "a", "12345678", "123456789é", "κόσμε", "😀", "\u{10FFFF}", "\u{D7FF}\u{E000}", "\u{0}", "\u{FEFF}x",
    ])
    func whatIsUTF8IsTakenWholeAndInPieces(text: String) {
        let bytes = Array(text.utf8)
        #expect(self.isValid(bytes))
        for split in 0...bytes.count { #expect(self.isValid(bytes, splitAt: split)) }
    }

    @Test func itAgreesWithTheStandardLibraryOnRandomBytes() {
        var generator = SystemlessGenerator(state: 7)
        for _ in 0..<20_000 {
            let count = Int(generator.next() % 12)
            let bytes = (0..<count).map { _ -> UInt8 in
                let interesting: [UInt8] = [
                    0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4,
                ]
                return interesting[Int(generator.next() % UInt64(interesting.count))]
            }
            #expect(self.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
        }
    }
}

/// A small repeatable source of numbers (xorshift).
struct SystemlessGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state ^= self.state << 13
        self.state ^= self.state >> 7
        self.state ^= self.state << 17
        return self.state
    }
}
