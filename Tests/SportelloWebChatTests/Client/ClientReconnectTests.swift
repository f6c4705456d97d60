import SportelloTesting
import Testing
import WebChatProtocol
import WebSocketTransport

@testable import SportelloWebChatClient

private let stream = StreamName.contact(ticket: "t1")

@Suite("Webchat client: connections", .timeLimit(.minutes(15)))
struct ClientReconnectTests {
    @Test("A visitor's secret is kept and said at the next hello")
    func secret() async throws {
        let storage = MemoryStorage()
        try await withScene(storage: storage) { scene in
            let (hello, _) = try await scene.server.welcome(secret: "s3cret")
            #expect(hello.visitor == nil)
            try await scene.welcomed()
            #expect(scene.storage.memory.visitor == "s3cret")
        }
        try await withScene(storage: storage) { scene in
            let (hello, _) = try await scene.server.nextHello()
            #expect(hello.visitor == "s3cret")
        }
    }

    @Test("Waits after failures are within full jitter from 0.5 s to 20 s, and begin anew after a welcome")
    func backoff() async throws {
        try await withScene(decisions: [.refuse(status: 503, text: "busy")]) { scene in
            var ceiling = Duration.milliseconds(500)
            var waits: [Duration] = []
            for _ in 0..<9 {
                let wait = try #require(try await scene.disconnection().retryIn)
                #expect(wait >= .zero && wait <= ceiling)
                waits.append(wait)
                ceiling = min(ceiling * 2, .seconds(20))
                await scene.clock.waitForSleepers(1)
                scene.clock.advance(by: wait)
            }
            #expect(Set(waits).count == waits.count, "jitter makes the waits differ")
            #expect(waits.contains { $0 > .seconds(1) }, "the ceiling grows")
        }
    }

    @Test("A close that forbids coming back ends the client with its code", arguments: [4500, 4501, 4503, 4505, 4506])
    func doNotRetry(_ code: UInt16) async throws {
        let end = try await withScene { scene in
            let (_, connection) = try await scene.server.nextHello()
            try await scene.server.close(connection, .init(rawValue: code))
            #expect(try await scene.disconnection().retryIn == nil)
            for await _ in scene.client.updates {}
        }
        let error = try #require(end as? WebChatError)
        #expect(error.code == .closed)
        #expect(error.closeCode?.rawValue == code)
    }

    @Test(
        "A close that allows it is followed by another connection",
        arguments: [1006, 1011, 4000, 4002, 4003, 4008, 4013])
    func retry(_ code: UInt16) async throws {
        try await withScene { scene in
            let (_, connection) = try await scene.server.nextHello()
            if code == 1006 {
                try await scene.server.drop(connection)
            } else {
                try await scene.server.close(connection, .init(rawValue: code))
            }
            try await scene.comeBack()
            try await scene.server.welcome()
            try await scene.welcomed()
        }
    }

    @Test("A refused upgrade ends the client unless it may pass", arguments: [400, 403, 404])
    func upgradeRefused(_ status: Int) async throws {
        let end = try await withScene(decisions: [.refuse(status: status, text: "no")]) { scene in
            for await _ in scene.client.updates {}
        }
        #expect((end as? WebChatError)?.code == .upgradeRefused)
    }

    @Test("The server's retryAfterMs is waited at least")
    func retryAfter() async throws {
        try await withScene { scene in
            let (_, connection) = try await scene.server.welcome()
            let bye = ServerFrame.Bye(code: .restart, message: "restart", retryAfterMs: 7000)
            try await scene.server.send(.bye(bye), on: connection)
            try await scene.server.close(connection, .restart)
            let ended = try await scene.disconnection()
            #expect(ended.message == "restart")
            #expect(try #require(ended.retryIn) >= .seconds(7))
        }
    }

    @Test("After 35 s of silence the client connects anew, and any frame counts as a sign of life")
    func silence() async throws {
        try await withScene { scene in
            let (_, connection) = try await scene.server.welcome()
            try await scene.welcomed()
            await scene.clock.waitForSleepers(1)
            scene.clock.advance(by: .seconds(34))
            try await scene.server.send(.ping(id: "p1"), on: connection)
            let (pong, _) = try await scene.server.next { if case .pong(let id) = $0 { id } else { nil } }
            #expect(pong == "p1")
            // The ping was heard at 34 s: the watcher goes on until 69 s.
            scene.clock.advance(by: .seconds(34))
            #expect(await scene.client.isWelcomed)
            await scene.clock.waitForSleepers(1)
            scene.clock.advance(by: .seconds(1))
            try await scene.comeBack()
            try await scene.server.welcome()
            try await scene.welcomed()
        }
    }

    @Test("A probe without an answer within 3 s makes the connection anew at once")
    func probe() async throws {
        try await withScene { scene in
            try await scene.server.welcome()
            try await scene.welcomed()
            await scene.client.probe()
            _ = try await scene.server.next { if case .ping = $0 { () } else { nil } }
            await scene.clock.waitForSleepers(2)
            scene.clock.advance(by: .seconds(3))
            #expect(try await scene.disconnection().retryIn == .zero)
            try await scene.server.welcome()
        }
    }

    @Test("A fixed token that ran out ends the client; a source of tokens brings the next one")
    func tokens() async throws {
        let end = try await withScene(configure: { $0.credentials = .token("one") }) { scene in
            let (hello, connection) = try await scene.server.nextHello()
            #expect(hello.token == "one")
            try await scene.server.close(connection, .tokenExpired)
            for await _ in scene.client.updates {}
        }
        #expect((end as? WebChatError)?.code == .tokenExpired)

        let source = TokenSource()
        try await withScene(configure: { $0.credentials = .tokens { source.next() } }) { scene in
            let (hello, connection) = try await scene.server.nextHello()
            #expect(hello.token == "token 1")
            try await scene.server.close(connection, .tokenExpired)
            try await scene.comeBack()
            let (again, _) = try await scene.server.welcome(tokenExpires: WireTime(milliseconds: 300_000))
            #expect(again.token == "token 2")
            // Silence and the refresh sleep; the refresh is due a minute before the end.
            try await scene.welcomed()
            await scene.clock.waitForSleepers(2)
            scene.clock.advance(by: .seconds(34))
            #expect(source.count == 2)
        }
    }

    @Test("A fresh token is presented a minute before the old one runs out")
    func refresh() async throws {
        let source = TokenSource()
        try await withScene(configure: { $0.credentials = .tokens { source.next() } }) { scene in
            try await scene.server.welcome(tokenExpires: WireTime(milliseconds: 90_000))
            try await scene.welcomed()
            await scene.clock.waitForSleepers(2)
            scene.clock.advance(by: .seconds(30))
            let (token, _) = try await scene.server.next { if case .auth(_, let token) = $0 { token } else { nil } }
            #expect(token == "token 2")
        }
    }

    @Test("Stopping closes the connection with 1000 and ends the updates")
    func stop() async throws {
        let end = try await withScene { scene in
            try await scene.server.welcome()
            try await scene.welcomed()
            await scene.client.stop()
            for await _ in scene.client.updates {}
            for await event in scene.server.seen {
                guard case .closed(let closure) = event else { continue }
                #expect(closure.code == 1000)
                break
            }
        }
        #expect(end == nil)
    }
}
