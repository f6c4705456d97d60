import Foundation
import GRDB
import Sportello

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes a copy of the database into one file, checks it and gives it an epoch of its own.
enum BackupCopy {
    /// Blocks; call it off the cooperative pool.
    ///
    /// The epoch is another one, because whoever restores the copy takes the log back to an earlier end: clients must
    /// notice (protocol, resume).
    static func write(from pool: DatabasePool, to path: String, epoch: String) throws -> Int64 {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.invalid, "the backup's file exists already")
        }
        do {
            try copy(from: pool, to: path, epoch: epoch)
            try flush(path)
            try flush(URL(fileURLWithPath: path).deletingLastPathComponent().path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return (attributes[.size] as? NSNumber)?.int64Value ?? 0
        } catch {
            // What was written so far is of no use; the first failure is the one to report.
            if FileManager.default.fileExists(atPath: path) { unlink(path) }
            throw StoreError(reading: error)
        }
    }

    private static func copy(from pool: DatabasePool, to path: String, epoch: String) throws {
        var configuration = GRDB.Configuration()
        configuration.label = "backup"
        let target = try DatabaseQueue(path: path, configuration: configuration)
        try pool.backup(to: target)
        try target.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
            try Meta.set("epoch", epoch, database)
            let problems = try Inspection.run(database) + Inspection.checkTexts(database)
            guard problems.isEmpty else {
                throw StoreError(.corrupt, "the backup is not sound: \(problems.joined(separator: "; "))")
            }
        }
        try target.close()
    }

    private static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(.unavailable, "the backup cannot be opened to be flushed") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(.unavailable, "the backup cannot be flushed") }
    }
}
