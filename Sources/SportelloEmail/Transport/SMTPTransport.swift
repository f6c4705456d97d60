import CCurl
import Dispatch
import SportelloModel
import Synchronization

/// Hands mail to an SMTP server over libcurl: one recipient a transaction, implicit TLS or enforced STARTTLS.
///
/// A few workers, each a thread of its own with one connection that it keeps. DKIM signing is left to the server.
public final class SMTPTransport: MailTransport {
    private let server: MailServer
    private let workers: [Worker]
    private let turn = Mutex(0)

    /// Makes a transport.
    ///
    /// - Parameters:
    ///   - server: The relay or submission server.
    ///   - hello: What the desk calls itself in EHLO.
    ///   - connections: How many mails are on the way at once, 1 to 16. Default 4.
    ///   - timeout: How long one transaction may take. Default 45 seconds; keep it below the desk's outbox lease.
    /// - Throws: ``EmailError`` with `configuration`.
    public init(
        server: MailServer, hello: String = "localhost", connections: Int = 4, timeout: Duration = .seconds(45)
    ) throws {
        let problems = server.problems
        guard problems.isEmpty else { throw EmailError(.configuration, "smtp: \(problems.joined(separator: "; "))") }
        guard !hello.isEmpty, hello.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }) else {
            throw EmailError(.configuration, "smtp: \(hello) is not a name to greet with")
        }
        self.server = server
        workers = try (0..<max(1, min(16, connections))).map {
            try Worker(number: $0, server: server, hello: hello, timeout: timeout)
        }
    }

    /// Hands one mail over.
    public func deliver(_ envelope: MailEnvelope) async -> MailDelivery {
        guard EnvelopeAddress.isValid(envelope.recipient),
            envelope.sender.isEmpty || EnvelopeAddress.isValid(envelope.sender)
        else { return .refused("553 5.1.3 the address is not one") }
        let secret: String?
        do {
            secret = try await server.credential?.secret()
        } catch {
            return .notAuthenticated("the token provider failed: \(error)")
        }
        let worker = turn.withLock { turn in
            turn = (turn + 1) % workers.count
            return workers[turn]
        }
        return await worker.deliver(envelope, secret: secret)
    }
}

/// One thread with one connection.
private final class Worker: Sendable {
    private let queue: DispatchQueue
    private let server: MailServer
    private let hello: String
    private let timeout: Duration
    // Only ever touched on the queue: libcurl's handles are not to be shared.
    private nonisolated(unsafe) let handle: CurlHandle

    init(number: Int, server: MailServer, hello: String, timeout: Duration) throws {
        queue = DispatchQueue(label: "sportello.mail.smtp.\(number)")
        self.server = server
        self.hello = hello
        self.timeout = timeout
        handle = try CurlHandle()
    }

    func deliver(_ envelope: MailEnvelope, secret: String?) async -> MailDelivery {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.deliver(envelope, secret)) }
        }
    }

    private func deliver(_ envelope: MailEnvelope, _ secret: String?) -> MailDelivery {
        let first = attempt(envelope, secret, fresh: false)
        // A kept connection may have died unnoticed; nothing of the mail was handed over then.
        if case .deferred(let reply) = first.delivery, first.isNetwork {
            let second = attempt(envelope, secret, fresh: true)
            return second.isNetwork ? .deferred(reply) : second.delivery
        }
        return first.delivery
    }

    private func attempt(
        _ envelope: MailEnvelope, _ secret: String?, fresh: Bool
    ) -> (delivery: MailDelivery, isNetwork: Bool) {
        let transaction = SMTPTransaction(bytes: MailBytes.withCarriageReturns(envelope.bytes))
        handle.reset()
        var recipients: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(recipients) }
        do {
            try handle.connect(to: server, scheme: "smtp", path: hello, secret: secret)
            try handle.set(CURLOPT_TIMEOUT_MS, Int(timeout.milliseconds))
            try handle.set(CURLOPT_FRESH_CONNECT, fresh ? 1 : 0)
            try handle.set(CURLOPT_MAXAGE_CONN, 20)
            // An empty path is the null sender.
            try handle.set(CURLOPT_MAIL_FROM, "<\(envelope.sender)>")
            recipients = curl_slist_append(nil, "<\(envelope.recipient)>")
            _ = scurl_set_list(handle.raw, CURLOPT_MAIL_RCPT, recipients)
            try handle.set(CURLOPT_UPLOAD, 1)
            try handle.set(CURLOPT_VERBOSE, 1)
        } catch {
            return (.deferred("\(error)"), false)
        }
        // Not retained: the transaction outlives `perform`, and nothing is called after it.
        let context = Unmanaged.passUnretained(transaction).toOpaque()
        _ = scurl_set_data(handle.raw, CURLOPT_READFUNCTION, readMail)
        _ = scurl_set_pointer(handle.raw, CURLOPT_READDATA, context)
        _ = scurl_set_debug(handle.raw, observe)
        _ = scurl_set_pointer(handle.raw, CURLOPT_DEBUGDATA, context)
        let code = handle.perform()
        let message = handle.message(code)
        return withExtendedLifetime(transaction) {
            transaction.result(isDone: code == CURLE_OK, isLogin: code == CURLE_LOGIN_DENIED, message: message)
        }
    }
}

