/// Something that happened on a ticket, as far as clocks care.
public enum ClockSignal: Sendable, Hashable, CaseIterable {
    /// The ticket was registered, or a recorded contact was made official.
    case registered
    /// The customer wrote on an active ticket.
    case customerMessage
    /// A person of the staff wrote publicly over an official channel; links alone are enough (R-004-37).
    case humanReply
    /// The desk wrote by itself.
    case automaticMessage
    /// Staff wrote among themselves.
    case internalNote
    /// Another tier has the ticket.
    case tierChanged
    /// Somebody will get in touch, and the customer was told who.
    case ownerNamed
    /// The ticket is resolved.
    case resolved
    /// The resolved ticket is open again.
    case reopened
    /// The ticket was merged or refused.
    case dropped
}

/// What a signal does to a clock.
public enum ClockEffect: Sendable, Hashable {
    /// Nothing.
    case none
    /// A clock begins, unless one runs already: the oldest unanswered message counts.
    case begin
    /// What was promised is done.
    case done
    /// It is done, and the next clock begins.
    case doneAndBegin
    /// It is no longer asked for.
    case cancel
    /// It is no longer asked for, and the next clock begins.
    case cancelAndBegin
    /// ``ServiceClock/reopen(at:)``.
    case reopen
}

extension TargetMetric {
    /// What a signal does to a clock of this metric. The only place that says so.
    public func effect(of signal: ClockSignal) -> ClockEffect {
        switch (self, signal) {
        case (_, .automaticMessage), (_, .internalNote): .none
        case (_, .dropped): .cancel
        case (.nextResponse, .customerMessage): .begin
        case (.nextResponse, .humanReply): .done
        case (.nextResponse, .resolved): .cancel
        case (.nextResponse, _), (_, .customerMessage): .none
        case (_, .registered): .begin
        case (.firstResponse, .humanReply), (.tierReaction, .humanReply), (.resolution, .resolved),
            (.ownerNamed, .ownerNamed):
            .done
        case (.firstResponse, .resolved), (.tierReaction, .resolved), (.progressUpdate, .resolved),
            (.ownerNamed, .resolved):
            .cancel
        case (.progressUpdate, .humanReply): .doneAndBegin
        case (.progressUpdate, .reopened): .begin
        case (.tierReaction, .tierChanged): .cancelAndBegin
        case (.resolution, .reopened): .reopen
        case (.firstResponse, _), (.tierReaction, _), (.progressUpdate, _), (.resolution, _), (.ownerNamed, _): .none
        }
    }
}
