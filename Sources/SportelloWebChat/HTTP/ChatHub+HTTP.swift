import Sportello
import SportelloModel
import WebChatProtocol
import WebSocketTransport

/// Plain requests on the same port (protocol §10).
extension ChatHub {
    func handle(_ exchange: HTTPExchange) {
        let head = exchange.head
        if head.path.hasPrefix("/uploads/") {
            if head.method == .options, let headers = crossOrigin(exchange) {
                return exchange.respond(HTTPResponse(status: 204, headers: headers))
            }
            guard head.method == .put else { return exchange.respond(Self.notAllowed("PUT")) }
            return beginUpload(String(head.path.dropFirst("/uploads/".count)), exchange)
        }
        if let page = page(at: head.path) { return handle(exchange, on: page) }
        guard head.method == .get || head.method == .head else { return exchange.respond(Self.notAllowed("GET, HEAD")) }
        switch head.path {
        case "/healthz": exchange.respond(.text(200, "ok\n"))
        case "/readyz": exchange.respond(isStopping ? .text(503, "stopping\n") : .text(200, "ready\n"))
        case "/metrics" where configuration.servesMetrics: exchange.respond(metrics())
        case "/console":
            exchange.respond(HTTPResponse(status: 301, headers: [(name: "location", value: "/console/")]))
        case let path where path.hasPrefix("/files/"): download(String(path.dropFirst("/files/".count)), exchange)
        case "/v1/chat":
            exchange.respond(.text(426, "a WebSocket lives here\n", headers: [(name: "upgrade", value: "websocket")]))
        case let path:
            let known = files.response(to: path, ifNoneMatch: head.headers["if-none-match"])
            exchange.respond(known ?? .text(404, "not found\n"))
        }
    }

    /// The exchange is over, whatever came of it.
    func forget(_ exchange: HTTPExchange) {
        if exchange.userObject != nil { abandonUpload(exchange) }
    }

    /// What lets a page of a listed origin, on which the widget is embedded, put a file here; `nil` for any other page.
    func crossOrigin(_ exchange: HTTPExchange) -> [(name: String, value: String)]? {
        guard let origin = exchange.head.headers["origin"], configuration.origins.contains(origin) else { return nil }
        return [
            (name: "access-control-allow-origin", value: origin), (name: "access-control-allow-methods", value: "PUT"),
            (name: "access-control-allow-headers", value: "content-type"), (name: "vary", value: "origin"),
        ]
    }

    private static func notAllowed(_ methods: String) -> HTTPResponse {
        .text(405, "method not allowed\n", headers: [(name: "allow", value: methods)])
    }

    private func metrics() -> HTTPResponse {
        let text = statistics.text(sessions: sessions.count, topics: topics.count, queue: desk.queueLength)
        return HTTPResponse(
            status: 200, headers: [(name: "content-type", value: "text/plain; version=0.0.4; charset=utf-8")],
            body: .bytes(Array(text.utf8))
        )
    }

    /// A file, for whoever was given a fresh address with an event. Anything else is the same 404.
    private func download(_ name: String, _ exchange: HTTPExchange) {
        guard let file = FileID(name), let signature = signature(in: exchange.head.query), let attachments,
            signer.accepts(signature, for: file, now: now)
        else { return exchange.respond(.text(404, "not found\n")) }
        let accepted = work.add {
            let stored = try? await attachments.find(file)  // unreadable is the same answer as absent
            self.loop.execute {
                self.assumeIsolated { _ in
                    guard exchange.isOpen else { return }
                    exchange.respond(stored.map(Self.response(with:)) ?? .text(404, "not found\n"))
                }
            }
        }
        if !accepted { exchange.respond(.text(503, "busy\n")) }
    }

    private func signature(in query: String?) -> String? {
        query?.split(separator: "&").first { $0.hasPrefix("k=") }.map { String($0.dropFirst(2)) }
    }

    /// Never rendered, never sniffed, never run.
    private static func response(with file: StoredFile) -> HTTPResponse {
        let name = file.name.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "._-".unicodeScalars.contains(scalar))
                ? String(scalar)
                : scalar.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        }.joined()
        return HTTPResponse(
            status: 200,
            headers: [
                (name: "content-type", value: file.reference.type),
                (name: "content-disposition", value: "attachment; filename*=UTF-8''\(name)"),
                (name: "content-security-policy", value: "sandbox; default-src 'none'"),
                (name: "x-content-type-options", value: "nosniff"),
                (name: "cache-control", value: "private, no-store"),
                (name: "cross-origin-resource-policy", value: "same-site"),
            ],
            body: .file(path: file.path, offset: 0, length: nil)
        )
    }
}
