/// A project as a whole: its members, what they cost and how they stand (R-002-100). A pure projection of the states of
/// its tickets and orders.
public struct ProjectReport: Sendable, Hashable {
    /// A ticket of the project.
    public struct Member: Sendable, Hashable {
        /// The ticket.
        public var ticket: TicketID
        /// Its number.
        public var number: TicketNumber?
        /// Its title; content.
        public var subject: String
        /// Where it stands.
        public var status: TicketStatus
        /// Minutes worked on it.
        public var worked: WorkedMinutes
        /// Minutes charged for it.
        public var charged: Minutes
    }

    /// An order of the project.
    public struct Order: Sendable, Hashable {
        /// The order.
        public var order: WorkOrderID
        /// Where it stands.
        public var state: WorkOrder.State
        /// Minutes worked on it.
        public var worked: WorkedMinutes
        /// What it costs or cost; `nil` while nobody said, and for what was called off.
        public var fee: LedgerAmount?
    }

    /// Where the project stands.
    public var state: Project.State
    /// The tickets, as they joined.
    public var members: [Member]
    /// The orders, as they joined.
    public var orders: [Order]

    /// Minutes worked on all of it.
    public var worked: WorkedMinutes {
        orders.reduce(members.reduce(.zero) { $0 + $1.worked }) { $0 + $1.worked }
    }
    /// What all of it costs, by unit: minutes charged, and money.
    public var costs: [LedgerUnit: LedgerAmount] {
        var sums: [LedgerUnit: Int64] = [:]
        for member in members where member.charged > .zero {
            sums[.minutes, default: 0] += Int64(member.charged.count)
        }
        for fee in orders.compactMap(\.fee) { sums[fee.unit, default: 0] += fee.count }
        return Dictionary(uniqueKeysWithValues: sums.map { ($0.key, LedgerAmount($0.value, $0.key)) })
    }
    /// How many tickets and orders are not finished.
    public var openCount: Int {
        members.count { $0.status.isActive } + orders.count { !$0.state.isFinal }
    }

    /// Puts a report together. Tickets and orders that are not the project's are left out.
    public init(_ project: Project, tickets: [TicketFacts], orders: [WorkOrder]) {
        state = project.state
        members = project.tickets.compactMap { id in
            tickets.first { $0.id == id }.map { facts in
                Member(
                    ticket: id, number: facts.number, subject: facts.subject, status: facts.status,
                    worked: WorkedMinutes(facts.minutesWorked), charged: facts.metering.charged
                )
            }
        }
        self.orders = project.orders.compactMap { id in
            orders.first { $0.id == id }.map { order in
                let isDropped = order.state == .cancelled || order.state == .lapsed
                return Order(
                    order: id, state: order.state, worked: order.worked,
                    // What an open-ended order cost was charged as it went.
                    fee: isDropped && !order.isOpenEnded ? nil : order.fee
                )
            }
        }
    }
}
