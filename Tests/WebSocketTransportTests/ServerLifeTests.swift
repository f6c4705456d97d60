import Logging
import Testing

@testable import WebSocketTransport

@Suite(.timeLimit(.minutes(15))) struct ServerLifeTests {
    private func startedLoop() async throws -> EventLoopThread {
        let loop = EventLoopThread(logger: Logger(label: "test"))
        try await loop.start()
        return loop
    }

    @Test func aTakenPortIsAnError() async throws {
        let loop = try await self.startedLoop()
        let first = WebSocketServer(configuration: .init(), loop: loop, delegate: Recorder())
        let bound = try await first.start()
        var configuration = WebSocketServerConfiguration()
        configuration.port = bound.port
        let second = WebSocketServer(configuration: configuration, loop: loop, delegate: Recorder())
        await #expect(throws: WebSocketTransportError.self) { try await second.start() }
        await first.stop()
        await second.stop()
        // Given back, it can be taken again.
        let third = WebSocketServer(configuration: configuration, loop: loop, delegate: Recorder())
        #expect(try await third.start().port == bound.port)
        await third.stop()
        await loop.stop()
    }

    @Test(arguments: ["localhost", "256.1.1.1", ""]) func anAddressThatIsNoneIsAnError(address: String) async throws {
        let loop = try await self.startedLoop()
        var configuration = WebSocketServerConfiguration()
        configuration.address = address
        let server = WebSocketServer(configuration: configuration, loop: loop, delegate: Recorder())
        await #expect(throws: WebSocketTransportError.self) { try await server.start() }
        await loop.stop()
    }

    @Test func aMissingCertificateIsAnError() async throws {
        let loop = try await self.startedLoop()
        var configuration = WebSocketServerConfiguration()
        configuration.tls = .init(certificatePath: "/nonexistent/chain.pem", keyPath: "/nonexistent/key.pem")
        let server = WebSocketServer(configuration: configuration, loop: loop, delegate: Recorder())
        await #expect(throws: WebSocketTransportError.self) { try await server.start() }
        await loop.stop()
    }

    @Test func aStopClosesEverybodyAndThenNothingIsCalled() async throws {
        let recorder = Recorder.echo()
        try await withLoopback(recorder) { loopback in
            let peers = (0..<10).map { _ in Recorder() }
            for peer in peers { _ = try await loopback.open(peer) }
            await loopback.server.stop(within: .seconds(60))
            let goodbye = WebSocketClosure(code: 1001, reason: "stopping", origin: .peer)
            for peer in peers { try await peer.wait(for: .closed(goodbye)) }
            let history = recorder.history
            #expect(history.contains(.stopping))
            #expect(history.filter { if case .closed = $0 { true } else { false } }.count == 10)
            await loopback.server.stop()
            #expect(recorder.history == history)
        }
    }

    @Test func aStopDropsThoseWhoDoNotAnswer() async throws {
        let recorder = Recorder()
        try await withLoopback(recorder) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run { connection.pauseReading() }
            await loopback.server.stop(within: .milliseconds(100))
            #expect(recorder.history.contains { if case .closed = $0 { true } else { false } })
        }
    }

    @Test func theEndOfTheLoopEndsItsConnections() async throws {
        let loop = try await self.startedLoop()
        let recorder = Recorder()
        var configuration = WebSocketServerConfiguration()
        configuration.subprotocols = ["echo"]
        let server = WebSocketServer(configuration: configuration, loop: loop, delegate: recorder)
        let bound = try await server.start()
        var clientConfiguration = WebSocketClientConfiguration()
        clientConfiguration.subprotocols = ["echo"]
        let client = WebSocketClient(configuration: clientConfiguration, loop: loop)
        let peer = Recorder()
        try await loop.run {
            _ = try client.connect(
                to: .init(host: bound.address, port: bound.port), subprotocol: "echo", delegate: peer)
        }
        try await peer.wait(for: .opened)
        await loop.stop()
        for side in [recorder, peer] {
            #expect(side.history.filter { if case .closed = $0 { true } else { false } }.count == 1)
        }
        await server.stop()
    }

    @Test func hostsAndDelegatesAreReleasedAfterTheirEnd() async throws {
        let loop = try await self.startedLoop()
        weak var server: WebSocketServer?
        weak var recorder: Recorder?
        do {
            let delegate = Recorder.echo()
            let strong = WebSocketServer(configuration: .init(), loop: loop, delegate: delegate)
            _ = try await strong.start()
            (server, recorder) = (strong, delegate)
            await strong.stop()
        }
        let areReleased = await self.turns(of: loop) { server == nil && recorder == nil }
        await loop.stop()
        #expect(areReleased, "before the loop's end")
    }

    /// The library forgets a vhost that ends while a socket of it is still being closed.
    @Test func hostsAreReleasedThoughSocketsOfThemAreStillBeingClosed() async throws {
        let loop = try await self.startedLoop()
        weak var server: WebSocketServer?
        weak var client: WebSocketClient?
        do {
            let (delegate, peer) = (Recorder(), Recorder())
            var configuration = WebSocketServerConfiguration()
            configuration.subprotocols = ["echo"]
            let listening = WebSocketServer(configuration: configuration, loop: loop, delegate: delegate)
            let bound = try await listening.start()
            var clientConfiguration = WebSocketClientConfiguration()
            clientConfiguration.subprotocols = ["echo"]
            let connecting = WebSocketClient(configuration: clientConfiguration, loop: loop)
            let connection = try await loop.run {
                try connecting.connect(
                    to: .init(host: bound.address, port: bound.port), subprotocol: "echo", delegate: peer)
            }
            try await peer.wait(for: .opened)
            try await loop.run { connection.pauseReading() }
            // The peer does not answer, so that the server drops it at its deadline; the client drops it at once.
            await listening.stop(within: .milliseconds(20))
            try await loop.run { connecting.stop() }
            (server, client) = (listening, connecting)
            // What they were told holds the connections, and those the hosts.
            for recorder in [delegate, peer] { await recorder.next(where: \.isEnd) }
        }
        let areReleased = await self.turns(of: loop) { server == nil && client == nil }
        await loop.stop()
        #expect(areReleased, "before the loop's end")
    }

    /// Lets a loop turn until something is so; `false` when it does not come to be.
    private func turns(of loop: EventLoopThread, until isSo: () -> Bool) async -> Bool {
        for _ in 0..<1_000 where !isSo() {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                loop.execute { loop.schedule(after: .milliseconds(50)) { continuation.resume() } }
            }
        }
        return isSo()
    }

    @Test func runListensUntilItIsCancelled() async throws {
        let loop = try await self.startedLoop()
        let server = WebSocketServer(configuration: .init(), loop: loop, delegate: Recorder())
        let (ports, sink) = AsyncStream<UInt16>.makeStream()
        let running = Task { try await server.run { sink.yield($0.port) } }
        var iterator = ports.makeAsyncIterator()
        #expect(try #require(await iterator.next()) > 0)
        running.cancel()
        try await running.value
        await loop.stop()
    }
}
