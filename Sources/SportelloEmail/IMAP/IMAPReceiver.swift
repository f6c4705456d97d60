import Logging
import Sportello
import SportelloModel

/// Follows one folder: fetches what is new, makes it durable, moves the cursor, and waits for more. Errors cost time, never
/// mail: the cursor only moves with what is durable.
struct IMAPReceiver: Sendable {
    let mailbox: String
    let folder: String
    let account: IMAPAccount
    let store: MailStore
    let maximumBytes: Int
    let environment: DeskEnvironment
    let arrivals: MailSignal
    let logger: Logger

    private var origin: MailOrigin { MailOrigin(mailbox: mailbox, folder: folder) }

    /// Whether the next try may well bring another secret than the last one.
    private var usesToken: Bool {
        if case .token = account.server.credential { true } else { false }
    }

    /// Runs until the task is cancelled.
    func run() async {
        var backoff = IMAPBackoff()
        while !Task.isCancelled {
            do {
                try await connectAndFollow { backoff = IMAPBackoff() }
            } catch is CancellationError {
                return
            } catch {
                if Task.isCancelled { return }
                let isRefusedPassword = (error as? EmailError)?.code == .authentication && !usesToken
                let delay = backoff.next(isRefusedPassword: isRefusedPassword, random: environment.random())
                logger.warning(
                    "a mailbox cannot be read; trying again later",
                    metadata: ["mailbox": "\(mailbox)", "error": "\(error)", "seconds": "\(delay.milliseconds / 1000)"]
                )
                do { try await environment.sleep(environment.now() + delay) } catch { return }  // cancelled
            }
        }
    }

    private func connectAndFollow(whenConnected: () -> Void) async throws {
        let connection = try IMAPConnection(
            account: account, folder: folder, maximumBytes: maximumBytes, random: environment.random
        )
        try await withTaskCancellationHandler {
            try await connection.connect(secret: account.server.credential?.secret())
            do {
                try await follow(connection, whenConnected)
                await connection.close()
            } catch {
                await connection.close()
                throw error
            }
        } onCancel: {
            connection.wake.set()
        }
    }

    private func follow(_ connection: IMAPConnection, _ whenConnected: () -> Void) async throws {
        let canIdle = await connection.canIdle
        while !Task.isCancelled {
            try await fetchNews(connection)
            whenConnected()
            if canIdle {
                // Looked at again at every interval, whatever the server promised.
                _ = try await connection.idle(for: min(account.idleInterval, account.pollInterval))
            } else {
                try await environment.sleep(environment.now() + account.pollInterval)
            }
        }
    }

    /// Fetches everything above the cursor.
    private func fetchNews(_ connection: IMAPConnection) async throws {
        // Opened anew every time: its UIDVALIDITY may be another, and UIDNEXT says where to stop.
        let state = try await connection.open()
        var cursor = try await store.cursor(mailbox: mailbox, folder: folder)
        if cursor?.validity != state.validity {
            if cursor != nil {
                logger.notice("a folder's UIDVALIDITY changed; its newest mails are read again")
            }
            let first = try await firstUID(state, isRescan: cursor != nil, connection)
            cursor = MailCursor(validity: state.validity, uid: first - 1)
        }
        guard state.exists > 0, var cursor else { return }
        guard let uidNext = state.uidNext else {
            throw EmailError(.protocolViolation, "the folder has no UIDNEXT")
        }
        var step: UInt32 = 1000
        while cursor.uid < UInt32.max - 1, cursor.uid + 1 < uidNext {
            try Task.checkCancellation()
            let last = min(
                uidNext - 1, cursor.uid.addingReportingOverflow(step).overflow ? uidNext - 1 : cursor.uid + step)
            var origin = origin
            origin.validity = state.validity
            let found = try await connection.fetch((cursor.uid + 1)...last, origin: origin)
            cursor.uid = found.upTo
            _ = try await store.add(found.arrivals, cursor: (origin, cursor), at: environment.now())
            if !found.arrivals.isEmpty {
                arrivals.signal()
                try await connection.mark(found.arrivals.map(\.origin.uid))
            }
            // Folders that lost millions of mails have gaps of millions of UIDs.
            step = found.wasEmpty ? (step > UInt32.max / 4 ? step : step * 4) : 1000
        }
    }

    /// Where to begin in a folder whose cursor is missing or worthless.
    private func firstUID(
        _ state: IMAPFolderState, isRescan: Bool, _ connection: IMAPConnection
    ) async throws -> UInt32 {
        guard isRescan, state.exists > account.rescanWindow else { return 1 }
        return try await connection.uid(at: state.exists - account.rescanWindow + 1) ?? 1
    }
}

/// How long to wait after failures: from two seconds to five minutes, spread so that many desks do not come back together.
struct IMAPBackoff: Sendable {
    private var failures = 0

    /// The next delay. A refused password waits the longest at once: trying often locks accounts. A refused token does
    /// not, since somebody renews it.
    mutating func next(isRefusedPassword: Bool, random: UInt64) -> Duration {
        failures = min(failures + 1, 16)
        let seconds = isRefusedPassword ? 300 : min(300, 1 << min(failures, 9))
        // Between a half and the whole.
        return .milliseconds(seconds * 500 + Int(random % UInt64(seconds * 500)))
    }
}
