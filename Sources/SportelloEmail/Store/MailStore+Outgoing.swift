import Foundation
import GRDB
public import SportelloModel

extension MailStore {
    /// What a ticket's customer was already told by mail.
    struct Told: Sendable {
        /// The public number of the last event that a mail of ours said.
        var upTo: Int64 = 0
        /// Message-IDs of the thread, oldest first: the first and the newest ones.
        var references: [String] = []
    }

    func told(_ stream: StreamID) async throws -> Told {
        // Asked first: what is flushed meanwhile is found by the second look.
        let fresh = unsettled.references(of: stream)
        return try await readOnce { database in
            let statement = try database.cachedStatement(sql: "SELECT upTo, references_ FROM told WHERE key = ?")
            let row = try Row.fetchOne(statement, arguments: [Data(stream.key.bytes)])
            var told = Told()
            if let row {
                told.upTo = row[0]
                told.references = (row[1] as String).split(separator: " ").map(String.init)
            }
            for id in fresh { Self.add(id, to: &told.references) }
            return told
        }
    }

    /// Notes the Message-ID of a mail that came in, so that the next answer names it. Durable with the next
    /// ``flushSettled(beginning:)``.
    func addReference(_ messageID: String, to stream: StreamID) {
        unsettled.addReference(messageID, to: stream)
    }

    /// Adds an id to a thread: the first and the newest are enough for every client to thread by, and make a header that
    /// does not grow.
    private static func add(_ messageID: String, to ids: inout [String]) {
        guard messageID.utf8.count <= 250, !messageID.contains(where: \.isWhitespace), !ids.contains(messageID) else {
            return
        }
        ids.append(messageID)
        if ids.count > 10 { ids.removeSubrange(1..<(ids.count - 9)) }
    }

    static func addReference(
        _ messageID: String, to stream: StreamID, upTo: Int64, _ database: Database
    ) throws {
        let key = Data(stream.key.bytes)
        let known = try database.cachedStatement(sql: "SELECT upTo, references_ FROM told WHERE key = ?")
        let row = try Row.fetchOne(known, arguments: [key])
        var ids = (row?[1] as String? ?? "").split(separator: " ").map(String.init)
        add(messageID, to: &ids)
        let statement = try database.cachedStatement(
            sql: "INSERT INTO told VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET upTo = max(upTo, excluded.upTo), "
                + "references_ = excluded.references_"
        )
        try statement.execute(arguments: [key, max(upTo, row?[0] ?? 0), ids.joined(separator: " ")])
    }

    /// The outgoing mail of an outbox item; `nil` when it was not composed yet.
    func outgoing(_ item: Digest) async throws -> OutgoingRecord? {
        try await readOnce { try Self.record(item, $0) }
    }

    private static func record(_ item: Digest, _ database: Database) throws -> OutgoingRecord? {
        let statement = try database.cachedStatement(sql: "SELECT * FROM outgoing WHERE item = ?")
        return try Row.fetchOne(statement, arguments: [Data(item.bytes)]).map { try OutgoingRecord($0) }
    }

    /// The bytes of a mail that is to be kept.
    enum Composition: Sendable {
        /// There is nothing to send.
        case nothing
        /// Made already.
        case bytes([UInt8])
        /// A short mail, which is made only if it may go.
        case short(@Sendable () -> [UInt8])
    }

    /// What is kept of an item.
    struct Kept: Sendable {
        var record: OutgoingRecord
        /// The bytes, where this very call kept them: then the first attempt has begun with it.
        var begun: [UInt8]?
    }

    /// Keeps a composed mail with its bytes, that the customer is told up to `upTo` by it, and that the first attempt
    /// begins: whoever dies after this leaves a mark. Kept once: a second call for the same item returns the first
    /// record. Nothing begins with a mail to a suppressed address, and with an automatic one beyond the limits.
    ///
    /// - Parameter after: Up to where the customer was told when the mail was composed. When another mail has told more
    ///   meanwhile, nothing is kept and the answer is `nil`: compose again.
    func keep(
        _ record: OutgoingRecord, _ composition: Composition, upTo: Int64, after: Int64? = nil,
        limits: EmailConfiguration.AutomaticLimits
    ) async throws -> Kept? {
        if let files, case .bytes(let bytes) = composition, bytes.count > MailSchema.inlineBytes {
            try await perform { try files.write(bytes, as: Digest(hashing: bytes)) }
        }
        let hasFiles = files != nil
        return try await write { [automatic] database in
            if let known = try Self.record(record.item, database) { return Kept(record: known) }
            if let after, try Self.toldUpTo(record.stream, database) != after { return nil }
            var kept = Kept(record: record)
            if case .nothing = composition {
                kept.record.state = .withheld
            } else if record.isAutomatic, let why = try automatic.excess(record, limits, database) {
                kept.record.state = .withheld
                kept.record.note = "too many automatic mails: \(why)"
            } else {
                try Self.begin(&kept, composition, hasFiles: hasFiles, upTo: upTo, database)
            }
            try Self.insert(kept.record, database)
            return kept
        }
    }

