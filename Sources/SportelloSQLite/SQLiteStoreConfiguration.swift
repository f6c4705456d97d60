import Sportello

/// How a ``SQLiteDeskStore`` uses its file. `synchronous=FULL` is not among the choices: it is always on.
public struct SQLiteStoreConfiguration: Sendable {
    /// The database file; made when it does not exist. `-wal`, `-shm` and `-lock` files lie beside it. The directory
    /// must exist and lie on a local disk: network file systems don't keep SQLite's locks.
    public var path: String

    /// The writing connection's page cache in bytes, 16 MiB unless told (a larger one costs more at every commit than it saves). Best a little larger than what the open
    /// tickets' heads, indexes and newest log pages take (about 1 KiB an open ticket).
    public var writerCacheBytes = 16 << 20

    /// Each reading connection's page cache in bytes, 8 MiB unless told; the operating system's cache backs it.
    public var readerCacheBytes = 8 << 20

    /// How many reads may run at once, 1...64; 4 unless told. A connection is opened when it is first needed.
    public var readConnections = 4

    /// From this size in bytes on, the write-ahead log is copied into the database between two batches; 8 MiB unless told.
    /// Smaller means that no batch waits long behind a copy, and shorter recovery; larger means that hot pages are copied,
    /// and the database flushed, less often.
    public var checkpointBytes = 8 << 20

    /// The size in bytes that the write-ahead log returns to after a long read let it grow; 256 MiB unless told.
    public var logCapBytes = 256 << 20

    /// How many texts may wait for the search index during a rush; 100,000 unless told. Searches see every committed
    /// text all the same: they catch up first.
    public var textBacklog = 100_000

    /// How often the writer looks whether it has time for the search index; 100 ms unless told, at least 1 ms.
    public var upkeepInterval = Duration.milliseconds(100)

    /// Whether the store only reads, beside the process that has the database. It takes no lock, writes nothing and
    /// checkpoints nothing; what would write throws ``StoreError/Code/unsupported``, and so does `search`, which brings
    /// the search index up to date. Default no.
    public var isReadOnly = false

    /// Makes a configuration with the defaults.
    public init(path: String) { self.path = path }

    /// Throws ``StoreError/Code/invalid`` when a value is out of range.
    func validate() throws {
        let isSound =
            !path.isEmpty && (1...64).contains(readConnections) && writerCacheBytes >= 1 << 20
            && readerCacheBytes >= 1 << 20 && checkpointBytes >= 1 << 16 && logCapBytes >= checkpointBytes
            && textBacklog > 0 && upkeepInterval >= .milliseconds(1)
        guard isSound else { throw StoreError(.invalid, "a value of the SQLite store's configuration is out of range") }
    }
}
