/// A request method that the library recognises. Any other is refused before a request exists.
package enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// Whether a request with this method may carry a body here. A body on any other is refused with 400 and the
    /// connection is closed, since 4.1.6 would read it as the next request.
    package var mayHaveBody: Bool { self == .post || self == .put || self == .patch }
}
