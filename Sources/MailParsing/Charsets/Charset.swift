/// A charset that mail is written in, after the corrections that real mail needs.
///
/// Labels come from strangers: only those listed here reach iconv, everything else is guessed.
enum Charset: Sendable, Hashable {
    case utf8
    case windows1252
    /// US-ASCII, or no label: whatever the bytes look like.
    case unlabelled
    /// UTF-16 whose byte order the bytes must tell; network order failing that.
    case utf16
    case iso2022Japanese
    /// A name that iconv knows.
    case iconv(String)

    /// Nil for a label that nobody knows.
    init?(label: String) {
        let folded = Self.fold(label)
        if let known = Self.known[folded] {
            self = known
            return
        }
        for (prefix, family) in Self.families where folded.hasPrefix(prefix) {
            guard let number = Int(folded.dropFirst(prefix.count)), let charset = family(number) else { continue }
            self = charset
            return
        }
        return nil
    }

    /// True for a charset that bytes alone do not tell: only a label does.
    var needsLabel: Bool {
        switch self {
        case .iso2022Japanese, .iconv: true
        case .utf8, .windows1252, .unlabelled, .utf16: false
        }
    }

    /// Lower case, letters and digits only, without the wrapping that some clients leave around a label.
    private static func fold(_ label: String) -> String {
        var text = label[...]
        // RFC 2231 lets a language follow.
        if let star = text.firstIndex(of: "*") { text = text[..<star] }
        var result = ""
        for byte in text.utf8.prefix(64) where byte.isLetter || byte.isDigit {
            result.unicodeScalars.append(Unicode.Scalar(byte.lowered))
        }
        for prefix in ["charset", "x", "cs"] where result.hasPrefix(prefix) && known[result] == nil {
            let rest = String(result.dropFirst(prefix.count))
            if known[rest] != nil || families.contains(where: { rest.hasPrefix($0.prefix) }) { return rest }
        }
        return result
    }

    private typealias Family = (prefix: String, charset: @Sendable (Int) -> Charset?)

    private static let families: [Family] = [
        ("iso8859", { isoLatin($0) }),
        ("8859", { isoLatin($0) }),
        ("windows", { windows($0) }),
        ("win", { windows($0) }),
        ("cp", { codePage($0) }),
        ("ibm", { codePage($0) }),
        ("dos", { codePage($0) }),
        ("ms", { codePage($0) }),
    ]

    private static func isoLatin(_ number: Int) -> Charset? {
        switch number {
        // Windows text under the name of its Latin ancestor is far more common than C1 controls.
        case 1: .windows1252
        case 9: .iconv("CP1254")
        case 11: .iconv("CP874")
        case 2...8, 10, 13...16: .iconv("ISO-8859-\(number)")
        // A label of many decades, `iso-8859-8-i` or `iso-8859-1:1987`, ends up with more digits.
        case 11987: .windows1252
        default: nil
        }
    }

    private static func windows(_ number: Int) -> Charset? {
        switch number {
        case 1252: .windows1252
        case 1250, 1251, 1253...1258: .iconv("CP\(number)")
        default: codePage(number)
        }
    }

    private static func codePage(_ number: Int) -> Charset? {
        switch number {
        case 1252, 28591, 819: .windows1252
        case 1250, 1251, 1253...1258: .iconv("CP\(number)")
        case 437, 850, 852, 855, 857, 858, 860...866, 869: .iconv("CP\(number == 858 ? 850 : number)")
        case 874: .iconv("CP874")
        case 932, 31, 943: .iconv("CP932")
        case 936, 1386, 54936: .iconv("GB18030")
        case 949: .iconv("CP949")
        case 950: .iconv("BIG5-HKSCS")
        case 65001: .utf8
        case 65000: .iconv("UTF-7")
        case 20866: .iconv("KOI8-R")
        case 21866: .iconv("KOI8-U")
        case 50220...50222: .iso2022Japanese
        case 51932: .iconv("EUC-JP-MS")
        case 51949: .iconv("CP949")
        case 28592...28599: isoLatin(number - 28590)
        default: nil
        }
    }

