import Dispatch
import Logging
import MailParsing
import Sportello
import SportelloModel
import Synchronization

/// Runs the second stage: takes what is due from the store, parses it, and applies it, many at once but each person's and
/// each thread's mails in the order in which they came.
struct MailProcessor: Sendable {
    let application: MailApplication
    let store: MailStore
    let configuration: EmailConfiguration
    let parser: MailParser
    let arrivals: MailSignal
    let pace: IntakePace
    let logger: Logger
    private let ours: Set<String>
    private let parsing = DispatchQueue(label: "sportello.mail.parse")

    init(
        application: MailApplication, store: MailStore, configuration: EmailConfiguration, arrivals: MailSignal,
        pace: IntakePace, logger: Logger
    ) {
        self.application = application
        self.store = store
        self.configuration = configuration
        self.arrivals = arrivals
        self.pace = pace
        self.logger = logger
        ours = configuration.ourAddresses
        parser = MailParser(limits: MailParserLimits(messageBytes: configuration.limits.mailBytes))
    }

    private var environment: DeskEnvironment { application.desk.environment }

    /// Runs until the task is cancelled.
    func run() async {
        var isRecovered = false
        var begun: [Int64] = []
        defer { pace.applied(isBehind: false) }
        while !Task.isCancelled {
            do {
                if !isRecovered {
                    try await recover()
                    isRecovered = true
                }
                if begun.isEmpty {
                    let due = try await store.nextDue()
                    if due.map({ $0 > environment.now() }) ?? true {
                        pace.applied(isBehind: false)
                        // Another process may add mail without a signal.
                        let soon = environment.now() + .seconds(1)
                        await arrivals.wait(until: min(due ?? soon, soon), environment)
                        continue
                    }
                    begun = try await store.flushSettled(beginning: (environment.now(), Self.batch))
                }
                pace.applied(isBehind: begun.count == Self.batch.mails)
                let mails = try await store.mails(begun)
                begun = []
                begun = try await process(mails)
            } catch is CancellationError {
                break
            } catch {
                begun = []
                logger.error("applying mail failed; trying again in five seconds", metadata: ["error": "\(error)"])
                await arrivals.wait(until: environment.now() + .seconds(5), environment)
            }
        }
        // Nothing died: what is still begun is taken as if nobody had looked at it.
        do { try await store.flushSettled() } catch {
            logger.error("applying mail ended without a last word", metadata: ["error": "\(error)"])
        }
    }

    /// How many mails, and how many bytes of them, are in memory at once.
    private static let batch = MailStore.BatchLimits(mails: 256, bytes: 32 << 20)

    /// Looks at what the last process left begun, before anything is begun.
    private func recover() async throws {
        let found = try await store.recoverBegun(failingAt: configuration.interruptions)
        if found.mails.isEmpty { return }
        logger.warning(
            "the last process ended while mail was being applied; these are taken one by one",
            metadata: ["mails": "\(found.mails.count)"]
        )
        for id in found.given {
            logger.error("a mail is left alone: process after process ended with it", metadata: ["mail": "\(id)"])
        }
    }

