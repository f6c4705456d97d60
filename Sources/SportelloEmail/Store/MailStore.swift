import Dispatch
import Foundation
import GRDB
import Synchronization

/// Where mail is kept: every raw mail that came, how far each folder was read, and every mail that went out.
///
/// **Durability.** What a call returned survives a power cut: WAL with `synchronous = FULL`; raw mails that lie in files
/// are flushed before the row that names them. Writers that come while a flush is under way share the next one.
///
/// **Processes.** Several may have the same store open: `SupportServer ingest` adds beside a running server, which finds
/// the new mail.
///
/// **Errors.** ``EmailError`` with the code `store`.
public final class MailStore: Sendable {
    private let database: any DatabaseWriter
    let files: RawMailFiles?
    let unsettled = UnsettledMail()
    let automatic = AutomaticMails()
    private let queue = DispatchQueue(label: "sportello.mail.store")
    private let fileQueue = DispatchQueue(label: "sportello.mail.files")
    private let waiting = Mutex<[any PendingWrite]>([])
    /// Larger raw mails are refused. Default 64 MiB.
    public let maximumBytes: Int

    /// Opens a store, making it if need be.
    ///
    /// - Parameters:
    ///   - directory: The folder of `mail.sqlite` and `raw`; `nil` for a store in memory that is gone with the process.
    ///   - maximumBytes: The largest mail that is taken.
    public init(directory: String?, maximumBytes: Int = 64 << 20) throws {
        self.maximumBytes = maximumBytes
        do {
            if let directory {
                try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
                files = try RawMailFiles(path: directory + "/raw")
                var configuration = Configuration()
                configuration.busyMode = .timeout(10)
                configuration.label = "sportello.mail"
                database = try DatabasePool(path: directory + "/mail.sqlite", configuration: configuration)
            } else {
                files = nil
                database = try DatabaseQueue()
            }
            try MailSchema.migrator.migrate(database)
            try database.writeWithoutTransaction { database in
                // GRDB sets NORMAL for the write-ahead log, whatever was asked for before.
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000;
                        PRAGMA application_id = \(MailSchema.applicationID)
                        """
                )
            }
        } catch {
            throw EmailError(.store, "the mail store cannot be opened", cause: error)
        }
    }

    /// Lets go of the files.
    public func close() throws { try database.close() }

    // MARK: Group commit

    /// Runs `body` inside a transaction that it shares with whatever else waits, and returns when that is durable. A
    /// body that throws leaves nothing. It may run twice, and must do nothing but what the transaction can take back.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                waiting.withLock { $0.append(Write(body: body, continuation: continuation)) }
                queue.async { self.flush() }
            }
        } catch let error as EmailError {
            throw error
        } catch {
            throw EmailError(.store, "the mail store could not be written", cause: error)
        }
    }

    private func flush() {
        let batch = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        if batch.isEmpty { return }
        // Bodies seldom throw: a savepoint for each is paid for only when one did.
        var flushed = transaction { database in for write in batch { try write.run(in: database) } }
        if batch.count > 1, batch.contains(where: \.hasThrown) {
            flushed = transaction { database in for write in batch { write.runApart(in: database) } }
        }
        for write in batch { write.finish(flushed) }
    }

    private func transaction(_ body: (Database) throws -> Void) -> Result<Void, any Error> {
        Result { try database.write(body) }
    }

    /// Runs blocking work where no thread of the cooperative pool waits for it.
    func perform<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            fileQueue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Runs what SQLite refuses inside a transaction, where writes of this process wait for it.
    func readWithoutTransaction(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await database.writeWithoutTransaction(body)
    }

    /// Reads without waiting for writers, with one statement: several would not see the same moment.
    func readOnce<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.unsafeRead(body)
        } catch let error as EmailError {
            throw error
        } catch {
            throw EmailError(.store, "the mail store could not be read", cause: error)
        }
    }

    /// Reads without waiting for writers.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await database.read(body)
        } catch let error as EmailError {
            throw error
        } catch {
            throw EmailError(.store, "the mail store could not be read", cause: error)
        }
    }
}

/// A write that waits for the next flush.
private protocol PendingWrite: Sendable {
    /// Whether the body threw when it last ran.
    var hasThrown: Bool { get }
    /// Runs the body, and throws what it throws.
    func run(in database: Database) throws
    /// Runs the body in a savepoint: when it throws it takes back what it did, and nothing of the others.
    func runApart(in database: Database)
    func finish(_ flushed: Result<Void, any Error>)
}

private final class Write<Value: Sendable>: PendingWrite {
    private let body: @Sendable (Database) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let outcome = Mutex<Result<Value, any Error>?>(nil)

    init(body: @escaping @Sendable (Database) throws -> Value, continuation: CheckedContinuation<Value, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    var hasThrown: Bool { outcome.withLock { if case .failure = $0 { true } else { false } } }

    func run(in database: Database) throws {
        let result = Result { try body(database) }
        outcome.withLock { $0 = result }
        _ = try result.get()
    }

    func runApart(in database: Database) {
        let result: Result<Value, any Error> = Result {
            var value: Value?
            try database.inSavepoint {
                value = try body(database)
                return .commit
            }
            guard let value else { throw EmailError(.store, "a savepoint ended without a value") }
            return value
        }
        outcome.withLock { $0 = result }
    }

    func finish(_ flushed: Result<Void, any Error>) {
        let outcome = outcome.withLock { $0 } ?? .failure(EmailError(.store, "the transaction did not begin"))
        if case .failure = outcome { return continuation.resume(with: outcome) }
        continuation.resume(with: flushed.flatMap { outcome })
    }
}
