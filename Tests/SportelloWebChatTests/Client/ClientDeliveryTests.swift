import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChatClient

private let stream = StreamName.contact(ticket: "t1")

private func snapshot(_ events: [ServerFrame.Event], head: Int64) -> StreamEntry {
    StreamEntry(
        stream: stream, epoch: "e1", head: head, floor: 1, mode: .snapshot, events: events, state: ["status": "open"]
    )
}

@Suite("Webchat client: messages and logs", .timeLimit(.minutes(15)))
struct ClientDeliveryTests {
    @Test("A message posted before the connection is kept first and sent after welcome")
    func postOffline() async throws {
        try await withScene { scene in
            let id = try await scene.client.post("hello", to: stream)
            #expect(scene.storage.memory.unacknowledged.map(\.id) == [id])
            try await scene.server.welcome()
            let (send, connection) = try await scene.server.nextSend()
            #expect(send.id == id && send.text == "hello")
            try await scene.server.send(acknowledgement(of: send, seq: 3), on: connection)
            let ack = try await scene.update { if case .delivered(_, let ack) = $0 { ack } else { nil } }
            #expect(ack.seq == 3)
            #expect(await scene.client.unacknowledged.isEmpty)
        }
    }

    @Test("A message whose acknowledgement was lost is sent again with the same id")
    func resend() async throws {
        try await withScene { scene in
            try await scene.server.welcome()
            try await scene.welcomed()
            try await scene.client.post("once", to: stream)
            let (first, connection) = try await scene.server.nextSend()
            try await scene.server.drop(connection)
            try await scene.comeBack()
            try await scene.server.welcome()
            let (second, _) = try await scene.server.nextSend()
            #expect(second == first)
        }
    }

    @Test("A message survives a restart of the client with its id, and its position in the log too")
    func restart() async throws {
        let storage = MemoryStorage()
        var id = ""
        try await withScene(storage: storage) { scene in
            let (_, connection) = try await scene.server.welcome(
                secret: "s", streams: [snapshot([message(4, "four", on: stream)], head: 4)]
            )
            #expect(try await scene.texts(1) == ["four"])
            id = try await scene.client.post("kept", to: stream)
            _ = try await scene.server.nextSend()
            try await scene.server.drop(connection)
            _ = try await scene.disconnection()
        }
        try await withScene(storage: storage) { scene in
            let (hello, _) = try await scene.server.welcome()
            #expect(hello.resume == [ResumePoint(stream: stream, epoch: "e1", since: 4)])
            #expect(try await scene.server.nextSend().0.id == id)
        }
    }

    @Test("One message is in flight a stream; the next follows the acknowledgement")
    func oneInFlight() async throws {
        try await withScene { scene in
            try await scene.server.welcome()
            try await scene.welcomed()
            try await scene.client.post("one", to: stream)
            try await scene.client.post("two", to: stream)
            let (one, connection) = try await scene.server.nextSend()
            // Whatever came before the pong was sent before it: only the first message.
            try await scene.server.send(.ping(id: "mark"), on: connection)
            let (next, _) = try await scene.server.next { $0 }
            #expect(next == .pong(id: "mark"))
            try await scene.server.send(acknowledgement(of: one, seq: 1), on: connection)
            #expect(try await scene.server.nextSend().0.text == "two")
        }
    }

    @Test("A refusal for good ends the message; one that may pass is tried again after the time it names")
    func refusals() async throws {
        try await withScene { scene in
            try await scene.server.welcome()
            try await scene.welcomed()
            try await scene.client.post("fast", to: stream)
            let (send, connection) = try await scene.server.nextSend()
            let slower = ServerFrame.Failure(id: send.id, code: .rateLimited, message: "slower", retryAfterMs: 900)
            try await scene.server.send(.error(slower), on: connection)
            await scene.clock.waitForSleepers(2)
            scene.clock.advance(by: .milliseconds(900))
            let (again, _) = try await scene.server.nextSend()
            #expect(again.id == send.id)
            let refusal = ServerFrame.Failure(id: send.id, code: .refused("closed"), message: "the ticket is closed")
            try await scene.server.send(.error(refusal), on: connection)
            let failure = try await scene.update {
                if case .undeliverable(_, let failure) = $0 { failure } else { nil }
            }
            #expect(failure.code == .refused("closed"))
            #expect(await scene.client.unacknowledged.isEmpty)
        }
    }

