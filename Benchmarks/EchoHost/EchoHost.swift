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
        let serving = Task {
            try await server.run(stoppingWithin: .seconds(2)) { bound in
                announce(bound, isTLS: isTLS)
            }
        }
        let signals = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { @Sendable in serving.cancel() }
            source.resume()
            return source
        }
        let result = await serving.result
        await loop.stop()
        for source in signals { source.cancel() }
        if case .failure(let error) = result {
            print("\(error)")
            exit(1)
        }
    }

    /// One line, at once even into a pipe.
    private static func announce(_ bound: WebSocketServer.BoundAddress, isTLS: Bool) {
        let address = bound.address.contains(":") ? "[\(bound.address)]" : bound.address
        let line = Array("listening \(isTLS ? "wss" : "ws")://\(address):\(bound.port)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
