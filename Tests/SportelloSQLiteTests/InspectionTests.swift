import Foundation
import GRDB
import Sportello
import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloSQLite

@Suite("A check of the database")
struct InspectionTests {
    /// What somebody with a shell could do to a closed database, and what the check must say.
    static let crimes: [(sql: String, finding: String)] = [
        ("DELETE FROM event WHERE stream = 2 AND seq = 2", "not numbered"),
        ("DELETE FROM event WHERE stream = 2 AND seq = 3", "not numbered"),
        ("UPDATE event SET digest = zeroblob(32) WHERE stream = 2 AND seq = 3", "head differs"),
        ("UPDATE event SET digest = zeroblob(32) WHERE stream = 2 AND seq = 1", "that were committed"),
        ("UPDATE event SET publicSeq = 9 WHERE stream = 2 AND seq = 3", "head differs"),
        ("UPDATE head SET seq = 2 WHERE stream = 2", "not numbered"),
        ("DELETE FROM head WHERE stream = 2", "no head"),
        ("DELETE FROM stream WHERE id = 2", "no stream"),
        ("DELETE FROM content WHERE id = 4", "content is missing"),
        ("INSERT INTO content (id, text) VALUES (99, 'x')", "belongs to no event"),
        ("DELETE FROM recentEvent WHERE stream = 2 AND seq = 2", "not in its place"),
        ("UPDATE recentEvent SET stream = 1 WHERE stream = 2 AND seq = 3", "not in its place"),
        ("INSERT INTO eventPlace VALUES (2, 1, 1); DELETE FROM recentEvent WHERE event = 4", "not in its place"),
        ("INSERT INTO eventPlace VALUES (2, 9, 99)", "holds no event"),
        ("INSERT INTO recentEvent VALUES (99, 2, 9)", "holds no event"),
        ("UPDATE answer SET event = 99", "reply names"),
        ("UPDATE answer SET stream = 99", "reply names"),
        (
            "INSERT INTO answer (stream, key, content, event) SELECT stream, key, content, event FROM answer",
            "done twice"
        ),
        (
            "UPDATE meta SET value = (SELECT max(id) FROM answer) WHERE name = 'answersPlaced'",
            "reply is not in its place"
        ),
        ("INSERT INTO answerPlace SELECT stream, id, substr(key, 1, 8) FROM answer", "place holds no reply"),
        ("INSERT INTO answerPlace VALUES (2, 99, zeroblob(8))", "place holds no reply"),
        (
            """
            DELETE FROM content WHERE id IN (SELECT id FROM event WHERE stream = 2);
            DELETE FROM event WHERE stream = 2; DELETE FROM head WHERE stream = 2; DELETE FROM stream WHERE id = 2
            """,
            "that were committed"
        ),
    ]

    @Test("finds every way in which tables can contradict one another", arguments: crimes)
    func finds(crime: (sql: String, finding: String)) async throws {
        let place = try TemporaryPlace()
        try await fill(place)
        try place.meddle(
            "DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_removed; \(crime.sql)"
        )
        let store = try await place.open()
        let problems = try await store.problems()
        #expect(problems.contains { $0.contains(crime.finding) }, "found \(problems)")
        try await store.close()
    }

    @Test("finds a damaged page")
    func findsDamage() async throws {
        let place = try TemporaryPlace()
        try await fill(place)
        let pages = try await DatabaseQueue(path: place.path()).read { database in
            try Int.fetchAll(database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'eventPlace'")
        }
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: place.path()))
        try file.seek(toOffset: UInt64((pages.first ?? 1) - 1) * 4096 + 3)
        try file.write(contentsOf: Data([0xff, 0xff]))
        try file.close()
        let store = try await place.open()
        do {
            let problems = try await store.problems()
            #expect(!problems.isEmpty)
        } catch let error as StoreError {
            #expect(error.code == .corrupt)
        }
        try await store.close()
    }

    private func fill(_ place: TemporaryPlace) async throws {
        let store = try await place.open()
        for n in 1...3 as ClosedRange<UInt64> {
            var writer = LogWriter(stream: .ticket(n))
            let write = writer.append([.init("one"), .init("two"), .init("three")])
            let key = CommitKey(scope: write.stream, author: "a", id: "\(n)", content: .zero)
            try await store.commitAll(Transaction(key: key, writes: [write], reply: LogWriter.reply(to: write)))
        }
        #expect(try await store.problems() == [])
        try await store.close()
    }
}
