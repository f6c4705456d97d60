import Foundation
import Sportello
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Keeps a second process, or a second store in this one, away from a database.
///
/// SQLite lets several processes write, but up to 3.51.2 two of them can damage the file (the WAL-reset fault), and the
/// desk's cached heads would be wrong. The lock dies with the process; a leftover file means nothing.
final class LockFile: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock or throws ``StoreError/Code/busy``.
    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.unavailable, "the lock file cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.readHolder(descriptor)
            close(descriptor)
            throw StoreError(.busy, "the database is in use by process \(holder); one process at a time may open it")
        }
        let pid = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, pid, pid.count, 0) == pid.count else {
            close(descriptor)
            throw StoreError(.unavailable, "the lock file cannot be written: \(String(cString: strerror(errno)))")
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Gives the lock up. Idempotent.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    private static func readHolder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
    }
}
