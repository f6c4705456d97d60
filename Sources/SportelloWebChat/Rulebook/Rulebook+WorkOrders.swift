import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Ordered jobs (R-002-49 to R-002-55, R-000-25, R-002-101).
    static let workOrders: [RulebookEntry] = [
        .fresh("workOrder.create") { id, frame in .workOrder(id, .create(try creation(frame))) },
        .known("workOrder.estimate", "order") { id, frame in
            .workOrder(id, .estimate(Minutes(try frame.minutes())))
        },
        .known("workOrder.approve", "order", for: .customers) { id, frame in
            .workOrder(
                id,
                .approve(
                    frame.derivedIdentifier(), seen: try frame.arguments.optionalObject("fee").map(LedgerAmount.init))
            )
        },
        .known("workOrder.start", "order") { id, _ in .workOrder(id, .start) },
        .known("workOrder.recordTime", "order") { id, frame in
            .workOrder(
                id,
                .recordTime(
                    WorkedMinutes(try frame.minutes()), role: try frame.arguments.string("role"),
                    note: try frame.optionalText("note")
                )
            )
        },
        .known("workOrder.find", "order") { id, frame in
            .workOrder(id, .find(area: try frame.arguments.string("area"), text: try frame.text("text")))
        },
        .known("workOrder.linkSession", "order") { id, frame in
            .workOrder(id, .linkSession(try frame.identifier("consent")))
        },
        .known("workOrder.deliver", "order") { id, _ in .workOrder(id, .deliver) },
        .known("workOrder.cancel", "order", for: .everybody) { id, frame in
            .workOrder(id, .cancel(text: try frame.optionalText("text")))
        },
        .known("workOrder.reportDefect", "order") { id, frame in
            .workOrder(id, .reportDefect(try frame.ticket().id))
        },
        .question("workOrder.show", for: .everybody) { frame in
            let id = try frame.identifier("order", of: WorkOrder.self)
            let contact = frame.identity.actor.contactID
            return { desk in
                guard let order: WorkOrder = try await desk.state(of: WorkOrder.stream(id)),
                    contact == nil || order.contact == contact
                else { throw Refusal(.notFound) }
                return order.wire(place: try await desk.place(of: id), isStaff: contact == nil)
            }
        },
    ]

    private static func creation(_ frame: RulebookFrame) throws(MemberFault) -> WorkOrderCommand.Create {
        let arguments = frame.arguments
        return WorkOrderCommand.Create(
            kind: try arguments.optionalChoice("kind", of: WorkOrderKind.self) ?? .paidWork,
            account: try frame.optionalIdentifier("account"), contact: try frame.optionalIdentifier("contact"),
            ticket: try frame.optionalTicket(), contractLine: try arguments.optionalString("contractLine"),
            targetSystem: try arguments.optionalString("targetSystem"), executor: try arguments.string("executor"),
            isOpenEnded: try arguments.optionalBool("openEnded") ?? false,
            specification: try frame.text("specification")
        )
    }
}

extension WorkOrder {
    /// The order as staff, or whoever ordered it, see it.
    fileprivate func wire(place: OrderPlace?, isStaff: Bool) -> JSONValue {
        var members = Members()
        members["order"] = .string(id.description)
        members["state"] = .string(state.rawValue)
        members["kind"] = .string(kind.rawValue)
        members["ticket"] = ticket.map { .string($0.description) }
        members["executor"] = .string(executor)
        members["openEnded"] = .bool(isOpenEnded)
        members["specification"] = .string(specification)
        members["createdAt"] = JSONValue(createdAt)
        members["estimate"] = estimate.map { .integer(Int64($0.count)) }
        members["fee"] = fee.map(\.wire)
        members["approvedAt"] = approvedAt.map(JSONValue.init)
        members["startedAt"] = startedAt.map(JSONValue.init)
        members["deliveredAt"] = deliveredAt.map(JSONValue.init)
        members["warrantyUntil"] = warrantyUntil.map(JSONValue.init)
        members["position"] = place.map { .integer(Int64($0.position)) }
        members["expectedStart"] = place?.expectedStart.map(JSONValue.init)
        guard isStaff else { return members.json }
        members["account"] = .string(account.description)
        members["contact"] = contact.map { .string($0.description) }
        members["worked"] = .integer(Int64(worked.count))
        members["findings"] = JSONValue(findings)
        members["defects"] = .array(defects.map { .string($0.description) })
        return members.json
    }
}
