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
        if path != "-", let size = try? handle.seekToEnd() {  // a pipe has none
            bytes.reserveCapacity(max(0, min(Int(clamping: size), limit)))
            try handle.seek(toOffset: 0)
        }
        while bytes.count <= limit, let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            bytes.append(contentsOf: piece)
        }
        return bytes
    }
}
