import Foundation
import Testing

@testable import WebChatProtocol

/// One case of the shared fixture files; `Fixtures/README.json` describes them.
struct Fixture: CustomTestStringConvertible, Sendable {
    enum Expectation: Equatable {
        case ok
        case close(UInt16)
        case error(code: String, field: String?)
    }

    let sender: String
    let name: String
    let bytes: [UInt8]
    let expectation: Expectation

    var testDescription: String { name }

    static let valid = load("valid")
    static let invalid = load("invalid")

    private static func load(_ folder: String) -> [Fixture] {
        do {
            let root = Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(folder)")
            return try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "json" }
                .sorted { $0.path < $1.path }
                .flatMap { try read($0) }
        } catch {
            Issue.record(error, "fixtures in \(folder)")
            return []
        }
    }

    private static func read(_ file: URL) throws -> [Fixture] {
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        let sender = try #require(document?["from"] as? String)
        let cases = try #require(document?["cases"] as? [[String: Any]])
        return try cases.map { item in
            let name = try #require(item["name"] as? String)
            return Fixture(
                sender: sender,
                name: name,
                bytes: try #require(try bytes(of: item), "\(name) has no bytes"),
                expectation: try #require(expectation(of: item["expect"]), "\(name) expects nothing")
            )
        }
    }

    private static func bytes(of item: [String: Any]) throws -> [UInt8]? {
        if let raw = item["raw"] as? String { return Array(raw.utf8) }
        if let base64 = item["base64"] as? String { return Data(base64Encoded: base64).map { Array($0) } }
        if let parts = item["generate"] as? [String: Any] {
            guard let prefix = parts["prefix"] as? String, let suffix = parts["suffix"] as? String,
                let piece = parts["repeat"] as? String, let times = parts["times"] as? Int
            else { return nil }
            return Array((prefix + String(repeating: piece, count: times) + suffix).utf8)
        }
        guard let frame = item["frame"] else { return nil }
        return Array(try JSONSerialization.data(withJSONObject: frame, options: .fragmentsAllowed))
    }

    private static func expectation(of value: Any?) -> Expectation? {
        if value as? String == "ok" { return .ok }
        guard let value = value as? [String: Any] else { return nil }
        if let code = value["close"] as? Int { return .close(UInt16(code)) }
        guard let code = value["err"] as? String else { return nil }
        return .error(code: code, field: value["field"] as? String)
    }

    /// What the decoder makes of the bytes, in the fixture's words.
    var outcome: Expectation {
        if sender == "client" {
            switch ClientFrame.decode(bytes) {
            case .success(.unknown): .error(code: "unknown_type", field: nil)
            case .success: .ok
            case .failure(let fault): Fixture.describe(fault)
            }
        } else {
            switch ServerFrame.decode(bytes) {
            case .success(.unknown): .error(code: "unknown_type", field: nil)
            case .success: .ok
            case .failure(let fault): Fixture.describe(fault)
            }
        }
    }

    private static func describe(_ fault: FrameFault) -> Expectation {
        switch fault {
        case .close(let code, _): .close(code.rawValue)
        case .error(_, let code, _, let field): .error(code: code.rawValue, field: field)
        }
    }
}

@Suite("The fixture frames")
struct FixtureTests {
    @Test("There are enough of them, and their names differ")
    func count() {
        #expect(Fixture.valid.count >= 60)
        #expect(Fixture.invalid.count >= 60)
        #expect(Fixture.valid.allSatisfy { $0.expectation == .ok })
        #expect(Fixture.invalid.allSatisfy { $0.expectation != .ok })
    }

    @Test("A valid frame is taken", arguments: Fixture.valid)
    func valid(_ fixture: Fixture) {
        #expect(fixture.outcome == .ok)
    }

    @Test("An invalid frame gets the answer that the contract names", arguments: Fixture.invalid)
    func invalid(_ fixture: Fixture) {
        #expect(fixture.outcome == fixture.expectation)
    }

    @Test("A valid frame that is read, written and read again says the same", arguments: Fixture.valid)
    func roundTrip(_ fixture: Fixture) throws {
        if fixture.sender == "client" {
            let frame = try ClientFrame.decode(fixture.bytes).get()
            #expect(try ClientFrame.decode(frame.encode()).get() == frame)
        } else {
            let frame = try ServerFrame.decode(fixture.bytes).get()
            #expect(try ServerFrame.decode(frame.encode()).get() == frame)
        }
    }

    @Test("Cut off anywhere, a frame is refused and nothing traps", arguments: Fixture.valid)
    func truncated(_ fixture: Fixture) throws {
        let end = fixture.bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
        let step = max(1, end / 400)
        for length in stride(from: 0, to: end, by: step) {
            guard case .failure(.close) = ClientFrame.decode(Array(fixture.bytes[..<length])) else {
                Issue.record("\(fixture.name) cut at \(length) was taken")
                return
            }
        }
    }
}
