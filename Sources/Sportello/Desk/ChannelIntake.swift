public import SportelloModel

/// Where a channel adapter hands in what arrived. The policy decides what becomes of it: an official contact becomes a
/// ticket or a message of one; anything else becomes an off-channel note, and there is no third way.
public struct ChannelIntake: Sendable {
    package let desk: SupportDesk
    let channel: ChannelKind

    /// What arrived.
    public struct Arrival: Sendable {
        /// The outside world's id of it, stable over repetitions.
        public var externalID: String
        /// The sender's name in the outside world, stable, for example an account of the messenger.
        public var sender: String
        /// The sender's name for people, if known.
        public var name: String?
        /// The text.
        public var text: String
        /// The address it came to, where a kind has several.
        public var address: String?
        /// What it is for.
        public var purpose: Purpose
        /// The case type of a new ticket.
        public var caseType: String

        /// Makes an arrival.
        public init(
            externalID: String, sender: String, name: String? = nil, text: String, address: String? = nil,
            purpose: Purpose = .support, caseType: String
        ) {
            self.externalID = externalID
            self.sender = sender
            self.name = name
            self.text = text
            self.address = address
            self.purpose = purpose
            self.caseType = caseType
        }
    }

    /// What became of it.
    public enum Outcome: Sendable, Hashable {
        /// It is a message of this ticket.
        case ticket(TicketID)
        /// It was recorded as unofficial.
        case offChannel(OffChannelNoteID)
        /// It came for quality control, past the handling team (R-004-54).
        case qualityCase(QualityCaseID)
    }

    /// Takes what arrived and returns when it is durable. Handed in again with the same ids it changes nothing.
    ///
    /// - Throws: `Refusal` when a rule says no, ``DeskError`` when the desk cannot; hand it in again later if
    ///   ``DeskError/isRetriable``.
    public func receive(_ arrival: Arrival) async throws -> Outcome {
        let name = Digest(hashing: Array("\(channel.rawValue)\u{0}\(arrival.sender)".utf8))
        let contact = try await desk.contact(
            subject: "\(channel.rawValue):\(arrival.sender)", name: arrival.name, email: nil, language: nil
        )
        let official = desk.profile.decide(
            InboundContact(
                kind: channel, address: arrival.address, purpose: arrival.purpose, hasTicket: !contact.tickets.isEmpty
            )
        )
        let content = Digest(hashing: Array(arrival.text.utf8))
        switch official {
        case .official where arrival.purpose == .qualityControl:
            return try await receiveQuality(arrival, contact: contact.id, sender: name, content)
        case .official(let official):
            let key = CommandKey(id: arrival.externalID, scope: .contact(contact.id), content: content)
            let actor = Actor.customer(contact.id, role: .contact, name: arrival.name)
            // An emergency is a matter of its own: it never goes on as an ordinary ticket.
            if arrival.purpose != .emergency, let open = contact.tickets.last {
                let message = PostMessage(text: arrival.text, via: channel)
                do {
                    let receipt = try await desk.perform(.post(open, message), as: actor, key: key)
                    return .ticket(receipt.stream?.ticketID ?? open)
                } catch let refusal as Refusal where refusal.code == .closed {
                    // Too late for that one: a new ticket follows.
                }
            }
            let start = StartConversation(
                contact: contact.id, ticket: desk.newTicket(), official: official, caseType: arrival.caseType,
                text: arrival.text, insistsOnNew: true
            )
            let receipt = try await desk.perform(.start(start), as: actor, key: key)
            guard case .ticket(let id, _) = receipt.result else { return .ticket(start.ticket.id) }
            return .ticket(id)
        case .unofficial:
            // The note's name follows from the arrival, so that the same arrival cannot make two.
            let id = OffChannelNoteID(
                derivedFrom: Digest(hashing: name.bytes + Array(arrival.externalID.utf8))
            )
            let record = RecordOffChannel(
                channel: channel, purpose: arrival.purpose, person: arrival.name ?? arrival.sender,
                summary: arrival.text
            )
            let key = CommandKey(id: arrival.externalID, scope: .offChannelNote(id), content: content)
            _ = try await desk.perform(
                .recordOffChannel(id, record),
                as: .agent(AgentID(rawValue: "channel:\(channel.rawValue)"), role: .agent, name: channel.rawValue),
                key: key
            )
            return .offChannel(id)
        }
    }

    /// A complaint: a case whose name follows from the arrival, so that the same arrival cannot make two.
    private func receiveQuality(
        _ arrival: Arrival, contact: ContactID, sender: Digest, _ content: Digest
    ) async throws -> Outcome {
        let id = QualityCaseID(
            derivedFrom: Digest(hashing: sender.bytes + Array("quality\u{0}\(arrival.externalID)".utf8)))
        let request = ReceiveQuality(
            channel: channel, contact: contact, person: arrival.name ?? arrival.sender, text: arrival.text
        )
        let key = CommandKey(id: arrival.externalID, scope: .contact(contact), content: content)
        _ = try await desk.perform(.quality(.receive(id, request)), as: .system, key: key)
        return .qualityCase(id)
    }
}
