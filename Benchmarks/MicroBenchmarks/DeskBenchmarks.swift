import Foundation
import Logging
import Sportello
import SportelloModel
import SportelloSQLite

/// A desk on a fresh SQLite file in the temporary folder.
func withDesk(_ body: (SupportDesk) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sportello-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let logger = Logger(label: "bench")
    let store = try await SQLiteDeskStore(
        SQLiteStoreConfiguration(path: folder.appendingPathComponent("desk.sqlite").path), logger: logger
    )
    let desk = SupportDesk(store: store, profile: ServiceProfile(name: "bench"), logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await desk.run() }
        try await body(desk)
        group.cancelAll()
    }
    try await store.close()
    try FileManager.default.removeItem(at: folder)
}

/// A visitor with a ticket.
struct Visitor: Sendable {
    let actor: Actor
    let ticket: TicketID

    init(_ desk: SupportDesk) async throws {
        let (contact, _) = try await desk.registerVisitor(language: "en")
        actor = .customer(contact.id, role: .visitor, name: nil)
        guard case .official(let official) = desk.profile.decide(InboundContact(kind: .webchat)) else {
            preconditionFailure("webchat is official")
        }
        let new = desk.newTicket()
        ticket = new.id
        let start = StartConversation(
            contact: contact.id, ticket: new, official: official, caseType: "question", text: "hello"
        )
        _ = try await desk.perform(.start(start), as: actor)
    }

    func post(_ count: Int, to desk: SupportDesk) async throws {
        let text = String(repeating: "x", count: 200)
        for number in 0..<count {
            let key = CommandKey(
                id: "\(ticket)-\(number)-\(desk.environment.random())", scope: .ticket(ticket),
                content: Digest(hashing: Array(text.utf8))
            )
            _ = try await desk.perform(.post(ticket, PostMessage(text: text)), as: actor, key: key)
        }
    }
}

/// Durable messages a second, by how many callers wait at once: the group commit.
func measureCommits() async throws {
    for callers in [1, 8, 64, 256] {
        try await withDesk { desk in
            var visitors: [Visitor] = []
            for _ in 0..<callers { visitors.append(try await Visitor(desk)) }
            let each = max(20, 20_000 / callers / (callers == 1 ? 20 : 1))
            let time = try await ContinuousClock().measure {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for visitor in visitors { group.addTask { try await visitor.post(each, to: desk) } }
                    try await group.waitForAll()
                }
            }
            let rate = Double(callers * each) / (time.nanoseconds / 1e9)
            print(
                "commit with \(callers) callers".padding(toLength: 44, withPad: " ", startingAt: 0),
                "\(Int(rate)) messages/s")
        }
    }
}

/// The same message in a short and in a long conversation.
func measureLength() async throws {
    try await withDesk { desk in
        let visitor = try await Visitor(desk)
        var length = 0
        for target in [10, 10_000] {
            try await withThrowingTaskGroup(of: Void.self) { group in
                let missing = max(0, target - length)
                for _ in 0..<10 { group.addTask { try await visitor.post(missing / 10, to: desk) } }
                try await group.waitForAll()
            }
            length = target
            let time = try await ContinuousClock().measure { try await visitor.post(500, to: desk) }
            length += 500
            print(
                "one message after \(target)".padding(toLength: 44, withPad: " ", startingAt: 0),
                "\(Int(time.nanoseconds / 500 / 1000)) µs, durable, one at a time"
            )
        }
    }
}
