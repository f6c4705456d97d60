import Foundation

extension SearchRequest {
    /// The words that must all occur.
    public var words: [String] { Self.words(of: text) }

    /// The words of a text: runs of letters and digits, in lower case and without accents.
    ///
    /// Every store compares words by this rule or by one that gives the same for the languages it serves, so that
    /// whoever writes `naïve` is found by `NAIVE`.
    public static func words(of text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark: continue
            case .uppercaseLetter, .titlecaseLetter:
                word.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars.prefix(1))
            case .lowercaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber,
                .privateUse:
                word.append(scalar)
            default:
                if !word.isEmpty { words.append(String(word)) }
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }
}
