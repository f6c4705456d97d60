/// Dates by RFC 5322 and in the other forms that mail carries: ISO 8601, asctime, dots and slashes, named zones, AM and PM,
/// two-digit years, missing weekdays, comments.
enum DateParser {
    static func parse(_ value: String?) -> MailDate? {
        guard let value else { return nil }
        var words = split(withoutBlanksInTime(Array(value.utf8.prefix(200)).withoutComments))
        if let iso = words.first.flatMap({ isoDate($0) }) {
            words.removeFirst()
            var fields = iso.fields
            if !iso.rest.isEmpty { words.insert(contentsOf: split(iso.rest), at: 0) }
            for word in words { fields.take(word) }
            return fields.date
        }
        var fields = Fields()
        for word in words { fields.take(word) }
        return fields.date
    }

    /// Without the blanks around a colon behind a digit that RFC 5322 allows, for example where a comment stood.
    private static func withoutBlanksInTime(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isInTime = false
        for byte in bytes {
            if byte == .colon, let last = result.lastIndex(where: { !$0.isBlank }), result[last].isDigit {
                result.removeLast(result.count - last - 1)
                isInTime = true
            } else if isInTime, byte.isBlank {
                continue
            } else {
                isInTime = false
            }
            result.append(byte)
        }
        return result
    }

