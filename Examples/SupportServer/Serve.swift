import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import Sportello
import SportelloEmail
import SportelloJWT
import SportelloSQLite
import SportelloWebChat
import UnixSignals

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the desk until SIGTERM or SIGINT.",
        discussion: """
            Prints one line with the address once it listens. Logs go to standard error.

            EXAMPLES
              SupportServer serve --config desk.yaml
              SupportServer serve --config desk.yaml --listen 127.0.0.1:0 --data ./data
            """
    )

    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Where to listen; the configuration's `listen` unless given.", valueName: "addr:port"))
    var listen: String?

    @Option(help: "How much to log: debug, info, notice, warning, error.")
    var logLevel: String = "notice"

    func run() async throws {
        var configuration = try options.load()
        if let listen { try configuration.listen(on: listen) }
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("--log-level \(logLevel): not among debug, info, notice, warning, error")
        }
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "sportello")
        logger.logLevel = level
        let store = try await configuration.openStore(logger: logger)
        let attachments = try DirectoryAttachmentStore(path: configuration.attachmentsPath)
        // Mail that was handed in waits here also when no mailbox is configured.
        let mails = try configuration.openMailStore()
        let email = try configuration.emailChannel(store: mails, attachments: attachments, logger: logger)
        let desk = SupportDesk(store: store, profile: configuration.profile, channels: [email], logger: logger)
        let webchat = WebChatServer(
            desk: desk,
            identities: configuration.identity.map { JWTIdentityVerifier(key: $0.verification, issuer: $0.issuer) },
            attachments: attachments,
            pages: [RatingPage(desk: desk, keys: email.configuration.keys, deskName: configuration.deskName)],
            configuration: configuration.webchat, logger: logger,
            onListening: { address, port in
                FileHandle.standardOutput.write(Data("listening on http://\(address):\(port)\n".utf8))
            }
        )
        // The last one listed stops first: clients are told, then the desk finishes what it took.
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: desk), .init(service: webchat)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
            )
        )
        do {
            try await group.run()
        } catch {
            try mails.close()
            try await store.close()
            throw error
        }
        try mails.close()
        try await store.close()
    }
}
