public import Sportello
import SportelloModel

/// The law of ``DeskStore`` in cases. Run each against a fresh, empty store:
///
/// ```swift
/// @Test("keeps the law", arguments: StoreConformance.cases(for: .reopens))
/// func law(_ law: StoreConformance.Case) async throws {
///     let path = …  // a place of its own for each case
///     try await law.run { try await MyStore(path) }
/// }
/// ```
public enum StoreConformance {
    /// What a store can do beyond the port's demands.
    public struct Capabilities: OptionSet, Sendable {
        /// The bits.
        public let rawValue: Int
        /// Wraps bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Opening again after ``DeskStore/close()`` finds what was kept.
        public static let reopens = Capabilities(rawValue: 1)
    }

    /// One rule.
    public struct Case: Sendable, CustomStringConvertible {
        /// The rule in words.
        public let name: String
        let body: @Sendable (StoreSubject) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (StoreSubject) async throws -> Void) {
            self.name = name
            self.body = body
        }

        /// The rule in words.
        public var description: String { name }

        /// Tries the rule. Throws ``Failure`` when it does not hold, or the store's own error.
        ///
        /// - Parameter open: Opens the case's store; empty the first time. Called again after ``DeskStore/close()`` by
        ///   cases for ``Capabilities/reopens``, and must then open the same medium.
        public func run(_ open: @escaping @Sendable () async throws -> any DeskStore) async throws {
            let subject = StoreSubject(rule: name, store: try await open(), reopen: open)
            try await body(subject)
            try await subject.store.close()
        }
    }

    /// A rule does not hold.
    public struct Failure: Error, CustomStringConvertible {
        /// The rule in words.
        public let rule: String
        /// What was seen instead.
        public let finding: String
        /// Both.
        public var description: String { "\(rule): \(finding)" }
    }

    /// The cases for a store of some capabilities.
    public static func cases(for capabilities: Capabilities = []) -> [Case] {
        commits + keys + uniqueKeys + stretches + indexes + searches + erasures + outbox + lifetime
            + (capabilities.contains(.reopens) ? reopening : [])
    }
}

/// A store under test, and what cases need to try it.
struct StoreSubject: Sendable {
    let rule: String
    let store: any DeskStore
    let reopen: @Sendable () async throws -> any DeskStore

    /// Throws unless `condition` holds.
    func expect(_ condition: Bool, _ finding: @autoclosure () -> String) throws {
        guard condition else { throw StoreConformance.Failure(rule: rule, finding: finding()) }
    }

    /// Throws unless both are equal.
    func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws {
        try expect(found == expected, "\(what) is \(found), not \(expected)")
    }

    /// Commits and gives the outcomes.
    @discardableResult
    func commit(_ transactions: Transaction...) async throws -> [CommitOutcome] {
        let outcomes = try await store.commit(CommitRequest(transactions: transactions)).outcomes
        try expect(outcomes.count, is: transactions.count, "the number of outcomes")
        return outcomes
    }

    /// Commits what must succeed.
    func commitAll(_ transactions: Transaction...) async throws {
        let outcomes = try await store.commit(CommitRequest(transactions: transactions)).outcomes
        try expect(outcomes, is: transactions.map { _ in .committed }, "what became of sound transactions")
    }

    /// The whole log of a stream.
    func log(_ stream: StreamID) async throws -> [EventRecord] {
        let request = EventsRequest(stream: stream, view: .complete, range: .after(0), limit: 10_000)
        return try await store.events(request).events
    }

    /// Where a stream's log ends.
    func head(_ stream: StreamID) async throws -> StreamHead {
        try await store.load(LoadRequest(streams: [stream])).snapshots.first?.head ?? .empty
    }

    /// Throws unless the call fails with `code`.
    func expect(
        _ code: StoreError.Code, from call: String, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as StoreError {
            return try expect(error.code, is: code, "the error of \(call)")
        }
        try expect(false, "\(call) succeeded")
    }
}

/// Names for cases; `n` tells them apart.
extension StreamID {
    static func ticket(_ n: UInt64) -> StreamID { .ticket(TicketID(high: 0x7e57, low: n)) }
    static func contact(_ n: UInt64) -> StreamID { .contact(ContactID(high: 0x7e57, low: n)) }
}

extension Transaction {
    /// A transaction with the key that a client's message has.
    static func keyed(
        _ id: String, scope: StreamID, author: String = "visitor:1", content: String = "hello", writes: [StreamWrite],
        claims: [UniqueKeyClaim] = [], outbox: [OutboxItem] = [], reply: StoredReply? = nil
    ) -> Transaction {
        let key = CommitKey(scope: scope, author: author, id: id, content: Digest(hashing: Array(content.utf8)))
        let answer = reply ?? writes.first.map { LogWriter.reply(to: $0) } ?? .none
        return Transaction(key: key, writes: writes, claims: claims, outbox: outbox, reply: answer)
    }
}
