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

    /// - Parameters:
    ///   - mails: A store that holds mail already; a fresh one without it.
    ///   - attachments: Where files go; a fresh folder without it.
    ///   - outboxAttempts: After how many attempts the desk gives an outgoing item up.
    init(
        profile: ServiceProfile = .withMail, mails: MailStore? = nil, attachments: (any AttachmentStore)? = nil,
        outboxAttempts: Int = 20,
        change: (inout EmailConfiguration) -> Void = { _ in }
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
        let mails = try mails ?? MailStore(directory: nil)
        self.mails = mails
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)").path
        channel = try EmailChannel(
            store: mails, configuration: configuration,
            attachments: attachments ?? DirectoryAttachmentStore(path: folder),
            transport: sent, deskName: "Desk", ratingAddress: { "https://desk.example/rate/\($0)" }, logger: .quiet
        )
        var policy = DeskConfiguration()
        policy.outboxAttempts = outboxAttempts
        desk = SupportDesk(
            store: InMemoryDeskStore(), profile: profile, configuration: policy, environment: clock.environment,
            channels: [channel], logger: .quiet
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

    /// Hands mails in together and returns their numbers, in their order. Nothing is applied before the desk runs.
    func accept(_ texts: [String], mailbox: String = "support") async throws -> [Int64] {
        let arrivals = texts.map { text in
            let lines = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
            return MailArrival(origin: MailOrigin(mailbox: mailbox), bytes: Array(lines.utf8))
        }
        return try await channel.accept(arrivals, at: clock.now).map(\.id)
    }

    /// What became of a mail, as soon as it was tried, or is as it is wanted.
    @discardableResult
    func settled(
        _ id: Int64, where isWanted: (StoredMail) -> Bool = { $0.state != .pending }
    ) async throws -> StoredMail {
        for _ in 0..<2000 {
            let mail = try #require(try await mails.mail(id))
            if isWanted(mail) { return mail }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw EmailError(.store, "the mail was not applied in time")
    }

    /// Hands a mail in and returns what became of it.
    @discardableResult
    func receive(_ text: String, mailbox: String = "support") async throws -> StoredMail {
        try await settled(try #require(try await accept([text], mailbox: mailbox).first))
    }

    /// Returns when the outbox is through with everything that was due before the call: what was not handed over by then
    /// is not going to be, unless the clock moves on.
    ///
    /// The outbox works in batches, the earliest first, and begins one when the one before has ended. So when the answer to
    /// a first scout leaves, everything that was due earlier was begun; when the answer to a second leaves, whom nobody
    /// knew before the first left, it has ended.
    func outboxPassed() async throws {
        for _ in 0..<2 {
            let scout = "\(UUID().uuidString.lowercased())\(SentMail.scouts)"
            try await receive(mail(from: scout, subject: "Scout"))
            try await sent.waitForScout(scout)
        }
    }

    /// Returns when no worker may have anything of the outbox before that long from now.
    func outboxRests(for duration: Duration) async throws {
        for _ in 0..<2000 {
            let now = clock.now
            // Takes nothing; an item that is being sent shows as due at its lease's end.
            let look = OutboxClaimRequest(now: now, leaseUntil: now, limit: 0)
            if let next = try await desk.store.claimOutbox(look).next, next < now + duration {
                try await Task.sleep(for: .milliseconds(5))
            } else {
                return
            }
        }
        throw EmailError(.store, "the outbox did not come to rest in time")
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

/// The system's time with jumps, until it is stopped: then it only jumps.
final class TestTime: Sendable {
    private struct State {
        var offset = Duration.zero
        var stoppedAt: Instant?
    }

    private let system = DeskEnvironment.system
    private let state = Mutex(State())

    var now: Instant { state.withLock { ($0.stoppedAt ?? system.now()) + $0.offset } }

    func jump(_ duration: Duration) { state.withLock { $0.offset += duration } }

    func stop() { state.withLock { $0.stoppedAt = system.now() } }

    var environment: DeskEnvironment {
        DeskEnvironment(
            now: { self.now },
            sleep: { until in
                // Short naps, so that a jump is noticed.
                while self.now < until {
                    try await Task.sleep(for: min(.milliseconds(10), max(.milliseconds(1), until - self.now)))
                }
            },
            random: system.random
        )
    }
}

/// Keeps what would have been sent, and answers as scripted. Mail to scouts is taken, and kept apart.
final class SentMail: MailTransport {
    /// How the addresses of scouts end; see ``MailFixture/outboxPassed()``.
    static let scouts = "@scout.example"

    private struct State {
        var sent: [MailEnvelope] = []
        var script: [MailDelivery] = []
        var scouts: Set<String> = []
    }

    private let state = Mutex(State())

    func script(_ deliveries: MailDelivery...) { state.withLock { $0.script = deliveries } }

    func deliver(_ envelope: MailEnvelope) async -> MailDelivery {
        state.withLock { state in
            if envelope.recipient.hasSuffix(Self.scouts) {
                state.scouts.insert(envelope.recipient)
                return .accepted("250 ok")
            }
            state.sent.append(envelope)
            return state.script.isEmpty ? .accepted("250 ok") : state.script.removeFirst()
        }
    }

    var all: [MailEnvelope] { state.withLock { $0.sent } }

    /// Waits until that many were handed over.
    func wait(for count: Int) async throws -> [MailEnvelope] {
        try await poll { $0.sent.count >= count }
        return all
    }

    /// Waits until the answer to a scout was handed over.
    func waitForScout(_ address: String) async throws {
        try await poll { $0.scouts.contains(address) }
    }

    private func poll(_ isMet: @Sendable (State) -> Bool) async throws {
        for _ in 0..<2000 {
            if state.withLock({ isMet($0) }) { return }
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
