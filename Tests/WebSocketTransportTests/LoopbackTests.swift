import Testing

@testable import WebSocketTransport

/// Server and client against each other, on real sockets of the loopback interface.
@Suite(.timeLimit(.minutes(15))) struct LoopbackTests {
    @Test(arguments: [true, false]) func textComesBack(scalable: Bool) async throws {
        try await withLoopback(.echo(), scalable: scalable) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            for count in [0, 1, 125, 126, 1_023, 1_024, 1_025, 4_000, 32_768] {
                let text = String(repeating: "x", count: count)
                #expect(try await loopback.loop.run { connection.send(text: text) } == .queued)
                try await peer.wait(for: .text(text))
            }
        }
    }

    @Test func aBurstOfOneJobArrivesInOrder() async throws {
        try await withLoopback(.echo()) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run {
                for number in 0..<200 { #expect(connection.send(text: "\(number)") == .queued) }
            }
            try await peer.wait(for: .text("199"))
            #expect(
                peer.history.filter { if case .text = $0 { true } else { false } } == (0..<200).map { .text("\($0)") })
        }
    }

    @Test func theUpgradeIsDescribedToTheDelegate() async throws {
        let server = Recorder {
            $0.decide = { request in
                #expect(request.path == "/v1/chat")
                #expect(request.query == "a=b")
                #expect(request.origin == "https://example.test")
                #expect(request.offeredSubprotocols == ["other"])
                #expect(request.subprotocol == "other")
                #expect(request.peer == PeerAddress(127, 0, 0, 1))
                return .accept
            }
        }
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            _ = try await loopback.connect(
                peer, path: "/v1/chat?a=b", subprotocol: "other", origin: "https://example.test")
            try await peer.wait(for: .opened)
            let (_, connection) = try #require(await server.next { $0 == .opened })
            #expect(connection?.subprotocol == "other")
        }
    }

    @Test func aRefusalReachesTheClientWithItsStatus() async throws {
        let server = Recorder { $0.decide = { _ in .refuse(status: 403, text: "not from there") } }
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            _ = try await loopback.connect(peer)
            let (told, _) = try #require(await peer.next { if case .closed = $0 { true } else { false } })
            guard case .closed(let closure) = told else { return }
            #expect(closure.code == 1006 && closure.origin == .transport)
            #expect(closure.refusedStatus == 403)
            #expect(!peer.history.contains(.opened))
            #expect(!server.history.contains(.opened))
        }
    }

    @Test func aSubprotocolThatIsNotServedFails() async throws {
        let server = Recorder()
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            _ = try await loopback.connect(peer, subprotocol: "unserved")
            await peer.next { if case .closed = $0 { true } else { false } }
            #expect(server.history.isEmpty, "the delegate is not asked")
        }
    }

    @Test func nobodyListeningFails() async throws {
        try await withLoopback(Recorder()) { loopback in
            let peer = Recorder()
            await loopback.server.stop(within: .zero)
            _ = try await loopback.connect(peer)
            await peer.next { if case .closed = $0 { true } else { false } }
            #expect(peer.history.count == 1)
        }
    }

    @Test func theServersCloseReachesTheClientAfterWhatWasSent() async throws {
        let server = Recorder {
            $0.text = { connection, _ in
                _ = connection.send(text: "first")
                connection.close(code: 4503, reason: "blocked")
                #expect(connection.send(text: "late") == .closed)
            }
        }
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run { _ = connection.send(text: "go") }
            try await peer.wait(for: .closed(.init(code: 4503, reason: "blocked", origin: .peer)))
            #expect(
                peer.history == [.opened, .text("first"), .closed(.init(code: 4503, reason: "blocked", origin: .peer))])
            try await server.wait(for: .closed(.init(code: 4503, reason: "blocked", origin: .local)))
        }
    }

    @Test func theClientsCloseReachesTheServer() async throws {
        let server = Recorder()
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run { connection.close(code: 1000, reason: "done") }
            try await server.wait(for: .closed(.init(code: 1000, reason: "done", origin: .peer)))
            try await peer.wait(for: .closed(.init(code: 1000, reason: "done", origin: .local)))
        }
    }

    @Test func aDroppedSocketIsReportedOnceOnEachSide() async throws {
        let server = Recorder()
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run {
                connection.drop()
                connection.drop()
                connection.close(code: 1000)
            }
            try await server.wait(for: .closed(.init(code: 1006, reason: "", origin: .transport)))
            #expect(peer.history == [.opened, .closed(.init(code: 1006, reason: "dropped", origin: .local))])
        }
    }

    @Test func aLongerMessageThanAllowedCloses1009AndTheLimitCanBeRaised() async throws {
        let server = Recorder {
            $0.text = { connection, text in
                connection.limits = ConnectionLimits(messageBytes: 5_000)
                _ = connection.send(text: "\(text.utf8.count)")
            }
        }
        try await withLoopback(server, configure: { $0.limits = ConnectionLimits(messageBytes: 2_000) }) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            for count in [2_000, 5_000, 5_001] {
                try await loopback.loop.run { _ = connection.send(text: String(repeating: "y", count: count)) }
                if count <= 5_000 { try await peer.wait(for: .text("\(count)")) }
            }
            try await peer.wait(for: .closed(.init(code: 1009, reason: "message too long", origin: .peer)))
        }
    }

    @Test func aPingIsAnswered() async throws {
        try await withLoopback(Recorder()) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run { connection.ping() }
            try await peer.wait(for: .pong)
        }
    }

    @Test func aDeadlineComesOnceAndCanBeMovedAndForgotten() async throws {
        let server = Recorder {
            $0.opened = { $0.setDeadline(after: .milliseconds(20)) }
            $0.deadline = { _ = $0.send(text: "now") }
            $0.text = { connection, text in
                connection.setDeadline(after: .milliseconds(10))
                if text == "forget" { connection.clearDeadline() }
                _ = connection.send(text: text)
            }
        }
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await peer.wait(for: .text("now"))
            try await loopback.loop.run { _ = connection.send(text: "again") }
            try await peer.wait(for: .text("now"))
            try await loopback.loop.run { _ = connection.send(text: "forget") }
            try await peer.wait(for: .text("forget"))
            let loop = loopback.loop
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                loop.execute { loop.schedule(after: .milliseconds(60)) { continuation.resume() } }
            }
            #expect(server.history.filter { $0 == .deadline }.count == 2)
        }
    }

    @Test func aSlowReaderFillsTheQueueAndLosesEphemeralFramesFirst() async throws {
        let server = Recorder()
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            let (_, found) = try #require(await server.next { $0 == .opened })
            let sender = try #require(found)
            let (results, waiting) = try await loopback.loop.run {
                connection.pauseReading()
                let text = String(repeating: "z", count: 10_000)
                var results: [SendResult] = []
                while results.last != .full, results.count < 100_000 {
                    results.append(sender.send(text: text))
                }
                results.append(sender.send(text: "note", droppable: true))
                return (results, sender.pendingBytes)
            }
            #expect(results.suffix(2) == [.full, .dropped])
            #expect(waiting > 0 && waiting <= 262_144)
            let sent = results.filter { $0 == .queued }.count
            try await loopback.loop.run { connection.resumeReading() }
            try await server.wait(for: .drained)
            for _ in 0..<sent { await peer.next { if case .text = $0 { true } else { false } } }
            #expect(!peer.history.contains(.text("note")))
        }
    }

    @Test func aSlowReaderThatIsClosedForItLearnsWhy() async throws {
        let server = Recorder()
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            let (_, found) = try #require(await server.next { $0 == .opened })
            let sender = try #require(found)
            try await loopback.loop.run {
                connection.pauseReading()
                let text = String(repeating: "z", count: 10_000)
                while sender.send(text: text) == .queued {}
                sender.close(code: CloseCode.tooSlow, reason: "too slow", discardingQueue: true)
                connection.resumeReading()
            }
            try await peer.wait(for: .closed(.init(code: 4002, reason: "too slow", origin: .peer)))
        }
    }

    @Test func silentPeersArePingedByTheConfiguration() async throws {
        let server = Recorder()
        try await withLoopback(
            server,
            configure: {
                $0.pingInterval = .milliseconds(50)
                // Far longer than a sanitized peer takes to answer on a busy machine.
                $0.pongTimeout = .seconds(2)
                $0.closeTimeout = .milliseconds(100)
            }
        ) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            for _ in 0..<3 { try await server.wait(for: .pong) }
            // A peer that does not read does not answer.
            try await loopback.loop.run { connection.pauseReading() }
            try await server.wait(for: .closed(.init(code: 4003, reason: "no pong", origin: .local)))
        }
    }

    @Test func userObjectsAreReleasedAfterTheEnd() async throws {
        final class Session: Sendable {}
        let server = Recorder()
        try await withLoopback(server) { loopback in
            let peer = Recorder()
            let connection = try await loopback.open(peer)
            try await loopback.loop.run { connection.userObject = Session() }
            #expect(try await loopback.loop.run { connection.userObject is Session })
            try await loopback.loop.run { connection.close(code: 1000) }
            await peer.next { if case .closed = $0 { true } else { false } }
            #expect(try await loopback.loop.run { connection.userObject == nil })
        }
    }

    @Test func manyConnectionsEchoAtOnce() async throws {
        let server = Recorder.echo()
        try await withLoopback(server, configure: { $0.maximumConnectionsPerAddress = 0 }) { loopback in
            let peer = Recorder { $0.opened = { _ = $0.send(text: "hi") } }
            for _ in 0..<200 { _ = try await loopback.connect(peer) }
            var echoes = 0
            for await (told, _) in peer.events where told == .text("hi") {
                echoes += 1
                if echoes == 200 { break }
            }
            #expect(try await loopback.loop.run { loopback.server.socketCounts.webSockets } == 200)
        }
    }
}
