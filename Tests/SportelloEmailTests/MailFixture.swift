import Foundation
import Logging
import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@testable import SportelloEmail

/// A desk in memory with a mail channel whose outgoing mail can be looked at.
struct MailFixture: Sendable {
    let mails: MailStore
    let desk: SupportDesk
    let channel: EmailChannel
    let sent = SentMail()
    let keys: MailKeys
    let clock = TestTime()

    init(
        profile: ServiceProfile = .withMail, change: (inout EmailConfiguration) -> Void = { _ in }
    ) throws {
        keys = try MailKeys(current: Array(repeating: 7, count: 32))
        var support = Mailbox(name: "support", address: "help@desk.example")
        support.aliases = ["hilfe@desk.example"]
        var quality = Mailbox(name: "quality", address: "quality@desk.example")
        quality.purpose = .qualityControl
        var configuration = EmailConfiguration(mailboxes: [support, quality], keys: keys)
        configuration.authenticationServer = "mx.desk.example"
        configuration.retries = [.milliseconds(20)]
        change(&configuration)
        mails = try MailStore(directory: nil)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)").path
        channel = try EmailChannel(
            store: mails, configuration: configuration, attachments: DirectoryAttachmentStore(path: folder),
            transport: sent, deskName: "Desk", ratingAddress: { "https://desk.example/rate/\($0)" }, logger: .quiet
        )
        desk = SupportDesk(
            store: InMemoryDeskStore(), profile: profile, environment: clock.environment, channels: [channel],
            logger: .quiet
        )
    }

    /// Runs the desk while `body` does.
    func run(_ body: () async throws -> Void) async throws {
        let trigger = ServiceGroup(
            configuration: .init(services: [.init(service: desk)], logger: .quiet)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await trigger.run() }
            do { try await body() } catch {
                await trigger.triggerGracefulShutdown()
                throw error
            }
            await trigger.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// Hands a mail in and returns what became of it.
    @discardableResult
    func receive(_ text: String, mailbox: String = "support") async throws -> StoredMail {
        let bytes = Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
        let accepted = try await channel.accept(
            [MailArrival(origin: MailOrigin(mailbox: mailbox), bytes: bytes)], at: clock.environment.now()
        )
        let id = try #require(accepted.first).id
        for _ in 0..<2000 {
            let mail = try #require(try await mails.mail(id))
            if mail.state != .pending { return mail }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw EmailError(.store, "the mail was not applied in time")
    }

    /// The ticket that a mail became part of.
    func ticket(of mail: StoredMail) async throws -> Ticket {
        let id = try #require(mail.stream?.ticketID, "\(mail.state)")
        return try #require(try await desk.ticket(id)).ticket
    }

    func texts(_ id: TicketID, _ view: StreamView = .contact) async throws -> [String] {
        try await events(id, view).filter { $0.kind == "message.posted" }.map { $0.content?.text ?? "" }
    }

    func events(_ id: TicketID, _ view: StreamView = .complete) async throws -> [EventRecord] {
        try await desk.store.events(
            EventsRequest(stream: .ticket(id), view: view, range: .after(0), limit: 500)
        ).events
    }

    /// Waits until the desk decided for the first time what of a ticket goes by mail, be it nothing.
    func considered(_ id: TicketID) async throws {
        for _ in 0..<2000 {
            if try await mails.told(.ticket(id)).upTo > 0 { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw EmailError(.store, "nobody looked at the ticket's news in time")
    }

    func contact(_ address: String) async throws -> Contact {
        try await desk.contact(subject: "email:\(address)", name: nil, email: nil, language: nil)
    }

    func claim(_ id: TicketID) async throws {
        _ = try await desk.perform(.claim(id), as: .anna)
    }
}

extension ServiceProfile {
    /// Mail is official for support and for quality control.
    static var withMail: ServiceProfile {
        var profile = ServiceProfile(name: "mail", languages: ["en", "it"])
        profile.channels.append(
            ChannelRule(kind: .email, purpose: .qualityControl, standing: .official, title: "Quality by mail")
        )
        return profile
    }
}

extension Actor {
    static let anna = Actor.agent(AgentID(rawValue: "anna"), role: .agent, name: "Anna")
}

extension Logger {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// The system's time with jumps.
final class TestTime: Sendable {
    private let offset = Mutex(Duration.zero)

    func jump(_ duration: Duration) { offset.withLock { $0 += duration } }

    var environment: DeskEnvironment {
        let system = DeskEnvironment.system
        return DeskEnvironment(
            now: { system.now() + self.offset.withLock { $0 } },
            sleep: { until in
                // Short naps, so that a jump is noticed.
                while system.now() + self.offset.withLock({ $0 }) < until {
                    let left = until - (system.now() + self.offset.withLock { $0 })
                    try await Task.sleep(for: min(.milliseconds(10), max(.milliseconds(1), left)))
                }
            },
            random: system.random
        )
    }
}

/// Keeps what would have been sent, and answers as scripted.
final class SentMail: MailTransport {
    private struct State {
        var sent: [MailEnvelope] = []
        var script: [MailDelivery] = []
    }

    private let state = Mutex(State())

    func script(_ deliveries: MailDelivery...) { state.withLock { $0.script = deliveries } }

    func deliver(_ envelope: MailEnvelope) async -> MailDelivery {
        state.withLock { state in
            state.sent.append(envelope)
            return state.script.isEmpty ? .accepted("250 ok") : state.script.removeFirst()
        }
    }

    var all: [MailEnvelope] { state.withLock { $0.sent } }

    /// Waits until that many were handed over.
    func wait(for count: Int) async throws -> [MailEnvelope] {
        for _ in 0..<2000 {
            let sent = all
            if sent.count >= count { return sent }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw EmailError(.connection, "only \(all.count) mails were sent")
    }
}

extension MailEnvelope {
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A header's value, unfolded.
    func header(_ name: String) -> String? {
        let head = text.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n ", with: " ")
        return head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("\(name.lowercased()): ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    var messageID: String { String((header("Message-ID") ?? "").dropFirst().dropLast()) }

    var replyTo: String {
        let value = header("Reply-To") ?? ""
        guard let open = value.lastIndex(of: "<") else { return value }
        return String(value[value.index(after: open)...].dropLast())
    }
}

/// A mail as people write it.
func mail(
    from: String = "Rosa <rosa@shop.example>", to: String = "help@desk.example", subject: String = "It does not print",
    id: String = UUID().uuidString + "@shop.example", extra: String = "", _ text: String = "The printer is silent."
) -> String {
    "From: \(from)\nTo: \(to)\nSubject: \(subject)\nMessage-ID: <\(id)>\n"
        + "Date: Mon, 20 Nov 2026 10:00:00 +0000\n\(extra)MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n\(text)\n"
}
