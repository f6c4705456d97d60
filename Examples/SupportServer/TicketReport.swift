import Sportello
import SportelloModel
import WebChatProtocol

/// A ticket as `ticket show` prints it.
struct TicketReport: Encodable {
    struct Message: Encodable {
        var seq: Int64
        var author: Author
        var via: String
        var text: String
        var files: [File]
        var time: String
    }

    struct File: Encodable {
        var id: String
        var name: String
        var type: String
        var bytes: Int64
        var sha256: String
    }

    struct Note: Encodable {
        var seq: Int64
        var author: Author
        var text: String
        var time: String
    }

    struct Clock: Encodable {
        var target: String
        var metric: String
        var kind: String
        var state: String
        var start: String
        var due: String?
        var stopped: String?
        var missed: String?
        /// How the deadline came about, where the desk was read too.
        var explanation: [Segment]?
    }

    struct Segment: Encodable {
        var kind: String
        var from: String
        var to: String
    }

    struct Link: Encodable {
        var number: String
        var relation: String
    }

    struct Rating: Encodable {
        var conversation: Int
        var score: Int?
        var amendments: Int
        var invited: String
        var until: String
    }

    var number: String
    var id: String
    var status: String
    var channel: String
    var contact: [String: String]
    var caseType: String
    var subject: String
    var createdAt: String
    var firstContactAt: String?
    var assignee: String?
    var messages: [Message] = []
    var notes: [Note] = []
    var links: [Link]
    var clocks: [Clock]
    var ratings: [Rating]

    /// The ticket's facts, without its messages.
    init(_ ticket: Ticket, _ desk: ServiceDesk? = nil, at now: Instant? = nil) {
        let facts = ticket.facts
        number = facts.number?.description ?? ""
        id = facts.id.description
        status = facts.status.rawValue
        channel = facts.channel.rawValue
        contact = ["id": facts.contact?.description ?? ""]
        contact["name"] = facts.contactName
        caseType = facts.caseType
        subject = facts.subject
        createdAt = facts.createdAt.text
        firstContactAt = facts.firstContactAt?.text
        assignee = facts.assignee?.rawValue
        links = facts.links.map { Link(number: $0.number.description, relation: $0.relation.rawValue) }
        clocks = facts.clocks.map { clock in
            Clock(
                target: clock.target, metric: clock.metric.rawValue, kind: clock.kind.rawValue,
                state: clock.state.rawValue, start: clock.start.text,
                due: clock.due?.text,
                stopped: clock.stoppedAt?.text, missed: clock.missedAt?.text,
                explanation: desk.flatMap { desk in
                    now.flatMap { try? facts.explanation(of: clock, desk, at: $0) }?
                        .map { Segment(kind: $0.kind.rawValue, from: $0.from.text, to: $0.to.text) }
                }
            )
        }
        ratings = facts.conversations.compactMap { conversation in
            conversation.rating.map {
                Rating(
                    conversation: conversation.number, score: $0.score, amendments: $0.amendments,
                    invited: $0.invitedAt.text, until: $0.until.text
                )
            }
        }
    }

    /// The whole ticket of that number; `nil` when there is none.
    init?(_ number: TicketNumber, in store: any DeskStore, at now: Instant) async throws {
        let key = UniqueKey(space: KeySpace.number.rawValue, value: number.description)
        guard let stream = try await store.find(FindRequest(key: key)).stream,
            let snapshot = try await store.load(LoadRequest(streams: [stream])).snapshots.first,
            let ticket = Ticket.unwrap(try snapshot.decoded())?.state
        else { return nil }
        let desk = try await store.load(LoadRequest(streams: [.desk])).snapshots.first.map { try $0.decoded() }
        self.init(ticket, desk.flatMap(ServiceDesk.unwrap)?.state, at: now)
        var seq: Int64 = 0
        while true {
            let page = try await store.events(
                EventsRequest(stream: stream, view: .complete, range: .after(seq), limit: 500)
            )
            for record in page.events { add(try LoggedEvent(record)) }
            guard page.more, let last = page.events.last else { break }
            seq = last.seq
        }
    }

    private mutating func add(_ logged: LoggedEvent) {
        let record = logged.record
        switch logged.event {
        case .ticket(.messagePosted(let message)):
            messages.append(
                Message(
                    seq: record.publicSeq ?? record.seq, author: record.author, via: message.via.rawValue,
                    text: record.content?.text ?? "",
                    files: message.files.map { file in
                        File(
                            id: file.id.description, name: record.content?.details[file.id.description] ?? "",
                            type: file.type, bytes: file.bytes, sha256: file.sha256.description
                        )
                    },
                    time: record.at.text
                )
            )
        case .ticket(.notePosted):
            notes.append(
                Note(
                    seq: record.seq, author: record.author, text: record.content?.text ?? "", time: record.at.text
                )
            )
        default: break
        }
    }

    /// The ticket for a terminal.
    var text: String {
        var lines = ["#\(number)  \(status)  \(caseType)  \(subject)", "opened \(createdAt) by \(channel)"]
        for message in messages {
            lines.append("")
            lines.append("[\(message.seq)] \(message.time)  \(message.author.name ?? message.author.role.rawValue)")
            lines.append(message.text)
            lines += message.files.map { "    file \($0.name) (\($0.type), \($0.bytes) bytes)" }
        }
        for note in notes { lines.append("\nnote \(note.time)  \(note.author.name ?? note.author.id)\n\(note.text)") }
        lines += clocks.map { "clock \($0.metric) \($0.kind): \($0.state), due \($0.due ?? "-")" }
        lines += links.map { "\($0.relation) #\($0.number)" }
        lines += ratings.map { "rating of dialog \($0.conversation): \($0.score.map(String.init) ?? "no answer yet")" }
        return lines.joined(separator: "\n")
    }
}

extension Instant {
    /// RFC 3339 in UTC with milliseconds.
    var text: String { WireTime(milliseconds: milliseconds).text }
}
