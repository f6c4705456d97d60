import ArgumentParser
import Foundation
import Logging
import SportelloWebChatClient
import WebChatProtocol

/// A chat in the terminal, for visitors and for agents.
@main
struct ChatClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ChatClient",
        abstract: "Talks to a webchat server as a visitor or, with a token, as a contact or an agent.",
        discussion: """
            Without --json and --script, lines are messages and lines that begin with / are commands (/help lists them).
            The connection heals itself; messages wait in an outbox until they are acknowledged. With --state the
            visitor's identity, the positions and the outbox survive a restart.

            EXAMPLES
              ChatClient ws://127.0.0.1:8080/v1/chat --state ~/.desk.json --name Ada
              ChatClient ws://127.0.0.1:8080/v1/chat --token "$(SupportServer token --config desk.yaml --agent bob --role agent)"
              echo '{"cmd":"inbox.query"}' | ChatClient ws://127.0.0.1:8080/v1/chat --token "$TOKEN" --json
              ChatClient ws://127.0.0.1:8080/v1/chat --script visit.chat --set greeting=hello

            SCRIPTS  one step a line; # begins a comment
              new TEXT                        opens a ticket, as /new
              send TEXT                       sends a message and waits until it is acknowledged
              cmd NAME [JSON]                 performs a command on the current ticket and waits for its answer
              /COMMAND …                      any command of the interactive mode
              wait-for WHAT [MEMBER=VALUE …] [within=SECONDS]
                                              waits for the next happening of that name that has the members
              expect MEMBER=VALUE …           checks the happening that was waited for last, or the last answer
              never WHAT [MEMBER=VALUE …] within=SECONDS
                                              fails when such a thing happens within the time
              fails CODE STEP                 the step must be refused with that code
              pause SECONDS, print TEXT
            WHAT is an event kind (message.posted …), note.typing, note.queue …, or one of connecting welcomed
            disconnected restarted inbox summary delivered undeliverable lost. A MEMBER is a path as data.text; ~= looks
            for a part of the value. ${last.PATH}, ${number}, ${stream} and what --set names are put in.
            The exit code is 1 when a step fails, 2 when the server says not to come back, 64 for a wrong call.
            """
    )

    @Argument(help: "The server: ws://HOST:PORT/v1/chat or wss://…")
    var url: String

    @Option(help: "A token of the host; or in the environment as SPORTELLO_TOKEN. Without one: a visitor.")
    var token: String?

    @Option(help: "The visitor's name, told with a new ticket.")
    var name: String?

    @Option(help: "The language, such as en or it.")
    var locale: String?

    @Option(help: "Where identity, positions and unacknowledged messages are kept.")
    var state: String?

    @Flag(
        help:
            "Print one JSON object a line for everything that happens, every frame included; read commands as JSON or as plain lines."
    )
    var json = false

    @Option(help: "Perform the steps of a file and end.")
    var script: String?

    @Option(name: .customLong("set"), help: "NAME=VALUE for ${NAME} in scripts; several times if need be.")
    var settings: [String] = []

    @Option(help: "A PEM file with authorities to trust for wss.")
    var authorities: String?

    func run() async throws {
        var configuration = WebChatClientConfiguration(url: url)
        if let token = token ?? ProcessInfo.processInfo.environment["SPORTELLO_TOKEN"], !token.isEmpty {
            configuration.credentials = .token(token)
        }
        configuration.clientName = "cli/1.0"
        configuration.locale = locale
        configuration.authoritiesPath = authorities
        if json {
            configuration.frameObserver = { direction, bytes in
                Output.line("{\"frame\":\"\(direction.rawValue)\",\"data\":\(String(decoding: bytes, as: UTF8.self))}")
            }
        }
        let storage: any ClientStorage = state.map { FileClientStorage(path: $0) } ?? NoClientStorage()
        let program = try script.map { try Script(file: $0, settings: settings) }
        var logger = Logger(label: "chat") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let client: WebChatClient
        do {
            client = try WebChatClient(configuration: configuration, storage: storage, logger: logger)
        } catch {
            throw ValidationError("\(error)")
        }
        let display: any Display
        let input: any LineSource
        if json {
            (display, input) = (JSONDisplay(), PipeInput())
        } else if program == nil, Terminal.isPossible {
            let terminal = Terminal()
            (display, input) = (PersonDisplay(output: terminal), terminal)
        } else {
            (display, input) = (PersonDisplay(output: PlainOutput()), PipeInput())
        }
        let chat = Chat(client: client, display: display, name: name, mailbox: program?.mailbox)
        let code = await Conductor(client: client, chat: chat, input: input, script: program).run()
        input.end()
        throw ExitCode(code)
    }
}
