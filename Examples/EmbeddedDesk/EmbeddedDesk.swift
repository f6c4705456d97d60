import Logging
import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloSQLite
import SportelloWebChat
import UnixSignals

/// The smallest useful host: a desk on one SQLite file, with a page to chat from and a robot that says when it is heard.
@main
struct EmbeddedDesk {
    static func main() async throws {
        let logger = Logger(label: "embedded-desk")

        // Where everything is kept, and by which rules. The default policy takes questions and problems by webchat.
        let store = try await SQLiteDeskStore(SQLiteStoreConfiguration(path: "embedded-desk.sqlite"), logger: logger)
        let profile = ServiceProfile(name: "embedded")
        let desk = SupportDesk(store: store, profile: profile, logger: logger)

        // The widget, the WebSocket and a demo page on one port.
        var webchat = WebChatConfiguration()
        webchat.deskName = "Embedded desk"
        webchat.origins = ["http://127.0.0.1:8080"]
        webchat.servesDemoPage = true
        let server = WebChatServer(desk: desk, configuration: webchat, logger: logger) { address, port in
            print("open http://\(address):\(port)")
        }

        // The host's own code is a service like the others: here it follows one ticket that it opens itself.
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: desk), .init(service: Greeter(desk: desk)), .init(service: server)],
                gracefulShutdownSignals: [.sigint, .sigterm], logger: logger
            )
        )
        try await services.run()
        try await store.close()
    }
}

/// Opens a ticket as a visitor would, and prints what its log says from the first event on.
struct Greeter: Service {
    let desk: SupportDesk

    func run() async throws {
        let (visitor, _) = try await desk.registerVisitor(language: "en")
        guard case .official(let contact) = desk.profile.decide(InboundContact(kind: .webchat)) else { return }
        let ticket = desk.newTicket()
        let start = StartConversation(
            contact: visitor.id, ticket: ticket, official: contact, caseType: "question", text: "Is anybody there?"
        )
        _ = try await desk.perform(.start(start), as: .customer(visitor.id, role: .visitor, name: nil))
        for try await logged in desk.events(of: .ticket(ticket.id), view: .contact).cancelOnGracefulShutdown() {
            print("#\(ticket.number)", logged.record.publicSeq ?? 0, logged.record.kind)
        }
    }
}
