import WebChatProtocol

/// Counters of one server, for `/metrics`. No label says anything about a person.
struct ChatStatistics {
    var connectionsOpened: Int64 = 0
    var connectionsClosed: Int64 = 0
    var framesReceived: Int64 = 0
    var framesSent: Int64 = 0
    var commandsAcknowledged: Int64 = 0
    private var errors: [String: Int64] = [:]

    mutating func count(error code: ErrorCode) {
        // Refusal reasons may come from a profile: one label for all of them keeps the number of series bounded.
        errors[code.refusalReason == nil ? code.rawValue : "refused", default: 0] += 1
    }

    /// Prometheus' text format.
    func text(sessions: Int, topics: Int, queue: Int) -> String {
        var lines: [String] = []
        func metric(_ name: String, _ type: String, _ help: String, _ value: Int64, label: String = "") {
            if label.isEmpty || !lines.contains("# TYPE sportello_\(name) \(type)") {
                lines.append("# HELP sportello_\(name) \(help)")
                lines.append("# TYPE sportello_\(name) \(type)")
            }
            lines.append("sportello_\(name)\(label) \(value)")
        }
        metric("sessions", "gauge", "Open WebSocket sessions.", Int64(sessions))
        metric("followed_tickets", "gauge", "Tickets that a session follows.", Int64(topics))
        metric("queue_length", "gauge", "Customers who wait.", Int64(queue))
        metric("connections_total", "counter", "Sessions opened since start.", connectionsOpened)
        metric("frames_received_total", "counter", "Frames from clients.", framesReceived)
        metric("frames_sent_total", "counter", "Frames to clients.", framesSent)
        metric("commands_acknowledged_total", "counter", "Messages and commands acknowledged.", commandsAcknowledged)
        for (code, count) in errors.sorted(by: { $0.key < $1.key }) {
            metric("errors_total", "counter", "Errors answered, by code.", count, label: "{code=\"\(code)\"}")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
