/// What a request's path must look like after the library has decoded it.
enum PathRules {
    /// Begins with `/`, and has no control character, no backslash and no `.` or `..` segment.
    static func isAcceptable(_ path: String) -> Bool {
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
        else { return false }
        return !path.split(separator: "/", omittingEmptySubsequences: true).contains { $0 == ".." || $0 == "." }
    }
}

/// The value of a Content-Length header (RFC 9110 §8.6).
enum ContentLength {
    /// Digits only, at most fifteen.
    static func parse(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
