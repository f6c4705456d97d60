extension Ledger: StreamAggregate {
    /// Ledgers.
    public static var kind: StreamKind { .ledger }
    /// The change, if it is one of these.
    public static func unwrap(_ change: StreamChange) -> Change<Ledger>? {
        if case .ledger(let change) = change { change } else { nil }
    }
    /// The change, told apart from others.
    public static func wrap(_ change: Change<Ledger>) -> StreamChange { .ledger(change) }
}

extension WorkOrder: StreamAggregate {
    /// Work orders.
    public static var kind: StreamKind { .workOrder }
    /// The change, if it is one of these.
    public static func unwrap(_ change: StreamChange) -> Change<WorkOrder>? {
        if case .workOrder(let change) = change { change } else { nil }
    }
    /// The change, told apart from others.
    public static func wrap(_ change: Change<WorkOrder>) -> StreamChange { .workOrder(change) }
}

extension ExecutorQueue: StreamAggregate {
    /// Executors' queues.
    public static var kind: StreamKind { .executorQueue }
    /// The change, if it is one of these.
    public static func unwrap(_ change: StreamChange) -> Change<ExecutorQueue>? {
        if case .executorQueue(let change) = change { change } else { nil }
    }
    /// The change, told apart from others.
    public static func wrap(_ change: Change<ExecutorQueue>) -> StreamChange { .executorQueue(change) }
}

extension Appointment: StreamAggregate {
    /// Appointments.
    public static var kind: StreamKind { .appointment }
    /// The change, if it is one of these.
    public static func unwrap(_ change: StreamChange) -> Change<Appointment>? {
        if case .appointment(let change) = change { change } else { nil }
    }
    /// The change, told apart from others.
    public static func wrap(_ change: Change<Appointment>) -> StreamChange { .appointment(change) }
}

extension Project: StreamAggregate {
    /// Projects.
    public static var kind: StreamKind { .project }
    /// The change, if it is one of these.
    public static func unwrap(_ change: StreamChange) -> Change<Project>? {
        if case .project(let change) = change { change } else { nil }
    }
    /// The change, told apart from others.
    public static func wrap(_ change: Change<Project>) -> StreamChange { .project(change) }
}

extension Engagement: StreamAggregate {
    /// Engagements.
    public static var kind: StreamKind { .engagement }
    /// The change, if it is one of these.
    public static func unwrap(_ change: StreamChange) -> Change<Engagement>? {
        if case .engagement(let change) = change { change } else { nil }
    }
    /// The change, told apart from others.
    public static func wrap(_ change: Change<Engagement>) -> StreamChange { .engagement(change) }
}
