import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Hours and money of an account, and what a ticket costs (R-003-5, R-003-6, R-003-26, R-003-31).
    static let hours: [RulebookEntry] = [
        .question("hours.balance", for: .everybody) { frame in
            let account = try AccountQuestion(frame)
            return { desk in try await desk.hours(of: account.find(desk)).wire }
        },
        .question("hours.statement", for: .everybody) { frame in
            let account = try AccountQuestion(frame)
            let unit = try unit(frame.arguments)
            let instant = try frame.arguments.optionalInstant("at")
            let limit = Int(try frame.arguments.optionalInteger("limit", in: 1...100) ?? 50)
            return { desk in
                let id = try await account.find(desk)
                return try await desk.statement(of: id, unit: unit, at: instant).wire(limit: limit)
            }
        },
        ledger("hours.grant") { frame in
            .grant(
                LedgerCommand.Grant(
                    id: frame.derivedIdentifier(), amount: try frame.amount(),
                    from: try frame.arguments.optionalInstant("from"),
                    until: try frame.arguments.optionalInstant("until"),
                    medium: try frame.arguments.optionalString("medium"), text: try frame.optionalText("text")
                )
            )
        },
        ledger("hours.hold") { frame in
            .hold(
                frame.derivedIdentifier(), try frame.amount(), until: try frame.arguments.optionalInstant("until")
            )
        },
        ledger("hours.capture") { frame in .capture(try frame.identifier("hold"), try frame.amount()) },
        ledger("hours.void") { frame in .void(try frame.identifier("hold")) },
        .ticket("time.recordSession") { ticket, frame in
            var staff: [MeteringCommand.Presence] = []
            for element in try frame.arguments.objects("staff", maxCount: 50) {
                staff.append(
                    .init(agent: AgentID(rawValue: try element.string("agent")), time: try element.span())
                )
            }
            var customer: [Range<Instant>] = []
            for element in try frame.arguments.optionalObjects("customer", maxCount: 50) ?? [] {
                customer.append(try element.span())
            }
            return .metering(
                ticket,
                .recordSession(
                    .init(
                        id: frame.derivedIdentifier(), staff: staff, customer: customer,
                        role: try frame.arguments.string("role"), note: try frame.optionalText("note")
                    )
                )
            )
        },
        .ticket("charge.approve") { ticket, frame in
            .metering(ticket, .approveCharge(text: try frame.text("text")))
        },
        .ticket("charge.decline") { ticket, _ in .metering(ticket, .declineCharge) },
        .ticket("charge.reverse") { ticket, frame in
            .metering(ticket, .reverseCharge(text: try frame.text("text")))
        },
    ]

    private static func ledger(
        _ name: String, _ read: @escaping @Sendable (RulebookFrame) throws -> LedgerCommand
    ) -> RulebookEntry {
        RulebookEntry(name, for: .staff) { frame in
            let account = try frame.identifier("account", of: Account.self)
            return .command(.ledger(account, try read(frame)), in: Ledger.stream(account.ledger))
        }
    }

    private static func unit(_ arguments: MemberReader) throws(MemberFault) -> LedgerUnit {
        guard let word = try arguments.optionalString("unit", maxScalars: 7) else { return .minutes }
        guard let unit = LedgerUnit(rawValue: word) else {
            throw arguments.wrong("unit", "must be minutes or a currency")
        }
        return unit
    }
}

/// Whose account a question is about: staff name it, or a ticket of it; customers have their own and no other.
struct AccountQuestion: Sendable {
    private let account: AccountID?
    private let ticket: TicketID?
    private let contact: ContactID?

    init(_ frame: RulebookFrame) throws(MemberFault) {
        contact = frame.identity.actor.contactID
        account = contact == nil ? try frame.optionalIdentifier("account") : nil
        ticket = contact == nil && account == nil ? try frame.optionalTicket() : nil
        if contact == nil, account == nil, ticket == nil { throw frame.arguments.wrong("account", "is missing") }
    }

    /// The account. None, and none of this party's, are the same answer.
    func find(_ desk: SupportDesk) async throws -> AccountID {
        var found = account
        if let contact { found = try await desk.account(of: contact)?.id }
        if let ticket { found = try await desk.ticket(ticket)?.ticket.facts.account }
        guard let found else { throw Refusal(.notFound) }
        return found
    }
}

extension LedgerAmount {
    /// Minutes, or minor units of money.
    var units: Int64 {
        switch self {
        case .minutes(let minutes): Int64(minutes.count)
        case .money(let money): money.minor
        }
    }

    /// Reads what ``wire`` writes.
    init(_ reader: MemberReader) throws(MemberFault) {
        guard let unit = LedgerUnit(rawValue: try reader.string("unit")) else {
            throw reader.wrong("unit", "must be minutes or three capital letters")
        }
        switch unit {
        case .minutes: self = .minutes(Minutes(Int(try reader.integer("count", in: 0...Self.largestCount))))
        case .money(let currency):
            self = .money(Money(minor: try reader.integer("count", in: 0...Self.largestCount), currency: currency))
        }
    }

    private static let largestCount: Int64 = 1_000_000_000_000_000

    /// `{unit, count}`.
    var wire: JSONValue { ["unit": .string(unit.rawValue), "count": .integer(units)] }
}

extension HoursBalance {
    fileprivate var wire: JSONValue {
        [
            "available": .integer(Int64(available.count)), "held": .integer(Int64(held.count)),
            "balance": .integer(Int64(balance.count)),
        ]
    }
}

extension LedgerStatement {
    /// The newest lines, oldest first, and the sums over all.
    fileprivate func wire(limit: Int) -> JSONValue {
        [
            "unit": .string(unit.rawValue), "more": .bool(lines.count > limit),
            "lines": .array(lines.suffix(limit).map(\.wire)),
            "totals": [
                "granted": .integer(totals.granted), "charged": .integer(totals.charged),
                "reversed": .integer(totals.reversed), "expired": .integer(totals.expired),
                "held": .integer(totals.held), "balance": .integer(totals.balance),
                "available": .integer(totals.available),
            ],
        ]
    }
}

extension LedgerStatement.Line {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["number"] = .integer(Int64(number))
        members["at"] = JSONValue(at)
        members["reason"] = .string(reason.rawValue)
        switch reference {
        case .ticket(let id): members["ticket"] = .string(id.description)
        case .workOrder(let id): members["order"] = .string(id.description)
        case .appointment(let id): members["appointment"] = .string(id.description)
        case nil: break
        }
        members["change"] = .integer(change.units)
        members["corrects"] = .array(corrects.map { .integer(Int64($0)) })
        members["text"] = text.map(JSONValue.string)
        return members.json
    }
}
