/// What happens on connections. Every method is called on the loop's thread, never re-entered for the same connection
/// by a call that it makes itself, and must return soon: the loop serves nobody else meanwhile.
///
/// An actor whose executor is the loop conforms with `nonisolated` methods that call `assumeIsolated`.
package protocol WebSocketConnectionDelegate: AnyObject, Sendable {
    /// The handshake is done; frames may be sent. Always the first call for a connection, except `closed` of a client
    /// connection that never opened.
    func opened(_ connection: WebSocketConnection)
    /// A whole text message, at most `limits.messageBytes` long and valid UTF-8. The bytes are valid only during the
    /// call.
    func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection)
    /// A pong (RFC 6455 §5.5.3) came.
    func receivedPong(on connection: WebSocketConnection)
    /// After a frame had to wait, was dropped or found the queue full: everything that waited has been handed to the
    /// system. Not called where nothing ever had to wait.
    func drained(_ connection: WebSocketConnection)
    /// The time set by `setDeadline(after:)` has come. The deadline is cleared before the call.
    func deadlineReached(on connection: WebSocketConnection)
    /// The connection is gone; the last call for it, exactly once. `userObject` is released after it.
    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure)
}

extension WebSocketConnectionDelegate {
    /// Does nothing.
    package func receivedPong(on connection: WebSocketConnection) {}
    /// Does nothing.
    package func drained(_ connection: WebSocketConnection) {}
    /// Does nothing.
    package func deadlineReached(on connection: WebSocketConnection) {}
}
