/// Why a WebSocket connection ends, as both sides understand it. Other codes exist; see ``mayRetry`` for them.
public struct CloseCode: RawRepresentable, Hashable, Sendable {
    /// The number in the close frame.
    public let rawValue: UInt16

    /// Any code.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// 1000: done.
    public static let normal = CloseCode(rawValue: 1000)
    /// 1001: the page or the process goes away.
    public static let goingAway = CloseCode(rawValue: 1001)
    /// 1003: a binary frame came.
    public static let binaryFrame = CloseCode(rawValue: 1003)
    /// 1007: text that is not UTF-8, or a lone surrogate.
    public static let invalidText = CloseCode(rawValue: 1007)
    /// 1009: a frame longer than `limits.frameBytes`.
    public static let frameTooLong = CloseCode(rawValue: 1009)
    /// 1011: the server failed.
    public static let internalError = CloseCode(rawValue: 1011)

    /// 4000: the server restarts; come back after `retryAfterMs`.
    public static let restart = CloseCode(rawValue: 4000)
    /// 4001: the token expired; come back with a fresh one.
    public static let tokenExpired = CloseCode(rawValue: 4001)
    /// 4002: the client reads too slowly; it resumes from its cursor.
    public static let tooSlow = CloseCode(rawValue: 4002)
    /// 4003: no pong in time.
    public static let noPong = CloseCode(rawValue: 4003)
    /// 4004: the server lost its place in a stream; resume.
    public static let resync = CloseCode(rawValue: 4004)
    /// 4008: too many frames, in spite of `rate_limited`.
    public static let rateLimited = CloseCode(rawValue: 4008)
    /// 4013: the server is overloaded.
    public static let overloaded = CloseCode(rawValue: 4013)

    /// 4500: not JSON, not an object, nested too deep, or a member twice.
    public static let badFrame = CloseCode(rawValue: 4500)
    /// 4501: no `hello` in time, another frame before it, an unknown secret or a bad token.
    public static let notAuthenticated = CloseCode(rawValue: 4501)
    /// 4503: this contact is blocked.
    public static let blocked = CloseCode(rawValue: 4503)
    /// 4505: too many connections.
    public static let tooManyConnections = CloseCode(rawValue: 4505)
    /// 4506: the client's version is not served.
    public static let version = CloseCode(rawValue: 4506)

    /// Whether a client reconnects after backoff. Private codes below 4500 and every code that neither side chose (1005,
    /// 1006, 1012 …) say yes; `normal`, faults of the client (1003, 1007, 1009) and 4500 and above say no.
    public var mayRetry: Bool {
        switch rawValue {
        case 1000, 1002, 1003, 1007, 1008, 1009, 1010: false
        default: rawValue < 4500
        }
    }
}
