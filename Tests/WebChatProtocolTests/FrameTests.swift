import Foundation
import Testing

@testable import WebChatProtocol

private let id = "0b6f2d0e-6c1e-4a57-9a53-1f2d3c4b5a69"
private let stream = StreamName.contact(ticket: "t1")
private let time = WireTime(milliseconds: 1_790_000_000_123)
private let author = ServerFrame.Author(id: "a1", role: "agent", name: "Ma\"rta")

@Suite("Frames of clients")
struct ClientFrameTests {
    @Test("A text arrives byte for byte")
    func byteForByte() throws {
        let text = "e\u{301} \u{e9} \u{1F600}\u{200D} \0 \u{FEFF}"
        let frame = ClientFrame.send(.init(id: id, stream: stream, text: text))
        guard case .send(let read) = try ClientFrame.decode(frame.encode()).get() else {
            Issue.record("not a send")
            return
        }
        #expect(Array(read.text.utf8) == Array(text.utf8))
    }

    @Test("An answer repeats the id of the frame, where it could be read")
    func echoedID() {
        let fault = ClientFrame.decode(Array("{\"type\":\"send\",\"id\":\"\(id)\"}".utf8))
        guard case .failure(.error(let repeated, .badRequest, _, "stream")) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(repeated == id)
        let other = ClientFrame.decode(Array("{\"type\":\"dance\",\"id\":\"x\"}".utf8))
        #expect(other == .success(.unknown(type: "dance", id: "x")))
    }

    @Test("An agent's limits let longer frames and texts through")
    func agentLimits() {
        let frame = ClientFrame.send(.init(id: id, stream: stream, text: String(repeating: "x", count: 32_000)))
            .encode()
        guard case .failure(.error(_, .tooLarge, _, "text")) = ClientFrame.decode(frame, limits: .visitor) else {
            Issue.record("a visitor's long text was taken")
            return
        }
        #expect(throws: Never.self) { try ClientFrame.decode(frame, limits: .agent).get() }
    }

    @Test("A message's content is the same whatever its id, and another when anything else differs")
    func contentOfSend() {
        let base = ClientFrame.Send(id: id, stream: stream, text: "a", files: ["f"], replyTo: 1)
        var same = base
        same.id = "other"
        #expect(same.contentBytes == base.contentBytes)
        var others = Set([base.contentBytes])
        others.insert(
            ClientFrame.Send(id: id, stream: .internal(ticket: "t1"), text: "a", files: ["f"], replyTo: 1).contentBytes)
        others.insert(ClientFrame.Send(id: id, stream: stream, text: "b", files: ["f"], replyTo: 1).contentBytes)
        others.insert(ClientFrame.Send(id: id, stream: stream, text: "a", files: [], replyTo: 1).contentBytes)
        others.insert(ClientFrame.Send(id: id, stream: stream, text: "a", files: ["f", "g"], replyTo: 1).contentBytes)
        others.insert(ClientFrame.Send(id: id, stream: stream, text: "a", files: ["f"], replyTo: nil).contentBytes)
        others.insert(
            ClientFrame.Send(id: id, stream: stream, text: "a\",[\"f\"],1]", files: [], replyTo: nil).contentBytes)
        var pointing = base
        pointing.references = [.article("start", locale: nil)]
        others.insert(pointing.contentBytes)
        pointing.references = [.link(kind: "docsPage", address: "https://docs.example.com/")]
        others.insert(pointing.contentBytes)
        #expect(others.count == 9)
    }

    @Test("A text's other spelling of the same letter is another content")
    func contentIsBytes() {
        let composed = ClientFrame.Send(id: id, stream: stream, text: "\u{e9}")
        let decomposed = ClientFrame.Send(id: id, stream: stream, text: "e\u{301}")
        #expect(composed.contentBytes != decomposed.contentBytes)
    }

    @Test("A command's content does not depend on the order of its members")
    func contentOfCommand() throws {
        func content(_ arguments: String, name: String = "rate", stream: String = "c:t1") throws -> [UInt8] {
            let text =
                "{\"type\":\"cmd\",\"id\":\"\(id)\",\"name\":\"\(name)\",\"stream\":\"\(stream)\",\"args\":\(arguments)}"
            guard case .command(let command) = try ClientFrame.decode(Array(text.utf8)).get() else { return [] }
            return command.contentBytes
        }
        let base = try content("{\"score\":5,\"comment\":\"x\"}")
        #expect(try content(" { \"comment\" : \"\\u0078\", \"score\":5.0}") == base)
        #expect(try content("{\"score\":4,\"comment\":\"x\"}") != base)
        #expect(try content("{\"score\":5}") != base)
        #expect(try content("{\"score\":5,\"comment\":\"x\"}", name: "reopen") != base)
        #expect(try content("{\"score\":5,\"comment\":\"x\"}", stream: "i:t1") != base)
    }
}

@Suite("Frames of servers")
struct ServerFrameTests {
    private let message = EncodedEvent(
        stream: stream, seq: 7, ts: time, author: author, text: "a\n\"b\"", via: "webchat")

    @Test("An event is encoded once; the id goes only where it is asked for")
    func splice() throws {
        guard case .event(var event) = try ServerFrame.decode(message.bytes).get(),
            case .event(let own) = try ServerFrame.decode(message.frame(id: id)).get()
        else {
            Issue.record("not an event")
            return
        }
        #expect(event.id == nil)
        #expect(message.frame() == message.bytes)
        #expect(own.id == id)
        event.id = id
        #expect(own == event)
        #expect(event.author == author)
        #expect(event.data == ["text": "a\n\"b\"", "files": [], "via": "webchat"])
    }