    /// Applies a batch, returns when every mail of it is settled, and names those of the next batch.
    private func process(_ mails: [(mail: StoredMail, bytes: [UInt8]?)]) async throws -> [Int64] {
        var loaded: [(StoredMail, [UInt8])] = []
        for entry in mails {
            do {
                if let bytes = entry.bytes {
                    loaded.append((entry.mail, bytes))
                } else {
                    loaded.append((entry.mail, try await store.raw(entry.mail.digest)))
                }
            } catch {
                fail(entry.mail, error)
            }
        }
        var parsed: [(StoredMail, IncomingMail)] = []
        for (stored, result) in await parse(loaded) {
            switch result {
            case .success(let mail): parsed.append((stored, mail))
            // Larger than the limit of today, for example: kept, and shown as failed.
            case .failure(let error): fail(stored, error)
            }
        }
        let doubles = try await store.claim(claims(parsed))
        let suppressed = try await suppressed(parsed)
        let outcome: Result<Void, any Error>
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for chain in MailChains.chains(of: parsed) {
                    group.addTask {
                        for (stored, mail) in chain {
                            try await apply(
                                stored, mail, doubling: doubles[stored.id],
                                isSuppressed: suppressed.map { $0.contains(mail.address) } ?? true
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        // What was applied is settled, also when something else stopped the batch.
        guard case .success = outcome, !Task.isCancelled else {
            try await store.flushSettled()
            try outcome.get()
            return []
        }
        return try await store.flushSettled(beginning: (environment.now(), Self.batch))
    }

    /// What must not be applied twice because it came by two ways. Copies of our own mail and bounces are left out: what
    /// they say is recognised by other means.
    private func claims(_ mails: [(StoredMail, IncomingMail)]) -> [MailStore.ContentClaim] {
        mails.compactMap { stored, mail in
            guard !mail.isOwn, mail.parsed.bounce == nil, configuration.mailbox(stored.origin.mailbox) != nil,
                let key = mail.contentKey
            else { return nil }
            return MailStore.ContentClaim(mail: stored.id, mailbox: stored.origin.mailbox, key: key)
        }
    }

    /// Which senders a bounce forbids mail to; `nil` when a bounce of this very batch may add one.
    private func suppressed(_ mails: [(StoredMail, IncomingMail)]) async throws -> Set<String>? {
        if mails.contains(where: { $0.1.parsed.bounce != nil }) { return nil }
        return try await store.suppressed(among: Set(mails.map(\.1.address)))
    }

    /// Parses off the cooperative pool: a hostile mail may take its two seconds.
    private func parse(
        _ loaded: [(StoredMail, [UInt8])]
    ) async -> [(StoredMail, Result<IncomingMail, any Error>)] {
        let (parser, configuration, ours) = (parser, configuration, ours)
        return await withCheckedContinuation { continuation in
            parsing.async {
                continuation.resume(
                    returning: loaded.map { stored, bytes in
                        let mail = Result { try parser.parse(bytes) }
                        return (stored, mail.map { IncomingMail($0, configuration: configuration, ours: ours) })
                    }
                )
            }
        }
    }

    private func apply(
        _ stored: StoredMail, _ mail: IncomingMail, doubling first: Int64?, isSuppressed: Bool
    ) async throws {
        do {
            let outcome = try await application.apply(stored, mail, doubling: first, isSuppressed: isSuppressed)
            store.settle(
                MailSettlement(
                    id: stored.id, state: outcome.state, stream: outcome.stream, messageID: mail.parsed.messageID
                ),
                mailbox: stored.origin.mailbox
            )
        } catch let error as DeskError where error.code == .stopped {
            throw CancellationError()  // it stays pending, for the next start
        } catch let error as EmailError where error.code == .store {
            throw error
        } catch {
            fail(stored, error)
        }
    }

    /// Keeps the mail where people see it, and tries again for a while.
    private func fail(_ stored: StoredMail, _ error: any Error) {
        logger.warning(
            "a mail could not be applied", metadata: ["mail": "\(stored.id)", "error": "\(error)"]
        )
        let tries = stored.tries + 1
        let delay = Duration.seconds(min(3600, 2 << min(tries, 12)))
        let isRule = error is Refusal
        store.settle(
            MailSettlement(
                id: stored.id, state: .failed(error: "\(error)", tries: tries),
                nextTry: isRule || tries >= configuration.applicationTries ? nil : environment.now() + delay
            ),
            mailbox: stored.origin.mailbox
        )
    }
}

/// Sorts a batch into chains that can be applied side by side: two mails of one sender, of one ticket, or of one thread
/// are in one chain, in the order in which they came.
enum MailChains {
    static func chains(of mails: [(StoredMail, IncomingMail)]) -> [[(StoredMail, IncomingMail)]] {
        var parents = Array(mails.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        var owners: [String: Int] = [:]
        for (index, (_, mail)) in mails.enumerated() {
            for key in keys(of: mail) {
                if let owner = owners[key] {
                    let (left, right) = (root(owner), root(index))
                    parents[max(left, right)] = min(left, right)
                } else {
                    owners[key] = index
                }
            }
        }
        var chains: [Int: [(StoredMail, IncomingMail)]] = [:]
        for index in mails.indices { chains[root(index), default: []].append(mails[index]) }
        return chains.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func keys(of mail: IncomingMail) -> [String] {
        var keys = ["from \(mail.address)"]
        if let id = mail.parsed.messageID { keys.append("id \(id)") }
        keys += mail.answers.map { "id \($0)" }
        if let token = mail.token { keys.append("ticket \(token.number)") }
        keys += mail.numbers.map { "ticket \($0)" }
        return keys
    }
}

/// "There is mail": any number of signals before a wait are one.
final class MailSignal: Sendable {
    private let state = Mutex<(isSet: Bool, waiter: CheckedContinuation<Void, Never>?)>((false, nil))

    func signal() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.waiter = nil }
            state.isSet = state.waiter == nil
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns at a signal, at the instant, or when the task is cancelled. One waiter at a time.
    func wait(until instant: Instant, _ environment: DeskEnvironment) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask {
                do { try await environment.sleep(instant) } catch { return }  // cancelled: so is the other child
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.isSet || Task.isCancelled {
                        state.isSet = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume()
        }
    }
}
