import Dispatch
import Foundation

/// Writes every mail as a file into a folder, for hosts that send by other means, and for tests. The envelope stands in
/// two header fields on top: `X-Envelope-From` and `X-Envelope-To`.
public struct DirectoryTransport: MailTransport {
    private let directory: URL
    private let queue = DispatchQueue(label: "sportello.mail.directory")

    /// Makes the folder if need be.
    public init(path: String) throws {
        directory = URL(fileURLWithPath: path, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw EmailError(.configuration, "\(path): the folder for outgoing mail cannot be made", cause: error)
        }
    }

    /// Writes the file under a name of its own; a reader never sees half of one.
    public func deliver(_ envelope: MailEnvelope) async -> MailDelivery {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: write(envelope)) }
        }
    }

    private func write(_ envelope: MailEnvelope) -> MailDelivery {
        let name = UUID().uuidString  // allowed: a file name that nothing decides by
        let head = "X-Envelope-From: <\(envelope.sender)>\r\nX-Envelope-To: <\(envelope.recipient)>\r\n"
        do {
            let fresh = directory.appendingPathComponent(".\(name)").path
            try Self.write(Array(head.utf8) + envelope.bytes, to: fresh)
            guard rename(fresh, directory.appendingPathComponent("\(name).eml").path) == 0 else {
                throw POSIXError(.init(rawValue: errno) ?? .EIO)
            }
            return .accepted("written to \(name).eml")
        } catch {
            return .deferred("\(error)")
        }
    }

    /// Writes a new file and flushes it.
    private static func write(_ bytes: [UInt8], to path: String) throws {
        let handle = FileHandle(
            fileDescriptor: open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666), closeOnDealloc: true
        )
        guard handle.fileDescriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        try handle.write(contentsOf: bytes)
        try handle.synchronize()
        try handle.close()
    }
}
