import Dispatch
import SportelloModel

/// One connection to one folder, on a thread of its own: every call blocks there and nowhere else.
actor IMAPConnection {
    private let queue: MailQueueExecutor
    private let account: IMAPAccount
    private let folder: String
    private let maximumBytes: Int
    private let random: @Sendable () -> UInt64
    private var session: IMAPSession?
    private var capabilities: Set<String> = []
    nonisolated let wake: WakePipe

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(
        account: IMAPAccount, folder: String, maximumBytes: Int, random: @escaping @Sendable () -> UInt64
    ) throws {
        self.account = account
        self.folder = folder
        self.maximumBytes = maximumBytes
        self.random = random
        queue = MailQueueExecutor(label: "sportello.mail.imap")
        wake = try WakePipe()
    }

    /// Connects and logs in.
    func connect(secret: String?) throws {
        let pipe = try CurlPipe(account.server, secret: secret, wake: wake, sendTimeout: account.answerTimeout)
        var limits = IMAPReader.Limits()
        limits.literal = account.pieceBytes + 4096
        var session = IMAPSession(pipe: pipe, limits: limits, random: random, timeout: account.answerTimeout)
        capabilities = try session.capabilities()
        if case .move = account.afterwards, !capabilities.contains("MOVE") {
            throw EmailError(.configuration, "moveTo: the server has no MOVE; use flag instead")
        }
        self.session = session
    }

    /// Whether the server tells of new mail by itself.
    var canIdle: Bool { capabilities.contains("IDLE") }

    func open() throws -> IMAPFolderState {
        try with { try $0.open(folder, readOnly: account.afterwards == .nothing) }
    }

    func uid(at place: Int) throws -> UInt32? { try with { try $0.uid(at: place) } }

    /// The next mails in a range of UIDs: as many as fit into one piece, at least one; and the UID up to which the range
    /// was looked at.
    func fetch(
        _ range: ClosedRange<UInt32>, origin: MailOrigin
    ) throws -> (arrivals: [MailArrival], upTo: UInt32, wasEmpty: Bool) {
        let sizes = try with { try $0.sizes(range) }
        guard let first = sizes.first else { return ([], range.upperBound, true) }
        func arrival(_ uid: UInt32, _ bytes: [UInt8], fullSize: Int? = nil) -> MailArrival {
            var origin = origin
            origin.uid = uid
            return MailArrival(origin: origin, bytes: bytes, fullSize: fullSize)
        }
        guard let size = first.size, size <= account.pieceBytes else {
            let upTo = sizes.count == 1 ? range.upperBound : first.uid
            if let size = first.size, size > maximumBytes {
                let header = try with { try $0.header(first.uid, count: account.pieceBytes) }
                return (header.map { [arrival(first.uid, $0, fullSize: size)] } ?? [], upTo, false)
            }
            return (try large(first.uid).map { [arrival(first.uid, $0)] } ?? [], upTo, false)
        }
        var chosen: [UInt32] = []
        var total = 0
        for (uid, size) in sizes {
            guard let size, total + size <= account.pieceBytes, chosen.count < 200 else { break }
            chosen.append(uid)
            total += size
        }
        let bodies = try with { try $0.bodies(chosen) }
        // One that is gone was deleted after its size was asked for. One whose true size is another than announced and
        // too large ended the connection in the reader.
        let arrivals = chosen.compactMap { uid in bodies[uid].map { arrival(uid, $0) } }
        let upTo = chosen.count == sizes.count ? range.upperBound : chosen[chosen.count - 1]
        return (arrivals, upTo, false)
    }

    /// A mail in pieces; `nil` when it is gone, also when it vanishes between two pieces.
    private func large(_ uid: UInt32) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count <= maximumBytes {
            let offset = bytes.count
            guard let piece = try with({ try $0.piece(uid, from: offset, count: account.pieceBytes) }) else {
                return nil
            }
            bytes += piece
            if piece.count < account.pieceBytes { return bytes }
        }
        return Array(bytes.prefix(maximumBytes))
    }

    /// The courtesy after a commit.
    func mark(_ uids: [UInt32]) throws {
        let set = uids.map(String.init).joined(separator: ",")
        switch account.afterwards {
        case .nothing: return
        case .flag(let flag): try with { try $0.perform("UID STORE \(set) +FLAGS.SILENT (\(flag))") }
        case .move(let target): try with { try $0.perform("UID MOVE \(set) \(IMAPText.quoted(target))") }
        }
    }

    /// Waits for news at most that long.
    func idle(for duration: Duration) throws -> Bool { try with { try $0.idle(for: duration) } }

    func close() {
        do { try session?.logout() } catch {
            session = nil
            return
        }  // the line is gone, and so is the session
        session = nil
    }

    private func with<Value>(_ body: (inout IMAPSession) throws -> Value) throws -> Value {
        guard var session else { throw EmailError(.connection, "not connected") }
        self.session = nil
        // After an error nobody knows what the server says next: the session is not used again.
        let value = try body(&session)
        self.session = session
        return value
    }
}

/// A serial queue as an actor's executor, for work that blocks.
final class MailQueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}
