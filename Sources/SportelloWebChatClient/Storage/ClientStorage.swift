/// Keeps what a client must remember over a restart. Implement it to keep that elsewhere than in a file.
///
/// Both calls come from the client's own thread, one after the other, and the client serves nothing else meanwhile: they
/// may block shortly. One storage belongs to one client at a time.
public protocol ClientStorage: Sendable {
    /// What was saved last; an empty memory when nothing was.
    ///
    /// - Throws: When something was saved and cannot be read. The client then does not start, rather than forget.
    func load() throws -> ClientMemory

    /// Replaces what was saved, as a whole: after a crash during the call either the old or the new memory is loaded.
    /// A message is sent only after a call with it has returned.
    func save(_ memory: ClientMemory) throws
}

/// Forgets when the process ends.
public struct NoClientStorage: ClientStorage {
    /// Makes one.
    public init() {}
    /// An empty memory.
    public func load() -> ClientMemory { ClientMemory() }
    /// Does nothing.
    public func save(_ memory: ClientMemory) {}
}
