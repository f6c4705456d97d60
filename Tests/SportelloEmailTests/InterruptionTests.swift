import Foundation
import Sportello
import SportelloModel
import SportelloTesting
import Synchronization
import Testing

@testable import SportelloEmail

/// A process that dies leaves its store as it was: a store that is closed without settling what it began.
@Suite("Mail that a process died of")
struct InterruptionTests {
    private let limits = MailStore.BatchLimits(mails: 256, bytes: 1 << 20)
    private let now = Instant(milliseconds: 1000)

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the system clears it otherwise
        try await body(folder)
    }

    private func add(_ texts: [String], to store: MailStore) async throws -> [Int64] {
        try await store.add(
            texts.map { MailArrival(origin: MailOrigin(mailbox: "support"), bytes: Array($0.utf8)) }, at: now
        ).map(\.id)
    }

    /// Opens the store as a new process does, begins the next batch, and is gone. Returns what was found and begun.
    private func die(in folder: String) async throws -> (found: MailStore.Interruption, begun: [Int64]) {
        let store = try MailStore(directory: folder)
        let found = try await store.recoverBegun(failingAt: 3)
        let begun = try await store.flushSettled(beginning: (now, limits))
        try store.close()
        return (found, begun)
    }

    @Test("After three deaths a mail is failed, and says why; the others of its batch go on")
    func three() async throws {
        try await withFolder { folder in
            let store = try MailStore(directory: folder)
            let ids = try await add(["a", "b", "c"], to: store)
            try store.close()
            let first = try await die(in: folder)
            #expect(first.found == MailStore.Interruption(mails: [], given: []))
            #expect(first.begun == ids)
            let second = try await die(in: folder)
            #expect(second.found == MailStore.Interruption(mails: ids, given: []))
            #expect(second.begun == [ids[0]])
            let third = try await die(in: folder)
            #expect(third.found == MailStore.Interruption(mails: [ids[0]], given: []))
            #expect(third.begun == [ids[0]])
            let fourth = try await die(in: folder)
            #expect(fourth.found == MailStore.Interruption(mails: [ids[0]], given: [ids[0]]))
            // The next suspect, alone as well.
            #expect(fourth.begun == [ids[1]])

            let last = try MailStore(directory: folder)
            let failed = try #require(try await last.mail(ids[0]))
            guard case .failed(let error, let tries) = failed.state else {
                Issue.record("\(failed.state)")
                return
            }
            #expect(error.contains("ended 3 times") && error.contains("mail replay"))
            #expect(tries == 3)
            var filter = MailStore.Filter()
            filter.state = "failed"
            #expect(try await last.list(filter).map(\.id) == [ids[0]])
            #expect(try await last.raw(failed.digest) == Array("a".utf8))
            // Replayed, it comes alone, and one more death is enough.
            #expect(try await last.recoverBegun(failingAt: 3).given.isEmpty)
            last.settle(MailSettlement(id: ids[1], state: .done), mailbox: "support")
            last.settle(MailSettlement(id: ids[2], state: .done), mailbox: "support")
            try await last.flushSettled()
            #expect(try await last.nextDue() == nil)
            #expect(try await last.replay([ids[0]], at: now) == 1)
            _ = try await add(["d"], to: last)
            try last.close()
            #expect(try await die(in: folder).begun == [ids[0]])
            #expect(try await die(in: folder).found.given == [ids[0]])
        }
    }

    @Test("A mail that was settled is not suspected any more, and a batch that was settled leaves no mark")
    func settled() async throws {
        try await withFolder { folder in
            let store = try MailStore(directory: folder)
            let ids = try await add(["a", "b"], to: store)
            try store.close()
            _ = try await die(in: folder)
            let second = try MailStore(directory: folder)
            #expect(try await second.recoverBegun(failingAt: 3).mails == ids)
            #expect(try await second.flushSettled(beginning: (now, limits)) == [ids[0]])
            // Not applied, for now: the failure is no death, and the next batch is begun in the same transaction.
            second.settle(
                MailSettlement(id: ids[0], state: .failed(error: "later", tries: 2), nextTry: now + .hours(1)),
                mailbox: "support"
            )
            #expect(try await second.flushSettled(beginning: (now, limits)) == [ids[1]])
            #expect(try await second.begunMails() == [ids[1]])
            second.settle(MailSettlement(id: ids[1], state: .done), mailbox: "support")
            #expect(try await second.flushSettled(beginning: (now, limits)).isEmpty)
            try second.close()
            let third = try MailStore(directory: folder)
            #expect(try await third.recoverBegun(failingAt: 3).mails.isEmpty)
            // It comes with others again.
            let more = try await add(["c"], to: third)
            let later = (now + .hours(1), limits)
            #expect(try await third.flushSettled(beginning: later) == [ids[0]] + more)
            try third.close()
        }
    }

    @Test("A batch ends before its bytes do, and a suspected mail ends it too")
    func cut() async throws {
        try await withFolder { folder in
            let store = try MailStore(directory: folder)
            let ids = try await add([String(repeating: "x", count: 90), "ten bytes.", "c", "d"], to: store)
            let small = MailStore.BatchLimits(mails: 3, bytes: 100)
            #expect(try await store.flushSettled(beginning: (now, small)) == [ids[0], ids[1]])
            #expect(
                try await store.flushSettled(beginning: (now, .init(mails: 3, bytes: 102))) == [ids[0], ids[1], ids[2]])
            #expect(try await store.flushSettled(beginning: (now, .init(mails: 256, bytes: 1))) == [ids[0]])
            #expect(try await store.recoverBegun(failingAt: 3).mails == [ids[0]])
            store.settle(
                MailSettlement(id: ids[0], state: .pending, nextTry: now), mailbox: "support"
            )
            #expect(try await store.flushSettled(beginning: (now, .init(mails: 2, bytes: 1000))) == [ids[0], ids[1]])
            #expect(try await store.recoverBegun(failingAt: 3).mails == [ids[0], ids[1]])
            store.settle(MailSettlement(id: ids[0], state: .pending, nextTry: now), mailbox: "support")
            // The first is free again, the second is not.
            #expect(try await store.flushSettled(beginning: (now, limits)) == [ids[0]])
            try store.close()
        }
    }

    @Test("While a mail is applied it is marked as begun; afterwards, and after a stop, nothing is")
    func marked() async throws {
        try await withFolder { folder in
            let store = try MailStore(directory: folder)
            let watch = try WatchedAttachments(mails: store, folder: folder)
            let fixture = try MailFixture(mails: store, attachments: watch)
            try await fixture.run {
                let kept = try await fixture.receive(
                    """
                    From: rosa@shop.example
                    To: help@desk.example
                    Subject: A file
                    Message-ID: <file@shop.example>
                    Date: Mon, 20 Nov 2026 10:00:00 +0000
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary="b"

                    --b
                    Content-Type: text/plain

                    It is attached.
                    --b
                    Content-Type: application/pdf
                    Content-Disposition: attachment; filename="a.pdf"

                    %PDF-1.4
                    --b--
                    """
                )
                #expect(kept.state == .done)
                #expect(watch.seen == [[kept.id]])
                #expect(try await store.begunMails().isEmpty)
            }
            #expect(try await store.begunMails().isEmpty)
            try store.close()
        }
    }

    @Test("A mail that three processes died of is left alone by the desk, which applies the others")
    func desk() async throws {
        try await withFolder { folder in
            let store = try MailStore(directory: folder)
            let poison = try await add([mail(id: "poison@shop.example", "Boom.")], to: store)
            try store.close()
            for _ in 0..<3 { #expect(try await die(in: folder).begun == poison) }
            let last = try MailStore(directory: folder)
            let fixture = try MailFixture(mails: last) { $0.interruptions = 3 }
            try await fixture.run {
                let other = try await fixture.receive(mail(id: "other@shop.example", "It is silent."))
                #expect(other.state == .done)
                let left = try #require(try await last.mail(poison[0]))
                #expect(left.state.word == "failed")
                // By hand it is tried again, and this time nothing ends.
                _ = try await last.replay(poison, at: fixture.clock.environment.now())
                try await fixture.settled(poison[0]) { $0.state == .done }
            }
            try last.close()
        }
    }

    @Test("A single death must not be enough to give up a whole batch")
    func limit() throws {
        #expect(throws: EmailError.self) { try MailFixture { $0.interruptions = 1 } }
        _ = try MailFixture { $0.interruptions = 2 }
        _ = try MailFixture { #expect($0.interruptions == 10) }
    }
}

/// Looks, whenever a file of a mail is kept, at which mails are marked as begun.
private final class WatchedAttachments: AttachmentStore {
    private let files: DirectoryAttachmentStore
    private let mails: MailStore
    private let looks = Mutex<[[Int64]]>([])

    init(mails: MailStore, folder: String) throws {
        self.mails = mails
        files = try DirectoryAttachmentStore(path: folder + "/files")
    }

    var seen: [[Int64]] { looks.withLock { $0 } }

    func begin(_ request: BeginFileRequest) async throws {
        let begun = try await mails.begunMails()
        looks.withLock { $0.append(begun) }
        try await files.begin(request)
    }

    func append(_ request: AppendFileRequest) async throws { try await files.append(request) }
    func finish(_ request: FinishFileRequest) async throws -> StoredFile { try await files.finish(request) }
    func abandon(_ file: FileID) async throws { try await files.abandon(file) }
    func find(_ file: FileID) async throws -> StoredFile? { try await files.find(file) }
}
