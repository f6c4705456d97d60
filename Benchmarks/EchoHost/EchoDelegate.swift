import WebSocketTransport

/// Sends every text back, once or several times. Peers that read too slowly are not read from until they do.
final class EchoDelegate: WebSocketServerDelegate {
    private let acceptsAnySubprotocol: Bool

    private let copies: Int
    private let filePath: String?

    init(acceptsAnySubprotocol: Bool, copies: Int, filePath: String?) {
        self.acceptsAnySubprotocol = acceptsAnySubprotocol
        self.copies = copies
        self.filePath = filePath
    }

    func decide(upgrade: UpgradeRequest) -> UpgradeDecision {
        upgrade.subprotocol != nil || self.acceptsAnySubprotocol
            ? .accept : .refuse(status: 400, text: "the subprotocol is echo")
    }

    func opened(_ connection: WebSocketConnection) {}

    func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection) {
        for _ in 0..<self.copies {
            switch connection.send(text: text) {
            case .full: connection.close(code: CloseCode.tooSlow, reason: "too slow", discardingQueue: true)
            case .queued, .dropped, .closed: break
            }
        }
        if connection.pendingFrames > 0 { connection.pauseReading() }
    }

    func drained(_ connection: WebSocketConnection) { connection.resumeReading() }

    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) {}

    /// `PUT /sink` counts a body; `GET /` says hello; `GET /file` sends a file; anything else is not there.
    func requested(_ exchange: HTTPExchange) {
        switch (exchange.head.method, exchange.head.path) {
        case (.put, "/sink"): exchange.receiveBody(upTo: 1_048_576)
        case (.get, "/"), (.head, "/"): exchange.respond(.text(200, "echo\n"))
        case (.get, "/healthz"): exchange.respond(.text(200, "ok\n"))
        case (.get, "/file"), (.head, "/file"):
            let offset = exchange.head.query.flatMap { Int($0) } ?? 0
            exchange.respond(
                HTTPResponse(status: 200, body: .file(path: self.filePath ?? "", offset: offset, length: nil)))
        default: exchange.respond(.text(404, "not found\n"))
        }
    }

    func received(bodyChunk: UnsafeRawBufferPointer, on exchange: HTTPExchange) {
        let count = (exchange.userObject as? BodyCount) ?? BodyCount()
        exchange.userObject = count
        count.bytes += bodyChunk.count
    }

    func bodyEnded(on exchange: HTTPExchange) {
        let bytes = (exchange.userObject as? BodyCount)?.bytes ?? 0
        exchange.respond(.text(201, "\(bytes)\n"))
    }
}

/// The bytes of one body so far.
final class BodyCount {
    var bytes = 0
}
