import ArgumentParser

/// Loads a webchat server through its own protocol, from one event-loop thread.
@main
struct LoadGenerator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "LoadGenerator",
        abstract: "Measures a webchat server with the protocol that its clients speak.",
        discussion: """
            The server must allow what is measured: raise its limits on messages a second, sockets an address and
            sockets altogether. Server and generator share a machine, so give each its own core.

            EXAMPLES
              taskset -c 1 LoadGenerator pairs --url ws://127.0.0.1:8080/v1/chat --secret "$SECRET" --issuer demo
              taskset -c 1 LoadGenerator idle --url ws://127.0.0.1:8080/v1/chat --connections 10000 --server-pid $PID
              taskset -c 1 LoadGenerator storm --url ws://127.0.0.1:8080/v1/chat --connections 1000
              taskset -c 1 LoadGenerator length --url ws://127.0.0.1:8080/v1/chat --secret "$SECRET" --issuer demo

            Progress goes to standard error, the result to standard output. The exit code is 1 when anything went wrong
            that a correct server would not do.
            """,
        subcommands: [PairsCommand.self, IdleCommand.self, StormCommand.self, LengthCommand.self]
    )
}
