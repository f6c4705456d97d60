import Foundation

/// One line on a terminal that is written over; nothing where nobody looks.
enum SupportServerProgress {
    private static let isTerminal = isatty(2) != 0

    static func show(_ text: String) {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[K\(text)".utf8))
    }

    static func clear() { show("") }
}
