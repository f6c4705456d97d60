import SportelloWebChatClient
import WebChatProtocol

/// Something that happened as a name and a JSON object: what `--json` prints and scripts wait for.
struct Happening: Sendable {
    var name: String
    var data: JSONValue

    init(name: String, data: JSONValue) {
        self.name = name
        self.data = data
    }

    init(_ update: ChatUpdate) {
        switch update {
        case .connecting(let attempt): self.init(name: "connecting", data: ["attempt": .integer(Int64(attempt))])
        case .welcomed(let header):
            self.init(
                name: "welcomed",
                data: [
                    "role": .string(header.you.role), "contact": .string(header.you.contact),
                    "name": header.you.name.map(JSONValue.string) ?? .null, "session": .string(header.session),
                    "desk": .string(header.desk.name), "open": .bool(header.desk.isOpen),
                ])
        case .disconnected(let ended):
            self.init(
                name: "disconnected",
                data: [
                    "code": .integer(Int64(ended.code.rawValue)), "message": .string(ended.message),
                    "status": ended.status.map { .integer(Int64($0)) } ?? .null,
                    "retryInMs": ended.retryIn.map { .integer($0.milliseconds) } ?? .null,
                ])
        case .restarted(let stream, let state, let hasOlder):
            self.init(
                name: "restarted",
                data: ["stream": .string(stream.text), "state": state ?? .null, "hasOlder": .bool(hasOlder)])
        case .event(let event): self.init(event)
        case .note(let note):
            self.init(name: "note.\(note.kind)", data: ["stream": .string(note.stream.text), "data": note.data])
        case .inbox(let state, let more): self.init(name: "inbox", data: ["state": state, "more": .bool(more)])
        case .summary(let summary):
            self.init(
                name: "summary",
                data: [
                    "ticket": .string(summary.ticket), "version": .integer(summary.version),
                    "data": summary.data ?? .null,
                ])
        case .delivered(let send, let ack):
            self.init(
                name: "delivered",
                data: [
                    "id": .string(send.id), "stream": .string(send.stream.text), "text": .string(send.text),
                    "seq": ack.seq.map(JSONValue.integer) ?? .null, "dup": .bool(ack.isDuplicate),
                ])
        case .undeliverable(let send, let failure):
            self.init(name: "undeliverable", data: Self.members(of: failure, adding: ["id": .string(send.id)]))
        case .lost(let stream, let failure):
            self.init(name: "lost", data: Self.members(of: failure, adding: ["stream": .string(stream.text)]))
        case .complaint(let failure): self.init(name: "complaint", data: Self.members(of: failure, adding: [:]))
        case .storageFailed(let problem): self.init(name: "storageFailed", data: ["message": .string(problem)])
        }
    }

    private init(_ event: ServerFrame.Event) {
        self.init(
            name: event.kind.rawValue,
            data: [
                "stream": .string(event.stream.text), "seq": .integer(event.seq), "ts": .string(event.ts.text),
                "id": event.id.map(JSONValue.string) ?? .null,
                "author": [
                    "id": .string(event.author.id), "role": .string(event.author.role),
                    "name": event.author.name.map(JSONValue.string) ?? .null,
                ],
                "data": event.data,
            ])
    }

    private static func members(
        of failure: ServerFrame.Failure, adding extra: KeyValuePairs<String, JSONValue>
    ) -> JSONValue {
        var members = extra.map { JSONObject.Member(name: $0, value: $1) }
        members.append(.init(name: "code", value: .string(failure.code.rawValue)))
        members.append(.init(name: "message", value: .string(failure.message)))
        if let field = failure.field { members.append(.init(name: "field", value: .string(field))) }
        return .object(JSONObject(members))
    }

    /// The value at a path such as `data.text` or `data.tickets.0.number`.
    func value(at path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(data)) { value, step in
            if let index = Int(step), let list = value?.arrayValue {
                return list.indices.contains(index) ? list[index] : nil
            }
            return value?[String(step)]
        }
    }
}

extension JSONValue {
    /// A string as it is, anything else as JSON.
    var text: String { stringValue ?? String(decoding: EncodedJSON(self).bytes, as: UTF8.self) }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
