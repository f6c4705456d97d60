public import Logging
import MailParsing
public import Sportello
public import SportelloModel
import Synchronization

/// E-mail as a channel of the desk: fetches and applies mail, and sends what the desk's outbox holds.
///
/// Give it to the desk as a channel; the desk runs it. What comes in passes two stages: it is durable in ``MailStore``
/// before anything reads it, and is applied to tickets afterwards, as often as it takes, with one effect. DKIM and SPF are
/// the business of the relay that mail is handed to.
public final class EmailChannel: ChannelAdapter {
    private struct State {
        var desk: SupportDesk?
        var pausedUntil: Instant?
    }

    /// Where mail is kept. The host closes it after the desk has stopped.
    public let store: MailStore
    /// How the channel runs.
    public let configuration: EmailConfiguration
    let attachments: any AttachmentStore
    let transport: any MailTransport
    let deskName: String
    let ratingAddress: (@Sendable (String) -> String)?
    let logger: Logger
    private let state = Mutex(State())
    private let arrivals = MailSignal()
    private let pace = IntakePace()

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - store: An open mail store.
    ///   - configuration: Mailboxes, keys, limits.
    ///   - attachments: Where files go, the same store that the webchat serves.
    ///   - transport: How mail leaves, for example ``SMTPTransport``.
    ///   - deskName: The name that customers see as the sender where a mailbox has none.
    ///   - ratingAddress: Makes a page's address from a ``RatingLink``'s token; without it nobody is asked by mail.
    ///   - logger: The host's logger. No address and no word of a mail goes into it.
    /// - Throws: ``EmailError`` with `configuration`, naming everything that is wrong.
    public init(
        store: MailStore, configuration: EmailConfiguration, attachments: any AttachmentStore,
        transport: any MailTransport, deskName: String, ratingAddress: (@Sendable (String) -> String)? = nil,
        logger: Logger
    ) throws {
        let problems = configuration.problems()
        guard problems.isEmpty else { throw EmailError(.configuration, problems.joined(separator: "; ")) }
        self.store = store
        self.configuration = configuration
        self.attachments = attachments
        self.transport = transport
        self.deskName = deskName
        self.ratingAddress = ratingAddress
        self.logger = logger
    }

    /// E-mail.
    public var channel: ChannelKind { .email }

    /// Takes mail that a host received by other means, for example from a pipe or by LMTP, and returns when it is durable.
    /// It is applied as soon as the desk runs.
    public func accept(_ arrivals: [MailArrival], at now: Instant) async throws -> [MailAcceptance] {
        let accepted = try await store.add(arrivals, at: now)
        self.arrivals.signal()
        return accepted
    }

