import Dispatch

extension DispatchQueue {
    /// Runs blocking work on the queue while the calling task is suspended. Not cancelled with the task.
    @concurrent func perform<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            self.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
