/// A page that a channel or a host adds to whatever serves HTTP for the desk, for example `WebChatServer`: a form, say,
/// that a mail links to. Requests and answers are plain values, so that any other server can show the page as well.
///
/// **Contract.** `GET` changes nothing: mail scanners and previews follow links. The server passes on only `GET` and `POST`
/// of its paths, bounds the body, and adds headers that keep the page out of caches, frames and search engines.
public protocol WebPage: Sendable {
    /// The page answers below this path; it begins and ends with `/`, for example `/rate/`.
    var path: String { get }

    /// Answers. Called many times at once, off any event loop.
    func response(to request: WebPageRequest) async -> WebPageResponse
}

/// What a browser asked a ``WebPage``.
public struct WebPageRequest: Sendable, Hashable {
    /// What is asked.
    public enum Method: Sendable, Hashable {
        /// Show it. Changes nothing.
        case show
        /// Take the form's fields, by name; of a name that came twice, the last value.
        case submit([String: String])
    }

    /// What is asked.
    public var method: Method
    /// What follows ``WebPage/path``, decoded.
    public var name: String
    /// The reader's languages, best first, for example `it`, `en`.
    public var languages: [String]

    /// Makes a request.
    public init(_ method: Method, name: String, languages: [String] = []) {
        self.method = method
        self.name = name
        self.languages = languages
    }
}

/// What a ``WebPage`` answers.
public struct WebPageResponse: Sendable, Hashable {
    /// The HTTP status, for example 200, 404 or 410.
    public var status: Int
    /// The whole document. The server forbids it scripts, frames and everything from elsewhere.
    public var html: String
    /// The only style sheets that count: the texts of its `<style>` elements.
    public var styles: [String]

    /// Makes an answer.
    public init(status: Int, html: String, styles: [String] = []) {
        self.status = status
        self.html = html
        self.styles = styles
    }
}
