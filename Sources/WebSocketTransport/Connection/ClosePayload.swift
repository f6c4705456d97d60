/// The payload of a Close frame (RFC 6455 §5.5.1, §7.4).
enum ClosePayload {
    /// What a peer's Close frame says.
    struct Received: Equatable {
        /// The peer's code, 1005 when it sent none.
        var code: UInt16
        /// The peer's reason.
        var reason: String
        /// The code to answer with: the peer's own, or 1002 or 1007 when its frame is not well formed; nil for a
        /// frame without a payload, which is answered alike.
        var answer: UInt16?
    }

    /// Whether an endpoint may send this code: the registered ones and 3000…4999.
    static func isSendable(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// Reads a peer's Close frame.
    static func parse(_ payload: UnsafeRawBufferPointer) -> Received {
        if payload.isEmpty { return Received(code: CloseCode.noStatus, reason: "", answer: nil) }
        guard payload.count >= 2, payload.count <= 125 else {
            return Received(code: CloseCode.protocolError, reason: "", answer: CloseCode.protocolError)
        }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        guard self.isSendable(code) else {
            return Received(code: code, reason: "", answer: CloseCode.protocolError)
        }
        let text = UnsafeRawBufferPointer(rebasing: payload[2...])
        guard UTF8Check.isValid(text) else {
            return Received(code: code, reason: "", answer: CloseCode.invalidPayload)
        }
        return Received(code: code, reason: String(decoding: text, as: UTF8.self), answer: code)
    }

    /// Makes a payload; a reason beyond 123 bytes is cut at a character.
    static func make(code: UInt16, reason: String) -> [UInt8] {
        precondition(self.isSendable(code), "this close code must never be sent")
        var bytes: [UInt8] = [UInt8(code >> 8), UInt8(code & 0xFF)]
        for character in reason {
            guard bytes.count + character.utf8.count <= 125 else { break }
            bytes += Array(character.utf8)
        }
        return bytes
    }
}
