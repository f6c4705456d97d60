import WebChatProtocol

/// Arguments in the order in which they are given; a nil leaves its member out.
func arguments(_ members: KeyValuePairs<String, JSONValue?>) -> JSONObject {
    JSONObject(members.compactMap { name, value in value.map { .init(name: name, value: $0) } })
}

extension JSONValue {
    init?(_ text: String?) {
        guard let text else { return nil }
        self = .string(text)
    }

    init?(_ texts: [String]?) {
        guard let texts else { return nil }
        self = .array(texts.map(JSONValue.string))
    }

    init?(_ number: Int?) {
        guard let number else { return nil }
        self = .integer(Int64(number))
    }
}