    private static let known: [String: Charset] = [
        "": .unlabelled,
        "utf8": .utf8, "unicode11utf8": .utf8, "utf8mb4": .utf8, "unicodeutf8": .utf8, "unicode20utf8": .utf8,
        "usascii": .unlabelled, "ascii": .unlabelled, "ansix341968": .unlabelled, "ansix341986": .unlabelled,
        "iso646us": .unlabelled, "646": .unlabelled, "us": .unlabelled, "ansi": .unlabelled, "7bit": .unlabelled,
        "8bit": .unlabelled, "unknown8bit": .unlabelled, "unknown": .unlabelled, "xunknown": .unlabelled,
        "default": .unlabelled, "defaultcharset": .unlabelled, "none": .unlabelled, "binary": .unlabelled,
        "userdefined": .unlabelled, "xuserdefined": .unlabelled, "iso646irv": .unlabelled,
        "latin1": .windows1252, "l1": .windows1252, "isolatin1": .windows1252, "iso88591windows31latin1": .windows1252,
        "iso88591windows30latin1": .windows1252, "iso8859": .windows1252, "88591": .windows1252,
        "latin2": .iconv("ISO-8859-2"), "l2": .iconv("ISO-8859-2"), "isolatin2": .iconv("ISO-8859-2"),
        "latin3": .iconv("ISO-8859-3"), "latin4": .iconv("ISO-8859-4"), "latin5": .iconv("CP1254"),
        "l5": .iconv("CP1254"), "latin6": .iconv("ISO-8859-10"), "latin9": .iconv("ISO-8859-15"),
        "latin0": .iconv("ISO-8859-15"), "cyrillic": .iconv("ISO-8859-5"), "isolatincyrillic": .iconv("ISO-8859-5"),
        "greek": .iconv("ISO-8859-7"), "hebrew": .iconv("ISO-8859-8"), "arabic": .iconv("ISO-8859-6"),
        "iso88598i": .iconv("ISO-8859-8"), "iso88598e": .iconv("ISO-8859-8"), "iso88596i": .iconv("ISO-8859-6"),
        "koi8r": .iconv("KOI8-R"), "koi8": .iconv("KOI8-R"), "koi": .iconv("KOI8-R"), "koi8u": .iconv("KOI8-U"),
        "koi8ru": .iconv("KOI8-U"), "koi8t": .iconv("KOI8-T"), "macintosh": .iconv("MACINTOSH"),
        "macroman": .iconv("MACINTOSH"), "mac": .iconv("MACINTOSH"), "maccyrillic": .iconv("MAC-CYRILLIC"),
        "macukrainian": .iconv("MAC-UK"), "maccentraleurope": .iconv("MAC-CENTRALEUROPE"),
        "macce": .iconv("MAC-CENTRALEUROPE"),
        "gb2312": .iconv("GB18030"), "gb231280": .iconv("GB18030"), "gbk": .iconv("GB18030"),
        "gb18030": .iconv("GB18030"), "gb": .iconv("GB18030"), "euccn": .iconv("GB18030"),
        "chinese": .iconv("GB18030"), "isoir58": .iconv("GB18030"), "hz": .iconv("GB18030"),
        "hzgb2312": .iconv("GB18030"), "iso2022cn": .iconv("ISO-2022-CN"),
        "big5": .iconv("BIG5-HKSCS"), "big5hkscs": .iconv("BIG5-HKSCS"), "cnbig5": .iconv("BIG5-HKSCS"),
        "eten": .iconv("BIG5-HKSCS"), "euctw": .iconv("EUC-TW"),
        "ksc56011987": .iconv("CP949"), "ksc5601": .iconv("CP949"), "ksc56011989": .iconv("CP949"),
        "ks": .iconv("CP949"), "euckr": .iconv("CP949"), "korean": .iconv("CP949"), "uhc": .iconv("CP949"),
        "iso2022kr": .iconv("ISO-2022-KR"), "johab": .iconv("JOHAB"),
        "iso2022jp": .iso2022Japanese, "iso2022jp1": .iso2022Japanese, "iso2022jp2": .iconv("ISO-2022-JP-2"),
        "iso2022jp3": .iconv("ISO-2022-JP-3"), "iso2022jpms": .iso2022Japanese, "jis": .iso2022Japanese,
        "shiftjis": .iconv("CP932"), "sjis": .iconv("CP932"), "mskanji": .iconv("CP932"), "windows31j": .iconv("CP932"),
        "eucjp": .iconv("EUC-JP-MS"), "ujis": .iconv("EUC-JP-MS"), "eucjpms": .iconv("EUC-JP-MS"),
        "tis620": .iconv("CP874"), "viscii": .iconv("VISCII"), "tcvn": .iconv("TCVN"), "armscii8": .iconv("ARMSCII-8"),
        "georgianps": .iconv("GEORGIAN-PS"), "ptcp154": .iconv("PT154"), "pt154": .iconv("PT154"),
        "kz1048": .iconv("RK1048"), "iso1": .windows1252,
        "utf7": .iconv("UTF-7"), "unicode11utf7": .iconv("UTF-7"), "utf16": .utf16, "utf16be": .iconv("UTF-16BE"),
        "utf16le": .iconv("UTF-16LE"), "ucs2": .utf16, "unicode": .utf16, "iso10646ucs2": .utf16,
        "utf32": .iconv("UTF-32"), "utf32be": .iconv("UTF-32BE"), "utf32le": .iconv("UTF-32LE"),
    ]
}
