import SportelloModel
import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("Quality cases in a list")
struct QualityListTests {
    @Test("A hundred of them fit into what may wait for one reader, whatever people wrote", .requirement("R-004-55"))
    func bounded() {
        var known = QualityCase(id: QualityCaseID(high: 1, low: 2))
        // One character to a reader, thirty thousand to a computer.
        known.text = "e" + String(repeating: "\u{301}", count: 30_000)
        known.remedy = String(repeating: "\u{1}", count: 30_000)
        #expect(EncodedJSON(known.summary).bytes.count < 2000)
        known.text = String(repeating: "\u{1}", count: 30_000)
        #expect(EncodedJSON(known.summary).bytes.count < 2000)
        known.text = "He was rude"
        #expect(known.summary.objectValue?["text"] == "He was rude")
    }
}
