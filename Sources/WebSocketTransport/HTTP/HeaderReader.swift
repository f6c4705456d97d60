import CWebSockets

/// Reads the header block of a socket, by copying only, while the library still has it.
struct HeaderReader {
    /// The socket.
    let socket: OpaquePointer

    /// The length of what is copied at most: longer than any header block.
    private static let room = 8_192

    private func read(_ body: (UnsafeMutablePointer<CChar>) -> Int32) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.room) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let count = Int(body(base))
            guard count > 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self)
        }
    }

    /// A header, its lines joined; nil when it is absent or empty.
    func text(_ field: Int) -> String? {
        self.read { cws_header(self.socket, Int32(field), $0, Int32(Self.room)) }
    }

    /// The number of lines.
    func count(_ field: Int) -> Int { Int(cws_header_count(self.socket, Int32(field))) }

    /// Every line of a header that the library has a token for.
    func lines(_ field: Int) -> [String] {
        let count = self.count(field)
        guard count > 0 else { return [] }
        guard count > 1 else { return self.text(field).map { [$0] } ?? [""] }
        return (0..<count).compactMap { index in
            self.read { cws_header_line(self.socket, Int32(field), Int32(index), $0, Int32(Self.room)) } ?? ""
        }
    }

    /// A header that the library has no token for; `name` in lower case.
    func custom(_ name: String) -> String? {
        self.read { cws_custom_header(self.socket, name + ":", $0, Int32(Self.room)) }
    }

    /// The method and the path.
    func requestLine() -> (method: HTTPMethod?, path: String?) {
        var number: Int32 = -1
        let path = self.read { cws_request_line(self.socket, &number, $0, Int32(Self.room)) }
        let methods: [HTTPMethod] = [.get, .head, .post, .put, .patch, .delete, .options]
        return (methods.indices.contains(Int(number)) ? methods[Int(number)] : nil, path)
    }

    /// Whether a body is announced.
    var announcesBody: Bool {
        self.count(Int(CWS_H_TRANSFER_ENCODING)) > 0
            || (self.text(Int(CWS_H_CONTENT_LENGTH)).map { $0 != "0" } ?? false)
    }

    /// What an upgrade is checked by.
    var handshake: HandshakeRequest {
        HandshakeRequest(
            method: self.requestLine().method,
            httpVersion: self.text(Int(CWS_H_HTTP_VERSION)) ?? "",
            host: self.lines(Int(CWS_H_HOST)),
            upgrade: self.lines(Int(CWS_H_UPGRADE)),
            connection: self.lines(Int(CWS_H_CONNECTION)),
            key: self.lines(Int(CWS_H_KEY)),
            version: self.lines(Int(CWS_H_VERSION)),
            protocols: self.lines(Int(CWS_H_PROTOCOL)),
            announcesBody: self.announcesBody
        )
    }

    /// The headers that requests keep.
    var kept: [String: String] {
        let fields: [(String, Int)] = [
            ("host", Int(CWS_H_HOST)), ("origin", Int(CWS_H_ORIGIN)), ("content-type", Int(CWS_H_CONTENT_TYPE)),
            ("content-length", Int(CWS_H_CONTENT_LENGTH)), ("if-none-match", Int(CWS_H_IF_NONE_MATCH)),
            ("if-modified-since", Int(CWS_H_IF_MODIFIED_SINCE)), ("authorization", Int(CWS_H_AUTHORIZATION)),
            ("accept", Int(CWS_H_ACCEPT)), ("accept-language", Int(CWS_H_ACCEPT_LANGUAGE)),
            ("accept-encoding", Int(CWS_H_ACCEPT_ENCODING)), ("user-agent", Int(CWS_H_USER_AGENT)),
            ("range", Int(CWS_H_RANGE)), ("x-forwarded-for", Int(CWS_H_FORWARDED_FOR)),
            ("access-control-request-headers", Int(CWS_H_ACCESS_CONTROL_REQUEST_HEADERS)),
        ]
        var headers: [String: String] = [:]
        for (name, field) in fields {
            if let value = self.text(field) { headers[name] = value }
        }
        if let value = self.custom("access-control-request-method") { headers["access-control-request-method"] = value }
        return headers
    }
}
