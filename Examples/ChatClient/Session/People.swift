import WebChatProtocol

/// What is known about tickets, for showing them.
struct People: Sendable {
    private struct Line {
        var number: String?
        var status: String?
        var subject: String?
    }
    private var tickets: [String: Line] = [:]
    private var order: [String] = []
    private var firstSeq: [StreamName: Int64] = [:]

    func number(of ticket: String) -> String? { tickets[ticket]?.number }
    func ticket(numbered number: String) -> String? {
        order.first { tickets[$0]?.number == number } ?? (tickets[number] == nil ? nil : number)
    }
    /// Whether more than one ticket is known.
    var isCrowded: Bool { order.count > 1 }
    func firstSeen(_ stream: StreamName) -> Int64? { firstSeq[stream] }

    private mutating func change(_ ticket: String, _ change: (inout Line) -> Void) {
        if tickets[ticket] == nil { order.append(ticket) }
        change(&tickets[ticket, default: Line()])
    }

    mutating func learn(number: String, of ticket: String) { change(ticket) { $0.number = number } }

    mutating func learn(state: JSONValue?, of stream: StreamName) {
        guard let ticket = stream.ticket else { return }
        firstSeq[stream] = nil
        change(ticket) {
            $0.number = state?["number"]?.stringValue ?? $0.number
            $0.status = state?["status"]?.stringValue ?? $0.status
            $0.subject = state?["subject"]?.stringValue ?? $0.subject
        }
    }

    mutating func learn(_ event: ServerFrame.Event) {
        guard let ticket = event.stream.ticket else { return }
        firstSeq[event.stream] = min(firstSeq[event.stream] ?? event.seq, event.seq)
        change(ticket) {
            switch event.kind {
            case .ticketRegistered:
                $0.number = event.data["number"]?.stringValue
                $0.subject = event.data["subject"]?.stringValue
                $0.status = $0.status ?? "new"
            case .ticketStatus: $0.status = event.data["status"]?.stringValue
            default: break
            }
        }
    }

    mutating func learn(summary: JSONValue?) {
        guard let summary, let ticket = summary["ticket"]?.stringValue else { return }
        change(ticket) {
            $0.number = summary["number"]?.stringValue ?? $0.number
            $0.status = summary["status"]?.stringValue ?? $0.status
            $0.subject = summary["subject"]?.stringValue ?? $0.subject
        }
    }

    func lines(current: String?) -> [String] {
        if order.isEmpty { return ["no tickets"] }
        return order.map { id in
            let line = tickets[id] ?? Line()
            let mark = id == current ? "*" : " "
            return "\(mark) #\(line.number ?? id)  \(line.status ?? "")  \(line.subject ?? "")"
        }
    }
}
