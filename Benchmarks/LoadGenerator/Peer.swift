import Foundation
import WebChatProtocol
import WebSocketTransport

/// Why a peer could not go on.
struct PeerError: Error, CustomStringConvertible {
    var description: String
}

/// One connection that speaks the protocol. On the loop's thread only.
///
/// - Note: `@unchecked Sendable`: every use is on the loop's thread, which the transport's own checks enforce.
class Peer: WebSocketConnectionDelegate, @unchecked Sendable {
    typealias Answer = (Result<ServerFrame, any Error>) -> Void

    let bench: Workbench
    let name: String
    /// Nil for a visitor.
    let token: String?
    /// Minted by the server.
    private(set) var secret: String?
    private(set) var welcome: Welcome?
    private var connection: WebSocketConnection?
    private var helloID = ""
    private var resume: [ResumePoint] = []
    private var welcomed: ((Result<Welcome, any Error>) -> Void)?
    private var answers: [String: Answer] = [:]
    /// Whether the end of the connection is the measurement's doing.
    var expectsClose = false
    /// Whether a failed connection is not counted, because it is tried again.
    var triesAgain = false

    init(_ bench: Workbench, name: String, token: String? = nil) {
        self.bench = bench
        self.name = name
        self.token = token
    }

    /// Connects and says hello; calls `then` once.
    func connect(resume: [ResumePoint] = [], then: @escaping (Result<Welcome, any Error>) -> Void) {
        self.resume = resume
        welcomed = then
        expectsClose = false
        do {
            connection = try bench.client.connect(
                to: bench.endpoint, subprotocol: ChatProtocol.subprotocol, delegate: self
            )
        } catch {
            welcomed = nil
            then(.failure(error))
        }
    }

    /// Connects until it succeeds, with the protocol's full jitter between attempts; calls `then` once, with the number
    /// of attempts that failed. After 20 of them the last failure is the result.
    func persist(
        resume: [ResumePoint], backoff: Backoff = Backoff(), then: @escaping (Result<Welcome, any Error>, Int) -> Void
    ) {
        triesAgain = backoff.attempts < 20
        connect(resume: resume) { result in
            guard case .failure = result, self.triesAgain else {
                self.triesAgain = false
                return then(result, backoff.attempts)
            }
            var next = backoff
            var random = SystemRandomNumberGenerator()
            let wait = next.next(using: &random)
            self.bench.loop.schedule(after: wait) { self.persist(resume: resume, backoff: next, then: then) }
        }
    }

    /// Cuts the connection without a word.
    func cut() {
        expectsClose = true
        connection?.drop()
        connection = nil
    }

    /// Sends a frame that is answered under its id.
    func ask(_ frame: ClientFrame, then: @escaping Answer) {
        guard let id = frame.id else { return then(.failure(PeerError(description: "a frame without an id"))) }
        answers[id] = then
        send(frame.encode())
    }

    func send(_ bytes: [UInt8]) {
        guard let connection else { return bench.fault("not connected") }
        switch connection.send(text: bytes) {
        case .queued, .dropped: break
        case .full: bench.fault("queue full")
        case .closed: bench.fault("sent after close")
        }
    }

    /// For subclasses: takes frames that are too many to decode in full; `true` when it did.
    func takeQuickly(_ text: UnsafeRawBufferPointer) -> Bool { false }

    /// For subclasses: an `err` that answers none of the asked.
    func failed(_ failure: ServerFrame.Failure) { bench.fault("err \(failure.code.rawValue)") }

    /// For subclasses: the connection is gone although nobody meant it to be.
    func lost() {}

    // MARK: WebSocketConnectionDelegate

    func opened(_ connection: WebSocketConnection) {
        self.connection = connection
        helloID = bench.newID()
        let hello = ClientFrame.Hello(
            id: helloID, client: "load/1.0", locale: "en", visitor: token == nil ? secret : nil, token: token,
            resume: resume
        )
        send(ClientFrame.hello(hello).encode())
    }

    func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection) {
        if takeQuickly(text) { return }
        switch ServerFrame.decode(text) {
        case .failure(let fault): bench.fault("undecodable: \(fault)")
        case .success(let frame): take(frame)
        }
    }

    private func take(_ frame: ServerFrame) {
        switch frame {
        case .welcome(let welcome):
            self.welcome = welcome
            if let secret = welcome.header.visitor { self.secret = secret }
            let then = welcomed
            welcomed = nil
            then?(.success(welcome))
        case .ping(let id): send(ClientFrame.pong(id: id).encode())
        case .ack(let ack): answers.removeValue(forKey: ack.id)?(.success(frame))
        case .subscribed(let id?, _): answers.removeValue(forKey: id)?(.success(frame))
        case .error(let failure):
            if let id = failure.id, let answer = answers.removeValue(forKey: id) {
                answer(.success(frame))
            } else {
                failed(failure)
            }
        case .bye(let bye): bench.fault("bye \(bye.code.rawValue)")
        default: break
        }
    }

    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) {
        if connection === self.connection { self.connection = nil }
        guard !expectsClose else { return }
        let status = closure.refusedStatus.map { ", answered \($0)" } ?? ""
        let error = PeerError(description: "closed \(closure.code) \(closure.reason)\(status)")
        if !triesAgain { bench.fault("closed \(closure.code)\(status)") }
        let waiting = answers
        answers = [:]
        let then = welcomed
        welcomed = nil
        then?(.failure(error))
        for answer in waiting.values { answer(.failure(error)) }
        lost()
    }
}
