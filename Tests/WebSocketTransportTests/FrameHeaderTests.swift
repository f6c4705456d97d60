import Testing

@testable import WebSocketTransport

/// RFC 6455 §5.2 and §5.3.
@Suite struct FrameHeaderTests {
    private func bytes(_ count: Int, mask: FrameMask? = nil) -> [UInt8] {
        let header = FrameHeader(opcode: .text, payloadCount: count, mask: mask)
        return Array(unsafeUninitializedCapacity: header.byteCount) { buffer, used in
            if let base = buffer.baseAddress { header.write(to: base) }
            used = header.byteCount
        }
    }

    @Test func theLengthTakesItsShortestForm() {
        #expect(self.bytes(0) == [0x81, 0])
        #expect(self.bytes(125) == [0x81, 125])
        #expect(self.bytes(126) == [0x81, 126, 0, 126])
        #expect(self.bytes(65_535) == [0x81, 126, 0xFF, 0xFF])
        #expect(self.bytes(65_536) == [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test func aMaskFollowsTheLength() {
        #expect(self.bytes(5, mask: FrameMask(value: 0x3D21_FA37)) == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D])
    }

    /// The example of §5.7.
    @Test func theExampleOfTheRFCIsMasked() {
        var text = Array("Hello".utf8)
        text.withUnsafeMutableBufferPointer { FrameMask(value: 0x3D21_FA37).apply(to: $0) }
        #expect(text == [0x7F, 0x9F, 0x4D, 0x51, 0x58])
    }

    @Test(arguments: 0..<40) func maskingTwiceGivesTheText(count: Int) {
        let text = (0..<count).map { UInt8($0) }
        var masked = text
        let mask = FrameMask(value: 0x0102_0384)
        masked.withUnsafeMutableBufferPointer { mask.apply(to: $0) }
        let expected = text.enumerated().map { $1 ^ [0x84, 0x03, 0x02, 0x01][$0 & 3] }
        #expect(masked == expected)
        masked.withUnsafeMutableBufferPointer { mask.apply(to: $0) }
        #expect(masked == text)
    }
}
