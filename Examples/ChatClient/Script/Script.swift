import Foundation
import SportelloWebChatClient
import WebChatProtocol

/// Steps of a file, one a line. `ChatClient --help` describes them.
struct Script: Sendable {
    struct Line: Sendable {
        var number: Int
        var text: String
    }

    let file: String
    let lines: [Line]
    let settings: [String: String]
    let mailbox = Mailbox()

    init(file: String, settings: [String]) throws {
        self.file = file
        let text = try String(contentsOfFile: file, encoding: .utf8)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let step = line.trimmingCharacters(in: .whitespaces)
            return step.isEmpty || step.hasPrefix("#") ? nil : Line(number: index + 1, text: step)
        }
        var values: [String: String] = [:]
        for setting in settings {
            guard let equals = setting.firstIndex(of: "=") else { throw Mistake("--set needs NAME=VALUE") }
            values[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
        }
        self.settings = values
    }

    /// Performs all steps; the exit code.
    func run(_ chat: Chat) async -> Int32 {
        var player = ScriptPlayer(chat: chat, mailbox: mailbox, settings: settings)
        for line in lines {
            do {
                try await player.perform(line.text)
            } catch {
                await chat.say(problem: "\(file):\(line.number): \(line.text): \(error)")
                return 1
            }
        }
        return 0
    }
}
