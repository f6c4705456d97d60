extension TicketEvent: StorableEvent {
    /// The facts as JSON.
    public func encodedFacts() throws -> [UInt8] {
        switch self {
        case .messagePosted(let facts): try facts.encodedQuickly() ?? FactsCoding.encode(facts)
        case .registered(let facts): try FactsCoding.encode(facts)
        case .statusChanged(let facts): try FactsCoding.encode(facts)
        case .reopened(let facts): try FactsCoding.encode(facts)
        case .linked(let facts): try FactsCoding.encode(facts)
        case .contactChanged(let facts): try FactsCoding.encode(facts)
        case .assigned(let facts): try FactsCoding.encode(facts)
        case .released(let facts): try FactsCoding.encode(facts)
        case .triaged(let facts): try FactsCoding.encode(facts)
        case .severitySet(let facts): try FactsCoding.encode(facts)
        case .escalated(let facts): try FactsCoding.encode(facts)
        case .timeRecorded(let facts): try FactsCoding.encode(facts)
        case .commitmentMade(let facts): try FactsCoding.encode(facts)
        case .commitmentSettled(let facts): try FactsCoding.encode(facts)
        case .clockStarted(let facts): try FactsCoding.encode(facts)
        case .clockStopped(let facts): try FactsCoding.encode(facts)
        case .clock(let event): try event.encodedFacts()
        case .deferral(let event): try event.encodedFacts()
        case .incident(let event): try event.encodedFacts()
        case .notePosted(let facts): try FactsCoding.encode(facts)
        case .conversationQueued(let facts): try FactsCoding.encode(facts)
        case .conversationJoined(let facts): try FactsCoding.encode(facts)
        case .conversationEnded(let facts): try FactsCoding.encode(facts)
        case .conversationWrappedUp(let facts): try FactsCoding.encode(facts)
        case .ratingInvited(let facts): try FactsCoding.encode(facts)
        case .ratingGiven(let facts): try FactsCoding.encode(facts)
        case .ratingLapsed(let facts): try FactsCoding.encode(facts)
        case .ratingSuppressed(let facts): try FactsCoding.encode(facts)
        case .remote(let facts): try FactsCoding.encode(facts)
        case .queue(let event): try event.encodedFacts()
        case .intake(let event): try event.encodedFacts()
        case .remoteFact(let event): try event.encodedFacts()
        case .channel(let event): try event.encodedFacts()
        case .quality(let event): try event.encodedFacts()
        case .qualityCaseReceived(let facts): try FactsCoding.encode(facts)
        case .qualityCaseClosed(let facts): try FactsCoding.encode(facts)
        case .outcome(let facts): try FactsCoding.encode(facts)
        case .severity(let facts): try FactsCoding.encode(facts)
        case .escalation(let facts): try FactsCoding.encode(facts)
        case .mail(let facts): try FactsCoding.encode(facts)
        case .coverage(let event): try event.encodedFacts()
        case .metering(let event): try event.encodedFacts()
        case .severityAppealed, .transcriptRequested: FactsCoding.none
        }
    }

    /// Reads an event as it was stored.
    public static func decode(kind: String, facts: [UInt8]) throws -> Self {
        switch kind {
        case "message.posted": .messagePosted(try FactsCoding.decode(facts))
        case "ticket.registered": .registered(try FactsCoding.decode(facts))
        case "ticket.status": .statusChanged(try FactsCoding.decode(facts))
        case "ticket.reopened": .reopened(try FactsCoding.decode(facts))
        case "ticket.linked": .linked(try FactsCoding.decode(facts))
        case "ticket.contact": .contactChanged(try FactsCoding.decode(facts))
        case "ticket.assigned": .assigned(try FactsCoding.decode(facts))
        case "ticket.released": .released(try FactsCoding.decode(facts))
        case "ticket.triaged": .triaged(try FactsCoding.decode(facts))
        case "severity.set": .severitySet(try FactsCoding.decode(facts))
        case "severity.appealed": .severityAppealed
        case "ticket.escalated": .escalated(try FactsCoding.decode(facts))
        case "time.recorded": .timeRecorded(try FactsCoding.decode(facts))
        case "commitment.made": .commitmentMade(try FactsCoding.decode(facts))
        case "commitment.settled": .commitmentSettled(try FactsCoding.decode(facts))
        case "ticket.due": .clockStarted(try FactsCoding.decode(facts))
        case "clock.stopped": .clockStopped(try FactsCoding.decode(facts))
        case "note.posted": .notePosted(try FactsCoding.decode(facts))
        case "conversation.queued": .conversationQueued(try FactsCoding.decode(facts))
        case "conversation.joined": .conversationJoined(try FactsCoding.decode(facts))
        case "conversation.ended": .conversationEnded(try FactsCoding.decode(facts))
        case "conversation.wrappedUp": .conversationWrappedUp(try FactsCoding.decode(facts))
        case "rating.invited": .ratingInvited(try FactsCoding.decode(facts))
        case "rating.given": .ratingGiven(try FactsCoding.decode(facts))
        case "rating.lapsed": .ratingLapsed(try FactsCoding.decode(facts))
        case "rating.suppressed": .ratingSuppressed(try FactsCoding.decode(facts))
        case "qualityCase.received": .qualityCaseReceived(try FactsCoding.decode(facts))
        case "qualityCase.closed": .qualityCaseClosed(try FactsCoding.decode(facts))
        case "transcript.requested": .transcriptRequested
        case let kind where kind.hasPrefix("outcome."): .outcome(try FactsCoding.decode(facts))
        case "severity.reviewed", "severity.workaroundConfirmed": .severity(try FactsCoding.decode(facts))
        case let kind where kind.hasPrefix("escalation."): .escalation(try FactsCoding.decode(facts))
        case let kind where kind.hasPrefix("mail."): .mail(try FactsCoding.decode(facts))
        case let kind where kind.hasPrefix("coverage."): .coverage(try .decode(kind: kind, facts: facts))
        case let kind where RemoteFactEvent.kinds.contains(kind): .remoteFact(try .decode(kind: kind, facts: facts))
        case let kind where ChannelEvent.kinds.contains(kind): .channel(try .decode(kind: kind, facts: facts))
        case let kind where QualityTicketEvent.kinds.contains(kind): .quality(try .decode(kind: kind, facts: facts))
        case let kind where kind.hasPrefix("remote."): .remote(try FactsCoding.decode(facts))
        default: try nested(kind: kind, facts: facts)
        }
    }
}

