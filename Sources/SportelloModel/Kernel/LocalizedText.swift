/// One text in several languages.
public struct LocalizedText: Sendable, Hashable, Codable, ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    /// The texts by language tag, for example `it`.
    public var texts: [String: String]

    /// Makes a text from its translations.
    public init(_ texts: [String: String]) { self.texts = texts }
    /// Makes a text from its translations.
    public init(dictionaryLiteral elements: (String, String)...) {
        texts = Dictionary(elements, uniquingKeysWith: { _, last in last })
    }
    /// Makes an English text.
    public init(stringLiteral value: String) { texts = ["en": value] }

    /// Decodes a mapping of languages, or one plain text that stands for English.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let plain = try? container.decode(String.self) {  // a mapping is the other allowed form, decoded next
            texts = ["en": plain]
        } else {
            texts = try container.decode([String: String].self)
        }
    }

    /// Encodes the mapping.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }

    /// The text in `language`, or in its main language (`pt` for `pt-BR`), or English, or the first by tag.
    public func text(in language: String) -> String {
        let main = String(language.prefix { $0 != "-" && $0 != "_" })
        return texts[language] ?? texts[main] ?? texts["en"] ?? texts.min { $0.key < $1.key }?.value ?? ""
    }
}
