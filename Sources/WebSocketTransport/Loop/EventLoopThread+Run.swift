extension EventLoopThread {
    /// Runs `body` on the loop's thread and returns what it returns.
    ///
    /// - Throws: what `body` throws; `.stopped` when the loop is not running.
    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            self.execute {
                guard self.core.handle != nil else {
                    continuation.resume(throwing: WebSocketTransportError(.stopped, "the loop is not running"))
                    return
                }
                continuation.resume(with: Result { try body() })
            }
        }
    }
}
