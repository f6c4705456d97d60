import SportelloTesting
import Testing

@testable import WebChatProtocol

private let first = StreamName.contact(ticket: "t1")
private let second = StreamName.contact(ticket: "t2")

private func send(_ id: String, _ stream: StreamName = first) -> ClientFrame.Send {
    ClientFrame.Send(id: id, stream: stream, text: "text of \(id)")
}

private func ack(_ id: String, _ stream: StreamName = first, isDuplicate: Bool = false) -> ServerFrame.Ack {
    ServerFrame.Ack(id: id, stream: stream, seq: 1, ts: WireTime(milliseconds: 0), isDuplicate: isDuplicate)
}

@Suite("The outbox of a client")
struct ChatOutboxTests {
    @Test("Nothing is sent before the welcome, then the first of each stream")
    func welcome() {
        var outbox = ChatOutbox()
        #expect(outbox.enqueue(send("a")) == .waits)
        #expect(outbox.enqueue(send("b")) == .waits)
        #expect(outbox.enqueue(send("x", second)) == .waits)
        #expect(outbox.welcomed().map(\.id) == ["a", "x"])
    }

    @Test("One message is in flight a stream; streams do not wait for one another")
    func oneInFlight() {
        var outbox = ChatOutbox()
        _ = outbox.welcomed()
        #expect(outbox.enqueue(send("a")) == .send(send("a")))
        #expect(outbox.enqueue(send("b")) == .waits)
        #expect(outbox.enqueue(send("x", second)) == .send(send("x", second)))
        #expect(outbox.receive(ack("a")) == .finished(send("a"), failure: nil, next: send("b")))
        #expect(outbox.receive(ack("b")) == .finished(send("b"), failure: nil, next: nil))
        #expect(outbox.pending.map(\.id) == ["x"])
    }

    @Test(
        "After a lost connection the same id is sent again; dup or not, the ack finishes it, a second one does nothing")
    func resend() {
        var outbox = ChatOutbox()
        _ = outbox.welcomed()
        _ = outbox.enqueue(send("a"))
        _ = outbox.enqueue(send("b"))
        outbox.connectionLost()
        #expect(outbox.enqueue(send("c")) == .waits)
        #expect(outbox.welcomed() == [send("a")])
        #expect(outbox.receive(ack("a", isDuplicate: true)) == .finished(send("a"), failure: nil, next: send("b")))
        #expect(outbox.receive(ack("a", isDuplicate: true)) == .unrelated)
    }

    @Test("A refusal finishes a message; a retriable error keeps it and the order behind it")
    func errors() {
        var outbox = ChatOutbox()
        _ = outbox.welcomed()
        _ = outbox.enqueue(send("a"))
        _ = outbox.enqueue(send("b"))
        let slow = ServerFrame.Failure(id: "a", code: .rateLimited, message: "", retryAfterMs: 900)
        #expect(outbox.receive(slow) == .retryLater(stream: first, milliseconds: 900))
        #expect(outbox.enqueue(send("c")) == .waits)
        #expect(outbox.retry(first) == send("a"))
        #expect(outbox.retry(first) == nil)
        let refused = ServerFrame.Failure(id: "a", code: .refused("closed"), message: "closed")
        #expect(outbox.receive(refused) == .finished(send("a"), failure: refused, next: send("b")))
        #expect(outbox.receive(ServerFrame.Failure(id: nil, code: .internal, message: "")) == .unrelated)
    }

    @Test("It is bounded, and one id is taken once a stream")
    func bounds() {
        var outbox = ChatOutbox(capacity: 2)
        #expect(outbox.enqueue(send("a")) == .waits)
        #expect(outbox.enqueue(send("a")) == .known)
        #expect(outbox.enqueue(send("a", second)) == .waits)
        #expect(outbox.enqueue(send("c")) == .full)
        #expect(outbox.pending.count == 2)
    }

