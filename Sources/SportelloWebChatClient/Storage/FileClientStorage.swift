import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Keeps a client's memory in one file that only its owner may read. The file is replaced as a whole and is on the disk
/// before `save` returns.
public struct FileClientStorage: ClientStorage {
    /// The file.
    public let path: String

    /// Keeps the memory in that file. Its directory must exist.
    public init(path: String) { self.path = path }

    /// Reads the file; an empty memory where there is none.
    public func load() throws -> ClientMemory {
        guard FileManager.default.fileExists(atPath: path) else { return ClientMemory() }
        return try ClientMemory(decoding: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    /// Writes a new file beside the old one, makes it durable and puts it in the old one's place.
    public func save(_ memory: ClientMemory) throws {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open") }
        do {
            try write(memory.encoded(), to: descriptor)
            guard fsync(descriptor) == 0 else { throw failure("fsync") }
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw failure("close") }
        guard rename(draft, path) == 0 else { throw failure("rename") }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { buffer -> Int in
                #if canImport(Glibc)
                Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write") }
            rest = rest.dropFirst(count)
        }
    }

    private func failure(_ step: String) -> FileStorageFault {
        FileStorageFault(description: "\(path): \(step): \(String(cString: strerror(errno)))")
    }
}

/// A file of a storage cannot be written.
struct FileStorageFault: Error, CustomStringConvertible {
    let description: String
}
