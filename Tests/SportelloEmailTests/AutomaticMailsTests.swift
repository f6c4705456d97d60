import Foundation
import Sportello
import SportelloModel
import Testing

@testable import SportelloEmail

@Suite("Limits of automatic mail")
struct AutomaticMailsTests {
    private static let limits: EmailConfiguration.AutomaticLimits = {
        var limits = EmailConfiguration.AutomaticLimits()
        (limits.perMailbox, limits.perSender, limits.perTicket) = (3, 2, 2)
        return limits
    }()

    /// Keeps the `number`th mail, in milliseconds after the first; each to an address and about a ticket of its own.
    @discardableResult
    private func keep(
        _ number: UInt64, at milliseconds: Int64, in store: MailStore, mailbox: String = "support",
        to recipient: String? = nil, about ticket: UInt64? = nil
    ) async throws -> OutgoingRecord {
        let record = OutgoingRecord(
            item: Digest(hashing: Array("\(number)".utf8)), stream: .ticket(TicketID(high: 1, low: ticket ?? number)),
            reason: "acknowledgement", recipient: recipient ?? "c\(number)@shop.example", messageID: "\(number)@desk",
            mailbox: mailbox, sender: "", isAutomatic: true, state: .composed, isAmbiguous: false, attempts: 0,
            at: Instant(milliseconds: 1_800_000_000_000 + milliseconds)
        )
        let kept = try await store.keep(record, .short { Array("mail \(number)".utf8) }, upTo: 0, limits: Self.limits)
        return try #require(kept).record
    }

    private static let hour: Int64 = 3_600_000

    @Test("A mailbox's limit holds to the mail, and each place is free again an hour after it was taken")
    func mailbox() async throws {
        let store = try MailStore(directory: nil)
        for number in 0..<3 {
            #expect(try await keep(UInt64(number), at: Int64(number) * 1000, in: store).state == .sending)
        }
        let beyond = try await keep(3, at: 3000, in: store)
        #expect(beyond.state == .withheld && beyond.note == "too many automatic mails: of one mailbox")
        #expect(beyond.raw == nil && beyond.attempts == 0, "what may not go is not even made")
        #expect(try await keep(4, at: 3001, in: store, mailbox: "sales").state == .sending)
        #expect(try await keep(5, at: Self.hour - 1, in: store).state == .withheld)
        #expect(try await keep(6, at: Self.hour, in: store).state == .sending)
        #expect(try await keep(7, at: Self.hour + 999, in: store).state == .withheld)
        #expect(try await keep(8, at: Self.hour + 1000, in: store).state == .sending)
    }

    @Test("What a process before this one sent counts")
    func restart() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try MailStore(directory: folder)
        for number in 0..<2 { try await keep(UInt64(number), at: 0, in: first) }
        try first.close()
        let second = try MailStore(directory: folder)
        #expect(try await keep(2, at: 1, in: second).state == .sending)
        #expect(try await keep(3, at: 2, in: second).state == .withheld)
        try second.close()
    }

    @Test("A mail that was refused leaves its place to another")
    func refused() async throws {
        let store = try MailStore(directory: nil)
        for number in 0..<3 { try await keep(UInt64(number), at: 0, in: store) }
        #expect(try await keep(3, at: 1, in: store).state == .withheld)
        try await store.note(Digest(hashing: Array("1".utf8)), .refused, note: "550")
        #expect(try await keep(4, at: 2, in: store).state == .sending)
        #expect(try await keep(5, at: 3, in: store).state == .withheld)
    }

    @Test("One address and one ticket have limits of their own")
    func addressAndTicket() async throws {
        let store = try MailStore(directory: nil)
        for number in 0..<2 { try await keep(UInt64(number), at: 0, in: store, to: "rosa@shop.example") }
        let third = try await keep(2, at: 0, in: store, to: "rosa@shop.example")
        #expect(third.state == .withheld && third.note == "too many automatic mails: to one address")
        for number in 3..<5 { try await keep(UInt64(number), at: 0, in: store, mailbox: "sales", about: 9) }
        let fifth = try await keep(5, at: 0, in: store, mailbox: "sales", about: 9)
        #expect(fifth.state == .withheld && fifth.note == "too many automatic mails: about one ticket")
    }
}

@Suite("Writing the mail store")
struct SharedWriteTests {
    @Test("A write that throws takes back what it did, and nothing of those that share its transaction")
    func throwing() async throws {
        struct Broken: Error {}
        let store = try MailStore(directory: nil)
        func stream(_ number: UInt64) -> StreamID { .ticket(TicketID(high: 2, low: number)) }
        let failed = await withTaskGroup(of: UInt64?.self) { group in
            for number in 0..<UInt64(200) {
                let stream = stream(number)
                group.addTask {
                    do {
                        try await store.write { database in
                            try MailStore.addReference("m\(number)@shop.example", to: stream, upTo: 1, database)
                            if number % 3 == 0 { throw Broken() }
                        }
                        return nil
                    } catch {
                        return number
                    }
                }
            }
            return await group.reduce(into: Set<UInt64>()) { if let number = $1 { $0.insert(number) } }
        }
        #expect(failed == Set(stride(from: 0, to: 200, by: 3)))
        for number in 0..<UInt64(200) {
            #expect(try await store.told(stream(number)).references.isEmpty == failed.contains(number))
        }
    }
}
