import Sportello
import SportelloModel
import WebChatProtocol

extension ChatHub {
    /// The staff's table (protocol §5).
    func handleAgent(_ request: CommandRequest) throws(MemberFault) {
        let name = request.command.name.rawValue
        switch name {
        case "presence.set": try setPresence(request)
        case "inbox.query": try queryInbox(request)
        case "upload.create": try createUpload(request)
        case _ where name.hasPrefix("offChannel."): try handleOffChannel(request)
        case _ where name.hasPrefix("qualityCase."): try handleQuality(request)
        case "ticket.link", "ticket.merge": try joinTickets(request)
        case _ where name.hasPrefix("remote."): try handleRemote(request)
        default:
            guard CommandName.forAgents.contains(request.command.name) else { return refuseName(request) }
            let ticket = try request.ticket().id
            guard let command = try ticketCommand(name, ticket, request) else { return refuseName(request) }
            submit(request, on: ticket, command)
        }
    }

    private func ticketCommand(
        _ name: String, _ ticket: TicketID, _ request: CommandRequest
    ) throws(MemberFault) -> Command? {
        let arguments = request.arguments
        switch name {
        case "ticket.claim":
            let reason = try arguments.optionalString("reason")
            return reason.map { .queue(.claimOutOfTurn(ticket, reason: $0)) } ?? .claim(ticket)
        case "ticket.release": return .release(ticket)
        case "ticket.assign":
            let tier = try arguments.optionalInteger("tier", in: 1...9)
            let agent = try arguments.optionalString("agent").map(AgentID.init(rawValue:))
            let team = try arguments.optionalString("team")
            if let tier, let reason = try arguments.optionalString("reason") {
                return .queue(.moveToTier(ticket, tier: Int(tier), agent: agent, team: team, reason: reason))
            }
            return .assign(ticket, agent: agent, team: team, tier: tier.map(Int.init))
        case "note":
            let mentions = try arguments.optionalStrings("mentions", maxCount: 50) ?? []
            return .note(ticket, text: try request.text("text"), mentions: mentions.map(AgentID.init(rawValue:)))
        case "ticket.triage": return try triage(ticket, request)
        case "ticket.wait":
            return .wait(
                ticket, for: try arguments.choice("for", of: WaitTarget.self),
                until: try request.optionalInstant("until"), text: try request.optionalText("text")
            )
        case "ticket.defer":
            return .deferral(.set(ticket, try deferral(.deferred, request)))
        case "ticket.refuse":
            return .deferral(.set(ticket, try deferral(.impossible, request)))
        case "conversation.wrapUp":
            return .wrapUp(
                ticket,
                WrapUp(
                    kind: try arguments.choice("kind", of: WrapUpKind.self), outcome: try arguments.string("outcome"),
                    text: try request.text("text"), nextStep: try request.optionalText("nextStep"),
                    details: try request.outcomeDetails()
                )
            )
        case "ticket.resolve":
            let details = try request.outcomeDetails()
            return .outcome(
                ticket,
                .resolve(
                    outcome: try arguments.string("outcome"), text: try request.optionalText("text"), details: details
                )
            )
        case "ticket.close": return .close(ticket)
        case "commitment.make":
            let due = try arguments.time("due")
            return .commit(
                ticket, promise: try request.text("promise"), due: Instant(milliseconds: due.milliseconds)
            )
        case "escalate":
            // The analysis is one free text, or a proposal's short analysis by field.
            var analysis: String?
            if case .string? = arguments.value("analysis") { analysis = try request.optionalText("analysis") }
            return .escalation(
                .submit(
                    ticket, desk.newIdentifier(),
                    EscalationRequest(
                        kind: try arguments.choice("kind", of: IssueKind.self),
                        severity: try arguments.optionalChoice("severity", of: Severity.self),
                        text: try request.text("description"), analysis: analysis,
                        proposal: try request.proposal()
                    )
                )
            )
        case "time.add":
            let minutes = try arguments.integer("minutes", in: 1...1440)
            return .recordTime(
                ticket, minutes: Int(minutes), role: try arguments.string("role"),
                activity: try arguments.optionalString("activity"), note: try request.optionalText("note")
            )
        default: return nil
        }
    }