    /// Fetches and applies mail until the desk stops.
    public func run(_ intake: ChannelIntake) async throws {
        let desk = intake.desk
        state.withLock { $0.desk = desk }
        // The desk has its channels: without this the two would keep each other for ever.
        defer { state.withLock { $0.desk = nil } }
        let application = MailApplication(
            desk: desk, store: store, configuration: configuration,
            attachments: MailAttachments(store: attachments, limit: configuration.limits.files)
        )
        let processor = MailProcessor(
            application: application, store: store, configuration: configuration, arrivals: arrivals, pace: pace,
            logger: logger
        )
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await processor.run() }
            for mailbox in configuration.mailboxes {
                guard let account = mailbox.account else { continue }
                for folder in account.folders {
                    let receiver = IMAPReceiver(
                        mailbox: mailbox.name, folder: folder, account: account, store: store,
                        maximumBytes: configuration.limits.mailBytes, environment: desk.environment,
                        arrivals: arrivals, logger: logger
                    )
                    group.addTask { await receiver.run() }
                }
            }
        }
    }

    // MARK: Sending

    /// Sends one item: composes it once, keeps the bytes, and hands them over.
    public func send(_ request: SendRequest) async throws -> SendResult {
        let (desk, paused) = state.withLock { ($0.desk, $0.pausedUntil) }
        guard let desk else {
            throw SendLater(after: .seconds(1), reason: "the mail channel is starting", isPause: true)
        }
        let now = desk.environment.now()
        if let paused, paused > now {
            throw SendLater(
                after: paused - now, reason: "sending is paused: the server refused our login", isPause: true)
        }
        let item = Digest(hashing: request.id.bytes)
        let sending = try await sending(request, item, desk, now)
        if let bytes = sending.begun { return try await deliver(sending.record, bytes, desk, now) }
        return try await resume(sending.record, desk, now)
    }

    /// What is kept of the item: on the first attempt it is composed and kept, later it is known.
    private func sending(
        _ request: SendRequest, _ item: Digest, _ desk: SupportDesk, _ now: Instant
    ) async throws -> MailStore.Kept {
        if request.attempt > 1, let known = try await store.outgoing(item) { return MailStore.Kept(record: known) }
        await pace.turn(desk.environment)
        let composer = OutgoingComposer(
            desk: desk, store: store, configuration: configuration, attachments: attachments, deskName: deskName,
            ratingAddress: ratingAddress
        )
        let order = try OutgoingComposer.Order(payload: request.payload)
        // Two answers of one ticket may be composed at once: one of them tells both, and the other finds nothing to say.
        for _ in 0..<8 {
            if let made = try await compose(order, item, composer, now) { return made }
        }
        throw SendLater(after: .seconds(1), reason: "other mails of the same ticket go first", isPause: true)
    }

    private func compose(
        _ order: OutgoingComposer.Order, _ item: Digest, _ composer: OutgoingComposer, _ now: Instant
    ) async throws -> MailStore.Kept? {
        var record = OutgoingRecord(
            item: item, stream: order.stream, reason: order.kind, recipient: "", messageID: "", mailbox: "",
            sender: "", isAutomatic: false, state: .composed, isAmbiguous: false, attempts: 0, at: now
        )
        let limits = configuration.automaticMails
        let told = try await store.told(order.stream)
        switch try await composer.compose(order, item: item, now: now, told: told) {
        case .nothing(let why, let upTo):
            record.note = why
            if upTo > 0 { try await store.markTold(order.stream, upTo: upTo) }
            return try await store.keep(record, .nothing, upTo: 0, limits: limits)
        case .mail(let mail, let mailbox, let sender, let upTo):
            record.recipient = mail.to
            record.sender = sender
            record.messageID = mail.messageID
            record.mailbox = mailbox
            record.isAutomatic = mail.isAutomatic
            return try await store.keep(
                record, mail.isShort ? .short { MailComposer.bytes(mail) } : .bytes(MailComposer.bytes(mail)),
                upTo: upTo, after: upTo > 0 ? told.upTo : nil, limits: limits
            )
        }
    }

    /// Goes on with what an earlier attempt kept.
    private func resume(_ record: OutgoingRecord, _ desk: SupportDesk, _ now: Instant) async throws -> SendResult {
        let item = record.item
        switch record.state {
        case .accepted, .withheld: return .sent
        case .refused, .held: return .failed(reason: record.note ?? record.state.word)
        case .sending:
            // This attempt's predecessor began and nobody wrote down how it ended.
            try await store.note(item, .sending, unknown: true)
            if configuration.onUnknownFate == .hold { return try await hold(item) }
        case .composed: break
        }
        if let why = try await store.suppression(of: record.recipient) {
            let note = MailStore.cameBack(why)
            try await store.note(item, .refused, note: note)
            return .failed(reason: note)
        }
        guard let raw = record.raw else { return .failed(reason: "the mail was never composed") }
        let bytes = try await store.raw(raw)
        // Durable before the first byte leaves: whoever dies after this leaves a mark.
        try await store.note(item, .sending, begins: true)
        var begun = record
        begun.attempts += 1
        return try await deliver(begun, bytes, desk, now)
    }

    /// Hands over the bytes of an attempt that has begun, and writes down how it ended.
    private func deliver(
        _ record: OutgoingRecord, _ bytes: [UInt8], _ desk: SupportDesk, _ now: Instant
    ) async throws -> SendResult {
        let item = record.item
        let envelope = MailEnvelope(sender: record.sender, recipient: record.recipient, bytes: bytes)
        switch await transport.deliver(envelope) {
        case .accepted(let reply):
            try await store.note(item, .accepted, note: String(reply.prefix(500)))
            return .sent
        case .deferred(let reply):
            try await store.note(item, .composed, note: String(reply.prefix(500)))
            let retries = configuration.retries
            let delay = retries.isEmpty ? Duration.minutes(5) : retries[min(record.attempts - 1, retries.count - 1)]
            throw SendLater(after: delay, reason: String(reply.prefix(500)))
        case .refused(let reply):
            try await store.note(item, .refused, note: String(reply.prefix(500)))
            try await tellStaff(record, reply, desk)
            return .failed(reason: String(reply.prefix(500)))
        case .notAuthenticated(let reply):
            try await store.note(item, .composed, note: String(reply.prefix(500)))
            logger.error("the mail server refuses our login; sending is paused")
            state.withLock { $0.pausedUntil = now + configuration.pauseAfterRefusal }
            throw SendLater(
                after: configuration.pauseAfterRefusal, reason: "the server refused our login", isPause: true
            )
        case .unknown(let reply):
            try await store.note(item, .sending, unknown: true, note: String(reply.prefix(500)))
            if configuration.onUnknownFate == .hold { return try await hold(item) }
            throw SendLater(after: configuration.retries.first ?? .minutes(1), reason: "fate unknown: \(reply)")
        }
    }

    private func hold(_ item: Digest) async throws -> SendResult {
        try await store.note(item, .held)
        return .failed(reason: "an earlier attempt may have arrived; held, as configured")
    }

    /// A refusal while we are still connected is a bounce without a mail.
    private func tellStaff(_ record: OutgoingRecord, _ reply: String, _ desk: SupportDesk) async throws {
        guard let ticket = record.stream.ticketID else { return }
        let failure = DeliveryFailure(
            status: Self.status(in: reply), isPermanent: true, address: record.recipient,
            reason: String(reply.prefix(500))
        )
        _ = try await desk.perform(
            .mail(.recordDeliveryFailure(ticket, failure)), as: .system,
            key: CommandKey(
                id: "refused:\(record.item.description.prefix(32))", scope: record.stream, content: record.item)
        )
    }

    private static func status(in reply: String) -> String? {
        reply.split(whereSeparator: { $0 == " " || $0 == "-" }).dropFirst().first.flatMap { word in
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 3 && parts.allSatisfy { Int($0) != nil } ? String(word) : nil
        }
    }
}
