import Foundation
import SportelloTesting
import Testing

@testable import WebChatProtocol

private func parse(_ text: String, maxDepth: Int = 8) throws(JSONFault) -> JSONValue {
    try JSONValue.parse(Array(text.utf8), maxDepth: maxDepth)
}

@Suite("The JSON reader")
struct JSONParserTests {
    @Test("Whole numbers that fit 64 bits stay whole; others become doubles")
    func numbers() throws {
        #expect(try parse("9223372036854775807").isInteger(.max))
        #expect(try parse("-9223372036854775808").isInteger(.min))
        #expect(try parse("9223372036854775808") == .double(0x1p63))
        #expect(try parse("-9223372036854775809") == .double(-0x1p63))
        #expect(try parse("99999999999999999999999999") == .double(1e26))
        #expect(try parse("-0").isInteger(0))
        #expect(try parse("1.5e-3") == .double(0.0015))
        #expect(try parse("4e1").integerValue == 40)
        #expect(try parse("1e300").integerValue == nil)
        #expect(try parse("0.5").integerValue == nil)
    }

    @Test("A number beyond all doubles is refused")
    func numberOutOfRange() {
        #expect(throws: JSONFault.numberOutOfRange(offset: 1)) { try parse("[1e999]") }
        #expect(throws: JSONFault.numberOutOfRange(offset: 0)) { try parse(String(repeating: "9", count: 400)) }
    }

    @Test("Nesting is counted from the outermost level, arrays and objects alike")
    func depth() throws {
        for depth in 1...12 {
            let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let objects =
                String(repeating: "{\"a\":", count: depth - 1) + "{}" + String(repeating: "}", count: depth - 1)
            for text in [arrays, objects] {
                if depth <= 8 {
                    #expect(throws: Never.self) { try parse(text) }
                } else {
                    #expect(throws: JSONFault.self) { try parse(text) }
                }
            }
        }
        #expect(throws: JSONFault.tooDeep(offset: 2)) { try parse("[[[]]]", maxDepth: 2) }
    }

    @Test("A name that comes twice is found among few and among many members")
    func duplicates() throws {
        for count in [2, 15, 16, 17, 18, 40, 500] {
            for (first, second) in [(0, count - 1), (count / 2, count - 1), (0, 1)] where first != second {
                var names = (0..<count).map { "n\($0)" }
                #expect(try parse(object(names)).objectValue?.members.count == count)
                names[second] = names[first]
                #expect(throws: JSONFault.self) { try parse(object(names)) }
            }
        }
    }

    @Test("Names that only look alike are two names")
    func canonicalEquivalence() throws {
        let value = try parse("{\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{e9}"]?.integerValue == 1)
        #expect(value["e\u{301}"]?.integerValue == 2)
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
    }

    @Test("Each escape stands for its character, at every place relative to a word of eight bytes")
    func escapes() throws {
        let pairs: [(String, String)] = [
            ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\u{8}"), ("\\f", "\u{c}"), ("\\n", "\n"),
            ("\\r", "\r"), ("\\t", "\t"), ("\\u00e8", "è"), ("\\u20AC", "€"), ("\\uD83D\\uDE00", "😀"),
            ("\\u0000", "\0"), ("\\uDBFF\\uDFFF", "\u{10FFFF}"), ("\\uffff", "\u{ffff}"),
        ]
        for (escape, character) in pairs {
            for before in 0..<20 {
                let padding = String(repeating: "x", count: before)
                let value = try parse("\"\(padding)\(escape)\(padding)é\(escape)\"")
                #expect(value == .string(padding + character + padding + "é" + character))
            }
        }
    }

    @Test("A quote, a backslash or a control byte is seen among any neighbours")
    func wordAtATime() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<20_000 {
            var bytes = (0..<8).map { _ in UInt8.random(in: 0x23...0xFF, using: &generator) }
            bytes = bytes.map { $0 == 0x5C ? 0x5D : $0 }
            #expect(!needsAttention(word(bytes)))
            let special = [0x22, 0x5C, UInt8.random(in: 0..<0x20, using: &generator)].randomElement(using: &generator)
            bytes[Int.random(in: 0..<8, using: &generator)] = special ?? 0
            #expect(needsAttention(word(bytes)))
        }
    }

    @Test("Invalid UTF-8 is named before any other fault")
    func invalidUTF8() {
        #expect(throws: JSONFault.notUTF8) { try JSONValue.parse(Array("{\"a\":}".utf8) + [0xFF]) }
        #expect(throws: JSONFault.notUTF8) { try JSONValue.parse(Array("{\"a\":\"\\ud800\",\"".utf8) + [0xC0, 0x80]) }
        #expect(throws: JSONFault.malformed(offset: 0)) { try JSONValue.parse([0xEF, 0xBB, 0xBF, 0x31]) }
    }

    @Test("Equality ignores the order of members and the spelling of whole numbers, nothing else")
    func equality() throws {
        #expect(try parse("{\"a\":1,\"b\":[2]}") == parse("{\"b\":[2.0],\"a\":1e0}"))
        #expect(try parse("[1,2]") != parse("[2,1]"))
        #expect(try parse("{\"a\":1}") != parse("{\"a\":1,\"b\":null}"))
        #expect(try parse("\"1\"") != parse("1"))
        #expect(try parse("null") != parse("false"))
    }

    @Test("The canonical form is the same for equal values and reads back as the value")
    func canonical() throws {
        let left = EncodedJSON(canonical: try parse("{\"b\":{\"d\":1.0,\"c\":\"\\u0041\"},\"a\":[1.50]}"))
        let right = EncodedJSON(canonical: try parse(" {\"a\":[1.5],\"b\":{\"c\":\"A\",\"d\":1}}"))
        #expect(left == right)
        #expect(String(decoding: left.bytes, as: UTF8.self) == "{\"a\":[1.5],\"b\":{\"c\":\"A\",\"d\":1}}")
    }

    private func object(_ names: [String]) -> String {
        "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    }

    private func word(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    }
}

extension JSONValue {
    fileprivate func isInteger(_ value: Int64) -> Bool {
        if case .integer(value) = self { true } else { false }
    }
}
