import Foundation
import SportelloWebChatClient
import Testing
import WebChatProtocol

@Suite("Webchat client: storage")
struct ClientStorageTests {
    private let memory = ClientMemory(
        visitor: "secret",
        positions: [ResumePoint(stream: .contact(ticket: "t1"), epoch: "e", since: 7)],
        unacknowledged: [
            .init(
                id: "0b7a9d3e-8c1f-4e52-9a66-3f0e2d1c4b5a", stream: .contact(ticket: "t1"), text: "caffè \"☕\"\n",
                files: ["f1"], replyTo: 3
            )
        ]
    )

    @Test("What a file storage saved is loaded as it was, and only the owner may read the file")
    func roundTrip() throws {
        let path = NSTemporaryDirectory() + "sportello-client-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }  // a leftover harms nobody
        let storage = FileClientStorage(path: path)
        #expect(try storage.load() == ClientMemory())
        try storage.save(memory)
        #expect(try FileClientStorage(path: path).load() == memory)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        try storage.save(ClientMemory(visitor: "other"))
        #expect(try storage.load().visitor == "other")
    }

    @Test(
        "A damaged memory is an error, not an empty memory",
        arguments: ["", "[]", "{}", "{\"version\":2}", "{\"version\":1,\"unacknowledged\":[\"x\"]}"])
    func damaged(_ text: String) {
        #expect(throws: (any Error).self) { try ClientMemory(decoding: Array(text.utf8)) }
    }
}
