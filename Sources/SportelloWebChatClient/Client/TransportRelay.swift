import WebSocketTransport

/// Carries what happens on one connection to the client, which owns the relay and whose thread calls it.
final class TransportRelay: WebSocketConnectionDelegate {
    private let client: WebChatClient

    init(client: WebChatClient) { self.client = client }

    func opened(_ connection: WebSocketConnection) {
        client.assumeIsolated { $0.opened(connection) }
    }

    func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection) {
        let bytes = Array(text)
        client.assumeIsolated { $0.received(bytes, on: connection) }
    }

    func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) {
        client.assumeIsolated { $0.closed(connection, closure) }
    }
}
