import Foundation
import SportelloTesting
import Testing

@testable import WebChatProtocol

@Suite("The JSON reader against Foundation's")
struct JSONFuzzTests {
    @Test("Both read the same value from what Foundation wrote", arguments: 0..<40)
    func agreesOnValid(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<50 {
            let value = randomValue(depth: 6, &generator)
            let data = try JSONSerialization.data(withJSONObject: foundation(value), options: .fragmentsAllowed)
            #expect(try JSONValue.parse(Array(data)) == value)
        }
    }

    @Test("Foundation reads the same value from what the writer wrote", arguments: 0..<40)
    func writerIsUnderstood(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) + 1000)
        for _ in 0..<50 {
            let value = randomValue(depth: 6, &generator)
            for bytes in [EncodedJSON(value).bytes, EncodedJSON(canonical: value).bytes] {
                let read = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
                #expect(agree(try wire(read), value))
                #expect(try JSONValue.parse(bytes) == value)
            }
        }
    }

    @Test("Mutilated texts never trap, and what is taken is what Foundation takes", arguments: 0..<60)
    func mutations(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) + 5000)
        let spice = Array("{}[]\",:\\u0eE+-.19tfn \n\u{e9}".utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xFF]
        for _ in 0..<200 {
            var bytes = EncodedJSON(.object(randomObject(depth: 4, &generator))).bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(spice.randomElement(using: &generator) ?? 0, at: place)
                case 2: bytes[place] = spice.randomElement(using: &generator) ?? 0
                default: bytes.removeLast(bytes.count - place)
                }
            }
            let isText = String(validating: bytes, as: UTF8.self) != nil
            switch Result(catching: { () throws(JSONFault) in try JSONValue.parse(bytes, maxDepth: 64) }) {
            case .success(let value):
                #expect(isText)
                let other = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
                #expect(agree(try wire(other), value))
            case .failure(let fault):
                #expect((fault == .notUTF8) == !isText)
            }
        }
    }

    @Test("Noise never traps")
    func noise() {
        var generator = SeededGenerator(seed: 99)
        for _ in 0..<5000 {
            let count = Int.random(in: 0..<64, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if case .success = ClientFrame.decode(bytes) { Issue.record("noise was taken: \(bytes)") }
        }
    }

    // MARK: Values

    private func randomValue(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(Bool.random(using: &generator))
        case 2: .integer(Int64.random(in: -1000...1000, using: &generator))
        case 3: .integer(Int64.random(in: .min ... .max, using: &generator))
        case 4: .double(Double.random(in: -1...1, using: &generator) * 1e6 + 0.123456789)
        case 5, 6: .string(randomText(&generator))
        case 7:
            .array(
                (0..<Int.random(in: 0..<5, using: &generator)).map { _ in randomValue(depth: depth - 1, &generator) })
        default: .object(randomObject(depth: depth - 1, &generator))
        }
    }

    private func randomObject(depth: Int, _ generator: inout SeededGenerator) -> JSONObject {
        let count = Int.random(in: 0..<6, using: &generator)
        return JSONObject(
            (0..<count).map {
                .init(name: "\($0)" + randomText(&generator), value: randomValue(depth: depth, &generator))
            }
        )
    }

    private func randomText(_ generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<24, using: &generator) {
            let range: ClosedRange<UInt32> =
                switch Int.random(in: 0..<8, using: &generator) {
                case 0: 0...0x1F
                case 1: 0x80...0x7FF
                case 2: 0x800...0xD7FF
                case 3: 0x10000...0x10FFFF
                default: 0x20...0x7F
                }
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.append(scalar) }
        }
        return String(text)
    }

    // MARK: Translation

    private func foundation(_ value: JSONValue) -> Any {
        switch value {
        case .null: NSNull()
        case .bool(let value): value
        case .integer(let value): value
        case .double(let value): value
        case .string(let text): text
        case .array(let elements): elements.map { foundation($0) }
        case .object(let object):
            Dictionary(object.members.map { ($0.name, foundation($0.value)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Foundation reads fractions through decimal numbers and may miss the last bit; all else must be equal.
    private func agree(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { agree($0, $1) }
        case (.object(let a), .object(let b)):
            a.members.count == b.members.count
                && a.members.allSatisfy { member in b[member.name].map { agree(member.value, $0) } ?? false }
        case (.double(let a), _): right.doubleValue.map { abs(a - $0) <= abs(a) * 1e-14 } ?? false
        case (_, .double(let b)): left.doubleValue.map { abs(b - $0) <= abs(b) * 1e-14 } ?? false
        default: left == right
        }
    }

    private func wire(_ value: Any) throws -> JSONValue {
        switch value {
        case is NSNull: return .null
        case let text as String: return .string(text)
        case let elements as [Any]: return .array(try elements.map { try wire($0) })
        case let object as [String: Any]:
            return .object(JSONObject(try object.map { .init(name: $0.key, value: try wire($0.value)) }))
        default:
            let number = try #require(value as? NSNumber)
            if isTruthValue(number) { return .bool(number.boolValue) }
            if let whole = value as? Int64, Double(whole) == number.doubleValue { return .integer(whole) }
            return .double(number.doubleValue)
        }
    }

    /// Foundation hands out truth values as numbers whose type encoding is that of a `char`.
    private func isTruthValue(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c"
    }
}
