import SportelloModel
import SportelloTesting
import Testing

@Suite("Ticket numbers")
struct TicketNumberTests {
    @Test("Nine digits, the first not 0, the last a Luhn check digit")
    func examples() throws {
        #expect(TicketNumber("123456782")?.description == "123456782")
        #expect(TicketNumber("#123456782")?.value == 123_456_782)
        for wrong in [
            "123456789", "12345678", "1234567820", "012345674", "##123456782", "", "#", "12345678a", "１２３４５６７８２",
        ] {
            #expect(TicketNumber(wrong) == nil, "\(wrong)")
        }
    }

    @Test("Every index gives another number that can be read back")
    func indices() throws {
        var generator = SeededGenerator(seed: 3)
        let indices =
            [0, 1, TicketNumber.count - 1]
            + (0..<2000).map { _ in Int.random(in: 0..<TicketNumber.count, using: &generator) }
        for index in indices {
            let number = try #require(TicketNumber(index: index))
            #expect(TicketNumber(number.description) == number)
            #expect((100_000_000...999_999_999).contains(number.value))
        }
        #expect(Set(indices.compactMap { TicketNumber(index: $0) }).count == Set(indices).count)
        #expect(TicketNumber(index: -1) == nil)
        #expect(TicketNumber(index: TicketNumber.count) == nil)
    }

    @Test("One wrong digit, and two neighbours swapped but for 0 and 9, are noticed")
    func typos() throws {
        let digits = Array("123456782".utf8)
        for place in digits.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[place] {
                var wrong = digits
                wrong[place] = digit
                #expect(TicketNumber(String(decoding: wrong, as: UTF8.self)) == nil)
            }
        }
        for place in 0..<8 {
            var wrong = digits
            wrong.swapAt(place, place + 1)
            #expect(TicketNumber(String(decoding: wrong, as: UTF8.self)) == nil)
        }
    }

    @Test("A text's mentions are # and exactly nine right digits, each once, in order")
    func mentions() throws {
        let one = try #require(TicketNumber(index: 11))
        let two = try #require(TicketNumber(index: 22))
        let text = "(#\(two)) see #\(one), #\(two)! ##\(one) #\(one)0 #12345 \(one) #123456789 #"
        #expect(TicketNumber.mentions(in: text) == [two, one])
        #expect(TicketNumber.mentions(in: "").isEmpty)
        #expect(TicketNumber.mentions(in: "###").isEmpty)
    }
}
