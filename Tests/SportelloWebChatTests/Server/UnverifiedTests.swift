import Sportello
import SportelloModel
import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("A stranger with a valid reply token")
struct UnverifiedTests {
    private func data(of message: MessagePosted, in view: StreamView) throws -> JSONValue {
        let ticket = TicketID(high: 1, low: 1)
        let event = TicketEvent.messagePosted(message)
        let record = EventRecord(
            stream: .ticket(ticket), seq: 1, publicSeq: 1, staffSeq: 1, at: Instant(milliseconds: 0), kind: event.kind,
            author: Author(role: .contact, id: "c", name: nil), clientID: nil, facts: [], contentDigest: nil,
            salt: nil, content: Content(text: "Hello"), digest: Digest(hashing: [])
        )
        let wire = WireEvents(signer: DownloadSigner(random: { 7 }, lifetime: .seconds(600)), now: 0, reader: "")
        let name: StreamName =
            view == .contact ? .contact(ticket: ticket.description) : .internal(ticket: ticket.description)
        let bytes = wire.encode(LoggedEvent(record: record, event: .ticket(event)), on: name, view: view).bytes
        return try #require(try JSONValue.parse(bytes, maxDepth: 16)["data"])
    }

    @Test("Staff are told that the author is no party of the ticket; the contact's view has no such member")
    func marked() throws {
        var message = MessagePosted(via: .email)
        message.isUnverified = true
        #expect(try data(of: message, in: .staff)["unverified"]?.boolValue == true)
        #expect(try data(of: message, in: .contact)["unverified"] == nil)
        // What answers another message is written in another way.
        message.replyTo = 1
        #expect(try data(of: message, in: .staff)["unverified"]?.boolValue == true)
        let shown = try data(of: message, in: .contact)
        #expect(shown["replyTo"] != nil && shown["unverified"] == nil)
    }

    @Test("Everybody else's message has no such member")
    func unmarked() throws {
        #expect(try data(of: MessagePosted(via: .email), in: .staff)["unverified"] == nil)
        #expect(try data(of: MessagePosted(via: .email, replyTo: 1), in: .staff)["unverified"] == nil)
    }
}
