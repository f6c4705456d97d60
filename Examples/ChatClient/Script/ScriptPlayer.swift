import Foundation
import SportelloWebChatClient
import WebChatProtocol

/// Performs one step after the other.
struct ScriptPlayer {
    let chat: Chat
    let mailbox: Mailbox
    let settings: [String: String]
    /// What was waited for last, or the last answer.
    private var last: Happening?

    init(chat: Chat, mailbox: Mailbox, settings: [String: String]) {
        self.chat = chat
        self.mailbox = mailbox
        self.settings = settings
    }

    mutating func perform(_ line: String) async throws {
        let text = try await filled(line)
        let word = String(text.prefix { !$0.isWhitespace })
        let rest = String(text.dropFirst(word.count).drop { $0.isWhitespace })
        switch word {
        case "wait-for":
            let wanted = try Wanted(rest)
            guard let found = await mailbox.next(matching: wanted, within: wanted.seconds ?? 10) else {
                throw Mistake("it did not happen within \(wanted.seconds ?? 10) s")
            }
            last = found
        case "never":
            let wanted = try Wanted(rest)
            guard let seconds = wanted.seconds else { throw Mistake("never needs within=SECONDS") }
            if await mailbox.next(matching: wanted, within: seconds) != nil { throw Mistake("it happened") }
        case "expect":
            guard let last else { throw Mistake("nothing was waited for yet") }
            let wanted = try Wanted("\(last.name) \(rest)")
            guard wanted.members.isEmpty == false else { throw Mistake("expect needs MEMBER=VALUE") }
            if let wrong = wanted.mismatch(last) { throw Mistake(wrong) }
        case "fails": try await expectFailure(rest)
        case "pause":
            guard let seconds = Double(rest) else { throw Mistake("pause needs seconds") }
            try await ContinuousClock().sleep(for: .seconds(seconds))
        case "print": await chat.say(rest)
        case "send": try await act(.say(rest))
        case "new", "cmd": try await act(Intent(line: "/\(text)"))
        case _ where word.hasPrefix("/"): try await act(Intent(line: text))
        default: throw Mistake("unknown step")
        }
    }

    private mutating func act(_ intent: Intent) async throws {
        if let answer = try await chat.perform(intent, waiting: true) { last = Happening(name: "answer", data: answer) }
    }

    private mutating func expectFailure(_ text: String) async throws {
        let code = String(text.prefix { !$0.isWhitespace })
        do {
            try await perform(String(text.dropFirst(code.count).drop { $0.isWhitespace }))
        } catch let error as WebChatError {
            let actual = error.failure?.code.rawValue ?? error.code.description
            guard actual == code else { throw Mistake("it failed with \(actual)") }
            return
        }
        throw Mistake("it did not fail")
    }

    /// Puts in `${…}`.
    private func filled(_ line: String) async throws -> String {
        var result = ""
        var rest = line[...]
        while let start = rest.range(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { throw Mistake("${ without }") }
            let name = String(rest[start.upperBound..<end])
            result += try await value(of: name)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func value(of name: String) async throws -> String {
        if name.hasPrefix("last.") {
            guard let value = last?.value(at: String(name.dropFirst(5))) else { throw Mistake("there is no \(name)") }
            return value.text
        }
        if let setting = settings[name] { return setting }
        let known = name == "number" ? await chat.currentNumber : name == "stream" ? await chat.current?.text : nil
        guard let known else { throw Mistake("there is no \(name)") }
        return known
    }
}
