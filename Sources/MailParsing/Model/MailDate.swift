/// The moment that a Date header names.
public struct MailDate: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z; leap seconds count as the second before them.
    public var unixSeconds: Int64
    /// The sender's offset from UTC in minutes, east positive, −1439…1439.
    public var offsetMinutes: Int

    /// A moment, in UTC unless an offset is given.
    public init(unixSeconds: Int64, offsetMinutes: Int = 0) {
        self.unixSeconds = unixSeconds
        self.offsetMinutes = offsetMinutes
    }
}
