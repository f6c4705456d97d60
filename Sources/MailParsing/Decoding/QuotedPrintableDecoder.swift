/// Quoted-printable that forgives: lower-case digits, blanks after a soft break, `=` that is no escape, bytes that should
/// have been escaped.
struct QuotedPrintableDecoder {
    /// Blanks that count only if something follows on the line.
    private var blanks: [UInt8] = []
    /// What came after a `=` that is not decided yet.
    private var escape: [UInt8]?

    mutating func read(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        for byte in input {
            if escape != nil {
                take(byte, into: &output)
            } else {
                plain(byte, into: &output)
            }
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        if let pending = escape, pending.contains(where: { !$0.isBlank && $0 != .carriageReturn }) {
            output.append(.equals)
            output.append(contentsOf: pending)
        }
        escape = nil
        blanks.removeAll()
    }

    private mutating func plain(_ byte: UInt8, into output: inout [UInt8]) {
        switch byte {
        case .equals:
            flush(into: &output)
            escape = []
        case .space, .tab:
            // A line of blanks without an end is no reason to keep them all twice.
            if blanks.count >= 4096 { flush(into: &output) }
            blanks.append(byte)
        case .lineFeed, .carriageReturn:
            blanks.removeAll(keepingCapacity: true)
            output.append(byte)
        default:
            flush(into: &output)
            output.append(byte)
        }
    }

    private mutating func flush(into output: inout [UInt8]) {
        guard !blanks.isEmpty else { return }
        output.append(contentsOf: blanks)
        blanks.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ byte: UInt8, into output: inout [UInt8]) {
        var pending = escape ?? []
        pending.append(byte)
        if pending.count == 2, let high = pending[0].hexValue, let low = byte.hexValue {
            output.append(high << 4 | low)
            escape = nil
        } else if byte == .lineFeed, pending.dropLast().allSatisfy({ $0.isBlank || $0 == .carriageReturn }) {
            escape = nil
        } else if pending.count == 1
            ? byte.hexValue != nil || byte.isBlank || byte == .carriageReturn
            : (byte.isBlank || byte == .carriageReturn) && pending[0].hexValue == nil && pending.count < 80
        {
            escape = pending
        } else {
            // No escape after all: everything stands for itself, and the last byte may begin another one.
            escape = nil
            output.append(.equals)
            for earlier in pending.dropLast() { output.append(earlier) }
            plain(byte, into: &output)
        }
    }
}
