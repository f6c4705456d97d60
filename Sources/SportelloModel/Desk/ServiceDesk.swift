/// What is true of the desk as a whole: the load mode that is declared, and the promises that tickets were pinned to.
///
/// One stream a desk. It grows with the organisation's decisions, never with its tickets.
public struct ServiceDesk: Sendable, Hashable, Codable {
    /// The promises that new tickets were registered under, oldest first; none is ever dropped, since a ticket may be
    /// pinned to it.
    public var policies: [AdoptedPolicy] = []
    /// The load mode that is declared now.
    public var loadMode: DeclaredLoadMode?
    /// Services that are in trouble according to monitoring; those that recovered are not kept.
    public var services: [MonitoredService] = []

    /// Starts the fold.
    public init(id: Identifier<ServiceDesk>) {}

    /// The one desk of a database.
    public static let only = Identifier<ServiceDesk>(high: 0, low: 1)

    /// The promises with that number.
    public func policy(_ revision: Int) -> ClockPolicy? { policies.first { $0.revision == revision }?.policy }
}

/// Promises as they were when tickets were first registered under them.
public struct AdoptedPolicy: Sendable, Hashable, Codable {
    /// 1, 2, 3, … over the life of the desk.
    public var revision: Int
    /// The version that the profile named.
    public var profileVersion: Int
    /// When.
    public var adoptedAt: Instant
    /// The targets and calendars.
    public var policy: ClockPolicy
}

/// A load mode in force (R-002-19).
public struct DeclaredLoadMode: Sendable, Hashable, Codable {
    /// The mode's word in the profile.
    public var mode: String
    /// Since when.
    public var since: Instant
    /// Who declared it.
    public var by: Author
    /// Whether it also replaces promises that were already made.
    public var isRetroactive: Bool
    /// Whether the tickets that were open before have all been looked at.
    public var isApplied: Bool
}

/// What can happen to the desk as a whole.
public enum ServiceDeskEvent: StreamEvent {
    case policyAdopted(PolicyAdopted)
    case loadModeDeclared(LoadModeDeclared)
    case loadModeApplied
    case loadModeLifted(LoadModeLifted)
    case serviceTroubled(ServiceTroubled)
    case serviceRecovered(ServiceRecovered)

    /// Stable for ever.
    public var kind: String {
        switch self {
        case .policyAdopted: "desk.policyAdopted"
        case .loadModeDeclared: "desk.loadModeDeclared"
        case .loadModeApplied: "desk.loadModeApplied"
        case .loadModeLifted: "desk.loadModeLifted"
        case .serviceTroubled: "desk.serviceTroubled"
        case .serviceRecovered: "desk.serviceRecovered"
        }
    }

    /// For the staff.
    public var visibility: Visibility { .staff }
}

/// A ticket was registered under promises that no ticket had before.
public struct PolicyAdopted: Sendable, Hashable, Codable {
    /// Its number.
    public var revision: Int
    /// The version that the profile names.
    public var profileVersion: Int
    /// The targets and calendars.
    public var policy: ClockPolicy
}

/// Heavy load was declared (R-002-19). Content: a note.
public struct LoadModeDeclared: Sendable, Hashable, Codable {
    /// The mode's word in the profile.
    public var mode: String
    /// Whether it also replaces promises that were already made (R-002-20).
    public var isRetroactive: Bool
}

/// The load mode is over. Promises made meanwhile stay. Content: a note.
public struct LoadModeLifted: Sendable, Hashable, Codable {
    /// The mode's word in the profile.
    public var mode: String
}

/// A service is in trouble: its source tries to repair it until then, or an incident was made. Content: the words of the
/// report.
public struct ServiceTroubled: Sendable, Hashable, Codable {
    /// Which.
    public var service: MonitoredService.Name
    /// Until when the source may try to repair it by itself.
    public var repairUntil: Instant?
    /// The incident.
    public var incident: TicketID?
}

/// A service is well again. Content: the words of the report.
public struct ServiceRecovered: Sendable, Hashable, Codable {
    /// Which.
    public var service: MonitoredService.Name
}

extension ServiceDesk: Aggregate {
    /// What can happen to the desk as a whole.
    public typealias Event = ServiceDeskEvent

    /// Applies one event.
    public mutating func evolve(_ event: ServiceDeskEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .policyAdopted(let event):
            policies.append(
                AdoptedPolicy(
                    revision: event.revision, profileVersion: event.profileVersion, adoptedAt: stamp.at,
                    policy: event.policy
                )
            )
        case .loadModeDeclared(let event):
            loadMode = DeclaredLoadMode(
                mode: event.mode, since: stamp.at, by: stamp.author, isRetroactive: event.isRetroactive,
                isApplied: !event.isRetroactive
            )
        case .loadModeApplied: loadMode?.isApplied = true
        case .loadModeLifted: loadMode = nil
        case .serviceTroubled(let event):
            let since = services.first { $0.name == event.service }?.since ?? stamp.at
            services.removeAll { $0.name == event.service }
            services.append(
                MonitoredService(
                    name: event.service, since: since, repairUntil: event.repairUntil, incident: event.incident
                )
            )
        case .serviceRecovered(let event): services.removeAll { $0.name == event.service }
        }
    }

    /// When the desk next has something to do by itself: tickets that a retroactive load mode still has to reach, or a
    /// repair whose time is over.
    public var wakeAt: Instant? {
        let mode = loadMode.flatMap { $0.isApplied ? nil : $0.since }
        return (services.compactMap(\.repairUntil) + [mode].compactMap(\.self)).min()
    }
}

extension ServiceDesk: StreamAggregate {
    /// The desk as a whole.
    public static var kind: StreamKind { .desk }
    /// The change, if it is the desk's.
    public static func unwrap(_ change: StreamChange) -> Change<ServiceDesk>? {
        if case .desk(let change) = change { change } else { nil }
    }
    /// The desk's change.
    public static func wrap(_ change: Change<ServiceDesk>) -> StreamChange { .desk(change) }
}
