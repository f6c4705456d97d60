import Sportello
import SportelloModel
import WebChatProtocol

extension ChatHub {
    /// Does something (protocol §5). The names of the contract are in two tables, one a side; the rule book's others are
    /// in ``Rulebook``.
    func handle(_ command: ClientFrame.Command, on session: ChatSession) {
        guard allowSend(session, id: command.id), let identity = session.identity else { return }
        let request = CommandRequest(command: command, identity: identity, hub: self, session: session)
        do {
            if let entry = Rulebook.entries[command.name] {
                try perform(entry, request)
            } else if identity.isStaff {
                try handleAgent(request)
            } else {
                try handleCustomer(request)
            }
        } catch {
            fail(session, id: command.id, error)
        }
    }
}

/// A command on its way.
struct CommandRequest: CommandArguments {
    let command: ClientFrame.Command
    let identity: Identity
    /// Used on the hub's own executor only.
    let hub: ChatHub
    let session: ChatSession
}

/// A command of somebody, with the words to read its arguments.
protocol CommandArguments {
    var command: ClientFrame.Command { get }
    var identity: Identity { get }
}

extension CommandArguments {
    var id: String { command.id }
    var arguments: MemberReader { command.reader }

    /// The ticket that the frame's `stream`, or the argument of that name, means.
    func ticket() throws(MemberFault) -> (id: TicketID, stream: StreamName) {
        var stream = command.stream
        if stream == nil { stream = try arguments.optionalStream() }
        guard let stream else { throw MemberFault(message: "a stream is needed", field: "stream") }
        guard let log = stream.log, identity.isStaff || log.view == .contact else {
            throw MemberFault(code: .notFound, message: "no such stream", field: "stream")
        }
        return (log.ticket, stream)
    }

    /// An id of the desk's in an argument. What cannot be one is not found: the same answer as a stranger's.
    func identifier<Subject>(
        _ name: String, of type: Subject.Type = Subject.self
    ) throws(MemberFault) -> Identifier<Subject> {
        guard let id = Identifier<Subject>(try arguments.string(name)) else {
            throw MemberFault(code: .notFound, message: "there is no such thing", field: name)
        }
        return id
    }

    /// A text of a person.
    func text(_ name: String) throws(MemberFault) -> String { try arguments.string(name, maxScalars: 32_000) }

    /// A text of a person that may be missing.
    func optionalText(_ name: String) throws(MemberFault) -> String? {
        try arguments.optionalString(name, maxScalars: 32_000, allowsEmpty: true)
    }

    func optionalInstant(_ name: String) throws(MemberFault) -> Instant? {
        try arguments.optionalTime(name).map { Instant(milliseconds: $0.milliseconds) }
    }

    /// A mail address: one at-sign with something on both sides, nothing that could break a mail's header.
    func address(_ name: String) throws(MemberFault) -> String {
        let address = try arguments.string(name, maxScalars: 254)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = address.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7f && $0 != "," && $0 != ";"
        }
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), isPlain else {
            throw arguments.wrong(name, "must be a mail address")
        }
        return address
    }

    func key(in scope: StreamID) -> CommandKey {
        CommandKey(id: id, scope: scope, content: Digest(hashing: command.contentBytes))
    }
}

extension ChatHub {
    /// Submits a command about a ticket.
    func submit(_ request: CommandRequest, on ticket: TicketID, _ command: Command) {
        submit(
            command, key: request.key(in: .ticket(ticket)), request.identity, frame: request.id,
            stream: request.command.stream ?? (try? request.ticket().stream),  // checked before
            on: request.session, answer: { Self.result($0) }
        )
    }

    /// Submits a command within another scope.
    func submit(_ request: CommandRequest, in scope: StreamID, _ command: Command) {
        submit(
            command, key: request.key(in: scope), request.identity, frame: request.id,
            stream: request.command.stream, on: request.session, answer: { Self.result($0) }
        )
    }

    /// A command's result on the wire.
    static func result(_ receipt: Receipt) -> EncodedJSON? {
        switch receipt.result {
        case .none, .refused: nil
        case .ticket(let id, let number):
            EncodedJSON(
                [
                    "ticket": ["id": .string(id.description), "number": .string(number.description)],
                    "stream": .string(StreamName.contact(ticket: id.description).text),
                ] as JSONValue)
        case .existing(let tickets):
            EncodedJSON(
                [
                    "existing": .array(
                        tickets.map { ticket in
                            [
                                "number": .string(ticket.number.description), "subject": .string(ticket.subject),
                                "stream": .string(StreamName.contact(ticket: ticket.id.description).text),
                            ]
                        }
                    )
                ] as JSONValue)
        case .steps(let steps):
            EncodedJSON(
                [
                    "steps": .array(
                        steps.map { step in
                            ["id": .string(step.id), "title": .string(step.title.text(in: "en"))]
                        }
                    )
                ] as JSONValue)
        case .created(let stream):
            switch stream.kind {
            case .offChannelNote: EncodedJSON(["note": .string(stream.key.description)] as JSONValue)
            case .qualityCase: EncodedJSON(["case": .string(stream.key.description)] as JSONValue)
            case .desk: EncodedJSON(["desk": .string(stream.key.description)] as JSONValue)
            case .internalIssue: EncodedJSON(["issue": .string(stream.key.description)] as JSONValue)
            case .workOrder: EncodedJSON(["order": .string(stream.key.description)] as JSONValue)
            case .appointment: EncodedJSON(["appointment": .string(stream.key.description)] as JSONValue)
            case .releasePackage: EncodedJSON(["package": .string(stream.key.description)] as JSONValue)
            case .project: EncodedJSON(["project": .string(stream.key.description)] as JSONValue)
            case .engagement: EncodedJSON(["engagement": .string(stream.key.description)] as JSONValue)
            case .account: EncodedJSON(["account": .string(stream.key.description)] as JSONValue)
            case .ticket: EncodedJSON(["consent": .string(stream.key.description)] as JSONValue)
            default: nil
            }
        }
    }
}
