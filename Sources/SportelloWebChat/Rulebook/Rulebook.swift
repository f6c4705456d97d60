import Sportello
import SportelloModel
import WebChatProtocol

/// The rule book's commands by name: one table, made of one small file a family.
///
/// An entry says who may name it at all and reads the frame's arguments; nothing more. Whether the party may do it to
/// this ticket, order or account, and whether it can be done now, is for the rules alone, which know the party from the
/// verified identity. Commands that the contract itself lists are read in `Commands/`.
enum Rulebook {
    static let entries: [CommandName: RulebookEntry] = {
        let families = [
            queue, outcomes, severity, coverage, hours, workOrders, appointments, quality, remote, deferrals, incidents,
            escalations, releases, projects, engagements, accounts, intake,
        ]
        return Dictionary(
            families.joined().map { (CommandName(rawValue: $0.name), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }()
}

/// A frame as the rule book reads it.
struct RulebookFrame: CommandArguments, Sendable {
    let command: ClientFrame.Command
    let identity: Identity
    let desk: SupportDesk
    /// The session's language.
    let language: String
}

/// One command of the rule book.
struct RulebookEntry: Sendable {
    /// Who may name it. The rules say the rest.
    enum Side: Sendable {
        case staff
        case customers
        case everybody
    }

    /// What a frame asks for.
    enum Request: Sendable {
        /// A command, and the stream within which the frame's id is unique.
        case command(Command, in: StreamID)
        /// A question. Nothing changes, so nothing is remembered of it.
        case question(@Sendable (SupportDesk) async throws -> JSONValue)
        /// Work that only the desk can find; `nil` when there is none.
        case work(@Sendable (SupportDesk, CommandKey) async throws -> Receipt?, in: StreamID)
    }

    /// The name in the frame.
    let name: String
    /// Who may name it.
    let side: Side
    private let read: @Sendable (RulebookFrame) throws -> Request

    init(_ name: String, for side: Side, _ read: @escaping @Sendable (RulebookFrame) throws -> Request) {
        self.name = name
        self.side = side
        self.read = read
    }

    /// Whether this party may name it.
    func admits(_ identity: Identity) -> Bool {
        switch side {
        case .staff: identity.isStaff
        case .customers: !identity.isStaff
        case .everybody: true
        }
    }

    /// What a frame asks for.
    func request(_ frame: RulebookFrame) throws(MemberFault) -> Request {
        do {
            return try read(frame)
        } catch let fault as MemberFault {
            throw fault
        } catch {
            throw MemberFault(message: "the arguments cannot be read", field: "args")
        }
    }
}

extension RulebookEntry {
    /// A command about the ticket that the frame's `stream` names.
    static func ticket(
        _ name: String, for side: Side = .staff,
        _ read: @escaping @Sendable (TicketID, RulebookFrame) throws -> Command
    ) -> Self {
        Self(name, for: side) { frame in
            let ticket = try frame.ticket().id
            return .command(try read(ticket, frame), in: .ticket(ticket))
        }
    }

    /// A command about something that the argument `member` names by its id.
    static func known<Subject: StreamAggregate>(
        _ name: String, _ member: String, for side: Side = .staff,
        _ read: @escaping @Sendable (Identifier<Subject>, RulebookFrame) throws -> Command
    ) -> Self {
        Self(name, for: side) { frame in
            let id = try frame.identifier(member, of: Subject.self)
            return .command(try read(id, frame), in: Subject.stream(id))
        }
    }

    /// A command that makes something. Its id follows from the author and the frame's id, so that a frame sent again
    /// cannot make two.
    static func fresh<Subject: StreamAggregate>(
        _ name: String,
        _ read: @escaping @Sendable (Identifier<Subject>, RulebookFrame) throws -> Command
    ) -> Self {
        Self(name, for: .staff) { frame in
            let id: Identifier<Subject> = frame.derivedIdentifier()
            return .command(try read(id, frame), in: Subject.stream(id))
        }
    }

    /// A question. Its arguments are read before anything is looked up.
    static func question(
        _ name: String, for side: Side = .staff,
        _ read: @escaping @Sendable (RulebookFrame) throws -> @Sendable (SupportDesk) async throws -> JSONValue
    ) -> Self {
        Self(name, for: side) { frame in .question(try read(frame)) }
    }
}
