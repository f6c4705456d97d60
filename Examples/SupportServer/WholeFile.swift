import Foundation

/// The bytes of a file, in one array: a mail may be large, and a second copy of it is memory for nothing.
enum WholeFile {
    /// Reads a file from its beginning, in pieces.
    ///
    /// - Parameters:
    ///   - path: The file; `-` for standard input.
    ///   - limit: Of a longer file at least one byte more than that is read, so that it can be told from one that fits, and
    ///     at most a piece more.
    static func bytes(of path: String, limit: Int = .max) throws -> [UInt8] {
        let handle =
            path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        var bytes: [UInt8] = []
        var status = stat()
        // What is no plain file, such as a pipe, tells no size; the bytes find their room as they come.
        if fstat(handle.fileDescriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            bytes.reserveCapacity(max(0, min(Int(status.st_size), limit)))
        }
        while bytes.count <= limit, let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            bytes.append(contentsOf: piece)
        }
        return bytes
    }
}
