import Dispatch
import Logging
import WebSocketTransport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Serves the subprotocol `echo` through the product's own transport: for measuring it, and for attacking it.
@main
enum EchoHost {
    static func main() async throws {
        var options = EchoOptions()
        do {
            options = try EchoOptions(arguments: Array(CommandLine.arguments.dropFirst()))
        } catch {
            print("\(error)\n\(EchoOptions.usage)")
            exit(64)
        }
        let logger = Logger(label: "echo")
        var loopConfiguration = EventLoopThread.Configuration()
        loopConfiguration.scalable = !options.usesPoll
        let loop = EventLoopThread(configuration: loopConfiguration, logger: logger)
        try await loop.start()
        let delegate = EchoDelegate(
            acceptsAnySubprotocol: options.acceptsAnySubprotocol, copies: options.copies, filePath: options.filePath)
        let server = WebSocketServer(configuration: options.configuration, loop: loop, delegate: delegate)
        let isTLS = options.configuration.tls != nil
        // Before anybody can know that it listens: a signal that comes before its source is lost.
        let (stops, stop) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let sources = [await source(of: SIGTERM) { stop.yield() }, await source(of: SIGINT) { stop.yield() }]
        var failure: (any Error)?
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run(stoppingWithin: .seconds(2)) { bound in announce(bound, isTLS: isTLS) }
                }
                group.addTask { for await _ in stops { return } }
                try await group.next()
                group.cancelAll()
                try await group.waitForAll()
            }
        } catch {
            failure = error
        }
        await loop.stop()
        for source in sources { source.cancel() }
        if let failure {
            print("\(failure)")
            exit(1)
        }
    }

    /// Calls `handler` for every such signal from when this returns.
    private static func source(
        of number: Int32, _ handler: @escaping @Sendable () -> Void
    ) async -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: handler)
        await withCheckedContinuation { continuation in
            source.setRegistrationHandler { continuation.resume() }
            source.resume()
        }
        return source
    }

    /// One line, at once even into a pipe.
    private static func announce(_ bound: WebSocketServer.BoundAddress, isTLS: Bool) {
        let address = bound.address.contains(":") ? "[\(bound.address)]" : bound.address
        let line = Array("listening \(isTLS ? "wss" : "ws")://\(address):\(bound.port)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