extension TicketEvent {
    /// Kinds that belong to a subject of their own.
    private static func nested(kind: String, facts: [UInt8]) throws -> Self {
        if let event = try QueueEvent(kind: kind, facts: facts) { return .queue(event) }
        if let event = try IntakeEvent(kind: kind, facts: facts) { return .intake(event) }
        if let event = try MeteringEvent(kind: kind, facts: facts) { return .metering(event) }
        if let event = try ClockEvent.decode(kind: kind, facts: facts) { return .clock(event) }
        if let event = try DeferralEvent.decode(kind: kind, facts: facts) { return .deferral(event) }
        if let event = try IncidentEvent.decode(kind: kind, facts: facts) { return .incident(event) }
        throw UnreadableEvent(kind: kind)
    }
}

extension MessagePosted {
    /// The same bytes as the general encoding for the message that every chat consists of: no files, a plain channel
    /// word. Measured, this is a tenth of a message's whole cost; `MicroBenchmarks encode` shows it.
    func encodedQuickly() -> [UInt8]? {
        guard files.isEmpty, isUnverified == nil, references == nil, isNoAnswer == nil,
            via.rawValue.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a || $0 >= 0x41 && $0 <= 0x5a })
        else {
            return nil
        }
        var text = "{\"files\":[],\"isHuman\":\(isHuman)"
        if let replyTo { text += ",\"replyTo\":\(replyTo)" }
        text += ",\"via\":\"\(via.rawValue)\"}"
        return Array(text.utf8)
    }
}
