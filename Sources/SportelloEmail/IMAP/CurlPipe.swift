import CCurl
import Foundation
import SportelloModel

/// libcurl as an authenticated pipe: it does TLS or STARTTLS, CAPABILITY and the login, and hands over the connection
/// (`CONNECT_ONLY`); from then on only bytes pass. libcurl's own IMAP reading can be steered by a mail's text
/// (facts, mail §5), so none of it is used.
final class CurlPipe: IMAPPipe {
    private let handle: CurlHandle
    private let socket: Int32
    private let wake: WakePipe
    private let sendTimeout: Duration

    /// Connects and logs in. Blocks.
    init(_ server: MailServer, secret: String?, wake: WakePipe, sendTimeout: Duration) throws {
        self.wake = wake
        self.sendTimeout = sendTimeout
        handle = try CurlHandle()
        try handle.connect(to: server, scheme: "imap", path: "", secret: secret)
        try handle.set(CURLOPT_CONNECT_ONLY, 1)
        try handle.set(CURLOPT_TIMEOUT_MS, Int(server.connectTimeout.milliseconds))
        let code = handle.perform()
        guard code == CURLE_OK else {
            let text = handle.message(code)
            throw EmailError(
                code == CURLE_LOGIN_DENIED ? .authentication : .connection, "\(server.host):\(server.port): \(text)"
            )
        }
        socket = scurl_socket(handle.raw)
        guard socket >= 0 else { throw EmailError(.connection, "libcurl gave no socket") }
    }

    var isWoken: Bool { wake.isSet }

    func send(_ bytes: [UInt8]) throws {
        let clock = ContinuousClock()
        let end = clock.now + sendTimeout
        var position = 0
        while position < bytes.count {
            var count = 0
            let code = bytes[position...].withUnsafeBytes {
                curl_easy_send(handle.raw, $0.baseAddress, $0.count, &count)
            }
            position += count
            if code == CURLE_OK { continue }
            guard code == CURLE_AGAIN, clock.now < end else {
                throw EmailError(.connection, "the connection broke while sending")
            }
            var wanted = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
            poll(&wanted, 1, 100)
        }
    }

    func receive(within timeout: Duration) throws -> [UInt8]? {
        let clock = ContinuousClock()
        let end = clock.now + timeout
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            // Always first: TLS may hold bytes that no socket announces.
            var count = 0
            let code = buffer.withUnsafeMutableBytes { curl_easy_recv(handle.raw, $0.baseAddress, $0.count, &count) }
            if code == CURLE_OK {
                guard count > 0 else { throw EmailError(.connection, "the server closed the connection") }
                return Array(buffer[..<count])
            }
            guard code == CURLE_AGAIN else { throw EmailError(.connection, "the connection broke while receiving") }
            if wake.isSet { return nil }
            let left = (end - clock.now).milliseconds
            guard left > 0 else { return nil }
            var wanted = [
                pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            poll(&wanted, 2, Int32(min(left, 60_000)))
        }
    }
}

/// Wakes a thread that waits in `poll`. Once set it stays set.
final class WakePipe: Sendable {
    let descriptor: Int32
    private let writer: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw EmailError(.connection, "no pipe could be made") }
        (descriptor, writer) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) | fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(descriptor)
        close(writer)
    }

    /// Wakes. From any thread, any number of times.
    func set() {
        var byte: UInt8 = 1
        _ = write(writer, &byte, 1)
    }

    var isSet: Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, 0) > 0
    }
}
