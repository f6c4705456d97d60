/// Why a frame was answered by `err`. Reasons of the core come as `refused.<reason>`; clients take any text.
public struct ErrorCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The word on the wire.
    public let rawValue: String

    /// Any code.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A code by its word.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// A member is missing or wrong; `field` names it.
    public static let badRequest: ErrorCode = "bad_request"
    /// The frame's `type`, or a command's `name`, is unknown.
    public static let unknownType: ErrorCode = "unknown_type"
    /// Credentials are needed.
    public static let unauthorized: ErrorCode = "unauthorized"
    /// The token is past its time.
    public static let tokenExpired: ErrorCode = "token_expired"
    /// The role may not do this.
    public static let forbidden: ErrorCode = "forbidden"
    /// It does not exist, or is not yours: the same answer.
    public static let notFound: ErrorCode = "not_found"
    /// The id was used before with another content.
    public static let idConflict: ErrorCode = "id_conflict"
    /// A text or list is beyond its limit.
    public static let tooLarge: ErrorCode = "too_large"
    /// Too fast; `retryAfterMs` says when again.
    public static let rateLimited: ErrorCode = "rate_limited"
    /// A file failed inspection.
    public static let fileRejected: ErrorCode = "file_rejected"
    /// The desk cannot do it now.
    public static let unavailable: ErrorCode = "unavailable"
    /// The desk failed.
    public static let `internal`: ErrorCode = "internal"

    /// A refusal by the core: `refused.` and its reason.
    public static func refused(_ reason: String) -> ErrorCode {
        ErrorCode(rawValue: "refused." + reason)
    }

    /// The core's reason, when this is a refusal.
    public var refusalReason: String? {
        rawValue.hasPrefix("refused.") ? String(rawValue.dropFirst(8)) : nil
    }

    /// Whether the same frame may be sent again as it is, with the same id.
    public var isRetriable: Bool {
        self == .rateLimited || self == .unavailable || self == .internal
    }
}
