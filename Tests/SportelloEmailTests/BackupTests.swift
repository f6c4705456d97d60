import Foundation
import SportelloModel
import Testing

@testable import SportelloEmail

@Suite("Copies of the mail store")
struct MailBackupTests {
    @Test("A copy has every mail, small and large, the cursor and what went out")
    func copy() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-copy-\(UUID().uuidString)")
            .path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the system clears it otherwise
        let store = try MailStore(directory: folder + "/from")
        let origin = MailOrigin(mailbox: "support", folder: "INBOX", validity: 7, uid: 9)
        let large = [UInt8](repeating: 65, count: 300_000)
        let kept = try await store.add(
            [MailArrival(origin: origin, bytes: Array("Subject: a".utf8)), MailArrival(origin: origin, bytes: large)],
            cursor: (origin, MailCursor(validity: 7, uid: 9)), at: Instant(milliseconds: 1)
        )
        try await store.suppress("gone@shop.example", because: "5.1.1", at: Instant(milliseconds: 2))
        try await store.backup(to: folder + "/to")
        try store.close()
        let copy = try MailStore(directory: folder + "/to")
        #expect(try await copy.list(MailStore.Filter()).map(\.digest) == kept.map(\.digest))
        #expect(try await copy.raw(kept[1].digest) == large)
        #expect(try await copy.cursor(mailbox: "support", folder: "INBOX") == MailCursor(validity: 7, uid: 9))
        #expect(try await copy.suppression(of: "gone@shop.example") == "5.1.1")
        await #expect(throws: EmailError.self) { try await copy.backup(to: folder + "/to") }
        try copy.close()
    }
}
