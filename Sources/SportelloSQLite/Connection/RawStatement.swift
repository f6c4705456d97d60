import GRDB
import GRDBSQLite
import Sportello
import SportelloModel

/// A prepared statement of GRDB's cache, bound and stepped through SQLite's C interface.
///
/// The hot path binds some forty values a message; GRDB's argument arrays would box each of them. A value lives only
/// inside one access to the database, on that connection's queue.
struct RawStatement {
    private let statement: Statement
    private let pointer: OpaquePointer

    /// Prepares, or takes from the cache, the statement of `sql`.
    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
        pointer = statement.sqliteStatement
        reset()
    }

    /// Makes the statement ready to be bound and run again. Bindings stay.
    func reset() {
        sqlite3_reset(pointer)
    }

    func bind(_ place: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(pointer, place, value) } else { sqlite3_bind_null(pointer, place) }
    }

    func bind(_ place: Int32, _ value: Instant?) { bind(place, value?.milliseconds) }

    func bind(_ place: Int32, _ value: Bool) { bind(place, value ? 1 : 0) }

    func bind(_ place: Int32, _ value: String?) {
        guard var value else { return bindNull(place) }
        value.withUTF8 { buffer in
            _ = buffer.withMemoryRebound(to: CChar.self) { text in
                // A buffer without an address would be bound as NULL, which an empty text is not.
                if let start = text.baseAddress {
                    sqlite3_bind_text(pointer, place, start, Int32(text.count), transient)
                } else {
                    sqlite3_bind_text(pointer, place, "", 0, transient)
                }
            }
        }
    }

    func bind(_ place: Int32, _ value: [UInt8]?) {
        guard let value else { return bindNull(place) }
        value.withUnsafeBytes { bindBytes(place, $0) }
    }

    func bind<Subject>(_ place: Int32, _ value: Identifier<Subject>?) {
        guard let value else { return bindNull(place) }
        bind(place, value.high, value.low)
    }

    func bind(_ place: Int32, _ value: Salt?) {
        guard let value else { return bindNull(place) }
        bind(place, value.high, value.low)
    }

    func bind(_ place: Int32, _ value: Digest?) {
        guard let words = value?.words else { return bindNull(place) }
        let bigEndian = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        withUnsafeBytes(of: bigEndian) { bindBytes(place, $0) }
    }

    func bind(_ place: Int32, _ high: UInt64, _ low: UInt64) {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bindBytes(place, $0) }
    }

    private func bindNull(_ place: Int32) { sqlite3_bind_null(pointer, place) }

    private func bindBytes(_ place: Int32, _ bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(pointer, place, 0)
        } else {
            sqlite3_bind_blob(pointer, place, bytes.baseAddress, Int32(bytes.count), transient)
        }
    }

    /// Runs to the next row; `false` at the end.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    /// Runs a statement that gives no rows, and makes it ready again.
    func run() throws {
        let code = sqlite3_step(pointer)
        sqlite3_reset(pointer)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
    }

    /// How many rows the last statement of this connection changed.
    var changes: Int { Int(sqlite3_changes(sqlite3_db_handle(pointer))) }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
        sqlite3_reset(pointer)
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

extension RawStatement {
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    func instant(_ column: Int32) -> Instant { Instant(milliseconds: int(column)) }

    func optionalInstant(_ column: Int32) -> Instant? { optionalInt(column).map(Instant.init(milliseconds:)) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(pointer, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    /// 16 bytes as two words.
    func word(_ column: Int32) throws -> UInt64 {
        guard sqlite3_column_bytes(pointer, column) == 8, let bytes = sqlite3_column_blob(pointer, column) else {
            throw StoreError(.corrupt, "eight bytes have another length")
        }
        return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    }

    func words(_ column: Int32) throws -> (high: UInt64, low: UInt64) {
        guard let start = sqlite3_column_blob(pointer, column), sqlite3_column_bytes(pointer, column) == 16 else {
            throw StoreError(.corrupt, "a column that holds 16 bytes holds something else")
        }
        let raw = UnsafeRawPointer(start)
        return (
            UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }

    func identifier<Subject>(_ column: Int32) throws -> Identifier<Subject> {
        let words = try words(column)
        return Identifier(high: words.high, low: words.low)
    }

    func optionalIdentifier<Subject>(_ column: Int32) throws -> Identifier<Subject>? {
        isNull(column) ? nil : try identifier(column)
    }

    func digest(_ column: Int32) throws -> Digest {
        guard let start = sqlite3_column_blob(pointer, column), sqlite3_column_bytes(pointer, column) == 32 else {
            throw StoreError(.corrupt, "a column that holds a digest holds something else")
        }
        let raw = UnsafeRawPointer(start)
        let words = (0..<4).map { UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
        return Digest(words: (words[0], words[1], words[2], words[3]))
    }

    /// The stream named by a kind in `column` and a key in the next one.
    func stream(_ column: Int32) throws -> StreamID {
        guard let kind = StreamKind(rawValue: text(column)) else {
            throw StoreError(.corrupt, "a stream is of an unknown kind")
        }
        return StreamID(kind: kind, key: try identifier(column + 1))
    }
}

/// Tells SQLite to copy what is bound: `SQLITE_TRANSIENT`, a macro that Swift does not import.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