    @Test("The fast way and the general way write the same message")
    func sameBytes() {
        let file = MessageFile(id: "f1", name: "a.png", type: "image/png", bytes: 12, url: "/files/f1?k=x")
        let fast = EncodedEvent(
            stream: stream, seq: 7, ts: time, author: author, text: "x", files: [file], via: "email")
        let data: JSONValue = [
            "text": "x",
            "files": [["id": "f1", "name": "a.png", "type": "image/png", "bytes": 12, "url": "/files/f1?k=x"]],
            "via": "email",
        ]
        let general = EncodedEvent(
            stream: stream,
            seq: 7,
            ts: time,
            kind: .messagePosted,
            author: author,
            data: EncodedJSON(data)
        )
        #expect(fast == general)
    }

    @Test("An acknowledgement has exactly the members of the contract")
    func ack() {
        var writer = FrameWriter()
        writer.ack(id: id, stream: stream, seq: 42, ts: WireTime(milliseconds: 0), isDuplicate: true)
        let expected =
            "{\"type\":\"ack\",\"id\":\"\(id)\",\"stream\":\"c:t1\",\"seq\":42,\"ts\":\"1970-01-01T00:00:00.000Z\",\"dup\":true}"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test("Events in an entry and in a page carry the id of their author's client only where given")
    func entries() throws {
        let entry = EncodedEntry(
            stream: stream,
            epoch: "e1",
            head: 8,
            floor: 1,
            mode: .snapshot,
            events: [(message, nil), (message, id)],
            state: EncodedJSON(["status": "open"]),
            more: true
        )
        var writer = FrameWriter()
        writer.subscribed(id: nil, entry)
        guard case .subscribed(nil, let read) = try ServerFrame.decode(writer.bytes).get() else {
            Issue.record("not subscribed")
            return
        }
        #expect(read.events.map(\.id) == [nil, id])
        #expect(read.state == ["status": "open"])
        #expect(read.more && read.head == 8 && read.floor == 1 && read.epoch == "e1" && read.mode == .snapshot)
        writer.reset()
        writer.page(id: id, stream: stream, events: [(message, id), (message, nil)], more: false)
        guard case .page(let page) = try ServerFrame.decode(writer.bytes).get() else {
            Issue.record("not a page")
            return
        }
        #expect(page.events.map(\.id) == [id, nil])
    }

    @Test("A frame of a type that version 1 lacks is known as such")
    func unknown() {
        #expect(ServerFrame.decode(Array("{\"type\":\"future\",\"x\":1}".utf8)) == .success(.unknown(type: "future")))
    }

    @Test("Every public kind has its own word")
    func kinds() {
        #expect(Set(PublicEventKind.allPublic).count == 31)
    }
}

@Suite("Members of commands")
struct MemberReaderTests {
    private let reader = MemberReader(
        JSONObject([
            .init(name: "text", value: "abc"), .init(name: "empty", value: ""), .init(name: "five", value: 5),
            .init(name: "yes", value: true), .init(name: "list", value: ["a", "b"]), .init(name: "none", value: nil),
            .init(name: "due", value: "2026-01-31T09:30:00.000Z"), .init(name: "state", value: "busy"),
            .init(name: "object", value: ["a": 1]), .init(name: "stream", value: "c:t1"),
        ])
    )

    private enum State: String { case busy, away }

    @Test("Members of the right type are read")
    func reads() throws {
        #expect(try reader.string("text", maxScalars: 3) == "abc")
        #expect(try reader.string("empty", allowsEmpty: true) == "")
        #expect(try reader.integer("five", in: 1...5) == 5)
        #expect(try reader.bool("yes"))
        #expect(try reader.strings("list", maxCount: 2) == ["a", "b"])
        #expect(try reader.optionalString("none") == nil)
        #expect(try reader.optionalString("absent") == nil)
        #expect(try reader.time("due").text == "2026-01-31T09:30:00.000Z")
        #expect(try reader.choice("state", of: State.self) == .busy)
        #expect(try reader.object("object").integer("a") == 1)
        #expect(try reader.stream() == .contact(ticket: "t1"))
    }

    @Test("Members of a wrong type, size or value are named")
    func faults() {
        let cases: [(String, ErrorCode, () throws -> Void)] = [
            ("absent", .badRequest, { _ = try reader.string("absent") }),
            ("none", .badRequest, { _ = try reader.integer("none") }),
            ("empty", .badRequest, { _ = try reader.string("empty") }),
            ("text", .tooLarge, { _ = try reader.string("text", maxScalars: 2) }),
            ("text", .badRequest, { _ = try reader.integer("text") }),
            ("text", .badRequest, { _ = try reader.choice("text", of: State.self) }),
            ("text", .badRequest, { _ = try reader.time("text") }),
            ("five", .badRequest, { _ = try reader.integer("five", in: 6...7) }),
            ("five", .badRequest, { _ = try reader.bool("five") }),
            ("five", .badRequest, { _ = try reader.object("five") }),
            ("list", .tooLarge, { _ = try reader.strings("list", maxCount: 1) }),
            ("list", .badRequest, { _ = try reader.optionalObjects("list") }),
            ("list", .badRequest, { _ = try reader.string("list") }),
        ]
        for (field, code, read) in cases {
            let fault = #expect(throws: MemberFault.self, performing: read)
            #expect(fault?.field == field)
            #expect(fault?.code == code)
        }
    }
}
