/// A moment on the wire: RFC 3339 in UTC with milliseconds, such as `2026-01-31T09:30:00.000Z`.
///
/// Written from the milliseconds alone; no time zone data, no locale, no leap seconds.
public struct WireTime: Hashable, Sendable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
    public let milliseconds: Int64

    /// Makes a moment. The text form covers the years 0000 to 9999; moments outside are written as the nearest inside.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`, with one to nine digits of fraction allowed, of which three count.
    ///
    /// Nil for anything else: other offsets than `Z`, days that the calendar lacks, second 60, hour 24.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ WireTime.parse($0) }) else { return nil }
        milliseconds = value
    }

    /// The text form.
    public var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Earlier comes first.
    public static func < (left: WireTime, right: WireTime) -> Bool { left.milliseconds < right.milliseconds }

    private static let first: Int64 = -62_167_219_200_000
    private static let last: Int64 = 253_402_300_799_999
    private static let dayLength: Int64 = 86_400_000

    /// Appends the text form without quotes.
    func append(to bytes: inout [UInt8]) {
        let value = min(max(milliseconds, WireTime.first), WireTime.last)
        var day = value / WireTime.dayLength
        var rest = value % WireTime.dayLength
        if rest < 0 {
            rest += WireTime.dayLength
            day -= 1
        }
        let date = WireTime.date(ofDay: day)
        let hour = rest / 3_600_000
        let minute = rest / 60_000 % 60
        let second = rest / 1000 % 60
        func put(_ number: Int64, _ width: Int) {
            var divisor: Int64 = width == 4 ? 1000 : width == 3 ? 100 : 10
            var number = number
            for _ in 0..<width {
                bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor))
                number %= divisor
                divisor = max(divisor / 10, 1)
            }
        }
        put(date.year, 4)
        bytes.append(UInt8(ascii: "-"))
        put(date.month, 2)
        bytes.append(UInt8(ascii: "-"))
        put(date.day, 2)
        bytes.append(UInt8(ascii: "T"))
        put(hour, 2)
        bytes.append(UInt8(ascii: ":"))
        put(minute, 2)
        bytes.append(UInt8(ascii: ":"))
        put(second, 2)
        bytes.append(UInt8(ascii: "."))
        put(rest % 1000, 3)
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for index in range {
                let digit = text[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                value = value * 10 + Int64(digit)
            }
            return value
        }
        guard text.count >= 20, text.count <= 30, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[text.count - 1] == UInt8(ascii: "Z"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), day >= 1, day <= lengthOfMonth(month, year), hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction: Int64 = 0
        if text.count > 20 {
            guard text.count > 21, text[19] == UInt8(ascii: "."), number(20..<text.count - 1) != nil else { return nil }
            for index in 20..<23 {
                let digit = index < text.count - 1 ? Int64(text[index] - UInt8(ascii: "0")) : 0
                fraction = fraction * 10 + digit
            }
        }
        let days = WireTime.day(ofYear: year, month: month, day: day)
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction
    }

    private static func lengthOfMonth(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // The proleptic Gregorian calendar, counted in years that begin on the first of March: the leap day is then the
    // last day of its year, and the months' lengths follow (153 m + 2) / 5.

    private static let daysFromMarchYearZeroTo1970: Int64 = 719_468

    private static func day(ofYear year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let leapDays = floorDivide(marchYear, 4) - floorDivide(marchYear, 100) + floorDivide(marchYear, 400)
        return marchYear * 365 + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - daysFromMarchYearZeroTo1970
    }

    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + daysFromMarchYearZeroTo1970
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

extension WireTime: CustomStringConvertible {
    /// The text form.
    public var description: String { text }
}
