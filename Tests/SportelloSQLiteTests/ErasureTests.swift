import Foundation
import Sportello
import SportelloModel
import SportelloSQLite
import SportelloTesting
import Testing

@Suite("An erasure")
struct ErasureTests {
    @Test("leaves no trace of the words in the store's files")
    func leavesNoTrace() async throws {
        let place = try TemporaryPlace()
        let store = try await place.open()
        for n in 1...200 as ClosedRange<UInt64> {
            var writer = LogWriter(stream: .ticket(n))
            let text = n == 77 ? "my password is Xylophonquartz and so on" : "nothing of interest here, number \(n)"
            try await store.commitAll(Transaction(writes: [writer.append([.init(text)])]))
        }
        #expect(try await store.search(SearchRequest(text: "xylophonquartz", limit: 5)).hits.count == 1)
        #expect(try traces(of: "ylophonquartz", in: place) > 0, "the search for traces finds nothing at all")
        #expect(try await store.erase(EraseRequest(stream: .ticket(77))).count == 1)
        try await store.close()
        #expect(try traces(of: "ylophonquartz", in: place) == 0)

        let again = try await place.open()
        #expect(try await again.search(SearchRequest(text: "interest", limit: 500)).hits.count == 199)
        #expect(try await again.problems() == [])
        try await again.close()
    }

    /// How many of the files hold these bytes.
    private func traces(of text: String, in place: TemporaryPlace) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: place.directory).count { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: place.path(name)))
            return data.range(of: Data(text.utf8)) != nil
        }
    }
}
