import Sportello
import WebChatProtocol
import WebSocketTransport

/// The transport calls on the loop's thread, which is this actor's executor.
extension ChatHub: WebSocketServerDelegate {
    nonisolated func decide(upgrade: UpgradeRequest) -> UpgradeDecision {
        assumeIsolated { hub in
            if hub.isStopping { return .refuse(status: 503, text: "restarting\n") }
            guard upgrade.path == ChatProtocol.path else { return .refuse(status: 404, text: "not found\n") }
            if let origin = upgrade.origin, !hub.configuration.origins.contains(origin) {
                return .refuse(status: 403, text: "origin not allowed\n")
            }
            guard upgrade.offeredSubprotocols.contains(ChatHub.subprotocol) else {
                return .refuse(status: 400, text: "subprotocol \(ChatHub.subprotocol) required\n")
            }
            return .accept
        }
    }

    nonisolated func opened(_ connection: WebSocketConnection) { assumeIsolated { $0.sessionOpened(connection) } }

    nonisolated func received(text: UnsafeRawBufferPointer, on connection: WebSocketConnection) {
        // Proof: `assumeIsolated` runs its body now, on this thread; the bytes never leave the call.
        nonisolated(unsafe) let text = text  // see above
        assumeIsolated { hub in
            guard let session = connection.userObject as? ChatSession else { return }
            hub.received(text, on: session)
        }
    }

    nonisolated func deadlineReached(on connection: WebSocketConnection) {
        assumeIsolated { hub in
            guard let session = connection.userObject as? ChatSession else { return }
            hub.deadlineReached(session)
        }
    }

    nonisolated func closed(_ connection: WebSocketConnection, _ closure: WebSocketClosure) {
        assumeIsolated { $0.sessionClosed(connection) }
    }

    nonisolated func requested(_ exchange: HTTPExchange) { assumeIsolated { $0.handle(exchange) } }

    nonisolated func received(bodyChunk: UnsafeRawBufferPointer, on exchange: HTTPExchange) {
        // Proof: `assumeIsolated` runs its body now, on this thread; the bytes never leave the call.
        nonisolated(unsafe) let bodyChunk = bodyChunk  // see above
        assumeIsolated { $0.take(bodyChunk, on: exchange) }
    }

    nonisolated func bodyEnded(on exchange: HTTPExchange) { assumeIsolated { $0.completeBody(of: exchange) } }

    nonisolated func finished(_ exchange: HTTPExchange, completed: Bool) {
        assumeIsolated { $0.forget(exchange) }
    }
}

extension ChatHub: CommitSink {
    /// Runs on the committer's task; hands the notice to the loop, in order. Bound: one notice a batch, and the desk
    /// waits for nobody here; a client that cannot keep up is closed by its own send queue.
    nonisolated func committed(_ notice: CommitNotice, _ answers: [CommitAnswer]) {
        loop.execute {
            self.assumeIsolated { hub in
                hub.deliver(notice)
                hub.isSettling = true
                defer { hub.isSettling = false }
                for answer in answers { answer.deliver() }
            }
        }
    }
}
