import CMIME

/// Bytes of some charset into Unicode. Nothing is dropped: what is no character becomes U+FFFD.
enum TextDecoder {
    /// What came out, as UTF-8, and whether the label was of no use.
    struct Result {
        var utf8: [UInt8]
        var isGuessed: Bool

        var string: String { String(decoding: utf8, as: UTF8.self) }
    }

    /// Decodes `bytes`, which claim to be in the charset `label`.
    static func decode(_ bytes: [UInt8], label: String?) -> Result {
        let labelled = label.map { Charset(label: $0) }
        guard let known = labelled ?? .unlabelled else {
            return Result(utf8: decode(bytes, as: CharsetGuess.guess(bytes)), isGuessed: true)
        }
        // A byte order mark says more than a label, but only where the label leaves room for it.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return Result(utf8: validUTF8(Array(bytes.dropFirst(3))), isGuessed: false)
        }
        switch known {
        case .utf8:
            if UTF8Check.isValid(bytes) { return Result(utf8: bytes, isGuessed: false) }
            // Mostly right: cut or damaged. Not at all: something else under this name.
            let guess = UTF8Check.looksDamaged(bytes) ? Charset.utf8 : CharsetGuess.guess(bytes)
            return Result(utf8: decode(bytes, as: guess), isGuessed: true)
        case .windows1252:
            // UTF-8 under the wrong name is common; the other way round such sequences mean nothing.
            if bytes.contains(where: { $0 >= 0x80 }), UTF8Check.isValid(bytes) {
                return Result(utf8: bytes, isGuessed: true)
            }
            return Result(utf8: decode(bytes, as: .windows1252), isGuessed: false)
        case .unlabelled:
            let guess = CharsetGuess.guess(bytes)
            return Result(utf8: decode(bytes, as: guess), isGuessed: bytes.contains { $0 >= 0x80 })
        case .utf16, .iso2022Japanese, .iconv:
            return Result(utf8: decode(bytes, as: known), isGuessed: false)
        }
    }

    /// Text of a header: UTF-8 where it is, otherwise in the charset of the mail's text, `fallback`, if it can be, otherwise
    /// guessed. Whoever writes raw text into a header writes it like the text below.
    static func header(_ bytes: some Collection<UInt8>, fallback: Charset? = nil) -> String {
        if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) { return String(decoding: bytes, as: UTF8.self) }
        // An escape may begin raw Japanese, which is ASCII otherwise.
        let array = Array(bytes)
        // In most of these charsets UTF-8 that was cut is text too, but not the right one.
        if let fallback, !UTF8Check.isValid(array), !UTF8Check.looksDamaged(array) {
            let text = String(decoding: decode(array, as: fallback), as: UTF8.self)
            if !text.unicodeScalars.contains("\u{FFFD}") { return text }
        }
        return String(decoding: decode(array, as: CharsetGuess.guess(array)), as: UTF8.self)
    }

    private static func decode(_ bytes: [UInt8], as charset: Charset) -> [UInt8] {
        switch charset {
        case .utf8, .unlabelled: validUTF8(bytes)
        case .windows1252: Windows1252.decode(bytes)
        case .utf16: utf16(bytes)
        case .iso2022Japanese: convert(ISO2022Japanese.extendedUnixCode(bytes), "EUC-JP-MS")
        case .iconv(let name): convert(bytes, name)
        }
    }

    private static func validUTF8(_ bytes: [UInt8]) -> [UInt8] {
        UTF8Check.isValid(bytes) ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    private static func utf16(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xFF, 0xFE]) { return convert(Array(bytes.dropFirst(2)), "UTF-16LE") }
        if bytes.starts(with: [0xFE, 0xFF]) { return convert(Array(bytes.dropFirst(2)), "UTF-16BE") }
        // Text of most scripts has more zero bytes, or more equal ones, in the high halves.
        let pairs = stride(from: 0, to: min(bytes.count, 4096) - 1, by: 2)
        let evenZeros = pairs.count { bytes[$0] == 0 }
        let oddZeros = pairs.count { bytes[$0 + 1] == 0 }
        if evenZeros == 0, oddZeros == 0, !bytes.isEmpty, bytes.count % 2 == 1 || bytes.allSatisfy({ $0 < 0x80 }) {
            return validUTF8(bytes)
        }
        return convert(bytes, oddZeros > evenZeros ? "UTF-16LE" : "UTF-16BE")
    }

    /// iconv. An unknown name, which the list of charsets rules out where glibc has its modules, falls back to a guess.
    private static func convert(_ bytes: [UInt8], _ name: String) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        let replaced = withUnsafeMutablePointer(to: &output) { output in
            bytes.withUnsafeBufferPointer { input in
                cmime_to_utf8(
                    name, input.baseAddress, input.count,
                    { context, piece, length in
                        context?.assumingMemoryBound(to: [UInt8].self).pointee
                            .append(contentsOf: UnsafeBufferPointer(start: piece, count: length))
                    },
                    output
                )
            }
        }
        guard replaced >= 0 else { return UTF8Check.isValid(bytes) ? bytes : Windows1252.decode(bytes) }
        // iconv lets surrogates and worse through for some charsets.
        return validUTF8(output)
    }
}
