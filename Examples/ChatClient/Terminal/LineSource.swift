import Dispatch

/// Where lines come from.
protocol LineSource: Sendable {
    /// The next line; nil at the end.
    ///
    /// - Parameter typing: told, where that can be seen, whether a message is being typed.
    func next(typing: @Sendable (Bool) async -> Void) async -> String?
    /// No more lines are wanted: puts things back as they were.
    func end()
}

/// Standard input, a line at a time. The thread that waits for it is the queue's, never one of the tasks'.
struct PipeInput: LineSource {
    private let queue = DispatchQueue(label: "chat.input")

    func next(typing: @Sendable (Bool) async -> Void) async -> String? {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: readLine()) }
        }
    }

    func end() {}
}
