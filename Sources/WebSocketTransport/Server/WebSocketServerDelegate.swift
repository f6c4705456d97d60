/// What happens on a server: its connections, its upgrades and its plain requests. All on the loop's thread.
package protocol WebSocketServerDelegate: WebSocketConnectionDelegate {
    /// Says whether an upgrade is welcome.
    func decide(upgrade: UpgradeRequest) -> UpgradeDecision
    /// A request's headers are complete. Answer at once or later by `exchange.respond(_:)`; a request with a body
    /// (`head.contentLength` is not nil) is read only after `exchange.receiveBody(upTo:)`.
    func requested(_ exchange: HTTPExchange)
    /// A piece of the body of a request, in order. Valid only during the call.
    func received(bodyChunk: UnsafeRawBufferPointer, on exchange: HTTPExchange)
    /// The whole body has come, exactly as long as declared.
    func bodyEnded(on exchange: HTTPExchange)
    /// The exchange is over; the last call for it, exactly once. `completed` is false when the peer went away, was too
    /// slow, or sent what is refused, before the answer was handed to the system.
    func finished(_ exchange: HTTPExchange, completed: Bool)
    /// The server has stopped listening. Connections that are still open after the stop's deadline are dropped.
    func stopping()
}

extension WebSocketServerDelegate {
    /// Answers 404.
    package func requested(_ exchange: HTTPExchange) { exchange.respond(.text(404, "not found\n")) }
    /// Does nothing.
    package func received(bodyChunk: UnsafeRawBufferPointer, on exchange: HTTPExchange) {}
    /// Does nothing.
    package func bodyEnded(on exchange: HTTPExchange) {}
    /// Does nothing.
    package func finished(_ exchange: HTTPExchange, completed: Bool) {}
    /// Does nothing.
    package func stopping() {}
}
