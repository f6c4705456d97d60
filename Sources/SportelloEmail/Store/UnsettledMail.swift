import SportelloModel
import Synchronization

/// What applying mails came to and no flush has written yet. Readers of the store see it already; a crash forgets it, and
/// the mails are then applied again, which changes nothing but fills it anew.
///
/// Bound: one batch of the processor.
final class UnsettledMail: Sendable {
    /// What became of one mail.
    struct Entry: Sendable {
        var settlement: MailSettlement
        var mailbox: String
    }

    /// A Message-ID of a ticket's thread.
    struct Reference: Sendable {
        var stream: StreamID
        var messageID: String
    }

    struct Notes: Sendable {
        var entries: [Entry] = []
        var references: [Reference] = []
    }

    private let notes = Mutex(Notes())

    func settle(_ settlement: MailSettlement, mailbox: String) {
        notes.withLock { $0.entries.append(Entry(settlement: settlement, mailbox: mailbox)) }
    }

    func addReference(_ messageID: String, to stream: StreamID) {
        notes.withLock { $0.references.append(Reference(stream: stream, messageID: messageID)) }
    }

    /// Everything, oldest first.
    var all: Notes { notes.withLock { $0 } }

    /// Forgets the oldest, which were written.
    func forget(_ written: Notes) {
        notes.withLock { notes in
            notes.entries.removeFirst(written.entries.count)
            notes.references.removeFirst(written.references.count)
        }
    }

    /// The ticket of the first of these Message-IDs that a mail of this mailbox bore.
    func ticket(of messageID: String, mailbox: String) -> TicketID? {
        notes.withLock { notes in
            notes.entries.first {
                $0.settlement.messageID == messageID && $0.mailbox == mailbox && $0.settlement.stream?.kind == .ticket
            }?.settlement.stream?.ticketID
        }
    }

    /// The Message-IDs of a thread that are not written yet, oldest first.
    func references(of stream: StreamID) -> [String] {
        notes.withLock { notes in notes.references.filter { $0.stream == stream }.map(\.messageID) }
    }
}
