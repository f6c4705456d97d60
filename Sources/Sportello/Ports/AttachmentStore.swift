public import SportelloModel

/// Where files lie. The desk streams bytes in, knows them by digest, and never trusts what a client says about them.
///
/// **Ordering.** `append` calls of one file come in order, one at a time. **Idempotency.** `finish` on a finished file
/// returns the same facts. **Errors.** ``StoreError``. **Cancellation.** A file that was not finished leaves nothing.
public protocol AttachmentStore: Sendable {
    /// Begins a file that does not exist yet.
    func begin(_ request: BeginFileRequest) async throws
    /// Adds bytes.
    func append(_ request: AppendFileRequest) async throws
    /// Makes the file durable and returns its facts.
    func finish(_ request: FinishFileRequest) async throws -> StoredFile
    /// Drops a file that was not finished.
    func abandon(_ file: FileID) async throws
    /// A finished file; `nil` when there is none.
    func find(_ file: FileID) async throws -> StoredFile?
}

/// Begins a file.
public struct BeginFileRequest: Sendable {
    /// The file.
    public var file: FileID
    /// Makes a request.
    public init(file: FileID) { self.file = file }
}

/// Adds bytes to a file.
public struct AppendFileRequest: Sendable {
    /// The file.
    public var file: FileID
    /// The bytes.
    public var bytes: [UInt8]
    /// Makes a request.
    public init(file: FileID, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }
}

/// Finishes a file.
public struct FinishFileRequest: Sendable {
    /// The file.
    public var file: FileID
    /// Who brought it: only they can post it.
    public var owner: String
    /// The name its sender gave it.
    public var name: String
    /// The media type that its bytes showed.
    public var type: String
    /// Makes a request.
    public init(file: FileID, owner: String, name: String, type: String) {
        self.file = file
        self.owner = owner
        self.name = name
        self.type = type
    }
}

/// A finished file.
public struct StoredFile: Sendable, Hashable, Codable {
    /// The facts that a message commits to.
    public var reference: FileReference
    /// Who brought it.
    public var owner: String
    /// The name its sender gave it.
    public var name: String
    /// Where its bytes lie on this machine.
    public var path: String
    /// Makes a file.
    public init(reference: FileReference, owner: String, name: String, path: String) {
        self.reference = reference
        self.owner = owner
        self.name = name
        self.path = path
    }
}
