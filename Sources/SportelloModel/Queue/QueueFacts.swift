/// What a ticket's place in the queue follows from, besides its priority and its dialog.
public struct QueueFacts: Sendable, Hashable, Codable {
    /// Title rules that applied.
    public var titleRules: [String] = []
    /// Priority steps lent by the title, while they hold.
    public var titlePoints = 0
    /// Priority steps gained by waiting.
    public var ageing = 0
    /// Whether the present wait was found too long.
    public var isAlerted = false
    /// The last dialog that was found long.
    public var longDialog: Int?
    /// When the ticket came back for a decision without a dialog, and nobody has it.
    public var returnedAt: Instant?
    /// What the customer was last told.
    public var nextStep: NextStepTold?
    /// The next step in words; content.
    public var nextStepText: String?
}

extension TicketFacts {
    /// Applies an event of the queue.
    mutating func evolveQueue(_ event: QueueEvent, _ stamp: Stamp, _ content: Content?) {
        switch event {
        case .titleMatched(let event):
            queue.titleRules = event.rules
            queue.titlePoints = event.points
            team = event.team ?? team
        case .aged(let event): queue.ageing = event.steps
        case .waitAlerted: queue.isAlerted = true
        case .longDialog(let event): queue.longDialog = event.conversation
        case .nextStep(let event):
            queue.nextStep = event
            queue.nextStepText = content?.text
        case .returned: returnForDecision(at: stamp.at)
        case .outOfTurn, .tierChanged: break
        }
    }

    /// A wait begins anew: what the last one gained is gone, and a title speaks only for the first (R-002-6).
    mutating func beginWait(first: Bool) {
        if !first { queue.titlePoints = 0 }
        queue.ageing = 0
        queue.isAlerted = false
        queue.returnedAt = nil
    }

    /// A ticket that comes back for a decision and that nobody has waits like any other (R-004-47).
    mutating func returnForDecision(at now: Instant) {
        guard assignee == nil, conversation?.state ?? .ended == .ended else { return }
        beginWait(first: false)
        queue.returnedAt = now
    }

    /// Whether somebody must take it: a customer waits in a dialog, or it came back for a decision. A ticket that is put
    /// off, scheduled or waits for anybody else keeps no place (contradiction C24).
    public var isWaiting: Bool { arrival != nil }

    /// When the present wait began; `nil` when nothing waits.
    public var arrival: Instant? {
        // An emergency belongs to its own team, beside the consultants' queue (R-002-80).
        guard status == .new || status == .open, !incident.isEmergency else { return nil }
        if let conversation, conversation.state == .queued { return conversation.startedAt }
        return queue.returnedAt
    }

    /// The priority by which it is served, 1 to 5: its own, raised by its title and by waiting, never beyond the first.
    public var effectivePriority: Int { max(1, priority - queue.titlePoints - queue.ageing) }

    /// Where the ticket stands in the queue; `nil` when it does not wait.
    public func queueRank(_ policy: QueuePolicy) -> QueueRank? {
        guard let arrival else { return nil }
        // Without an array: it is asked for with every message of somebody who waits.
        var levels = (first: 0, second: 0)
        var isSecond = false
        for key in policy.order where key != .arrival {
            let level = key == .critical ? (severity == .critical ? 0 : 1) : effectivePriority
            if isSecond { levels.second = level } else { levels.first = level }
            isSecond = true
        }
        return QueueRank(band: levels.first, priority: levels.second, arrival: arrival, ticket: id)
    }
}