    /// Putting off or refusing for a listed reason, with what is shown for it. Only what is put off has a time.
    private func deferral(_ kind: Deferral.Kind, _ request: CommandRequest) throws(MemberFault) -> Deferral {
        Deferral(
            kind, reason: try request.arguments.string("reason"), evidence: try request.evidence(),
            until: kind == .deferred ? try request.optionalInstant("until") : nil,
            text: try request.optionalText("text")
        )
    }

    private func triage(_ ticket: TicketID, _ request: CommandRequest) throws(MemberFault) -> Command {
        let arguments = request.arguments
        var hasWorkaround: Bool?
        switch arguments.value("workaround") {
        case nil, .null?: break
        case .bool(let value)?: hasWorkaround = value
        case .string(let text)?: hasWorkaround = !text.isEmpty
        default: throw arguments.wrong("workaround", "must be true, false, or a description")
        }
        return .triage(
            ticket,
            Triage(
                caseType: try arguments.string("caseType"),
                severity: try arguments.optionalChoice("severity", of: Severity.self),
                cause: try arguments.optionalString("cause"), impact: try request.optionalText("impact"),
                hasWorkaround: hasWorkaround, origin: try arguments.optionalString("origin"),
                requesterRole: try arguments.optionalString("requesterRole").map(RequesterRole.init(rawValue:)),
                implementer: try arguments.optionalString("implementer"), discussion: desk.newTicket(),
                impacts: try arguments.optionalStrings("impacts", maxCount: 20)
            )
        )
    }

    private func setPresence(_ request: CommandRequest) throws(MemberFault) {
        guard let agent = request.identity.actor.agentID else { return refuseName(request) }
        let state = try request.arguments.choice("state", of: AgentDesk.Presence.self)
        let reason = try request.arguments.optionalString("reason", allowsEmpty: true)
        submit(request, in: .agentDesk(agent), .setPresence(state, reason: reason))
    }

    // MARK: Remote sessions

    private func handleRemote(_ request: CommandRequest) throws(MemberFault) {
        let ticket: TicketID
        let name = request.command.name.rawValue
        guard CommandName.forAgents.contains(request.command.name) || name == "remote.decline" else {
            return refuseName(request)
        }
        ticket = try request.ticket().id
        let arguments = request.arguments
        if name == "remote.propose" {
            // A consent that the customer asked for keeps its name.
            let asked = arguments.has("consent") ? try request.identifier("consent", of: RemoteConsent.self) : nil
            let proposal = ProposeRemote(
                consent: asked ?? desk.newIdentifier(), tool: try arguments.string("tool"),
                scopes: try arguments.strings("scopes", maxCount: 20),
                need: try arguments.optionalChoice("need", of: RemoteConsent.Need.self) ?? .useful,
                purpose: try arguments.optionalString("purpose", maxScalars: 2000, allowsEmpty: true) ?? ""
            )
            return submit(request, on: ticket, .proposeRemote(ticket, proposal))
        }
        let consent = try request.identifier("consent", of: RemoteConsent.self)
        switch name {
        case "remote.decline":
            submit(request, on: ticket, .declineRemote(ticket, consent, reason: try request.text("reason")))
        case "remote.schedule":
            // Times on offer: the customer accepts one of them with the answer.
            let texts = try arguments.optionalStrings("slots", maxCount: 20) ?? []
            var slots = texts.compactMap(WireTime.init).map { Instant(milliseconds: $0.milliseconds) }
            if let time = try request.optionalInstant("at") { slots.append(time) }
            guard !slots.isEmpty, slots.count >= texts.count else { throw arguments.wrong("slots", "must hold times") }
            submit(request, on: ticket, .remote(.offerSlots(ticket, consent, slots)))
        default:
            guard let step = RemoteStep(rawValue: String(name.dropFirst("remote.".count))) else {
                return refuseName(request)
            }
            submit(request, on: ticket, .stepRemote(ticket, consent, step))
        }
    }

    // MARK: Contacts that are not tickets

