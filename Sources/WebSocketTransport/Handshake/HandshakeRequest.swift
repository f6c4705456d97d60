/// The headers of an upgrade, as they were read, and the checks of RFC 6455 §4.2.1 that libwebsockets 4.1.6 leaves
/// out. A value without I/O.
struct HandshakeRequest: Equatable {
    /// nil for a method that the library does not know.
    var method: HTTPMethod?
    /// Such as `HTTP/1.1`.
    var httpVersion: String
    /// Every line of a header, in order; several lines of one name are several elements.
    var host: [String]
    var upgrade: [String]
    var connection: [String]
    var key: [String]
    var version: [String]
    var protocols: [String]
    /// Whether a body is announced.
    var announcesBody: Bool

    /// Why an upgrade is refused.
    struct Refusal: Error, Equatable {
        /// The status.
        var status: Int
        /// A short text for whoever reads it.
        var text: String
        /// Headers that belong to the status.
        var headers: [String: String] = [:]
    }

    /// The subprotocols that are offered, once everything is in order.
    func check() -> Result<[String], Refusal> {
        func refuse(_ status: Int, _ text: String, _ headers: [String: String] = [:]) -> Result<[String], Refusal> {
            .failure(Refusal(status: status, text: text, headers: headers))
        }
        guard self.method == .get else { return refuse(405, "an upgrade is a GET", ["allow": "GET"]) }
        guard self.httpVersion == "HTTP/1.1" else { return refuse(505, "HTTP/1.1 only") }
        guard !self.announcesBody else { return refuse(400, "an upgrade has no body") }
        guard self.host.count == 1, Self.isHost(self.host[0]) else { return refuse(400, "one Host is needed") }
        guard self.upgrade.count == 1, let protocols = Token.list(self.upgrade[0]), protocols.count == 1,
            protocols[0].lowercased() == "websocket"
        else { return refuse(400, "the only upgrade is websocket") }
        let options = self.connection.compactMap(Token.list).flatMap(\.self)
        guard options.contains(where: { $0.lowercased() == "upgrade" }) else {
            return refuse(400, "Connection must name upgrade")
        }
        guard self.version.count == 1, self.version[0] == "13" else {
            return refuse(426, "version 13 only", ["sec-websocket-version": "13", "upgrade": "websocket"])
        }
        guard self.key.count == 1, Self.isKey(self.key[0]) else { return refuse(400, "bad Sec-WebSocket-Key") }
        var offered: [String] = []
        for line in self.protocols {
            guard let list = Token.list(line) else { return refuse(400, "bad Sec-WebSocket-Protocol") }
            offered += list
        }
        guard Set(offered).count == offered.count else { return refuse(400, "a subprotocol is offered twice") }
        return .success(offered)
    }

    /// Whether a key is the Base64 of 16 bytes: 22 digits, of which the last carries four bits that must be zero, and
    /// two equals signs.
    static func isKey(_ key: String) -> Bool {
        let bytes = Array(key.utf8)
        guard bytes.count == 24, bytes[22] == UInt8(ascii: "="), bytes[23] == UInt8(ascii: "=") else { return false }
        let isDigit = { (byte: UInt8) -> Bool in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"): true
            default: false
            }
        }
        return bytes[..<22].allSatisfy(isDigit) && "AQgw".utf8.contains(bytes[21])
    }

    /// Whether a Host can be one: not empty, nothing but what host names, addresses and ports are written with.
    static func isHost(_ host: String) -> Bool {
        !host.isEmpty && host.utf8.count <= 255
            && host.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-._~:[]%!$&'()*+;=".utf8.contains($0)
                }
            }
    }
}
