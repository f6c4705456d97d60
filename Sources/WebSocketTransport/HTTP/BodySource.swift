#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the rest of an answer's body comes from.
enum BodySource {
    case none
    case bytes([UInt8], from: Int)
    case file(OpenFile, from: Int, end: Int)

    /// The bytes that are left.
    var remaining: Int {
        switch self {
        case .none: 0
        case .bytes(let bytes, let from): bytes.count - from
        case .file(_, let from, let end): end - from
        }
    }

    /// Moves up to `target.count` bytes out; 0 at the end, nil when the file cannot be read any more.
    mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int? {
        let count = min(target.count, self.remaining)
        guard count > 0 else { return 0 }
        switch self {
        case .none: return 0
        case .bytes(let bytes, let from):
            bytes.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[from..<from + count])) }
            self = .bytes(bytes, from: from + count)
            return count
        case .file(let file, let from, let end):
            let got = pread(file.descriptor, target.baseAddress, count, off_t(from))
            guard got > 0 else { return nil }
            self = .file(file, from: from + got, end: end)
            return got
        }
    }
}

/// An open file, closed with its last reference.
final class OpenFile {
    let descriptor: Int32
    /// Its length when it was opened.
    let byteCount: Int

    /// nil when `path` is no readable regular file.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        self.byteCount = Int(status.st_size)
    }

    deinit { close(self.descriptor) }
}
