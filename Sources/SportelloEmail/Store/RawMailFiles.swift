import Foundation
import SportelloModel

/// Raw mails that are too large for the database: one file each, named by its digest. Blocks.
struct RawMailFiles: Sendable {
    let directory: URL

    /// Bytes that are read or written at once.
    private static let piece = 1 << 20

    init(path: String) throws {
        directory = URL(fileURLWithPath: path, isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    private func url(_ digest: Digest) -> URL {
        let name = digest.description
        return directory.appendingPathComponent("\(name.prefix(2))/\(name)")
    }

    /// Writes the bytes so that they survive a power cut, before the row that names them is written.
    func write(_ bytes: [UInt8], as digest: Digest) throws {
        let target = url(digest)
        let folder = target.deletingLastPathComponent()
        if FileManager.default.fileExists(atPath: target.path) { return }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let fresh = folder.appendingPathComponent("\(target.lastPathComponent).\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: fresh.path, contents: nil) else {
            throw EmailError(.store, "a file for a raw mail cannot be made in \(folder.path)")
        }
        let handle = try FileHandle(forWritingTo: fresh)
        do {
            // In pieces: what is written is copied first.
            for begin in stride(from: 0, to: bytes.count, by: Self.piece) {
                try handle.write(contentsOf: bytes[begin..<min(begin + Self.piece, bytes.count)])
            }
            try handle.synchronize()
            try handle.close()
            guard rename(fresh.path, target.path) == 0 else {
                throw EmailError(.store, "a raw mail cannot be given its name in \(folder.path)")
            }
            try synchronize(folder)
            try synchronize(directory)
        } catch {
            unlink(fresh.path)
            throw error
        }
    }

    /// A new name in a folder is durable once the folder is.
    private func synchronize(_ folder: URL) throws {
        let descriptor = open(folder.path, O_RDONLY)
        guard descriptor >= 0 else { throw EmailError(.store, "\(folder.path) cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw EmailError(.store, "\(folder.path) cannot be flushed") }
    }

    func read(_ digest: Digest) throws -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: url(digest))
            defer { try? handle.close() }  // it was only read
            let size = try handle.seekToEnd()
            try handle.seek(toOffset: 0)
            // In pieces into one array: a mail may be large, and a second copy of it is memory for nothing.
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Int(size))
            while let piece = try handle.read(upToCount: Self.piece), !piece.isEmpty { bytes.append(contentsOf: piece) }
            return bytes
        } catch {
            throw EmailError(.store, "the raw mail \(digest) cannot be read", cause: error)
        }
    }
}
