import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Times for something that people meet for (R-000-15 to R-000-20, R-000-28, R-003-27).
    static let appointments: [RulebookEntry] = [
        .fresh("appointment.propose") { id, frame in .appointment(id, .propose(try proposal(frame))) },
        .known("appointment.repropose", "appointment") { id, frame in
            .appointment(id, .repropose(try slots(frame)))
        },
        .known("appointment.accept", "appointment", for: .customers) { id, frame in
            .appointment(
                id,
                .accept(
                    AppointmentSlot(start: try frame.instant("slot")),
                    zone: try frame.arguments.string("zone", maxScalars: 64), hold: frame.derivedIdentifier()
                )
            )
        },
        .known("appointment.decline", "appointment", for: .customers) { id, _ in .appointment(id, .decline) },
        .known("appointment.extend", "appointment", for: .everybody) { id, frame in
            .appointment(id, .extend(Minutes(try frame.minutes()), hold: frame.derivedIdentifier()))
        },
        .known("appointment.close", "appointment") { id, frame in
            .appointment(id, .close(WorkedMinutes(try frame.minutes())))
        },
        .known("appointment.miss", "appointment") { id, frame in
            .appointment(id, .miss(by: try frame.arguments.choice("by", of: AppointmentMissed.Side.self)))
        },
        .known("appointment.cancel", "appointment", for: .everybody) { id, frame in
            .appointment(id, .cancel(text: try frame.optionalText("text")))
        },
        .question("appointment.show", for: .everybody) { frame in
            let id = try frame.identifier("appointment", of: Appointment.self)
            let contact = frame.identity.actor.contactID
            return { desk in
                guard let appointment: Appointment = try await desk.state(of: Appointment.stream(id)),
                    contact == nil || appointment.contact == contact
                else { throw Refusal(.notFound) }
                return appointment.wire
            }
        },
    ]

    private static func slots(_ frame: RulebookFrame) throws(MemberFault) -> [AppointmentSlot] {
        try frame.arguments.instants("slots", maxCount: 20).map(AppointmentSlot.init)
    }

    private static func proposal(_ frame: RulebookFrame) throws(MemberFault) -> AppointmentCommand.Propose {
        let arguments = frame.arguments
        return AppointmentCommand.Propose(
            service: try arguments.string("service"), ticket: try frame.optionalTicket(),
            account: try frame.optionalIdentifier("account"), contact: try frame.optionalIdentifier("contact"),
            consultant: try frame.agent("consultant"), slots: try slots(frame),
            medium: try arguments.optionalString("medium"),
            place: try arguments.optionalChoice("place", of: MeetingPlace.self) ?? .remote,
            attendees: try arguments.optionalStrings("attendees", maxCount: 100) ?? [],
            minutes: Minutes(try frame.minutes()), experience: try arguments.optionalString("experience"),
            zone: try arguments.string("zone", maxScalars: 64), text: try frame.optionalText("text")
        )
    }
}

extension Appointment {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["appointment"] = .string(id.description)
        members["state"] = .string(state.rawValue)
        members["service"] = .string(service)
        members["ticket"] = ticket.map { .string($0.description) }
        members["consultant"] = .string(consultant.rawValue)
        members["slots"] = .array(slots.map { JSONValue($0.start) })
        members["medium"] = medium.map(JSONValue.string)
        members["place"] = .string(place.rawValue)
        members["attendees"] = .integer(Int64(attendeeCount))
        members["minutes"] = .integer(Int64(agreed.count))
        members["suggested"] = suggested.map { .integer(Int64($0.count)) }
        members["fee"] = fee.map(\.wire)
        members["entitlement"] = entitlement.map(JSONValue.string)
        members["start"] = start.map(JSONValue.init)
        members["end"] = end.map(JSONValue.init)
        members["zone"] = customerZone.map(JSONValue.string)
        members["staffZone"] = staffZone.map(JSONValue.string)
        members["equipment"] = .array(
            equipment.map { ["id": .string($0.id), "optional": .bool($0.isOptional)] }
        )
        return members.json
    }
}
