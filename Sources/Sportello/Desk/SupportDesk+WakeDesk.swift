import Logging
import SportelloModel

extension SupportDesk {
    /// Does what time alone makes due for the desk as a whole: repairs that took too long become incidents, and a
    /// retroactive load mode reaches the tickets that were open before. Returns whether anything was recorded.
    func wakeDesk() async throws -> Bool {
        guard let snapshot = try await store.load(LoadRequest(streams: [.desk])).snapshots.first,
            let state = ServiceDesk.unwrap(try snapshot.decoded())?.state
        else { return false }
        var didAny = false
        let now = environment.now()
        for service in state.services {
            guard let until = service.repairUntil, until <= now else { continue }
            do {
                let command = Command.incident(.repairOverdue(service.name, newTicket()))
                if try await perform(command, as: .system).stream != nil { didAny = true }
            } catch let refusal as Refusal {
                // The profile no longer knows the source: nobody is left to ask, so only the log tells.
                logger.warning("a monitored service cannot be judged", metadata: ["rule": "\(refusal.code.rawValue)"])
            }
        }
        if let mode = state.loadMode, !mode.isApplied {
            try await applyLoadMode()
            _ = try await perform(.desk(.loadModeApplied), as: .system)
            didAny = true
        }
        return didAny
    }

    /// Lets every open ticket follow the declared load mode. Interrupted, it begins anew at the next wake-up; a ticket
    /// that has the mode already is left alone.
    private func applyLoadMode() async throws {
        var filter = QueryRequest.Filter(kind: .ticket)
        filter.isOpen = true
        var after: String?
        repeat {
            let page = try await store.query(QueryRequest(filter: filter, order: .newest, after: after, limit: 200))
            for snapshot in page.snapshots {
                guard let ticket = snapshot.stream.ticketID else { continue }
                _ = try await perform(.clock(.applyLoadMode(ticket)), as: .system)
            }
            after = page.next
        } while after != nil
    }
}
