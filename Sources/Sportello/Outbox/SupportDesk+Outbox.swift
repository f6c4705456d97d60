import Foundation
import Logging
import ServiceLifecycle
import SportelloModel
import Synchronization

extension OutboxItem {
    /// Turns a rule's wish into an item of the right channel.
    init(_ outgoing: Outgoing, environment: DeskEnvironment, at now: Instant) throws {
        switch outgoing {
        case .transcript(let ticket, let address):
            self.init(
                id: environment.identifier(), stream: .ticket(ticket), channel: ChannelKind.email.rawValue,
                payload: Array(
                    try JSONEncoder().encode(["kind": "transcript", "ticket": ticket.description, "to": address])
                ),
                notBefore: now
            )
        case .mail(let mail):
            var payload = [
                "kind": mail.reason.rawValue, mail.stream.kind == .ticket ? "ticket" : "note": "\(mail.stream.key)",
            ]
            payload["text"] = mail.text
            self.init(
                id: environment.identifier(), stream: mail.stream, channel: ChannelKind.email.rawValue,
                payload: Array(try JSONEncoder().encode(payload)), notBefore: now + mail.delay
            )
        case .qualityAnswer(let known, let channel, let address, let text):
            var payload = ["kind": "qualityAnswer", "case": known.description, "text": text]
            payload["to"] = address
            self.init(
                id: environment.identifier(), stream: .qualityCase(known), channel: channel.rawValue,
                payload: Array(try JSONEncoder().encode(payload)), notBefore: now
            )
        case .page(let page):
            let payload = [
                "kind": "page", "ticket": page.ticket.description, "number": page.number.description,
                "team": page.team, "to": page.recipient,
            ]
            self.init(
                id: environment.identifier(), stream: .ticket(page.ticket), channel: "page",
                payload: Array(try JSONEncoder().encode(payload)), notBefore: now
            )
        case .redirect(let note, let text):
            self.init(
                id: environment.identifier(), stream: .offChannelNote(note), channel: "redirect",
                payload: Array(
                    try JSONEncoder().encode(["kind": "redirect", "note": note.description, "text": text])
                ),
                notBefore: now
            )
        }
    }
}

extension SupportDesk {
    /// Sends what goes out. An item is leased, sent, and completed with the number of its attempt; a worker that was
    /// too slow finds its completion refused. Nothing is sent twice by a healthy desk, and after a crash the attempt
    /// whose fate is unknown is marked ambiguous.
    func runOutbox() async {
        while core.withLock({ $0.phase == .running }) {
            var next: Instant?
            do {
                let now = environment.now()
                let claimed = try await store.claimOutbox(
                    OutboxClaimRequest(now: now, leaseUntil: now + configuration.outboxLease, limit: 20)
                )
                next = claimed.next
                // Together, so that a slow item takes nobody else's lease with it.
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for lease in claimed.leases { group.addTask { try await self.send(lease) } }
                    try await group.waitForAll()
                }
                if !claimed.leases.isEmpty { continue }
            } catch {
                logger.error("outbox failed; trying again in five seconds", metadata: ["error": "\(error)"])
                next = environment.now() + .seconds(5)
            }
            guard await wait(until: next, or: toSend) else { return }
        }
    }

    private func send(_ lease: OutboxClaimResult.Lease) async throws {
        let fate = await fate(of: lease)
        let result = try await store.completeOutbox(
            OutboxCompleteRequest(item: lease.item.id, attempt: lease.attempt, fate: fate)
        )
        if !result.accepted {
            logger.notice("outgoing item was taken over by another worker", metadata: ["item": "\(lease.item.id)"])
        }
    }

    private func fate(of lease: OutboxClaimResult.Lease) async -> OutboxCompleteRequest.Fate {
        guard let channel = channels.first(where: { $0.channel.rawValue == lease.item.channel }) else {
            return .failed(reason: "no adapter for channel \(lease.item.channel) is configured")
        }
        do {
            let request = SendRequest(
                id: lease.item.id, payload: lease.item.payload, attempt: lease.attempt, isAmbiguous: lease.isAmbiguous
            )
            switch try await channel.send(request) {
            case .sent: return .sent
            case .failed(let reason): return .failed(reason: reason)
            }
        } catch let later as SendLater {
            guard later.isPause || lease.attempt < configuration.outboxAttempts else {
                return .failed(reason: later.reason)
            }
            return .retry(at: environment.now() + later.delay, reason: later.reason)
        } catch {
            guard lease.attempt < configuration.outboxAttempts else { return .failed(reason: "\(error)") }
            let delays = configuration.outboxRetries
            let delay = delays.isEmpty ? .seconds(60) : delays[min(lease.attempt, delays.count) - 1]
            return .retry(at: environment.now() + delay, reason: "\(error)")
        }
    }

    /// Runs a channel adapter. One that fails is reported; the desk goes on without its intake.
    func run(_ channel: any ChannelAdapter) async {
        do {
            try await channel.run(ChannelIntake(desk: self, channel: channel.channel))
        } catch is CancellationError {
            return
        } catch {
            logger.error(
                "channel stopped", metadata: ["channel": "\(channel.channel.rawValue)", "error": "\(error)"]
            )
        }
    }
}
