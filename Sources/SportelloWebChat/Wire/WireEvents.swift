import SportelloModel
import WebChatProtocol

/// Turns logged events into what clients see (protocol §6). The contact's view never gets what only staff may know.
struct WireEvents: Sendable {
    let signer: DownloadSigner
    /// Milliseconds since 1970, for download addresses.
    let now: Int64
    /// The author id whose own events carry the client's id.
    let reader: String

    func encode(_ logged: LoggedEvent, on stream: StreamName, view: StreamView) -> EncodedEvent {
        let record = logged.record
        let seq = record.position(in: view) ?? record.seq
        let time = WireTime(milliseconds: record.at.milliseconds)
        let author = ServerFrame.Author(
            id: record.author.id, role: record.author.role.rawValue, name: record.author.name
        )
        guard case .ticket(let event) = logged.event else {
            return EncodedEvent(
                stream: stream, seq: seq, ts: time, kind: PublicEventKind(rawValue: record.kind), author: author,
                data: .emptyObject
            )
        }
        if case .messagePosted(let message) = event, message.replyTo == nil, message.references == nil,
            message.isUnverified == nil || view == .contact
        {
            return EncodedEvent(
                stream: stream, seq: seq, ts: time, author: author, text: record.content?.text ?? "",
                files: files(of: message, record.content), via: message.via.rawValue
            )
        }
        return EncodedEvent(
            stream: stream, seq: seq, ts: time, kind: PublicEventKind(rawValue: record.kind), author: author,
            data: EncodedJSON(JSONValue.object(JSONObject(data(of: event, record.content, view))))
        )
    }

    private func files(of message: MessagePosted, _ content: Content?) -> [MessageFile] {
        message.files.map { file in
            MessageFile(
                id: file.id.description, name: content?.details[file.id.description] ?? "", type: file.type,
                bytes: file.bytes, url: signer.address(of: file.id, now: now)
            )
        }
    }