    private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "_") }
            .map(Array.init)
    }

    /// `2026-11-22T10:00:00+01:00`, or its first word; `20261122T100000Z`.
    private static func isoDate(_ word: [UInt8]) -> (fields: Fields, rest: [UInt8])? {
        let isDashed =
            word.count >= 8 && word.prefix(4).allSatisfy(\.isDigit)
            && (word[4] == .hyphen || word[4] == UInt8(ascii: "/") || word[4] == UInt8(ascii: "."))
        guard isDashed else { return nil }
        let separator = word[4]
        let parts = word.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: "t") }.split(separator: separator)
        guard parts.count == 3, let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2]),
            (1...12).contains(month)
        else { return nil }
        var fields = Fields()
        fields.year = year
        fields.month = month
        fields.day = day
        let rest = word.drop { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: "t") }.dropFirst()
        return (fields, Array(rest))
    }

    static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// What was understood so far.
    private struct Fields {
        var year: Int?
        var month: Int?
        /// The month was read from a word that may be a day of the week.
        var isWeekdayPerhaps = false
        var day: Int?
        var seconds: Int?
        var offset: Int?
        private var isAfternoon: Bool?

        /// `year` as two digits mean it, by RFC 5322.
        private static func full(_ year: Int, digits: Int) -> Int {
            switch digits {
            case 1, 2: year < 50 ? 2000 + year : 1900 + year
            case 3: 1900 + year
            default: year
            }
        }

        mutating func take(_ raw: [UInt8]) {
            let word = raw.last == UInt8(ascii: ".") ? Array(raw.dropLast()) : raw
            guard let first = word.first else { return }
            if word.contains(.colon), takeTime(word) { return }
            if first == UInt8(ascii: "+") || first == .hyphen, takeOffset(word) { return }
            if let value = DateParser.number(word) {
                takeNumber(value, digits: word.count)
                return
            }
            for separator in [UInt8.hyphen, UInt8(ascii: "/"), UInt8(ascii: ".")] {
                let parts = word.split(separator: separator)
                if parts.count == 3, takeTriple(parts, separator) { return }
            }
            // `16.07.05` behind a date cannot be another one.
            if day != nil, month != nil, word.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }),
                word.count(where: { $0 == UInt8(ascii: ".") }) == 2,
                takeTime(word.map { $0.isDigit ? $0 : .colon })
            {
                return
            }
            takeName(word)
        }

        /// `10:15`, `10:15:30`, `10:15:30.123Z`, `10:15:30+0100`, `10:15PM`.
        private mutating func takeTime(_ word: [UInt8]) -> Bool {
            guard seconds == nil else {
                // A second colon word can only be a zone such as `+01:00`.
                return takeOffset(word)
            }
            let head = word.prefix { $0.isDigit || $0 == .colon || $0 == UInt8(ascii: ".") }
            let clock = head.split(separator: UInt8(ascii: ".")).first ?? []
            let parts = clock.split(separator: .colon).map { DateParser.number($0) }
            guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], hour < 25, minute < 60
            else {
                return false
            }
            let second = parts.count == 3 ? parts[2] ?? 0 : 0
            guard second < 62 else { return false }
            seconds = hour * 3600 + minute * 60 + min(second, 59)
            let tail = Array(word.dropFirst(head.count))
            if !tail.isEmpty {
                if tail[0] == UInt8(ascii: "+") || tail[0] == .hyphen { _ = takeOffset(tail) } else { takeName(tail) }
            }
            return true
        }

        private mutating func takeOffset(_ word: [UInt8]) -> Bool {
            guard let sign = word.first, sign == UInt8(ascii: "+") || sign == .hyphen else { return false }
            // A day cannot be negative, a zone has its date before it.
            guard seconds != nil || word.count == 5 else { return false }
            let digits = word.dropFirst().filter(\.isDigit)
            guard word.dropFirst().allSatisfy({ $0.isDigit || $0 == .colon }), let value = DateParser.number(digits)
            else {
                return false
            }
            let minutes = digits.count <= 2 ? value * 60 : value / 100 * 60 + value % 100
            guard minutes < 1440 else { return true }
            offset = sign == .hyphen ? -minutes : minutes
            return true
        }

        private mutating func takeNumber(_ value: Int, digits: Int) {
            if digits <= 2, day == nil, (1...31).contains(value) {
                day = value
            } else if year == nil, digits <= 4, month != nil || digits == 4 {
                year = Self.full(value, digits: digits)
            } else if digits == 4, seconds != nil, offset == nil, value < 1440 {
                // A zone that lost its sign.
                offset = value / 100 * 60 + value % 100
            }
        }

        /// `22-Nov-2026`, `22.11.2026`, `11/22/2026`.
        private mutating func takeTriple(_ parts: [ArraySlice<UInt8>], _ separator: UInt8) -> Bool {
            guard day == nil, let last = DateParser.number(parts[2]) else { return false }
            if let name = DateParser.month(parts[1]), let first = DateParser.number(parts[0]) {
                (day, month, year) = (first, name, Self.full(last, digits: parts[2].count))
                return true
            }
            guard let first = DateParser.number(parts[0]), let second = DateParser.number(parts[1]) else {
                return false
            }
            // Slashes are American unless that makes no month.
            let isMonthFirst = separator == UInt8(ascii: "/") && first <= 12
            (day, month) = isMonthFirst ? (second, first) : (first, second)
            year = Self.full(last, digits: parts[2].count)
            return true
        }

        private mutating func takeName(_ word: [UInt8]) {
            if let number = DateParser.month(word[...]), month == nil || isWeekdayPerhaps {
                month = number
                // `mar, 1 dic`: a Tuesday in three languages.
                isWeekdayPerhaps = day == nil && word.map(\.lowered).elementsEqual("mar".utf8)
                return
            }
            let name = word.map(\.lowered)
            if name.elementsEqual("am".utf8) { isAfternoon = false }
            if name.elementsEqual("pm".utf8) { isAfternoon = true }
            guard seconds != nil, offset == nil else { return }
            // `GMT+0100`, `UTC-5`
            if name.starts(with: "gmt".utf8) || name.starts(with: "utc".utf8), name.count > 3 {
                _ = takeOffset(Array(name.dropFirst(3)))
                if offset != nil { return }
            }
            offset = DateParser.zones[String(decoding: name, as: UTF8.self)]
        }

        var date: MailDate? {
            guard let year, let month, let day, (1...12).contains(month), (1...31).contains(day),
                (1970...9999).contains(year)
            else { return nil }
            var clock = seconds ?? 0
            if isAfternoon == true, clock < 12 * 3600 { clock += 12 * 3600 }
            if isAfternoon == false, clock >= 12 * 3600 { clock -= 12 * 3600 }
            let offset = offset ?? 0
            let days = DateParser.days(year, month, day)
            return MailDate(unixSeconds: Int64(days * 86_400 + clock - offset * 60), offsetMinutes: offset)
        }
    }

    /// The first three letters of the months, in English and in what other languages' clients write instead.
    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
        "dec": 12,
        "ene": 1, "gen": 1, "fév": 2, "mär": 3, "mrz": 3, "avr": 4, "abr": 4, "mai": 5, "giu": 6, "lug": 7, "aoû": 8,
        "ago": 8, "maj": 5, "mei": 5, "mrt": 3, "set": 9, "okt": 10, "ott": 10, "out": 10, "dez": 12, "déc": 12,
        "dic": 12,
    ]

    private static func month(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 3 else { return nil }
        return months[String(String(decoding: word.prefix(40), as: UTF8.self).lowercased().prefix(3))]
    }

    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60,
        "cest": 120,
        "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "ist": 330, "hkt": 480, "sgt": 480,
        "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "ast": -240, "adt": -180,
        "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    ]

    /// Days from 1970-01-01, proleptic Gregorian; a day beyond the month's end runs into the next.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
