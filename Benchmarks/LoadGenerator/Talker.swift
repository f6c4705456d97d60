import WebChatProtocol
import WebSocketTransport

/// One side of a dialogue. Once its message was acknowledged and reached the other side, it sends the next one or, where
/// the sides take turns, the other one does.
///
/// - Note: `@unchecked Sendable`: as ``Peer``.
final class Talker: Peer, @unchecked Sendable {
    private let meter: Meter
    /// The other side; set before the first message. The dialogue keeps both alive.
    private weak var partner: Talker?
    private var frame: [UInt8] = []
    private var idOffset = 0
    private var markOffset = 0
    private var number: UInt64 = 0
    private var sentAt: UInt64 = 0
    private var awaitsAck = false
    private var awaitsDelivery = false
    /// Whether the other side speaks next.
    private var takesTurns = false
    /// Messages that may still be sent; nil = until the meter stops.
    private var quota: Int?
    /// The last sequence number seen; 0 = none yet.
    private var lastSeq: Int64 = 0

    init(_ bench: Workbench, meter: Meter, name: String, token: String? = nil) {
        self.meter = meter
        super.init(bench, name: name, token: token)
    }

    /// Prepares the frame of which only the id and a mark in the text change from message to message.
    func prepare(stream: StreamName, partner: Talker, bytes: Int, side: UInt64, lastSeq: Int64) {
        self.partner = partner
        self.lastSeq = max(self.lastSeq, lastSeq)
        number = side << 40
        let mark = String(decoding: hexadecimal(0), as: UTF8.self)
        let text = mark + String(repeating: "x", count: max(0, bytes - mark.utf8.count))
        let id = bench.idPrefix + mark
        frame = ClientFrame.send(.init(id: id, stream: stream, text: text)).encode()
        let bare = Array(mark.utf8)
        // The mark stands in the id first and in the text next; a ticket's id is of another form.
        idOffset = Self.find(bare, in: frame, from: 0) ?? 0
        markOffset = Self.find(Array("\"\(mark)".utf8), in: frame, from: idOffset + 12).map { $0 + 1 } ?? 0
        precondition(idOffset > 0 && markOffset > 0, "the frame has an id and a text")
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        return (start...(bytes.count - pattern.count)).first { bytes[$0..<($0 + pattern.count)] == pattern[...] }
    }

    /// Begins to talk, on its own account.
    func start(quota: Int?) {
        self.quota = quota
        next()
    }

    /// Both sides take turns from now on, and this one begins.
    func startTurns() {
        takesTurns = true
        partner?.takesTurns = true
        next()
    }

    /// The message is durable and has arrived.
    private func settled() { if takesTurns { partner?.next() } else { next() } }

    private func next() {
        guard meter.isRunning else { return }
        if let left = quota {
            guard left > 0 else { return meter.finished() }
            quota = left - 1
        }
        number += 1
        for (index, digit) in hexadecimal(number).enumerated() {
            frame[idOffset + index] = digit
            frame[markOffset + index] = digit
        }
        awaitsAck = true
        awaitsDelivery = true
        sentAt = monotonicNanoseconds()
        send(frame)
    }

    // MARK: What comes back

    override func takeQuickly(_ text: UnsafeRawBufferPointer) -> Bool {
        if text.begins(with: Self.ackHead) { return takeAck(text) }
        if text.begins(with: Self.eventHead) { return takeEvent(text) }
        return false
    }

    private static let ackHead: StaticString = "{\"type\":\"ack\",\"id\":\""
    private static let eventHead: StaticString = "{\"type\":\"event\",\"stream\":\""
    private static let seqMember: StaticString = "\",\"seq\":"
    private static let textMember: StaticString = "\"data\":{\"text\":\""

    private func takeAck(_ text: UnsafeRawBufferPointer) -> Bool {
        let start = Self.ackHead.utf8CodeUnitCount + 24
        guard awaitsAck, let id = text.hexadecimal(at: start), id == number else { return false }
        awaitsAck = false
        meter.acknowledged(after: monotonicNanoseconds() - sentAt)
        if !awaitsDelivery { settled() }
        return true
    }

    private func takeEvent(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let seqOffset = text.end(of: Self.seqMember, from: Self.eventHead.utf8CodeUnitCount) else { return false }
        var offset = seqOffset
        var seq: Int64 = 0
        while offset < text.count, case let digit = text[offset], digit >= 0x30, digit <= 0x39 {
            seq = seq * 10 + Int64(digit - 0x30)
            offset += 1
        }
        if lastSeq > 0, seq != lastSeq + 1 { bench.fault(seq <= lastSeq ? "event twice" : "event missing") }
        lastSeq = max(lastSeq, seq)
        guard let partner, let mark = text.end(of: Self.textMember, from: offset).flatMap(text.hexadecimal(at:)) else {
            return true
        }
        partner.delivered(mark)
        return true
    }

    /// The other side saw a message with this mark.
    private func delivered(_ mark: UInt64) {
        guard awaitsDelivery, mark == number else { return }
        awaitsDelivery = false
        meter.delivered(after: monotonicNanoseconds() - sentAt)
        if !awaitsAck { settled() }
    }

    override func failed(_ failure: ServerFrame.Failure) {
        super.failed(failure)
        guard awaitsAck, failure.code.isRetriable else { return }
        // The wait counts: the message took that long.
        bench.loop.schedule(after: .milliseconds(failure.retryAfterMs ?? 1000)) { [weak self] in
            guard let self, self.awaitsAck else { return }
            self.send(self.frame)
        }
    }

    override func lost() { if quota != nil { meter.finished() } }
}

extension UnsafeRawBufferPointer {
    func begins(with text: StaticString) -> Bool { matches(text, at: 0) }

    private func matches(_ text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= offset + length else { return false }
        for index in 0..<length where self[offset + index] != text.utf8Start[index] { return false }
        return true
    }

    /// Where `text` ends, at its first occurrence from an offset.
    func end(of text: StaticString, from start: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        let first = text.utf8Start[0]
        var offset = start
        while offset + length <= count {
            if self[offset] == first, matches(text, at: offset) { return offset + length }
            offset += 1
        }
        return nil
    }

    /// The number that twelve lower-case hexadecimal digits say.
    func hexadecimal(at offset: Int) -> UInt64? {
        guard offset + 12 <= count else { return nil }
        var number: UInt64 = 0
        for index in offset..<(offset + 12) {
            switch self[index] {
            case let digit where digit >= 0x30 && digit <= 0x39: number = number << 4 | UInt64(digit - 0x30)
            case let digit where digit >= 0x61 && digit <= 0x66: number = number << 4 | UInt64(digit - 0x57)
            default: return nil
            }
        }
        return number
    }
}