    @Test("Two streams may use one id: the ack's stream tells them apart")
    func sameIDOnTwoStreams() {
        var outbox = ChatOutbox(pending: [send("a"), send("a", second)])
        #expect(outbox.welcomed().count == 2)
        #expect(outbox.receive(ack("a", second)) == .finished(send("a", second), failure: nil, next: nil))
        #expect(outbox.pending == [send("a")])
    }

    @Test("What an earlier run left goes first and in order")
    func survivesReload() throws {
        let kept = try [send("0b6f2d0e-6c1e-4a57-9a53-1f2d3c4b5a69"), send("1b6f2d0e-6c1e-4a57-9a53-1f2d3c4b5a69")]
            .map { try ClientFrame.decode(ClientFrame.send($0).encode()).get() }
            .compactMap { frame -> ClientFrame.Send? in if case .send(let send) = frame { send } else { nil } }
        var outbox = ChatOutbox(pending: kept)
        _ = outbox.enqueue(send("c"))
        #expect(outbox.welcomed() == [kept[0]])
    }

    @Test("Whatever a network does, each message is committed once, in the order of its stream", arguments: 0..<300)
    func chaos(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var outbox = ChatOutbox()
        var committed: [StreamName: [String]] = [:]
        var up: [ClientFrame.Send] = []
        var down: [Answer] = []
        var isUp = false
        var handedIn: [StreamName: [String]] = [:]
        var pausedStreams: Set<StreamName> = []
        var finished: [String] = []
        var next = 0

        func connect() {
            outbox.connectionLost()
            pausedStreams.removeAll()
            down.removeAll()
            up = outbox.welcomed()
            isUp = true
        }
        func drop() {
            outbox.connectionLost()
            pausedStreams.removeAll()
            up.removeAll()
            down.removeAll()
            isUp = false
        }
        func serve(_ message: ClientFrame.Send, isBusy: Bool) {
            if isBusy {
                down.append(.failure(.init(id: message.id, code: .unavailable, message: "")))
                return
            }
            let isDuplicate = committed[message.stream, default: []].contains(message.id)
            if !isDuplicate { committed[message.stream, default: []].append(message.id) }
            down.append(.ack(ack(message.id, message.stream, isDuplicate: isDuplicate)))
        }
        func take(_ answer: Answer) {
            let outcome =
                switch answer {
                case .ack(let ack): outbox.receive(ack)
                case .failure(let failure): outbox.receive(failure)
                }
            switch outcome {
            case .unrelated: break
            case .finished(let message, _, let following):
                finished.append(message.id)
                if let following { up.append(following) }
            case .retryLater(let stream, _): pausedStreams.insert(stream)
            }
        }

        for _ in 0..<300 {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: connect()
            case 1: drop()
            case 2..<5:
                next += 1
                let message = send("m\(next)", Bool.random(using: &generator) ? first : second)
                handedIn[message.stream, default: []].append(message.id)
                if case .send(let now) = outbox.enqueue(message) { up.append(now) }
            case 5:
                if let stream = pausedStreams.popFirst(), let again = outbox.retry(stream) { up.append(again) }
            case 6..<9:
                if !up.isEmpty { serve(up.removeFirst(), isBusy: Int.random(in: 0..<6, using: &generator) == 0) }
            default:
                if !down.isEmpty {
                    let answer = down.removeFirst()
                    take(answer)
                    if Int.random(in: 0..<5, using: &generator) == 0 { take(answer) }
                }
            }
            if isUp { #expect(Set(up.map(\.stream)).count == up.count, "two in flight on one stream") }
        }
        connect()
        while !up.isEmpty || !down.isEmpty {
            if !up.isEmpty { serve(up.removeFirst(), isBusy: false) }
            if !down.isEmpty { take(down.removeFirst()) }
        }
        #expect(committed == handedIn)
        #expect(outbox.pending.isEmpty)
        #expect(Set(finished).count == finished.count && finished.count == next)
    }

    private enum Answer {
        case ack(ServerFrame.Ack)
        case failure(ServerFrame.Failure)
    }
}