    private func data(of event: TicketEvent, _ content: Content?, _ view: StreamView) -> [JSONObject.Member] {
        var data = Members()
        switch event {
        case .registered(let facts):
            data["number"] = .string(facts.number.description)
            data["caseType"] = .string(facts.caseType)
            data["subject"] = content.flatMap { $0.text.isEmpty ? nil : .string($0.text) } ?? .null
            data["channel"] = .string(facts.channel.rawValue)
            data["firstContactAt"] = facts.firstContactAt.map(JSONValue.init)
            if view != .contact {
                data["contact"] = .object(
                    .init(
                        [.init(name: "id", value: .string(facts.contact.description))]
                            + (content?.details["name"].map { [.init(name: "name", value: .string($0))] } ?? [])))
                data["priority"] = .integer(Int64(facts.priority))
                data["team"] = facts.team.map(JSONValue.string)
                if !facts.context.isEmpty { data["context"] = JSONValue(facts.context) }
            }
        case .messagePosted(let facts):
            data["text"] = .string(content?.text ?? "")
            data["files"] = .array(files(of: facts, content).map(JSONValue.init))
            data["via"] = .string(facts.via.rawValue)
            data["replyTo"] = facts.replyTo.map(JSONValue.integer)
            data["references"] = facts.references.map { .array($0.map(reference)) }
            // Somebody wrote who is no party of the ticket: staff must not take it for the customer.
            if view != .contact { data["unverified"] = facts.isUnverified.map(JSONValue.bool) }
        case .notePosted(let facts):
            data["text"] = .string(content?.text ?? "")
            data["mentions"] = .array(facts.mentions.map { .string($0.rawValue) })
        case .statusChanged(let facts):
            data["status"] = .string(facts.status.rawValue)
            data["reason"] = facts.reason.map(JSONValue.string)
            data["outcome"] = facts.outcome.map(JSONValue.string)
            data["until"] = facts.until.map(JSONValue.init)
            data["text"] = content.flatMap { $0.text.isEmpty ? nil : .string($0.text) }
        case .reopened(let facts): data["count"] = .integer(Int64(facts.count))
        case .linked(let link):
            data["number"] = .string(link.number.description)
            data["relation"] = .string(link.relation.rawValue)
            data["ticket"] = .string(link.ticket.description)
        case .contactChanged(let facts): data["contact"] = .string(facts.contact.description)
        case .assigned(let facts):
            data["agent"] = facts.agent.map { .string($0.rawValue) }
            data["name"] = facts.name.map(JSONValue.string)
            data["team"] = facts.team.map(JSONValue.string)
            data["tier"] = facts.tier.map { .integer(Int64($0)) }
        case .released(let facts): data["agent"] = .string(facts.agent.rawValue)
        case .triaged(let facts):
            data["caseType"] = .string(facts.caseType)
            data["cause"] = facts.cause.map(JSONValue.string)
            data["impact"] = facts.impact.map(JSONValue.string)
            data["hasWorkaround"] = facts.hasWorkaround.map(JSONValue.bool)
            data["priority"] = .integer(Int64(facts.priority))
        case .severitySet(let facts): data["severity"] = .string(facts.severity.rawValue)
        case .severityAppealed: data["justification"] = .string(content?.text ?? "")
        case .escalated(let facts):
            data["issue"] = .string(facts.issue.description)
            data["kind"] = .string(facts.kind.rawValue)
            data["description"] = content.map { .string($0.text) }
            data["analysis"] = content?.details["analysis"].map(JSONValue.string)
        case .timeRecorded(let facts):
            data["minutes"] = .integer(Int64(facts.minutes))
            data["role"] = .string(facts.role)
            data["activity"] = facts.activity.map(JSONValue.string)
            data["note"] = content.map { .string($0.text) }
        case .commitmentMade(let facts):
            data["number"] = .integer(Int64(facts.number))
            data["promise"] = .string(content?.text ?? "")
            data["due"] = JSONValue(facts.due)
        case .commitmentSettled(let facts):
            data["number"] = .integer(Int64(facts.number))
            data["kept"] = .bool(facts.kept)
        case .clockStarted(let clock):
            data["target"] = .string(clock.target)
            data["metric"] = .string(clock.metric.rawValue)
            data["due"] = clock.due.map(JSONValue.init) ?? .null
            data["kind"] = .string(clock.kind.rawValue)
        case .clockStopped(let facts):
            data["target"] = .string(facts.target)
            data["state"] = .string(facts.state.rawValue)
        case .queue(let event): add(event, content, to: &data)
        case .intake(let event): add(event, content, view, to: &data)
        case .clock(.pinned(let facts)):
            data["profileVersion"] = .integer(Int64(facts.profileVersion))
            data["loadMode"] = facts.loadMode.map { .string($0.mode) }
        case .clock(.atRisk(let facts)):
            data["target"] = .string(facts.target)
            data["noticeDue"] = .bool(facts.noticeDue)
        case .clock(.updateDue(let facts)):
            data["target"] = .string(facts.target)
        case .conversationQueued(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
        case .conversationJoined(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["agent"] = .object(
                .init([
                    .init(name: "id", value: .string(facts.agent.rawValue)),
                    .init(name: "name", value: .string(facts.name)),
                ])
            )
        case .conversationEnded(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["by"] = .string(facts.by.rawValue)
            data["nextStep"] = content.map { .string($0.text) }
        case .conversationWrappedUp(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["kind"] = .string(facts.kind.rawValue)
            data["outcome"] = .string(facts.outcome)
            data["text"] = .string(content?.text ?? "")
        case .ratingInvited(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["scale"] = ["min": .integer(Int64(facts.lowest)), "max": .integer(Int64(facts.highest))]
            data["until"] = JSONValue(facts.until)
        case .ratingGiven(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["score"] = .integer(Int64(facts.score))
            data["amended"] = .bool(facts.amended)
            data["comment"] = content.map { .string($0.text) }
        case .ratingLapsed(let facts): data["conversation"] = .integer(Int64(facts.conversation))
        case .remote(let facts):
            data["consent"] = .string(facts.consent.description)
            data["tool"] = facts.tool.map(JSONValue.string)
            data["scopes"] = facts.scopes.map { .array($0.map(JSONValue.string)) }
            data["need"] = facts.need.map { .string($0.rawValue) }
            data["at"] = facts.scheduledFor.map(JSONValue.init)
            data["until"] = facts.until.map(JSONValue.init)
            data["slots"] = facts.slots.map { .array($0.map(JSONValue.init)) }
            data["zone"] = facts.customerZone.map(JSONValue.string)
            data["staffZone"] = facts.staffZone.map(JSONValue.string)
            data["download"] = facts.download.map(JSONValue.string)
            data["text"] = content.map { .string($0.text) }
        case .ratingSuppressed(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["reason"] = .string(facts.reason.rawValue)
        case .qualityCaseReceived(let facts): data["case"] = .string(facts.qualityCase.description)
        case .qualityCaseClosed(let facts):
            data["case"] = .string(facts.qualityCase.description)
            data["outcome"] = .string(facts.outcome.rawValue)
        case .outcome(let facts):
            data["outcome"] = facts.outcome.map(JSONValue.string)
            data["done"] = facts.done.map(JSONValue.string)
            data["help"] = facts.help.map { .string($0.rawValue) }
            data["fix"] = facts.fix.map { .string($0.rawValue) }
            data["references"] = facts.references.map { references in
                .array(references.map { ["kind": .string($0.kind.rawValue), "address": .string($0.address)] })
            }
            data["type"] = facts.proposal.map { .string($0.type) }
            data["area"] = facts.proposal.map { .string($0.area) }
            data["quantity"] = facts.quantity.map(JSONValue.string)
            data["load"] = facts.load.map { .integer(Int64($0)) }
            data["team"] = facts.team.map(JSONValue.string)
            data["issue"] = facts.issue.map { .string($0.description) }
            data["text"] = content.flatMap { $0.text.isEmpty ? nil : .string($0.text) }
        case .severity(let facts):
            data["decision"] = facts.decision.map { .string($0.rawValue) }
            data["workaround"] = facts.workaround.map { .string($0.rawValue) }
            data["text"] = content.map { .string($0.text) }
        case .escalation(let facts):
            data["issue"] = .string(facts.issue.description)
            data["parent"] = facts.parent.map { .string($0.description) }
            data["due"] = facts.due.map(JSONValue.init)
            data["effect"] = facts.rule.map { .string($0.effect.rawValue) }
            data["result"] = facts.result.map { .string($0.rawValue) }
            data["reason"] = facts.reason.map(JSONValue.string)
            data["text"] = content.map { .string($0.text) }
        case .mail(let facts):
            data["sort"] = facts.sort.map(JSONValue.string)
            data["status"] = facts.status.map(JSONValue.string)
            data["permanent"] = facts.isPermanent.map(JSONValue.bool)
            data["text"] = content.map { .string($0.text) }
        case .coverage(.decided(let facts)) where view == .contact:
            data["verdict"] = wire(facts.verdict)
            data["text"] = content.flatMap { $0.text.isEmpty ? nil : .string($0.text) }
        case .transcriptRequested: break
        case .metering(let event): set(event, content, &data)
        default: add(facts(of: event), content, to: &data)
        }
        return data.list
    }

    /// A verdict for the customer: the answer and the rule (R-000-44), not what staff found out about the case.
    private func wire(_ verdict: CoverageVerdict) -> JSONValue {
        var members = Members()
        members["number"] = .integer(Int64(verdict.number))
        members["kind"] = .string(verdict.kind.rawValue)
        members["code"] = verdict.code.map(JSONValue.string)
        members["rule"] = .string(verdict.rule)
        members["policyVersion"] = .integer(Int64(verdict.policyVersion))
        members["paidBy"] = .array(verdict.paidBy.map(JSONValue.string))
        members["redirects"] = .array(verdict.redirects.map(JSONValue.string))
        members["authorisedBy"] = .array(verdict.authorisedBy.map { .string($0.rawValue) })
        return members.json
    }

    /// What the contract names no members for is told as it is kept, with its text.
    private func add(_ facts: JSONValue?, _ content: Content?, to data: inout Members) {
        if case .object(let facts)? = facts {
            for member in facts.members { data[member.name] = member.value }
        }
        data["text"] = content.flatMap { $0.text.isEmpty ? nil : .string($0.text) }
    }

    private func facts(of event: TicketEvent) -> JSONValue? {
        (try? event.encodedFacts()).flatMap { try? JSONValue.parse($0, maxDepth: 32) }  // our own encoding
    }
}

extension WireEvents {
    /// What a ticket costs. Postings and pools are the ledger's, not the ticket's.
    private func set(_ event: MeteringEvent, _ content: Content?, _ data: inout Members) {
        switch event {
        case .sessionRecorded(let facts):
            data["role"] = .string(facts.role)
            data["minutes"] = .integer(Int64(facts.time.joint.count))
            data["worked"] = .integer(Int64(facts.time.worked.count))
        case .charged(let facts):
            data["minutes"] = .integer(Int64(facts.minutes.count))
            data["total"] = .integer(Int64(facts.total.count))
        case .reversed(let facts):
            data["minutes"] = .integer(Int64(facts.minutes.count))
            data["cause"] = facts.cause.map(JSONValue.string)
        case .waived(let facts):
            data["minutes"] = .integer(Int64(facts.total.count))
            data["cause"] = facts.cause.map(JSONValue.string)
        case .approvalAsked(let facts): data["minutes"] = .integer(Int64(facts.minutes.count))
        case .handedOver(let facts):
            data["order"] = .string(facts.order.description)
            data["team"] = .string(facts.executor)
        case .approved, .forgiven: break
        }
        if let text = content?.text, !text.isEmpty { data["text"] = .string(text) }
    }
}

/// Members in the order in which they are set; a missing value sets nothing.
struct Members {
    private(set) var list: [JSONObject.Member] = []

    subscript(name: String) -> JSONValue? {
        get { list.first { $0.name == name }?.value }
        set { if let newValue { list.append(.init(name: name, value: newValue)) } }
    }

    var json: JSONValue { .object(JSONObject(list)) }
}

extension JSONValue {
    init(_ instant: Instant) { self = .string(WireTime(milliseconds: instant.milliseconds).text) }

    init(_ strings: [String: String]) {
        self = .object(
            JSONObject(strings.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) })
        )
    }

    init(_ file: MessageFile) {
        var members = Members()
        members["id"] = .string(file.id)
        members["name"] = .string(file.name)
        members["type"] = .string(file.type)
        members["bytes"] = .integer(file.bytes)
        members["url"] = file.url.map(JSONValue.string)
        self = members.json
    }
}

extension WireEvents {
    private func add(_ event: QueueEvent, _ content: Content?, to data: inout Members) {
        switch event {
        case .titleMatched(let facts):
            data["rules"] = .array(facts.rules.map(JSONValue.string))
            data["points"] = .integer(Int64(facts.points))
            data["team"] = facts.team.map(JSONValue.string)
        case .aged(let facts): data["steps"] = .integer(Int64(facts.steps))
        case .longDialog(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["agent"] = .string(facts.agent.rawValue)
        case .nextStep(let facts):
            data["conversation"] = .integer(Int64(facts.conversation))
            data["outcome"] = .string(facts.outcome)
            data["team"] = facts.team.map(JSONValue.string)
            data["nextStep"] = content.map { .string($0.text) }
        case .outOfTurn, .tierChanged: data["reason"] = content.map { .string($0.text) }
        case .waitAlerted, .returned: break
        }
    }
}

extension WireEvents {
    private func add(_ event: IntakeEvent, _ content: Content?, _ view: StreamView, to data: inout Members) {
        func words(_ words: [String]) -> JSONValue { .array(words.map(JSONValue.string)) }
        switch event {
        case .recorded(let facts):
            data["answered"] = words(facts.answered)
            data["acknowledged"] = .array(facts.acknowledged.map(reference))
            data["advised"] = words(facts.advised)
            data["wantsAnalysis"] = .bool(facts.wantsAnalysis)
        case .asked(let facts): data["fields"] = words(facts.fields)
        case .answered(let facts):
            data["fields"] = words(facts.fields)
            data["answers"] = content.map { JSONValue($0.details) }
        case .analysisPrompted: break
        }
    }

    private func reference(_ reference: KnowledgeReference) -> JSONValue {
        var members = Members()
        members["kind"] = .string(reference.kind.rawValue)
        members["address"] = .string(reference.address)
        members["article"] = reference.article.map(JSONValue.string)
        members["version"] = reference.version.map { .integer(Int64($0)) }
        members["locale"] = reference.locale.map(JSONValue.string)
        members["official"] = .bool(reference.isOfficial)
        return members.json
    }
}
