import WebChatProtocol
import WebSocketTransport

extension WebChatClient {
    /// Drops a connection on which nothing was heard for too long. A socket that is not read from cannot be heard.
    func watchSilence() async {
        let silence = configuration.timing.silence
        while !Task.isCancelled, ending == nil {
            let now = environment.now()
            if isPaused { lastHeard = now }
            let due = lastHeard + silence
            if due <= now {
                connection?.drop()
                return
            }
            do { try await environment.sleep(due - now) } catch { return }  // cancelled: the connection is gone
        }
    }

    /// Asks the server for a sign of life and gives it `timing.probe`; without one the connection is made anew at once.
    /// For hosts that wake from sleep. Does nothing while not connected.
    public func probe() {
        guard phase == .welcomed else { return }
        transmit(.ping(id: nil))
        let asked = environment.now()
        later(configuration.timing.probe) { client in
            guard client.lastHeard <= asked, let connection = client.connection else { return }
            client.reconnectsAtOnce = true
            connection.drop()
        }
    }

    /// Does something after a while, unless the connection ends before.
    private func later(_ delay: Duration, _ action: @escaping @Sendable (isolated WebChatClient) -> Void) {
        let sleep = environment.sleep
        jobs?.yield {
            do { try await sleep(delay) } catch { return }  // cancelled: the connection is gone
            await action(self)
        }
    }

    private func wait(_ milliseconds: Int64?) -> Duration {
        milliseconds.map { .milliseconds(min(max($0, 1), 3_600_000)) } ?? .seconds(1)
    }

    func retryLater(_ stream: StreamName, _ milliseconds: Int64?) {
        later(wait(milliseconds)) { client in
            if let send = client.outbox.retry(stream) { client.transmit(.send(send)) }
        }
    }

    func subscribeLater(_ stream: StreamName, _ milliseconds: Int64?) {
        later(wait(milliseconds)) { client in
            if stream == .desk {
                if client.followsInbox { client.subscribeInbox() }
            } else {
                client.subscribe(client.cursors[stream]?.subscribeAgain())
            }
        }
    }

    /// Brings a fresh token a minute before the old one runs out.
    func scheduleTokenRefresh(_ header: WelcomeHeader) {
        guard case .tokens(let next) = configuration.credentials, let expires = header.tokenExpires else { return }
        let left = Duration.milliseconds(expires.milliseconds - header.now.milliseconds)
        refreshToken(after: max(.seconds(1), left - .seconds(60)), from: next)
    }

    private func refreshToken(after delay: Duration, from next: @escaping @Sendable () async throws -> String) {
        let sleep = environment.sleep
        jobs?.yield {
            do {
                try await sleep(delay)
                await self.present(try await next())
            } catch {
                // Cancelled, or no token to be had: then the server closes with 4001 and the next connection asks again.
                return
            }
        }
    }

    private func present(_ token: String) {
        guard phase == .welcomed else { return }
        transmit(.auth(id: environment.newID(), token: token))
    }
}
