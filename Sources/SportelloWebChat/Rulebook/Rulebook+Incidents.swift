import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Emergencies, calls, heavy load, and newer promises for a ticket (R-000-34, R-000-36, R-002-19, R-002-81,
    /// R-002-84).
    static let incidents: [RulebookEntry] = [
        .ticket("incident.misroute") { ticket, _ in .incident(.misroute(ticket)) },
        .ticket("incident.logCall") { ticket, frame in
            guard let number = TicketNumber(try frame.arguments.string("number", maxScalars: 40)) else {
                throw MemberFault(code: .notFound, message: "there is no such ticket", field: "number")
            }
            let call = CallLog(
                number: number, isOutbound: try frame.arguments.optionalBool("outbound") ?? false,
                minutes: Int(try frame.arguments.integer("minutes", in: 0...1440)),
                summary: try frame.text("summary")
            )
            return .incident(.logCall(ticket, call))
        },
        .ticket("call.confirm") { ticket, frame in
            .channel(.confirmCall(ticket, text: try frame.optionalText("text")))
        },
        .ticket("call.schedule", for: .everybody) { ticket, frame in
            .channel(.scheduleCall(ticket, channel: try channel(frame), at: try frame.instant("at")))
        },
        .ticket("call.start") { ticket, frame in .channel(.startCall(ticket, channel: try channel(frame))) },
        .ticket("call.end") { ticket, frame in
            .channel(.endCall(ticket, role: try frame.arguments.string("role")))
        },
        RulebookEntry("loadMode.declare", for: .staff) { frame in
            let mode = try frame.arguments.string("mode")
            return .command(.desk(.declareLoadMode(mode, note: try frame.optionalText("note"))), in: .desk)
        },
        RulebookEntry("loadMode.lift", for: .staff) { frame in
            .command(.desk(.liftLoadMode(note: try frame.optionalText("note"))), in: .desk)
        },
        .ticket("ticket.rebase") { ticket, frame in .clock(.rebase(ticket, reason: try frame.text("reason"))) },
    ]

    private static func channel(_ frame: RulebookFrame) throws(MemberFault) -> ChannelKind {
        ChannelKind(rawValue: try frame.arguments.string("channel", maxScalars: 40))
    }
}
