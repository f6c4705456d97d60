/// A number that people can quote: nine digits, the first not 0, the last a Luhn check digit (R-002-34).
public struct TicketNumber: Sendable, Hashable, Comparable {
    /// 100,000,000 to 999,999,999 with a right check digit.
    public let value: Int

    /// How many different numbers there are.
    public static let count = 90_000_000

    /// The number with that index, 0 ..< ``count``; `nil` outside. Different indices give different numbers.
    public init?(index: Int) {
        guard (0..<Self.count).contains(index) else { return nil }
        let body = 10_000_000 + index
        value = body * 10 + Self.checkDigit(of: body)
    }

    /// Reads nine digits, with or without `#` before them; `nil` if the check digit is wrong.
    public init?(_ text: some StringProtocol) {
        var digits = text.utf8[...]
        if digits.first == UInt8(ascii: "#") { digits = digits.dropFirst() }
        guard digits.count == 9, digits.first != UInt8(ascii: "0") else { return nil }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        guard Self.checkDigit(of: value / 10) == value % 10 else { return nil }
        self.value = value
    }

    /// The numbers that a text names as `#` and nine digits, in order, without repetitions.
    public static func mentions(in text: String) -> [TicketNumber] {
        let bytes = Array(text.utf8)
        var found: [TicketNumber] = []
        var position = 0
        while let mark = bytes[position...].firstIndex(of: UInt8(ascii: "#")) {
            let end = bytes[(mark + 1)...].firstIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            let digits = bytes[(mark + 1)..<(end ?? bytes.count)]
            if let number = TicketNumber(String(decoding: digits, as: UTF8.self)), !found.contains(number) {
                found.append(number)
            }
            position = mark + 1
        }
        return found
    }

    /// Orders by value.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    /// Doubles every second digit from the right of the body, sums the digits, and fills up to a multiple of ten.
    private static func checkDigit(of body: Int) -> Int {
        var rest = body
        var sum = 0
        var doubles = true
        while rest > 0 {
            let digit = rest % 10
            let weighed = doubles ? digit * 2 : digit
            sum += weighed > 9 ? weighed - 9 : weighed
            doubles.toggle()
            rest /= 10
        }
        return (10 - sum % 10) % 10
    }
}

extension TicketNumber: CustomStringConvertible {
    /// The nine digits.
    public var description: String { String(value) }
}

extension TicketNumber: Codable {
    /// Decodes the nine digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = TicketNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a ticket number")
        }
        self = number
    }

    /// Encodes the nine digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
