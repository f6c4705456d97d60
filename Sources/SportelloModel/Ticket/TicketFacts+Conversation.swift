extension TicketFacts {
    /// Applies an event of a dialog or its rating.
    mutating func evolveConversation(_ event: TicketEvent, _ stamp: Stamp) {
        switch event {
        case .conversationQueued(let event):
            if conversations.last?.number == event.conversation {
                update(event.conversation) {
                    $0.state = .queued
                    $0.agent = nil
                }
            } else {
                supersedeRatings()
                beginWait(first: event.conversation == 1)
                conversations.append(
                    Conversation(
                        number: event.conversation, state: .queued, channel: event.channel, startedAt: stamp.at
                    )
                )
            }
        case .conversationJoined(let event):
            if conversations.last?.number != event.conversation {
                supersedeRatings()
                conversations.append(
                    Conversation(
                        number: event.conversation, state: .live, channel: event.channel, startedAt: stamp.at
                    )
                )
            }
            queue.returnedAt = nil
            update(event.conversation) {
                $0.state = .live
                $0.agent = event.agent
                if $0.joinedAt == nil { $0.joinedAt = stamp.at }
            }
        case .conversationEnded(let event):
            update(event.conversation) {
                $0.state = .ended
                $0.endedAt = stamp.at
            }
        case .conversationWrappedUp(let event):
            update(event.conversation) {
                $0.isWrappedUp = true
                $0.outcome = event.outcome
            }
            if status.isActive { outcome = event.outcome }
        case .ratingInvited(let event):
            update(event.conversation) {
                $0.rating = RatingInvitation(
                    invitedAt: stamp.at, until: event.until, lowest: event.lowest, highest: event.highest
                )
            }
        case .ratingGiven(let event):
            update(event.conversation) {
                $0.rating?.score = event.score
                $0.rating?.ratedAt = stamp.at
                if event.amended { $0.rating?.amendments += 1 }
            }
        case .ratingLapsed(let event):
            update(event.conversation) { $0.rating?.isLapsed = true }
        case .ratingSuppressed(let event):
            update(event.conversation) { $0.suppression = event.reason }
        default: break
        }
    }

    /// What a resolution produced is what every dialog produced that nobody wrapped up (R-002-35).
    mutating func settleConversations(_ outcome: String?) {
        for index in conversations.indices where conversations[index].outcome == nil {
            conversations[index].outcome = outcome
        }
    }

    /// A new dialog takes the place of an unanswered question; an answer stays (R-004-49).
    private mutating func supersedeRatings() {
        for index in conversations.indices where conversations[index].rating?.isOpen == true {
            conversations[index].rating?.isSuperseded = true
        }
    }

    private mutating func update(_ number: Int, _ change: (inout Conversation) -> Void) {
        guard let index = conversations.lastIndex(where: { $0.number == number }) else { return }
        change(&conversations[index])
    }
}

extension RatingInvitation {
    /// Whether an answer is still missing and wanted.
    public var isOpen: Bool { score == nil && !isSuperseded && !isLapsed }
}
