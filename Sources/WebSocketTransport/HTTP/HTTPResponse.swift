/// An answer to a request.
package struct HTTPResponse: Sendable {
    /// What follows the headers. `Content-Length` is set from it.
    package enum Body: Sendable {
        /// Nothing.
        case none
        /// These bytes.
        case bytes([UInt8])
        /// A range of a regular file, read in pieces as the peer takes them. When it cannot be opened or is shorter
        /// than `offset`, the answer is 404 instead.
        case file(path: String, offset: Int, length: Int?)
    }

    /// The status, 200…599.
    package var status: Int
    /// Name and value pairs; names in any case, without `Content-Length`, `Connection`, `Transfer-Encoding`. A pair
    /// with a control character in it is left out.
    package var headers: [(name: String, value: String)]
    /// What follows.
    package var body: Body

    /// Creates an answer.
    package init(status: Int, headers: [(name: String, value: String)] = [], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Creates an answer with a short plain text.
    package static func text(_ status: Int, _ text: String, headers: [(name: String, value: String)] = []) -> Self {
        HTTPResponse(
            status: status,
            headers: [("content-type", "text/plain; charset=utf-8"), ("x-content-type-options", "nosniff")] + headers,
            body: .bytes(Array(text.utf8))
        )
    }
}
