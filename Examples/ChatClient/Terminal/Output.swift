import Foundation
import Synchronization

/// Takes lines for a person.
protocol TextOutput: Sendable {
    func show(_ text: String)
}

/// Standard output without a line being edited on it.
struct PlainOutput: TextOutput {
    func show(_ text: String) { Output.line(text) }
}

/// Whole lines on standard output, from any thread.
enum Output {
    private static let lock = Mutex(())

    static func line(_ text: String) { write(text + "\n") }

    static func write(_ text: String) {
        lock.withLock { _ in FileHandle.standardOutput.write(Data(text.utf8)) }
    }
}

/// Colours, where they are wanted: on a terminal, and not with NO_COLOR (no-color.org).
struct Style: Sendable {
    let isColoured: Bool

    static func ofStandardOutput() -> Style {
        let refuses = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Style(isColoured: isatty(STDOUT_FILENO) == 1 && !refuses)
    }

    func dim(_ text: String) -> String { paint(text, "2") }
    func bold(_ text: String) -> String { paint(text, "1") }
    func red(_ text: String) -> String { paint(text, "31") }
    func green(_ text: String) -> String { paint(text, "32") }
    func yellow(_ text: String) -> String { paint(text, "33") }
    func magenta(_ text: String) -> String { paint(text, "35") }
    func cyan(_ text: String) -> String { paint(text, "36") }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
