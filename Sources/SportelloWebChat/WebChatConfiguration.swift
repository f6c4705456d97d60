public import WebChatProtocol
import WebSocketTransport

/// How the webchat server listens and what it allows. The defaults are the contract's.
public struct WebChatConfiguration: Sendable {
    /// A certificate and its key, as PEM files.
    public struct TLS: Sendable {
        /// The certificate chain's file.
        public var certificatePath: String
        /// The private key's file.
        public var keyPath: String
        /// Names both files.
        public init(certificatePath: String, keyPath: String) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
        }
    }

    /// The address to listen on. Default 127.0.0.1; put a TLS proxy in front for the open net.
    public var address = "127.0.0.1"
    /// The port; 0 takes a free one, which `onListening` tells.
    public var port: UInt16 = 8080
    /// TLS, where the server does it itself.
    public var tls: TLS?
    /// What customers read as the desk's name.
    public var deskName = "Support"
    /// Origins (scheme, host, port) from which browsers may connect; compared exactly.
    public var origins: [String] = []
    /// Limits of visitors and contacts.
    public var visitorLimits = ChatLimits.visitor
    /// Limits of staff.
    public var agentLimits = ChatLimits.agent
    /// The protocol's times.
    public var timing = ChatTiming()
    /// Sockets of one address. Default 256.
    public var connectionsPerAddress = 256
    /// Requests for the host's pages (`WebPage`) that one address may make in a minute in the long run; further ones are
    /// answered 429. Default 600; at least 1.
    public var pagesPerMinute = 600
    /// Requests for the host's pages that one address may make at once after a pause. Default 300; at least 1.
    public var pageBurst = 300
    /// Sockets altogether. Default 20,000.
    public var maximumConnections = 20_000
    /// How long a request's head, and the pace-bound body, may take. Default 10 s.
    public var requestTimeout = Duration.seconds(10)
    /// Addresses of proxies whose `X-Forwarded-For` counts. Default none.
    public var trustedProxies: [String] = []
    /// Whether `/metrics` answers. Default no.
    public var servesMetrics = false
    /// Whether `/` answers with a page to try the widget on. Default no.
    public var servesDemoPage = false
    /// How long a download address lives. Default ten minutes.
    public var downloadLifetime = Duration.seconds(600)
    /// How long an upload address waits for its bytes. Default ten minutes.
    public var uploadLifetime = Duration.seconds(600)
    /// Media types that may be uploaded; each must be one the server can tell by its bytes.
    public var fileTypes: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "application/pdf",
        "text/plain", "application/zip",
    ]
    /// How many reads and checks run at once beside the event loop. They wait more than they work: as many new visitors
    /// share one fsync. Default 128.
    public var workers = 128
    /// How many of them may wait; more are answered `unavailable`. Default 20,000.
    public var maximumWaitingWork = 20_000

    /// The defaults.
    public init() {}
}
