import Crypto
import Foundation
public import SportelloModel

/// Files in a directory: bytes under their digest, and what is known about each file beside them as JSON.
///
/// Its own serial queue does the blocking work, so that no thread of the cooperative pool waits for a disk.
public actor DirectoryAttachmentStore: AttachmentStore {
    private struct Upload {
        var handle: FileHandle
        var hash = SHA256()
        var bytes: Int64 = 0
    }

    private let directory: URL
    private let queue = SerialQueueExecutor(label: "sportello.attachments")
    private var uploads: [FileID: Upload] = [:]

    /// The queue that does the work.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Opens a directory, making it if need be. Throws when it cannot be made.
    public init(path: String) throws {
        directory = URL(fileURLWithPath: path, isDirectory: true)
        for folder in ["incoming", "files", "facts"] {
            try FileManager.default.createDirectory(
                at: directory.appendingPathComponent(folder), withIntermediateDirectories: true
            )
        }
        // What a crash left half done belongs to nobody.
        for leftover in try FileManager.default.contentsOfDirectory(
            at: directory.appendingPathComponent("incoming"), includingPropertiesForKeys: nil
        ) {
            try FileManager.default.removeItem(at: leftover)
        }
    }

    private func incoming(_ file: FileID) -> URL { directory.appendingPathComponent("incoming/\(file)") }
    private func facts(_ file: FileID) -> URL { directory.appendingPathComponent("facts/\(file).json") }

    /// Begins a file that does not exist yet.
    public func begin(_ request: BeginFileRequest) throws {
        let url = incoming(request.file)
        guard uploads[request.file] == nil, FileManager.default.createFile(atPath: url.path, contents: nil) else {
            throw StoreError(.unavailable, "the file cannot be created")
        }
        uploads[request.file] = Upload(handle: try FileHandle(forWritingTo: url))
    }

    /// Adds bytes.
    public func append(_ request: AppendFileRequest) throws {
        guard uploads[request.file] != nil else { throw StoreError(.notCommitted, "the upload was not begun") }
        try uploads[request.file]?.handle.write(contentsOf: Data(request.bytes))
        uploads[request.file]?.hash.update(data: request.bytes)
        uploads[request.file]?.bytes += Int64(request.bytes.count)
    }

    /// Makes the file durable and returns its facts.
    public func finish(_ request: FinishFileRequest) throws -> StoredFile {
        if let known = try find(request.file) { return known }
        guard let upload = uploads.removeValue(forKey: request.file) else {
            throw StoreError(.notCommitted, "the upload was not begun")
        }
        let digest = Array(upload.hash.finalize())
        guard let sha256 = Digest(bytes: digest) else { preconditionFailure("SHA-256 has 32 bytes") }
        try upload.handle.synchronize()
        try upload.handle.close()
        let target = directory.appendingPathComponent("files/\(sha256)")
        if FileManager.default.fileExists(atPath: target.path) {
            try FileManager.default.removeItem(at: incoming(request.file))
        } else {
            try FileManager.default.moveItem(at: incoming(request.file), to: target)
        }
        let stored = StoredFile(
            reference: FileReference(id: request.file, type: request.type, bytes: upload.bytes, sha256: sha256),
            owner: request.owner, name: request.name, path: target.path
        )
        try JSONEncoder().encode(stored).write(to: facts(request.file), options: .atomic)
        try synchronize(facts(request.file))
        return stored
    }

    private func synchronize(_ url: URL) throws {
        let handle = try FileHandle(forUpdating: url)
        try handle.synchronize()
        try handle.close()
    }

    /// Drops a file that was not finished.
    public func abandon(_ file: FileID) throws {
        guard let upload = uploads.removeValue(forKey: file) else { return }
        try upload.handle.close()
        try FileManager.default.removeItem(at: incoming(file))
    }

    /// A finished file; `nil` when there is none.
    public func find(_ file: FileID) throws -> StoredFile? {
        guard FileManager.default.fileExists(atPath: facts(file).path) else { return nil }
        var stored = try JSONDecoder().decode(StoredFile.self, from: Data(contentsOf: facts(file)))
        stored.path = directory.appendingPathComponent("files/\(stored.reference.sha256)").path
        return stored
    }
}
