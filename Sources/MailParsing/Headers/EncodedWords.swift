enum EncodedWords {
    static func decode(_ value: String) -> String { value }
}
