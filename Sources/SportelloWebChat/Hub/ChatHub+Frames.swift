import SportelloModel
import WebChatProtocol
import WebSocketTransport

extension ChatHub {
    /// Takes one frame.
    func received(_ text: UnsafeRawBufferPointer, on session: ChatSession) {
        statistics.framesReceived += 1
        switch session.phase {
        case .closing: return
        case .authenticating:
            guard session.early.count < 8 else {
                return dismiss(session, .rateLimited, "too many frames before the welcome", retryAfterMs: 1000)
            }
            session.early.append(Array(text))
        case .awaitingHello, .open: process(text, on: session)
        }
    }

    func process(_ text: UnsafeRawBufferPointer, on session: ChatSession) {
        switch ClientFrame.decode(text, limits: limits(of: session)) {
        case .success(let frame): handle(frame, on: session)
        case .failure(.close(let code, let message)): dismiss(session, code, message)
        case .failure(.error(let id, let code, let message, let field)):
            guard session.phase == .open else { return dismiss(session, .notAuthenticated, message) }
            guard allowFrame(session, id: id) else { return }
            fail(session, id: id, code, message, field: field)
        }
    }

    private func handle(_ frame: ClientFrame, on session: ChatSession) {
        if case .hello(let hello) = frame {
            guard session.phase == .awaitingHello else {
                return fail(session, id: hello.id, .badRequest, "hello comes once, first", field: "type")
            }
            return greet(hello, on: session)
        }
        guard session.phase == .open else {
            return dismiss(session, .notAuthenticated, "hello must come first")
        }
        if case .send(let send) = frame { return handle(send, on: session) }
        guard allowFrame(session, id: frame.id) else { return }
        switch frame {
        case .hello, .send: break
        case .command(let command): handle(command, on: session)
        case .subscribe(let subscribe): handle(subscribe, on: session)
        case .unsubscribe(let id, let stream): unfollow(stream, id: id, on: session)
        case .history(let history): handle(history, on: session)
        case .read(let stream, let seq): tellRead(stream, seq, by: session)
        case .typing(let stream, let isOn): tellTyping(stream, isOn, by: session)
        case .auth(let id, let token): refresh(token, id: id, on: session)
        case .ping(let id): send(to: session) { $0.pong(id: id) }
        case .pong: heard(session)
        case .unknown(let type, let id): fail(session, id: id, .unknownType, "unknown frame type \(type.prefix(40))")
        }
    }

    // MARK: Pace

    /// The pace of messages and commands, as announced in `welcome.limits`.
    func allowSend(_ session: ChatSession, id: String) -> Bool {
        let limits = limits(of: session).announced
        let wait = session.sends.take(burst: limits.sendBurst, perSecond: limits.sendPerSecond, now: loop.now)
        return allow(session, id: id, wait)
    }

    private func allowFrame(_ session: ChatSession, id: String?) -> Bool {
        let pace = limits(of: session).paceOfFrames
        let wait = session.frames.take(burst: pace.burst, perSecond: pace.perSecond, now: loop.now)
        return allow(session, id: id, wait)
    }

    /// Too fast is an error; a client that goes on is closed with 4008 (protocol §7.7).
    private func allow(_ session: ChatSession, id: String?, _ wait: Int64?) -> Bool {
        guard let wait else {
            if session.strikes > 0 { session.strikes -= 1 }
            return true
        }
        session.strikes += 1
        if session.strikes > 20 {
            dismiss(session, .rateLimited, "too fast", retryAfterMs: wait)
        } else {
            fail(session, id: id, .rateLimited, "too fast; wait a moment", retryAfterMs: wait)
        }
        return false
    }

    // MARK: Liveness

    /// Something is due: `hello`, a ping, a pong, or the end of a token.
    func deadlineReached(_ session: ChatSession) {
        switch session.phase {
        case .closing, .authenticating: return
        case .awaitingHello: dismiss(session, .notAuthenticated, "no hello in time")
        case .open:
            if let expiry = session.identity?.expiresAt, expiry <= now {
                return dismiss(session, .tokenExpired, "the token has expired", retryAfterMs: 0)
            }
            if session.isAwaitingPong {
                return dismiss(session, .noPong, "no pong in time", retryAfterMs: 1000)
            }
            session.isAwaitingPong = true
            send(to: session) { $0.ping(id: nil) }
            session.connection.setDeadline(after: configuration.timing.pong)
        }
    }

    func heard(_ session: ChatSession) {
        guard session.isAwaitingPong else { return }
        session.isAwaitingPong = false
        scheduleLiveness(session)
    }

    /// The next ping, or the token's end if that comes first.
    func scheduleLiveness(_ session: ChatSession) {
        var delay = configuration.timing.ping
        if let expiry = session.identity?.expiresAt {
            delay = min(delay, .milliseconds(max(1, expiry - now)))
        }
        session.connection.setDeadline(after: delay)
    }
}
