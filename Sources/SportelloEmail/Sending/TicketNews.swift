import Foundation
import Sportello
import SportelloModel

/// What staff said on a ticket since the customer last heard of it.
struct TicketNews: Sendable {
    /// The words, oldest first.
    var texts: [String] = []
    /// Their files.
    var files: [(file: FileReference, name: String)] = []
    /// The public number up to which this tells.
    var upTo: Int64
    /// The public number of the last of these words and files.
    var newest: Int64 = 0

    /// Reads the public log after a number. What came before a customer's own webchat message was read there.
    init(desk: SupportDesk, ticket: StreamID, after: Int64) async throws {
        upTo = after
        while true {
            let page = try await desk.store.events(
                EventsRequest(stream: ticket, view: .contact, range: .after(upTo), limit: 200)
            )
            for record in page.events {
                upTo = max(upTo, record.publicSeq ?? 0)
                take(try LoggedEvent(record))
            }
            if !page.more { return }
        }
    }

    private mutating func take(_ logged: LoggedEvent) {
        guard case .ticket(let event) = logged.event else { return }
        let content = logged.record.content
        switch event {
        case .messagePosted(let message):
            if logged.record.author.role.isCustomer {
                guard message.via != .email else { return }
                texts = []
                files = []
                return
            }
            newest = upTo
            if let text = content?.text, !text.isEmpty { texts.append(text) }
            for file in message.files {
                files.append((file, content?.details[file.id.description] ?? "file"))
            }
        case .statusChanged:
            guard logged.record.author.role.isStaff, let text = content?.text, !text.isEmpty else { return }
            newest = upTo
            texts.append(text)
        default: break
        }
    }
}

/// The public log of a ticket for people.
struct TicketTranscript: Sendable {
    /// One entry a message, oldest first, at most the newest 2,000.
    var lines: [String] = []

    init(desk: SupportDesk, ticket: StreamID, language: String) async throws {
        var after: Int64 = 0
        while true {
            let page = try await desk.store.events(
                EventsRequest(stream: ticket, view: .contact, range: .after(after), limit: 200)
            )
            for record in page.events {
                after = max(after, record.publicSeq ?? 0)
                guard case .ticket(.messagePosted(let message)) = try LoggedEvent(record).event else { continue }
                let who =
                    record.author.role.isCustomer
                    ? MailTexts.customer.text(in: language) : record.author.name ?? record.author.id
                let names = message.files.map { record.content?.details[$0.id.description] ?? "file" }
                let words = ([record.content?.text ?? ""] + names.map { "[\($0)]" }).filter { !$0.isEmpty }
                lines.append("\(MailHeaders.date(record.at)) \(who):\n\(words.joined(separator: "\n"))")
                if lines.count > 2000 { lines.removeFirst() }
            }
            if !page.more { return }
        }
    }
}