    private func handleOffChannel(_ request: CommandRequest) throws(MemberFault) {
        guard let agent = request.identity.actor.agentID else { return refuseName(request) }
        let arguments = request.arguments
        switch request.command.name.rawValue {
        case "offChannel.record":
            let record = RecordOffChannel(
                channel: ChannelKind(rawValue: try arguments.string("channel", maxScalars: 40)),
                purpose: try arguments.optionalChoice("purpose", of: Purpose.self) ?? .support,
                person: try arguments.optionalString("contact", maxScalars: 300) ?? "",
                summary: try request.text("summary")
            )
            // The note's name follows from the agent and the id, so that the same command cannot make two.
            let id = OffChannelNoteID(
                derivedFrom: Digest(hashing: Array("offChannel\u{0}\(agent.rawValue)\u{0}\(request.id)".utf8))
            )
            submit(request, in: .offChannelNote(id), .recordOffChannel(id, record))
        case "offChannel.redirect":
            let note = try request.identifier("note", of: OffChannelNote.self)
            let language = try arguments.optionalString("locale", maxScalars: 35) ?? desk.profile.language
            submit(request, in: .offChannelNote(note), .settleOffChannel(note, .redirect(language: language)))
        case "offChannel.advise":
            let note = try request.identifier("note", of: OffChannelNote.self)
            var advice = try request.optionalText("text")
            if advice == nil { advice = try request.optionalText("summary") }
            submit(request, in: .offChannelNote(note), .settleOffChannel(note, .advise(advice ?? "")))
        case "offChannel.convert":
            let note = try request.identifier("note", of: OffChannelNote.self)
            // An existing contact where one is named by id; otherwise the person becomes one.
            let named = try arguments.optionalString("contact", maxScalars: 300).flatMap { ContactID($0) }
            let conversion = ConvertOffChannel(
                ticket: desk.newTicket(), contact: named ?? desk.newIdentifier(),
                caseType: try arguments.optionalString("caseType") ?? desk.profile.caseTypes.first?.id ?? "",
                note: try request.optionalText("summary") ?? ""
            )
            submit(request, in: .offChannelNote(note), .convertOffChannel(note, conversion))
        default: refuseName(request)
        }
    }

    // MARK: Quality control

    private func handleQuality(_ request: CommandRequest) throws(MemberFault) {
        let arguments = request.arguments
        let known = try request.identifier("case", of: QualityCase.self)
        let scope = QualityCase.stream(known)
        switch request.command.name.rawValue {
        case "qualityCase.acknowledge": submit(request, in: scope, .acknowledgeQuality(known))
        case "qualityCase.assign":
            var reviewer = try arguments.optionalString("reviewer")
            if reviewer == nil { reviewer = try arguments.optionalString("agent") }
            guard let reviewer else { throw MemberFault(message: "a reviewer is needed", field: "reviewer") }
            submit(request, in: scope, .assignQuality(known, reviewer: AgentID(rawValue: reviewer)))
        case "qualityCase.review": submit(request, in: scope, .reviewQuality(known, try request.review()))
        case "qualityCase.close":
            let decision = arguments.has("outcome") ? try request.review() : nil
            submit(request, in: scope, .closeQuality(known, decision))
        default: refuseName(request)
        }
    }

    // MARK: Tickets by number

    /// Links and merges name the other ticket by its number.
    private func joinTickets(_ request: CommandRequest) throws(MemberFault) {
        let arguments = request.arguments
        let isMerge = request.command.name.rawValue == "ticket.merge"
        let (ticket, _) = try request.ticket()
        let text = try arguments.string(isMerge ? "into" : "to", maxScalars: 40)
        let relation = isMerge ? nil : try arguments.optionalChoice("relation", of: TicketLink.Relation.self)
        guard let number = TicketNumber(text) else {
            throw MemberFault(code: .notFound, message: "there is no such ticket", field: isMerge ? "into" : "to")
        }
        let (id, desk) = (request.session.id, desk)
        let (command, identity) = (request.command, request.identity)
        inBackground(request.session, id: request.id) {
            do {
                guard let other = try await desk.ticket(number: number) else {
                    return await self.notFound(session: id, command.id)
                }
                await self.finish(session: id) { session, hub in
                    let request = CommandRequest(command: command, identity: identity, hub: hub, session: session)
                    hub.submit(
                        request, on: ticket,
                        isMerge
                            ? .merge(ticket, into: number, target: other)
                            : .link(ticket, target: other, relation: relation ?? .related)
                    )
                }
            } catch {
                await self.failed(session: id, command.id, .unavailable, "the desk cannot answer now")
            }
        }
    }
}
