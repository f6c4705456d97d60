import ArgumentParser
import WebSocketTransport

/// What every mode needs.
struct ServerOptions: ParsableArguments {
    @Option(help: "Where the server listens: ws://HOST:PORT/v1/chat. A numeric address avoids look-ups.")
    var url: String

    @Option(name: .customLong("server-pid"), help: "The server's process, to report its memory and processor time.")
    var serverPID: Int32?

    @Flag(help: "Print the result as one JSON object.")
    var json = false

    @Option(name: .customLong("timeout"), help: "Give up setting up after so many seconds.")
    var timeout = 120

    func endpoint() throws -> WebSocketEndpoint {
        guard let endpoint = WebSocketEndpoint(url: url) else {
            throw ValidationError("--url must read ws://HOST:PORT/v1/chat or wss://…")
        }
        return endpoint
    }
}

/// What is needed to be an agent.
struct AgentOptions: ParsableArguments {
    @Option(help: "The secret that the host and the server share (HS256), 32 bytes or more.")
    var secret: String

    @Option(help: "The issuer that the server expects in tokens.")
    var issuer: String

    @Flag(inversion: .prefixedNo, help: "Whether each agent claims its ticket.")
    var claim = true
}
