import WebChatProtocol

/// Named results, for a person or for a program.
struct Report {
    private var lines: [(label: String, text: String)] = []
    private var members: [JSONObject.Member] = []

    init(mode: String) { members.append(.init(name: "mode", value: .string(mode))) }

    mutating func add(_ name: String, _ label: String, _ text: String, _ value: JSONValue) {
        lines.append((label, text))
        members.append(.init(name: name, value: value))
    }

    mutating func add(_ name: String, _ label: String, _ samples: Samples) {
        let summary = samples.summary()
        add(name, label, summary.text, summary.json)
    }

    mutating func add(faults: [String: Int]) {
        let sorted = faults.sorted { $0.key < $1.key }
        let text = sorted.isEmpty ? "none" : sorted.map { "\($0.key) ×\($0.value)" }.joined(separator: ", ")
        add(
            "errors", "errors", text,
            .object(JSONObject(sorted.map { .init(name: $0.key, value: .integer(Int64($0.value))) })))
    }

    func print(asJSON: Bool) {
        if asJSON {
            Swift.print(String(decoding: EncodedJSON(.object(JSONObject(members))).bytes, as: UTF8.self))
        } else {
            let width = lines.map(\.label.count).max() ?? 0
            for line in lines {
                Swift.print("\(line.label)\(String(repeating: " ", count: width - line.label.count))  \(line.text)")
            }
        }
    }
}
