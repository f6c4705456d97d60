/// A mapping whose every key must be known: a misspelt knob of a profile must not be a knob that silently does nothing.
struct StrictContainer<Key: CodingKey & CaseIterable & RawRepresentable> where Key.RawValue == String {
    private let container: KeyedDecodingContainer<Key>

    fileprivate init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: Key.self)
        let known = Key.allCases.map(\.rawValue)
        let given = try decoder.container(keyedBy: AnyKey.self).allKeys
        for key in given.sorted(by: { $0.stringValue < $1.stringValue }) where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath + [key],
                    debugDescription: "unknown key “\(key.stringValue)”; known: \(known.joined(separator: ", "))"
                )
            )
        }
    }

    /// A value that must be given.
    func value<Value: Decodable>(_ key: Key) throws -> Value { try container.decode(Value.self, forKey: key) }

    /// A value, or its documented default when the key is missing or empty.
    func value<Value: Decodable>(_ key: Key, or fallback: @autoclosure () -> Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: key) ?? fallback()
    }

    /// A value that may be missing.
    func optional<Value: Decodable>(_ key: Key) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: key)
    }

    /// One of a few words that must be given; the error lists them.
    func value<Word: CaseIterable & RawRepresentable & Decodable>(_ key: Key) throws -> Word
    where Word.RawValue == String {
        guard let word: Word = try optional(key) else {
            // Reports the missing key.
            return try container.decode(Word.self, forKey: key)
        }
        return word
    }

    /// One of a few words, or its documented default; the error lists them.
    func value<Word: CaseIterable & RawRepresentable & Decodable>(
        _ key: Key, or fallback: @autoclosure () -> Word
    ) throws -> Word where Word.RawValue == String { try optional(key) ?? fallback() }

    /// One of a few words, or nothing; the error lists them.
    func optional<Word: CaseIterable & RawRepresentable & Decodable>(_ key: Key) throws -> Word?
    where Word.RawValue == String {
        guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(key, "there is no “\(text)” here; known: \(known)")
        }
        return word
    }

    /// An error at one key.
    func fault(_ key: Key, _ message: String) -> DecodingError {
        DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: message)
    }
}

extension Decoder {
    /// Opens a mapping that may hold the given keys and no others.
    ///
    /// - Throws: `DecodingError` that names the path of an unknown key and the known ones.
    func strict<Key: CodingKey & CaseIterable & RawRepresentable>(_: Key.Type) throws -> StrictContainer<Key>
    where Key.RawValue == String { try StrictContainer(self) }
}

/// Any key at all, to see which were given.
private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init?(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init?(intValue: Int) { (stringValue, self.intValue) = (String(intValue), intValue) }
}
