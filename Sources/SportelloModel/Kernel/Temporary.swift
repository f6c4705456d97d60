public struct Ticket {}
public struct Contact {}
public struct OffChannelNote { let channel: ChannelKind; let recordedAt: Instant }
public struct QualityCase {}
public struct InternalIssue {}
public struct RemoteConsent {}
public struct FileReference {}
public struct ServiceCalendar: Sendable, Hashable, Codable {}
public struct ServiceTarget: Sendable, Hashable, Codable {}
