/// Decodes transfer encodings in one pass with a fixed buffer, and goes on after damage.
enum TransferDecoder {
    /// The longest piece that `decode` hands out.
    static let chunkBytes = 64 << 10

    /// Hands the decoded bytes to `body` in pieces. True when the coding was damaged.
    @discardableResult
    static func decode<Failure: Error>(
        _ source: [UInt8], _ location: MailAttachment.Location,
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        var stage = Stage(encoding: location.encoding)
        var output: [UInt8] = []
        output.reserveCapacity(chunkBytes)
        var position = min(location.range.lowerBound, source.count)
        let end = min(location.range.upperBound, source.count)
        while position < end, !stage.isDone {
            // No coding makes its output longer than its input.
            let next = min(end, position + chunkBytes)
            output.removeAll(keepingCapacity: true)
            source.withUnsafeBufferPointer {
                stage.read(UnsafeBufferPointer(rebasing: $0[position..<next]), into: &output)
            }
            position = next
            try hand(output, to: body)
        }
        output.removeAll(keepingCapacity: true)
        stage.finish(into: &output)
        try hand(output, to: body)
        return stage.isDamaged
    }

    /// The decoded bytes one piece after another, for who must wait between pieces.
    struct Pieces: IteratorProtocol, Sendable {
        private let source: [UInt8]
        private var stage: Stage
        private var position: Int
        private let end: Int
        private var isFinished = false

        init(_ source: [UInt8], _ location: MailAttachment.Location) {
            self.source = source
            stage = Stage(encoding: location.encoding)
            position = min(location.range.lowerBound, source.count)
            end = min(location.range.upperBound, source.count)
        }

        mutating func next() -> [UInt8]? {
            var output: [UInt8] = []
            while position < end, !stage.isDone {
                // No coding makes its output longer than its input.
                let next = min(end, position + chunkBytes)
                output.reserveCapacity(chunkBytes)
                source.withUnsafeBufferPointer {
                    stage.read(UnsafeBufferPointer(rebasing: $0[position..<next]), into: &output)
                }
                position = next
                if !output.isEmpty { return output }
            }
            guard !isFinished else { return nil }
            isFinished = true
            stage.finish(into: &output)
            return output.isEmpty ? nil : output
        }
    }

    /// The decoded bytes, at most `limit`; whether there would be more; whether the coding was damaged.
    static func bytes(
        _ source: [UInt8], _ location: MailAttachment.Location, limit: Int
    ) -> (bytes: [UInt8], isCut: Bool, isDamaged: Bool) {
        struct Full: Error {}
        var result: [UInt8] = []
        var isDamaged = false
        do {
            isDamaged = try decode(source, location) { (piece: UnsafeRawBufferPointer) throws(Full) in
                let room = limit - result.count
                result.append(contentsOf: piece.prefix(room))
                if piece.count > room { throw Full() }
            }
        } catch {
            return (result, true, false)
        }
        return (result, false, isDamaged)
    }

    private static func hand<Failure: Error>(
        _ bytes: [UInt8], to body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard !bytes.isEmpty else { return }
        let result = bytes.withUnsafeBytes { piece -> Result<Void, Failure> in
            do throws(Failure) {
                return .success(try body(piece))
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// One coding's state between pieces.
    private enum Stage: Sendable {
        case identity
        case base64(Base64Decoder)
        case quotedPrintable(QuotedPrintableDecoder)
        case uuencode(UUDecoder)

        init(encoding: TransferEncoding) {
            switch encoding {
            case .identity: self = .identity
            case .base64: self = .base64(Base64Decoder())
            case .quotedPrintable: self = .quotedPrintable(QuotedPrintableDecoder())
            case .uuencode: self = .uuencode(UUDecoder())
            }
        }

        mutating func read(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
            switch self {
            case .identity: output.append(contentsOf: input)
            case .base64(var decoder):
                decoder.read(input, into: &output)
                self = .base64(decoder)
            case .quotedPrintable(var decoder):
                self = .identity
                decoder.read(input, into: &output)
                self = .quotedPrintable(decoder)
            case .uuencode(var decoder):
                self = .identity
                decoder.read(input, into: &output)
                self = .uuencode(decoder)
            }
        }

        mutating func finish(into output: inout [UInt8]) {
            switch self {
            case .identity: break
            case .base64(var decoder):
                decoder.finish(into: &output)
                self = .base64(decoder)
            case .quotedPrintable(var decoder):
                decoder.finish(into: &output)
                self = .quotedPrintable(decoder)
            case .uuencode(var decoder):
                decoder.finish(into: &output)
                self = .uuencode(decoder)
            }
        }

        var isDone: Bool {
            switch self {
            case .identity, .quotedPrintable: false
            case .base64(let decoder): decoder.isDone
            case .uuencode(let decoder): decoder.isDone
            }
        }

        var isDamaged: Bool {
            switch self {
            case .identity, .quotedPrintable: false
            case .base64(let decoder): decoder.isDamaged
            case .uuencode(let decoder): decoder.isDamaged
            }
        }
    }
}
