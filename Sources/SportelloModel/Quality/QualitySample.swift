/// A drawn dialog of a closed or resolved ticket, to be reviewed though nobody complained.
public struct QualitySample: Sendable, Hashable, Codable {
    /// The ticket.
    public var ticket: TicketID
    /// The dialog's number on it.
    public var conversation: Int
    /// Why it was drawn.
    public var trait: QualityPolicy.Stratum.Trait

    /// Names a drawn dialog.
    public init(ticket: TicketID, conversation: Int, trait: QualityPolicy.Stratum.Trait) {
        self.ticket = ticket
        self.conversation = conversation
        self.trait = trait
    }

    /// Draws dialogs by the policy's strata.
    ///
    /// Every ended dialog of a ticket without remaining work belongs to the first stratum whose trait it has. Within a
    /// stratum the dialogs are ordered by the SHA-256 of the seed, the ticket's id and the dialog's number (each as
    /// 64-bit big-endian words), and the first `⌈n · perMille / 1000⌉` of `n` are drawn. So the same seed draws the same
    /// from the same tickets, in whatever order they come, nobody can foresee the draw without the seed, and anybody can
    /// check it afterwards.
    ///
    /// - Returns: The drawn dialogs, by stratum and then in the order of their hashes.
    public static func draw(
        from tickets: some Sequence<TicketFacts>, policy: ServiceProfile, seed: UInt64
    ) -> [QualitySample] {
        let strata = policy.qualityControl.sampling
        var lots: [QualityPolicy.Stratum.Trait: [(order: [UInt8], sample: QualitySample)]] = [:]
        for ticket in tickets where !ticket.status.isActive {
            for dialog in ticket.conversations where dialog.state == .ended {
                guard let stratum = strata.first(where: { $0.trait.fits(dialog, on: ticket, policy.rating) }) else {
                    continue
                }
                let sample = QualitySample(ticket: ticket.id, conversation: dialog.number, trait: stratum.trait)
                lots[stratum.trait, default: []].append((sample.order(seed), sample))
            }
        }
        return strata.flatMap { stratum -> [QualitySample] in
            let lot = lots[stratum.trait] ?? []
            let count = (lot.count * stratum.perMille + 999) / 1000
            return lot.sorted { $0.order.lexicographicallyPrecedes($1.order) }.prefix(count).map(\.sample)
        }
    }

    private func order(_ seed: UInt64) -> [UInt8] {
        var input = DigestInput(capacity: 32)
        input.add(seed)
        input.add(ticket.high)
        input.add(ticket.low)
        input.add(Int64(conversation))
        return input.digest().bytes
    }
}

extension QualityPolicy.Stratum.Trait {
    fileprivate func fits(_ dialog: Conversation, on ticket: TicketFacts, _ rating: RatingPolicy) -> Bool {
        switch self {
        case .lowRating: dialog.rating?.score.map { $0 < rating.goodFrom ?? rating.highest - 1 } ?? false
        case .reopened: ticket.reopenCount > 0
        case .breached: ticket.clocks.contains { $0.state == .breached }
        case .any: true
        }
    }
}
