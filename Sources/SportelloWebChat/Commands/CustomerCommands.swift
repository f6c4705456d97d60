import Sportello
import SportelloModel
import WebChatProtocol

extension ChatHub {
    /// The customer's table (protocol §5).
    func handleCustomer(_ request: CommandRequest) throws(MemberFault) {
        let arguments = request.arguments
        switch request.command.name {
        case .conversationStart: try startConversation(request)
        case .contactUpdate: try updateContact(request)
        case .uploadCreate: try createUpload(request)
        case .conversationEnd:
            let ticket = try request.ticket().id
            submit(request, on: ticket, .endConversation(ticket))
        case .rate:
            let ticket = try request.ticket().id
            let score = try arguments.integer("score", in: 0...100)
            submit(request, on: ticket, .rate(ticket, score: Int(score), comment: try request.optionalText("comment")))
        case .reopen:
            let ticket = try request.ticket().id
            let text = try request.text("text")
            request.session.starting.insert(request.id)
            submit(request, on: ticket, .reopen(ticket, text: text, followUp: desk.newTicket()))
        case .qualityControlRequest:
            let ticket = try request.ticket().id
            let text = try request.text("text")
            let remedy = try request.optionalText("remedy")
            submit(
                request, on: ticket,
                .requestQualityControl(ticket, desk.newIdentifier(), text: text, remedy: remedy)
            )
        case .remoteRequest:
            let ticket = try request.ticket().id
            submit(request, on: ticket, .requestRemote(ticket, desk.newIdentifier(), text: try request.text("text")))
        case .remoteAnswer:
            let ticket = try request.ticket().id
            let grant = try arguments.bool("grant")
            let scopes = try arguments.optionalStrings("scopes", maxCount: 20)
            let consent = try request.identifier("consent", of: RemoteConsent.self)
            let zone = try arguments.optionalString("zone", maxScalars: 64)
            let slot = try request.optionalInstant("slot").map { SlotChoice(at: $0, zone: zone) }
            submit(request, on: ticket, .answerRemote(ticket, consent, grant: grant, scopes: scopes, slot: slot))
        case .remoteWithdraw:
            let ticket = try request.ticket().id
            let consent = try request.identifier("consent", of: RemoteConsent.self)
            submit(request, on: ticket, .withdrawRemote(ticket, consent))
        case .transcriptSend:
            let ticket = try request.ticket().id
            submit(request, on: ticket, .sendTranscript(ticket, address: try request.address("email")))
        case .severityAppeal:
            let ticket = try request.ticket().id
            submit(
                request, on: ticket, .appealSeverity(ticket, justification: try request.text("justification"))
            )
        default: refuseName(request)
        }
    }

    /// A command of the other side is forbidden; one that nobody has is a wrong name.
    func refuseName(_ request: CommandRequest) {
        let name = request.command.name
        if CommandName.forAgents.contains(name) || CommandName.forContacts.contains(name) {
            fail(request.session, id: request.id, .forbidden, "this is not yours to do")
        } else {
            fail(request.session, id: request.id, .badRequest, "unknown command", field: "name")
        }
    }

    private func updateContact(_ request: CommandRequest) throws(MemberFault) {
        guard let contact = request.identity.actor.contactID else { return refuseName(request) }
        let name = try request.arguments.optionalString("name", maxScalars: 200)
        let email = request.arguments.has("email") ? try request.address("email") : nil
        let locale = try request.arguments.optionalString("locale", maxScalars: 35)
        if let locale { request.session.language = locale }
        submit(
            request, in: .contact(contact), .updateContact(contact, name: name, email: email, language: locale)
        )
    }

    private func startConversation(_ request: CommandRequest) throws(MemberFault) {
        guard let contact = request.identity.actor.contactID else { return refuseName(request) }
        let arguments = request.arguments
        guard case .official(let official) = desk.profile.decide(InboundContact(kind: .webchat)) else {
            return fail(
                request.session, id: request.id, .refused("unofficialChannel"),
                desk.profile.redirectText(in: request.session.language)
            )
        }
        let caseType = try arguments.string("caseType")
        let text = try arguments.string(
            "text", maxScalars: configuration.visitorLimits.announced.textScalars
        )
        var details: [String: String] = [:]
        for name in ["pageURL", "productVersion", "edition"] {
            details[name] = try arguments.optionalString(name, maxScalars: 2000)
        }
        if let answers = try arguments.optionalObject("answers") {
            for member in answers.object.members.prefix(50) {
                if let answer = member.value.stringValue {
                    details["answer.\(member.name)"] = String(answer.prefix(2000))
                }
            }
        }
        let email = arguments.has("email") ? try request.address("email") : nil
        var start = StartConversation(
            contact: contact, ticket: desk.newTicket(), official: official, caseType: caseType, text: text,
            subject: try arguments.optionalString("subject", maxScalars: 300, allowsEmpty: true),
            name: try arguments.optionalString("name", maxScalars: 200), email: email,
            language: request.session.language, product: try arguments.optionalString("product"), details: details,
            insistsOnNew: try arguments.optionalBool("new") ?? false
        )
        start.acknowledged = try arguments.optionalStrings("acknowledged", maxCount: 50) ?? []
        let continues = try arguments.optionalString("continues", maxScalars: 10)
        request.session.starting.insert(request.id)
        guard let continues else { return submit(request, in: .contact(contact), .start(start)) }
        guard let number = TicketNumber(continues) else {
            throw MemberFault(code: .notFound, message: "there is no such ticket", field: "continues")
        }
        let (id, desk) = (request.session.id, desk)
        let prepared = start
        let started = StartedElsewhere(request: request.command, identity: request.identity)
        inBackground(request.session, id: request.id) {
            do {
                guard let known = try await desk.ticket(number: number) else {
                    return await self.notFound(session: id, started.request.id)
                }
                await self.finish(session: id) { session, hub in
                    var start = prepared
                    start.continues = known
                    hub.submit(
                        CommandRequest(
                            command: started.request, identity: started.identity, hub: hub, session: session
                        ),
                        in: .contact(contact), .start(start)
                    )
                }
            } catch {
                await self.failed(session: id, started.request.id, .unavailable, "the desk cannot answer now")
            }
        }
    }
}

/// What a start that had to look something up goes on with.
private struct StartedElsewhere: Sendable {
    var request: ClientFrame.Command
    var identity: Identity
}
