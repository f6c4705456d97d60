/// A request without its body.
package struct HTTPRequestHead: Sendable {
    /// The method.
    package var method: HTTPMethod
    /// The path, percent-decoded once by the library, always beginning with `/`, without query. It never holds `..`
    /// segments, a NUL or a control character: such requests are refused with 400.
    package var path: String
    /// The query without its `?`, as the library hands it over (percent-decoded, parts joined by `&`), or nil.
    package var query: String?
    /// The headers that are kept, by name in lower case: `host`, `origin`, `content-type`, `content-length`,
    /// `if-none-match`, `if-modified-since`, `authorization`, `accept`, `accept-language`, `accept-encoding`,
    /// `user-agent`, `range`, `x-forwarded-for`. Cookies are never read.
    package var headers: [String: String]
    /// The declared length of the body; nil when the request has none.
    package var contentLength: Int?
    /// Where the request comes from.
    package var peer: PeerAddress

    /// Creates a head.
    package init(
        method: HTTPMethod,
        path: String,
        query: String? = nil,
        headers: [String: String] = [:],
        contentLength: Int? = nil,
        peer: PeerAddress = .unknown
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.contentLength = contentLength
        self.peer = peer
    }
}
