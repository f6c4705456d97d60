import Foundation
import WebChatProtocol

/// A visitor with a ticket and an agent who answers, both following the ticket's public log.
///
/// - Note: `@unchecked Sendable`: on the loop's thread only, as ``Peer``.
final class Dialogue: @unchecked Sendable {
    let visitor: Talker
    let agent: Talker
    private let bench: Workbench
    private let bytes: Int
    private let number: Int

    init(_ bench: Workbench, meter: Meter, number: Int, bytes: Int, mint: TokenMint) {
        self.bench = bench
        self.bytes = bytes
        self.number = number
        let name = "load-\(number)"
        visitor = Talker(bench, meter: meter, name: "visitor \(number)")
        let token = mint.agent(name, now: Int(Date().timeIntervalSince1970))
        agent = Talker(bench, meter: meter, name: name, token: token)
    }

    typealias Done = (Result<Void, any Error>) -> Void

    /// Connects both, opens the ticket, claims it, follows it.
    func establish(claim: Bool, then: @escaping Done) {
        visitor.connect { result in
            switch result {
            case .failure(let error): then(.failure(error))
            case .success(let welcome): self.open(welcome, claim: claim, then: then)
            }
        }
    }

    private func open(_ welcome: Welcome, claim: Bool, then: @escaping Done) {
        visitor.startTicket(text: "load \(number)") { result in
            switch result {
            case .failure(let error): then(.failure(error))
            case .success(let stream): self.joinAgent(stream, claim: claim, then: then)
            }
        }
    }

    private func joinAgent(_ stream: StreamName, claim: Bool, then: @escaping Done) {
        agent.connect { result in
            if case .failure(let error) = result { return then(.failure(error)) }
            guard claim else { return self.follow(stream, then: then) }
            let command = ClientFrame.Command(id: self.bench.newID(), name: "ticket.claim", stream: stream)
            self.agent.ask(.command(command)) { result in
                // Whoever may not claim may still write (protocol §9); it is told, and the dialogue goes on.
                if case .success(.error(let failure)) = result {
                    self.bench.fault("claim \(failure.code.rawValue)")
                }
                self.follow(stream, then: then)
            }
        }
    }

    private func follow(_ stream: StreamName, then: @escaping Done) {
        let subscribe = ClientFrame.Subscribe(id: bench.newID(), position: ResumePoint(stream: stream))
        agent.ask(.subscribe(subscribe)) { result in
            guard case .success(.subscribed(_, let entry)) = result else {
                return then(.failure(PeerError(description: "the agent cannot follow: \(result)")))
            }
            self.visitor.prepare(stream: stream, partner: self.agent, bytes: self.bytes, side: 1, lastSeq: 0)
            self.agent.prepare(
                stream: stream, partner: self.visitor, bytes: self.bytes, side: 2, lastSeq: entry.head ?? 0
            )
            then(.success(()))
        }
    }

    /// Both sides talk at once, each with one message under way.
    func start(quota: Int? = nil) {
        visitor.start(quota: quota)
        agent.start(quota: quota)
    }

    /// The sides take turns: one message is under way.
    func startTurns() { visitor.startTurns() }

    func cut() {
        visitor.cut()
        agent.cut()
    }
}

extension Peer {
    /// Opens a ticket of the desk's first case type; its stream is followed from the start.
    func startTicket(text: String, then: @escaping (Result<StreamName, any Error>) -> Void) {
        let caseType = welcome?.header.desk.caseTypes.first?.id ?? "question"
        let arguments = JSONObject([
            .init(name: "caseType", value: .string(caseType)), .init(name: "text", value: .string(text)),
        ])
        let command = ClientFrame.Command(id: bench.newID(), name: .conversationStart, arguments: arguments)
        ask(.command(command)) { result in
            switch result {
            case .success(.ack(let ack)):
                guard let name = ack.result?["stream"]?.stringValue, let stream = StreamName(name) else {
                    return then(.failure(PeerError(description: "conversation.start named no stream")))
                }
                then(.success(stream))
            case .success(let other): then(.failure(PeerError(description: "conversation.start: \(other)")))
            case .failure(let error): then(.failure(error))
            }
        }
    }
}

/// Does many things with a bounded number under way. On the loop's thread only.
///
/// - Note: `@unchecked Sendable`: as ``Peer``.
final class Window: @unchecked Sendable {
    private let count: Int
    private var begun = 0
    private var ended = 0
    private let work: (Int, @escaping () -> Void) -> Void
    private let whenDone: () -> Void
    private let tick: (Int) -> Void

    /// - Parameters:
    ///   - work: begins one and calls what it is given when that one has ended.
    ///   - tick: told how many have ended.
    init(
        count: Int, tick: @escaping (Int) -> Void = { _ in }, work: @escaping (Int, @escaping () -> Void) -> Void,
        whenDone: @escaping () -> Void
    ) {
        self.count = count
        self.tick = tick
        self.work = work
        self.whenDone = whenDone
    }

    func run(width: Int) {
        if count == 0 { return whenDone() }
        for _ in 0..<min(width, count) { beginNext() }
    }

    private func beginNext() {
        guard begun < count else { return }
        begun += 1
        work(begun - 1) {
            self.ended += 1
            self.tick(self.ended)
            if self.ended == self.count { self.whenDone() } else { self.beginNext() }
        }
    }
}