    /// Keeps the bytes and marks the attempt, unless the address is suppressed.
    private static func begin(
        _ kept: inout Kept, _ composition: Composition, hasFiles: Bool, upTo: Int64, _ database: Database
    ) throws {
        let bytes: [UInt8]
        var isInline = true
        switch composition {
        case .nothing: return
        case .short(let make): bytes = make()
        case .bytes(let made):
            bytes = made
            isInline = !hasFiles || made.count <= MailSchema.inlineBytes
        }
        let digest = Digest(hashing: bytes)
        let raw = try database.cachedStatement(sql: "INSERT OR IGNORE INTO raw VALUES (?, ?, ?)")
        try raw.execute(arguments: [Data(digest.bytes), isInline ? Data(bytes) : nil, bytes.count])
        kept.record.raw = digest
        let stream = kept.record.stream
        if stream.kind == .ticket { try addReference(kept.record.messageID, to: stream, upTo: upTo, database) }
        if let why = try suppression(of: kept.record.recipient, database) {
            kept.record.state = .refused
            kept.record.note = Self.cameBack(why)
        } else {
            kept.record.state = .sending
            kept.record.attempts = 1
            kept.begun = bytes
        }
    }

    /// Why a mail to a suppressed address did not go.
    static func cameBack(_ why: String) -> String { "mail to this address came back: \(why)" }

    private static func insert(_ record: OutgoingRecord, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO outgoing (item, kind, key, reason, recipient, messageID, raw, mailbox, sender,
                    isAutomatic, state, attempts, at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(
            arguments: [
                Data(record.item.bytes), record.stream.kind.rawValue, Data(record.stream.key.bytes), record.reason,
                record.recipient, record.messageID, record.raw.map { Data($0.bytes) }, record.mailbox, record.sender,
                record.isAutomatic, record.state.rawValue, record.attempts, record.at.milliseconds, record.note,
            ]
        )
    }

    /// Records how an attempt stands. `begins` counts an attempt; `unknown` marks that its fate may never be known.
    func note(
        _ item: Digest, _ state: OutgoingRecord.State, begins: Bool = false, unknown: Bool = false, note: String? = nil
    ) async throws {
        try await write { database in
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE outgoing SET state = ?, attempts = attempts + ?, isAmbiguous = isAmbiguous OR ?,
                        note = coalesce(?, note) WHERE item = ?
                    """
            )
            try statement.execute(arguments: [state.rawValue, begins ? 1 : 0, unknown, note, Data(item.bytes)])
        }
        // A mail that did not go leaves its place to another.
        if ![.composed, .sending, .accepted].contains(state) { automatic.forget() }
    }

    /// The outgoing mail of that Message-ID.
    func outgoing(messageID: String) async throws -> OutgoingRecord? {
        try await read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM outgoing WHERE messageID = ?", arguments: [messageID])
                .map { try OutgoingRecord($0) }
        }
    }

    /// Outgoing mails, the newest first.
    public func outgoing(limit: Int = 200) async throws -> [OutgoingRecord] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM outgoing ORDER BY at DESC, item LIMIT ?", arguments: [limit])
                .map { try OutgoingRecord($0) }
        }
    }

    private static func toldUpTo(_ stream: StreamID, _ database: Database) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT upTo FROM told WHERE key = ?")
        return try Int64.fetchOne(statement, arguments: [Data(stream.key.bytes)]) ?? 0
    }

    // MARK: Suppressed addresses

    /// Why nothing is sent to an address; `nil` when it may be written to.
    public func suppression(of address: String) async throws -> String? {
        try await readOnce { try Self.suppression(of: address, $0) }
    }

    private static func suppression(of address: String, _ database: Database) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT note FROM suppressed WHERE address = ?")
        return try String.fetchOne(statement, arguments: [address.lowercased()])
    }

    /// Which of these addresses nothing is sent to; in lower case.
    func suppressed(among addresses: Set<String>) async throws -> Set<String> {
        try await read { database in
            let statement = try database.cachedStatement(sql: "SELECT 1 FROM suppressed WHERE address = ?")
            return try addresses.filter { try Int.fetchOne(statement, arguments: [$0]) != nil }
        }
    }

    /// Sends nothing more to an address, until ``release(_:)`` or until its person writes again.
    public func suppress(_ address: String, because note: String, at now: Instant) async throws {
        try await write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO suppressed VALUES (?, ?, ?)",
                arguments: [address.lowercased(), now.milliseconds, note]
            )
        }
    }

    /// Lets an address be written to again.
    public func release(_ address: String) async throws {
        try await write { database in
            try database.execute(sql: "DELETE FROM suppressed WHERE address = ?", arguments: [address.lowercased()])
        }
    }
}

extension OutgoingRecord {
    init(_ row: Row) throws {
        guard let item = Digest(bytes: row["item"] as Data), let state = State(rawValue: row["state"]),
            let kind = StreamKind(rawValue: row["kind"]), let key = Identifier<StreamID>(bytes: row["key"] as Data)
        else { throw EmailError(.store, "an outgoing mail in the store cannot be read") }
        self.init(
            item: item, stream: StreamID(kind: kind, key: key), reason: row["reason"], recipient: row["recipient"],
            messageID: row["messageID"], raw: (row["raw"] as Data?).flatMap { Digest(bytes: $0) },
            mailbox: row["mailbox"], sender: row["sender"], isAutomatic: row["isAutomatic"], state: state,
            isAmbiguous: row["isAmbiguous"],
            attempts: row["attempts"], at: Instant(milliseconds: row["at"]), note: row["note"]
        )
    }
}

extension MailStore {
    /// Notes that the customer knows everything up to a public number.
    func markTold(_ stream: StreamID, upTo: Int64) async throws {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO told VALUES (?, ?, '') ON CONFLICT DO UPDATE SET upTo = max(upTo, excluded.upTo)",
                arguments: [Data(stream.key.bytes), upTo]
            )
        }
    }
}
