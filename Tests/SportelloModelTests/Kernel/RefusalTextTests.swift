import Foundation
import SportelloModel
import Testing

@Suite("Refusals in words")
struct RefusalTextTests {
    static let languages = ["en", "it", "pl", "es", "ru", "uk"]

    /// The codes that the sources declare: a new one without a text makes these tests fail.
    private static func declared() throws -> [String] {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/SportelloModel").standardizedFileURL
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var codes: [String] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let parts = try String(contentsOf: file, encoding: .utf8).components(
                separatedBy: "extension Refusal.Code {")
            for part in parts.dropFirst() {
                let body = part.components(separatedBy: "\n}")[0]
                codes += body.split(separator: "\n").compactMap { line in
                    guard line.contains("public static let "), line.contains(": Self = \"") else { return nil }
                    return line.split(separator: "\"").last.map(String.init)
                }
            }
        }
        return codes
    }

    @Test("Every declared code is among all codes")
    func complete() throws {
        let declared = try Self.declared()
        #expect(declared.count > 20)
        #expect(Set(declared) == Set(Refusal.Code.all.map(\.rawValue)))
    }

    /// A refusal that nobody can provoke, or whose rule no test sees refuse, is no rule.
    @Test("Every declared code is given by a rule, and a test sees it given")
    func provoked() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../..").standardizedFileURL
        let rules = try Self.swift(below: package.appendingPathComponent("Sources/SportelloModel")) {
            !$0.contains("/Refusals/")
        }
        let own = URL(fileURLWithPath: #filePath).lastPathComponent
        let tests = try Self.swift(below: package.appendingPathComponent("Tests")) { !$0.hasSuffix(own) }
        for code in try Self.declared() {
            let given = try Regex("\\.\(code)\\b")
            let seen = try Regex("(refus(es|ed|al)\\w*\\(\\s*|code == )\\.\(code)\\b")
            #expect(rules.contains(given), "\(code): no rule gives it")
            #expect(tests.contains(seen), "\(code): no test sees it")
        }
    }

    /// The words of every Swift file below a directory whose path passes.
    private static func swift(below directory: URL, where passes: (String) -> Bool) throws -> String {
        let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
        var text = ""
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", passes(file.path) else { continue }
            text += try String(contentsOf: file, encoding: .utf8)
        }
        return text
    }

    @Test("Every code has a sentence of its own in each of the six languages", arguments: languages)
    func everyLanguage(language: String) {
        let texts = Refusal.Code.all.map { Refusal($0).message(in: language) }
        #expect(Set(texts).count == texts.count, "no two codes say the same")
        for (code, text) in zip(Refusal.Code.all, texts) {
            #expect(text.hasSuffix("."), "\(code.rawValue)")
            #expect(!text.contains("%@"), "\(code.rawValue)")
            #expect(!text.contains(code.rawValue) || code.rawValue == "closed" || code.rawValue == "resolved")
            if language != "en" { #expect(text != Refusal(code).message(in: "en"), "\(code.rawValue)") }
            let isCyrillic = text.unicodeScalars.contains { (0x400...0x4ff).contains($0.value) }
            #expect(isCyrillic == (language == "ru" || language == "uk"), "\(code.rawValue)")
        }
    }

    @Test("Details that help are named, empty ones are not")
    func details() {
        let claimed = Refusal(.alreadyClaimed, details: ["by": "Bea"])
        #expect(claimed.message(in: "en").contains("Bea"))
        #expect(
            Refusal(.alreadyClaimed, details: ["by": ""]).message(in: "en")
                == Refusal(.alreadyClaimed).message(in: "en"))
        #expect(Refusal(.capacity, details: ["limit": "3"]).message(in: "it").contains("3"))
        #expect(Refusal(.unknownReason, details: ["allowed": "a, b"]).message(in: "uk").contains("a, b"))
        let denied = Refusal(.toolNotAllowed, details: ["reason": "known malware", "allowed": "viewer"]).message(
            in: "pl")
        #expect(denied.contains("known malware") && denied.contains("viewer"))
        #expect(Refusal(.invalid, details: ["field": "score"]).message(in: "es").contains("puntuación"))
        #expect(Refusal(.invalid, details: ["field": "gadget"]).message(in: "es").contains("gadget"))
        #expect(Refusal(.alreadyClaimed, details: ["by": "%@ %@"]).message(in: "en").contains("%@ %@"))
    }

    @Test("A code of a profile's own has a text too, in every language", arguments: languages)
    func unknown(language: String) {
        #expect(Refusal("warrantyVoid").message(in: language).contains("warrantyVoid"))
    }

    @Test("A regional language falls back to its main language, an unknown one to English")
    func fallback() {
        #expect(Refusal(.closed).message(in: "it-CH") == Refusal(.closed).message(in: "it"))
        #expect(Refusal(.closed).message(in: "xx") == Refusal(.closed).message(in: "en"))
    }
}