/// What is seen of one transaction, and what it means. The protocol's words decide, not libcurl's error codes, which
/// are the same for a refusal and a broken line.
final class SMTPTransaction {
    private let bytes: [UInt8]
    private var position = 0
    /// The last command that was sent.
    private(set) var command = ""
    /// The last complete reply.
    private(set) var reply = ""
    private var isHandedOver = false
    private var isOver = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        if count == 0 { isHandedOver = true }
        bytes[position..<(position + count)].withUnsafeBytes { buffer.copyMemory(from: $0) }
        position += count
        return count
    }

    func sent(_ line: [UInt8]) {
        let word = String(decoding: line.prefix { $0 > 0x20 }, as: UTF8.self).uppercased()
        // libcurl says goodbye after a refusal: what counts is what came before.
        if word == "QUIT" { isOver = true }
        if isOver { return }
        command = word
        reply = ""
    }

    func received(_ line: [UInt8]) {
        if isOver { return }
        let text = String(decoding: line.prefix(600), as: UTF8.self)
        reply = text.trimmingPrefix { $0.isWhitespace }.filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
    }

    private var status: Int { Int(reply.prefix(3)) ?? 0 }

    func result(isDone: Bool, isLogin: Bool, message: String) -> (delivery: MailDelivery, isNetwork: Bool) {
        if isDone { return (.accepted(reply), false) }
        let said = reply.isEmpty ? message : reply
        let isTransaction = ["MAIL", "RCPT", "DATA"].contains(command)
        switch status {
        case 530, 534, 535, 538: return (.notAuthenticated(said), false)
        case 500...599 where isLogin: return (.notAuthenticated(said), false)
        case 500...599 where isTransaction: return (.refused(said), false)
        case 400...599: return (.deferred(said), false)
        case 354 where command == "DATA" && isHandedOver, 0 where command == "DATA" && isHandedOver:
            return (.unknown("no reply after the mail was handed over: \(message)"), false)
        default: return isLogin ? (.notAuthenticated(said), false) : (.deferred(message), true)
        }
    }
}

private func readMail(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer, let context else { return scurl_abort }
    return Unmanaged<SMTPTransaction>.fromOpaque(context).takeUnretainedValue()
        .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

private func observe(
    _ handle: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ data: UnsafeMutablePointer<CChar>?, _ size: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let data, let context, kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT else { return 0 }
    let line = Array(UnsafeRawBufferPointer(start: data, count: size))
    let transaction = Unmanaged<SMTPTransaction>.fromOpaque(context).takeUnretainedValue()
    if kind == CURLINFO_HEADER_IN { transaction.received(line) } else { transaction.sent(line) }
    return 0
}

/// Line ends as SMTP wants them: a bare line feed passes libcurl unchanged, and some servers take one for a line's end
/// and others do not, which lets one mail become two.
enum MailBytes {
    static func withCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 64)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0a, previous != 0x0d { result.append(0x0d) }
            if previous == 0x0d, byte != 0x0a { result.append(0x0a) }
            result.append(byte)
            previous = byte
        }
        if previous == 0x0d { result.append(0x0a) }
        return result
    }
}
