/// Which charset bytes without a useful label are in.
///
/// Only what can be told with some certainty is told: byte order marks, ISO-2022-JP's escapes, UTF-8, the two common
/// Cyrillic charsets, and windows-1252 for the rest.
enum CharsetGuess {
    static func guess(_ bytes: [UInt8]) -> Charset {
        let sample = bytes.prefix(64 << 10)
        if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { return .utf16 }
        guard let firstHigh = bytes.firstIndex(where: { $0 >= 0x80 }) else {
            return hasJapaneseEscape(sample) ? .iso2022Japanese : zeros(sample) ?? .utf8
        }
        if UTF8Check.isValid(bytes) || UTF8Check.looksDamaged(bytes) { return .utf8 }
        return zeros(sample) ?? cyrillic(bytes[firstHigh...].prefix(64 << 10)) ?? .windows1252
    }

    private static func hasJapaneseEscape(_ sample: ArraySlice<UInt8>) -> Bool {
        var index = sample.startIndex
        while let escape = sample[index...].firstIndex(of: 0x1B) {
            if sample[escape...].starts(with: [0x1B, 0x24, 0x42]) || sample[escape...].starts(with: [0x1B, 0x24, 0x40])
            {
                return true
            }
            index = escape + 1
        }
        return false
    }

    /// UTF-16 without a mark: every second byte of a Latin text is zero.
    private static func zeros(_ sample: ArraySlice<UInt8>) -> Charset? {
        let zeros = sample.count { $0 == 0 }
        return sample.count >= 4 && zeros * 3 > sample.count ? .utf16 : nil
    }

    /// Russian and Ukrainian words are runs of high letters, mostly lower case: those lie in 0xE0…0xFF in windows-1251 and in
    /// 0xC0…0xDF in KOI8. Western text has high letters one by one.
    private static func cyrillic(_ sample: ArraySlice<UInt8>) -> Charset? {
        var upperHalf = 0
        var lowerHalf = 0
        var inRuns = 0
        var others = 0
        var run = 0
        for byte in sample {
            if byte >= 0xC0 {
                run += 1
                if byte >= 0xE0 { upperHalf += 1 } else { lowerHalf += 1 }
                continue
            }
            if run >= 3 { inRuns += run }
            run = 0
            if byte >= 0x80 { others += 1 }
        }
        if run >= 3 { inRuns += run }
        let letters = upperHalf + lowerHalf
        guard letters >= 4, inRuns * 10 >= letters * 7, others * 4 < letters else { return nil }
        return .iconv(lowerHalf > upperHalf ? "KOI8-U" : "CP1251")
    }
}
