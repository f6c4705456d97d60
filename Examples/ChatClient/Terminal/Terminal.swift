import Dispatch
import Foundation
import Synchronization

/// A line editor under what scrolls by: what is being typed stays at the bottom.
final class Terminal: TextOutput, LineSource {
    private struct State {
        var line: [Character] = []
        /// Bytes of a character that is not complete.
        var bytes: [UInt8] = []
        var history: [String] = []
        var place = 0
        var isRaw = false
        var isInEscape = false
        var escape = ""
    }

    private let queue = DispatchQueue(label: "chat.terminal")
    private let state = Mutex(State())
    private let saved: termios

    /// Whether both ends are a terminal.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    init() {
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        saved = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        state.withLock { $0.isRaw = true }
        redraw()
    }

    func end() {
        let isRaw = state.withLock { state in
            defer { state.isRaw = false }
            return state.isRaw
        }
        guard isRaw else { return }
        var settings = saved
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        Output.write("\r\u{1B}[K")
    }

    func show(_ text: String) { Output.write("\r\u{1B}[K\(text)\n\(prompt)") }

    private var prompt: String {
        state.withLock { $0.isRaw ? "> " + String($0.line.suffix(Terminal.width - 4)) : "" }
    }

    private static var width: Int {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 8 ? Int(size.ws_col) : 80
    }

    private func redraw() { Output.write("\r\u{1B}[K\(prompt)") }

    // MARK: LineSource

    func next(typing: @Sendable (Bool) async -> Void) async -> String? {
        while true {
            let bytes = await read()
            guard !bytes.isEmpty else { return nil }
            for byte in bytes {
                switch take(byte) {
                case .nothing: break
                case .ended: return nil
                case .line(let line):
                    guard !line.isEmpty else { break }
                    // A message comes back as an event; a command would be gone from the screen.
                    if line.hasPrefix("/") { show("> \(line)") } else { redraw() }
                    return line
                }
            }
            redraw()
            await typing(state.withLock { !$0.line.isEmpty && $0.line[0] != "/" })
        }
    }

    /// Bytes as they come; none at the end. One read at a time, so that what follows a line stays for the next call.
    private func read() async -> [UInt8] {
        await withCheckedContinuation { continuation in
            queue.async {
                var byte: UInt8 = 0
                let count = Foundation.read(STDIN_FILENO, &byte, 1)
                continuation.resume(returning: count == 1 ? [byte] : [])
            }
        }
    }

    private enum Key {
        case nothing
        case line(String)
        case ended
    }

    private func take(_ byte: UInt8) -> Key {
        state.withLock { state in
            if state.isInEscape { return Terminal.takeEscape(byte, &state) }
            switch byte {
            case 0x1B: state.isInEscape = true
            case 0x03: return .ended
            case 0x04: if state.line.isEmpty { return .ended }
            case 0x15: state.line.removeAll()
            case 0x17:
                while state.line.last == " " { state.line.removeLast() }
                while let last = state.line.last, last != " " {
                    _ = last
                    state.line.removeLast()
                }
            case 0x08, 0x7F: _ = state.line.popLast()
            case 0x0A, 0x0D:
                let line = String(state.line)
                state.line.removeAll()
                if !line.isEmpty, state.history.last != line { state.history.append(line) }
                if state.history.count > 500 { state.history.removeFirst() }
                state.place = state.history.count
                return .line(line)
            case 0x00..<0x20: break
            default:
                state.bytes.append(byte)
                if let text = String(validating: state.bytes, as: UTF8.self) {
                    state.bytes.removeAll()
                    // A mark may join the character before it.
                    state.line = Array(String(state.line) + text)
                } else if state.bytes.count >= 4 {
                    state.bytes.removeAll()
                }
            }
            return .nothing
        }
    }

    /// Arrow up and down walk through earlier lines; other sequences do nothing.
    private static func takeEscape(_ byte: UInt8, _ state: inout State) -> Key {
        if state.escape.isEmpty, byte == 0x5B || byte == 0x4F {
            state.escape = "["
            return .nothing
        }
        let isMore = !state.escape.isEmpty && (byte < 0x40 || byte > 0x7E)
        if isMore { return .nothing }
        if !state.escape.isEmpty, byte == 0x41 || byte == 0x42, !state.history.isEmpty {
            state.place = min(max(state.place + (byte == 0x41 ? -1 : 1), 0), state.history.count)
            state.line = state.place < state.history.count ? Array(state.history[state.place]) : []
        }
        state.isInEscape = false
        state.escape = ""
        return .nothing
    }
}
