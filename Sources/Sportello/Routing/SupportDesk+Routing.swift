import Logging
public import SportelloModel
import Synchronization

extension SupportDesk {
    /// Gives out what waits, where the profile says that the desk does (R-002-2): whenever a ticket begins to wait or an
    /// agent becomes free, on whichever node that was committed. Every assignment is a command of its own, decided on
    /// the newest desks; what another node was quicker with is simply not done twice.
    func runRouter() async {
        toRoute.signal()
        while await toRoute.wait() {
            guard profile.queue.distribution == .push else { continue }
            do {
                try await routeWaiting()
            } catch is DeskError where core.withLock({ $0.phase != .running }) {
                return
            } catch {
                logger.error("routing failed; trying again with the next change", metadata: ["error": "\(error)"])
            }
        }
    }

    private func routeWaiting() async throws {
        var agents = try await freeAgents()
        var after: String?
        repeat {
            if agents.isEmpty { return }
            let page = try await waiting(after: after)
            for snapshot in page.snapshots where !agents.isEmpty {
                guard let ticket = snapshot.stream.ticketID else { continue }
                if try await route(ticket, among: agents) { agents = try await freeAgents() }
            }
            after = page.next
        } while after != nil
    }

    /// Gives the acting agent the next ticket in order that fits: the answer to "what shall I do next?" (R-002-2).
    ///
    /// - Returns: The ticket; `nil` when nothing that waits is for this agent, or the agent is not available.
    public func takeNext(as actor: Actor) async throws -> TicketID? {
        try await takeNext(as: actor, key: nil)?.stream?.ticketID
    }

    /// ``takeNext(as:)`` for callers that may have to ask again.
    ///
    /// - Parameter key: The caller's id, in the scope of the agent's own desk. Asked again with the same key, whoever
    ///   got a ticket gets the same answer, and not another ticket; whoever got none may get one now.
    /// - Returns: The receipt of the assignment, whose result names the ticket; `nil` when there was nothing.
    public func takeNext(as actor: Actor, key: CommandKey?) async throws -> Receipt? {
        guard actor.agentID != nil else { throw Refusal(.forbidden) }
        if let key, let earlier = try await receipt(of: key, by: actor) { return earlier }
        var after: String?
        repeat {
            let page = try await waiting(after: after)
            for snapshot in page.snapshots {
                guard let ticket = snapshot.stream.ticketID else { continue }
                do {
                    return try await perform(.queue(.takeOffered(ticket)), as: actor, key: key)
                } catch let error as DeskError where error.code == .contended {
                    continue  // others move it
                } catch is Refusal {
                    continue  // it is not for this agent, or waits no more
                }
            }
            after = page.next
        } while after != nil
        return nil
    }

    /// What a key led to before.
    private func receipt(of key: CommandKey, by actor: Actor) async throws -> Receipt? {
        let known = CommitKey(scope: key.scope, author: actor.author.id, id: key.id, content: key.content)
        switch try await store.reply(ReplyRequest(key: known)) {
        case .unknown: return nil
        case .replayed(let reply): return try Receipt(reply, isDuplicate: true).orRefusal()
        case .keyReused: throw DeskError(.keyReused, "this id was used for another command")
        }
    }

    /// Whether one of the agents got it.
    private func route(_ ticket: TicketID, among agents: [AgentID]) async throws -> Bool {
        do {
            return try await perform(.queue(.route(ticket, among: agents)), as: .system).stream != nil
        } catch let error as DeskError where error.code == .contended {
            return false  // others move it; their commit asks for routing again
        } catch is Refusal {
            return false  // it waits no more
        }
    }

    private func waiting(after: String?) async throws -> QueryResult {
        var filter = QueryRequest.Filter(kind: .ticket)
        filter.isQueued = true
        return try await store.query(QueryRequest(filter: filter, order: .queue, after: after, limit: 100))
    }

    /// Agents on any node who could be given something, as the store has them.
    private func freeAgents() async throws -> [AgentID] {
        var filter = QueryRequest.Filter(kind: .agentDesk)
        filter.isOpen = true
        var agents: [AgentID] = []
        var after: String?
        repeat {
            let page = try await store.query(QueryRequest(filter: filter, order: .newest, after: after, limit: 500))
            agents += page.snapshots.compactMap(\.index.assignee)
            after = page.next
        } while after != nil
        return agents.sorted()
    }
}

extension CommitNotice {
    /// Whether somebody may now be given something: a ticket waits that did not, or an agent's desk changed.
    var asksForRouting: Bool {
        queueChanged
            || parts.contains { part in
                switch part.state {
                case .agentDesk: true
                case .ticket(let change):
                    part.events.contains {
                        if case .ticket(.queue(.waitAlerted)) = $0.event { true } else { false }
                    } && change.state.facts.isWaiting
                default: false
                }
            }
    }
}
