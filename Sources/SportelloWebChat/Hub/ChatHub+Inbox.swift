import Sportello
import SportelloModel
import WebChatProtocol

/// Which tickets an inbox shows.
struct InboxFilter: Sendable {
    var statuses: [String]?
    var assignee: AgentID?
    var isUnassigned: Bool?
    var isOpen: Bool?
    var isQueued: Bool?
    var team: String?
    var caseType: String?
    var text: String?

    /// Everything.
    init() {}

    /// Reads a filter: `status` (one or several), `assignee` (an agent, `me`, or null for nobody), `open`, `queued`,
    /// `team`, `caseType`, `text`.
    init(_ object: JSONObject?, for identity: Identity?) throws(MemberFault) {
        guard let object else { return }
        let reader = MemberReader(object)
        if let status = object["status"] {
            statuses = status.stringValue.map { [$0] } ?? status.arrayValue?.compactMap(\.stringValue)
            if statuses == nil { throw reader.wrong("status", "must be a status or a list of them") }
        }
        if let assignee = object["assignee"] {
            if assignee.isNull {
                isUnassigned = true
            } else {
                let name = try reader.string("assignee")
                self.assignee = name == "me" ? identity?.actor.agentID : AgentID(rawValue: name)
            }
        }
        isOpen = try reader.optionalBool("open")
        isQueued = try reader.optionalBool("queued")
        team = try reader.optionalString("team")
        caseType = try reader.optionalString("caseType")
        text = try reader.optionalString("text", allowsEmpty: true)
    }

    func shows(_ ticket: Ticket) -> Bool {
        let facts = ticket.facts
        if let statuses, !statuses.contains(facts.status.rawValue) { return false }
        if let assignee, facts.assignee != assignee { return false }
        if let isUnassigned, (facts.assignee == nil) != isUnassigned { return false }
        if let isOpen, facts.status.isActive != isOpen { return false }
        if let isQueued, facts.isWaiting != isQueued { return false }
        if let team, facts.team != team { return false }
        if let caseType, facts.caseType != caseType { return false }
        return true
    }

    /// What a store can filter by.
    var query: QueryRequest.Filter {
        var filter = QueryRequest.Filter(kind: .ticket)
        filter.statuses = statuses
        filter.assignee = assignee
        filter.isUnassigned = isUnassigned
        filter.isOpen = isOpen
        filter.isQueued = isQueued
        filter.team = team
        filter.topic = caseType
        return filter
    }
}

extension ChatHub {
    /// Follows the inbox: a page of summaries, then what changes (protocol §2).
    func followInbox(_ filter: InboxFilter, id: String?, session sessionID: UInt64) async {
        guard let session = sessions[sessionID] else { return }
        // Followed before the page is read; versions keep the newest of both.
        session.inbox = filter
        inboxFollowers.insert(sessionID)
        do {
            var filter = filter
            if filter.isOpen == nil, filter.statuses == nil { filter.isOpen = true }
            let page = try await inboxPage(filter, after: nil, limit: 100)
            guard let session = sessions[sessionID] else { return }
            var state = Members()
            state["tickets"] = .array(page.tickets)
            state["next"] = page.next.map(JSONValue.string) ?? .null
            let encoded = EncodedJSON(state.json)
            send(to: session) { $0.subscribed(id: id, EncodedEntry(deskState: encoded, more: page.next != nil)) }
        } catch {
            guard let session = sessions[sessionID] else { return }
            fail(session, id: id, .unavailable, "the inbox cannot be read now", retryAfterMs: 1000)
        }
    }

    /// Summaries in queue order.
    func inboxPage(
        _ filter: InboxFilter, after: String?, limit: Int
    ) async throws -> (tickets: [JSONValue], next: String?) {
        if let text = filter.text, !text.isEmpty { return (try await found(text, filter, limit: limit), nil) }
        let page = try await desk.store.query(
            QueryRequest(filter: filter.query, order: .queue, after: after, limit: limit)
        )
        return (try page.snapshots.compactMap(summary), page.next)
    }

    /// Tickets in which a text occurs, or whose number it is.
    private func found(_ text: String, _ filter: InboxFilter, limit: Int) async throws -> [JSONValue] {
        var streams: [StreamID] = []
        if let number = TicketNumber(text), let ticket = try await desk.ticket(number: number) {
            streams.append(.ticket(ticket))
        }
        for hit in try await desk.store.search(SearchRequest(text: text, limit: limit * 4)).hits
        where hit.stream.kind == .ticket && !streams.contains(hit.stream) && streams.count < limit {
            streams.append(hit.stream)
        }
        guard !streams.isEmpty else { return [] }
        let snapshots = try await desk.store.load(LoadRequest(streams: streams)).snapshots
        return try streams.compactMap { stream in
            guard let snapshot = snapshots.first(where: { $0.stream == stream }),
                let ticket = Ticket.unwrap(try snapshot.decoded())?.state, filter.shows(ticket)
            else { return nil }
            return try summary(snapshot)
        }
    }

    private func summary(_ snapshot: StreamSnapshot) throws -> JSONValue? {
        guard let ticket = Ticket.unwrap(try snapshot.decoded())?.state else { return nil }
        return WireEvents.summary(of: ticket, version: snapshot.head.seq, position: desk.queuePosition(of: ticket))
    }

    /// Sends the newest summary of every ticket that changed since the last sweep: one frame a ticket, however much
    /// happened.
    func tellInbox() {
        guard !inboxChanges.isEmpty else { return }
        let changes = inboxChanges
        inboxChanges = [:]
        for (id, change) in changes {
            let data = EncodedJSON(
                WireEvents.summary(
                    of: change.ticket, version: change.version, position: desk.queuePosition(of: change.ticket)
                )
            )
            for follower in inboxFollowers {
                guard let session = sessions[follower], session.phase == .open, let filter = session.inbox else {
                    continue
                }
                let shown = filter.shows(change.ticket) ? data : nil
                send(to: session) { $0.summary(ticket: id.description, version: change.version, data: shown) }
            }
        }
    }
}
