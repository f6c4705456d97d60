/// One mail to one recipient.
public struct MailEnvelope: Sendable {
    /// The envelope's sender; empty for the null sender of automatic mail.
    public var sender: String
    /// The one recipient.
    public var recipient: String
    /// The mail with CRLF line ends, neither dot-stuffed nor terminated.
    public var bytes: [UInt8]
}

/// What became of an attempt.
public enum MailDelivery: Sendable, Hashable {
    /// The server took it; what it said.
    case accepted(String)
    /// The server refused it for now, or could not be reached: not delivered, try again.
    case deferred(String)
    /// The server refused it for good.
    case refused(String)
    /// The server refused our password or token: nothing will go out until that is mended.
    case notAuthenticated(String)
    /// The connection broke after the whole mail was handed over: nobody knows whether it arrived.
    case unknown(String)
}

/// Hands mails to the outside.
///
/// **Ordering.** Calls may come concurrently, in any order. **Idempotency.** None: a mail handed over twice may arrive
/// twice, with the same Message-ID. **Cancellation.** A call that was begun is finished within its own deadlines.
/// **Errors.** Everything is a ``MailDelivery``.
public protocol MailTransport: Sendable {
    /// Hands one mail over.
    func deliver(_ envelope: MailEnvelope) async -> MailDelivery
}
