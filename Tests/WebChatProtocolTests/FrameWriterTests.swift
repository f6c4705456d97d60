import Foundation
import Testing

@testable import WebChatProtocol

@Suite("The frame writer")
struct FrameWriterTests {
    @Test("Whole numbers are written in full, the extremes too")
    func integers() {
        for value in [0, 7, 10, 99, 100, -1, -10, 1_234_567_890_123, Int64.max, Int64.min] {
            var writer = FrameWriter()
            writer.integer(value)
            #expect(writer.text == String(value))
        }
    }

    @Test("Every ASCII character in every place of a text reads back as itself")
    func escaping() throws {
        for code in UInt8(0)..<0x80 {
            let character = String(UnicodeScalar(code))
            for length in 0..<18 {
                for place in 0...length {
                    let text =
                        String(repeating: "a", count: place) + character + String(repeating: "è", count: length - place)
                    var writer = FrameWriter()
                    writer.string(text)
                    #expect(try JSONValue.parse(writer.bytes) == .string(text))
                }
            }
        }
    }

    @Test("Only what must be escaped is escaped")
    func escapesOnlyWhatMustBe() {
        var writer = FrameWriter()
        writer.string("/é\u{7f}\u{2028}😀\"\\\u{1}\n")
        #expect(writer.text == "\"/é\u{7f}\u{2028}😀\\\"\\\\\\u0001\\n\"")
    }

    @Test("A reset writer writes as a new one")
    func reset() {
        var writer = FrameWriter()
        writer.ping(id: "a")
        writer.reset()
        writer.pong(id: nil)
        #expect(writer.text == "{\"type\":\"pong\"}")
    }

    @Test("An encodable value is encoded with the protocol's times")
    func encodable() throws {
        struct Value: Encodable {
            var b = "a/b"
            var a = Date(timeIntervalSince1970: 1.5)
        }
        let text = String(decoding: try EncodedJSON(encoding: Value()).bytes, as: UTF8.self)
        #expect(text == "{\"a\":\"1970-01-01T00:00:01.500Z\",\"b\":\"a/b\"}")
    }
}

extension FrameWriter {
    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