    @Test("Events come each once and in order, over a gap, a repetition and a reconnect")
    func events() async throws {
        try await withScene { scene in
            let (_, connection) = try await scene.server.welcome(streams: [snapshot([], head: 0)])
            try await scene.server.send(
                [
                    .event(message(1, "1", on: stream)), .event(message(1, "1", on: stream)),
                    .event(message(3, "3", on: stream)),
                ],
                on: connection
            )
            let (sub, _) = try await scene.server.next { if case .subscribe(let sub) = $0 { sub } else { nil } }
            #expect(sub.position == ResumePoint(stream: stream, epoch: "e1", since: 1))
            let entry = StreamEntry(
                stream: stream, epoch: "e1", head: 3, floor: 1, mode: .resumed, events: [message(2, "2", on: stream)]
            )
            try await scene.server.send(.subscribed(id: sub.id, entry), on: connection)
            #expect(try await scene.texts(3) == ["1", "2", "3"])
            try await scene.server.drop(connection)
            try await scene.comeBack()
            let missed = StreamEntry(
                stream: stream, epoch: "e1", head: 5, floor: 1, mode: .resumed,
                events: [message(4, "4", on: stream), message(5, "5", on: stream)]
            )
            let (hello, _) = try await scene.server.welcome(streams: [missed])
            #expect(hello.resume == [ResumePoint(stream: stream, epoch: "e1", since: 3)])
            #expect(try await scene.texts(2) == ["4", "5"])
        }
    }

    @Test("Whoever reads slowly loses nothing: the socket is not read beyond the bound")
    func slowReader() async throws {
        try await withScene(configure: { $0.updateLimit = 16 }) { scene in
            let (_, connection) = try await scene.server.welcome(streams: [snapshot([], head: 0)])
            for start in stride(from: Int64(1), through: 1000, by: 100) {
                try await scene.server.send(
                    (start..<start + 100).map { .event(message($0, "\($0)", on: stream)) }, on: connection
                )
            }
            #expect(try await scene.texts(1000) == (1...1000).map(String.init))
        }
    }

    @Test("A command whose answer was lost is asked again with the same id, and the caller gets one answer")
    func commands() async throws {
        try await withScene { scene in
            try await scene.server.welcome()
            let client = scene.client
            async let started = client.start(ConversationStart(caseType: "question", text: "hi"))
            let (first, connection) = try await scene.server.next { if case .command(let it) = $0 { it } else { nil } }
            try await scene.server.drop(connection)
            try await scene.comeBack()
            let (_, again) = try await scene.server.welcome()
            let (second, _) = try await scene.server.next { if case .command(let it) = $0 { it } else { nil } }
            #expect(second == first)
            let result: JSONValue = ["ticket": ["id": "t1", "number": "123456782"], "stream": .string(stream.text)]
            try await scene.server.send(
                .ack(.init(id: first.id, ts: WireTime(milliseconds: 1), isDuplicate: true, result: result)), on: again
            )
            #expect(try await started == .ticket(id: "t1", number: "123456782", stream: stream))
        }
    }

    @Test("A refused command throws the desk's code; a full outbox and a broken storage refuse the message")
    func refusedCommand() async throws {
        try await withScene(configure: { $0.outboxLimit = 1 }) { scene in
            try await scene.server.welcome()
            let client = scene.client
            async let rated: Void = client.rate(9, on: stream)
            let (command, connection) = try await scene.server.next {
                if case .command(let it) = $0 { it } else { nil }
            }
            let failure = ServerFrame.Failure(id: command.id, code: .refused("notInvited"), message: "not invited")
            try await scene.server.send(.error(failure), on: connection)
            do {
                try await rated
                Issue.record("a refused command must throw")
            } catch {
                #expect((error as? WebChatError)?.failure?.code == .refused("notInvited"))
            }
            try await client.post("one", to: stream)
            let full = await #expect(throws: WebChatError.self) { try await client.post("two", to: stream) }
            #expect(full?.code == .tooManyWaiting)
        }
        try await withScene { scene in
            scene.storage.fail()
            let broken = await #expect(throws: WebChatError.self) { try await scene.client.post("x", to: stream) }
            #expect(broken?.code == .storage)
            #expect(await scene.client.unacknowledged.isEmpty)
        }
    }

    @Test("The inbox is followed again after a reconnect, and an older summary is not told")
    func inbox() async throws {
        try await withScene { scene in
            await scene.client.followInbox(filter: JSONObject([.init(name: "queued", value: true)]))
            try await scene.server.welcome()
            let (sub, connection) = try await scene.server.next { if case .subscribe(let it) = $0 { it } else { nil } }
            #expect(sub.position.stream == .desk && sub.filter?["queued"] == true)
            let page: JSONValue = ["tickets": [["ticket": "t1", "version": 5]], "next": .null]
            try await scene.server.send(
                [
                    .subscribed(id: sub.id, StreamEntry(stream: .desk, mode: .snapshot, state: page)),
                    .summary(.init(ticket: "t1", version: 4, data: ["subject": "old"])),
                    .summary(.init(ticket: "t1", version: 6, data: ["subject": "new"])),
                ], on: connection
            )
            let told = try await scene.update { if case .summary(let summary) = $0 { summary } else { nil } }
            #expect(told.version == 6)
            try await scene.server.drop(connection)
            try await scene.comeBack()
            try await scene.server.welcome()
            let (again, _) = try await scene.server.next { if case .subscribe(let it) = $0 { it } else { nil } }
            #expect(again.filter == sub.filter)
        }
    }
}
