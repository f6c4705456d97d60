import Foundation
import Logging
import WebChatProtocol
import WebSocketTransport

/// The loop, the client and what all peers share.
///
/// - Note: `@unchecked Sendable`: what changes is touched on the loop's thread only; `newID` and `fault` check that.
final class Workbench: @unchecked Sendable {
    let loop: EventLoopThread
    let client: WebSocketClient
    let endpoint: WebSocketEndpoint
    /// What went wrong and how often.
    private(set) var faults: [String: Int] = [:]
    /// What every id of this run begins with, so that runs against one server do not meet.
    let idPrefix: String
    private var ids: UInt64 = 0

    init(endpoint: WebSocketEndpoint) async throws {
        var logger = Logger(label: "load")
        logger.logLevel = .error
        var loopConfiguration = EventLoopThread.Configuration()
        loopConfiguration.name = "load"
        loop = EventLoopThread(configuration: loopConfiguration, logger: logger)
        try await loop.start()
        var configuration = WebSocketClientConfiguration()
        configuration.subprotocols = [ChatProtocol.subprotocol]
        configuration.usesTLS = endpoint.security != .none
        configuration.connectTimeout = .seconds(30)
        client = WebSocketClient(configuration: configuration, loop: loop)
        self.endpoint = endpoint
        idPrefix = String(UUID().uuidString.lowercased().prefix(24))
    }

    func stop() async throws {
        try await loop.run { self.client.stop() }
        await loop.stop()
    }

    /// A fresh id: a UUID in lower case whose last group counts.
    func newID() -> String {
        loop.precondition()
        ids += 1
        return idPrefix + String(decoding: hexadecimal(ids), as: UTF8.self)
    }

    func fault(_ name: String) {
        loop.precondition()
        faults[name, default: 0] += 1
    }

    /// Runs `body` on the loop and waits until it calls what it is given.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (@escaping (Result<Value, any Error>) -> Void) -> Void
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            loop.execute { body { continuation.resume(with: $0) } }
        }
    }
}

/// Twelve lower-case hexadecimal digits.
func hexadecimal(_ number: UInt64) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<12).map { digits[Int(number >> UInt64(44 - 4 * $0)) & 15] }
}
