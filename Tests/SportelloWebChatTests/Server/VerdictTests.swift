import Sportello
import SportelloModel
import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("Who pays, as both sides see it")
struct VerdictTests {
    private func verdict(in view: StreamView) throws -> JSONValue {
        let ticket = TicketID(high: 1, low: 1)
        let facts =
            #"{"verdict":{"number":1,"kind":"billable","rule":"R1","policyVersion":2,"paidBy":["hours"],"redirects":[],"#
            + #""authorisedBy":[],"basis":{"caseType":"question","cause":"theirOwnFault","roles":[],"entitlements":[],"#
            + #""isBeyondFairUse":true}}}"#
        let event = try TicketEvent.decode(kind: "coverage.decided", facts: Array(facts.utf8))
        let record = EventRecord(
            stream: .ticket(ticket), seq: 1, publicSeq: 1, staffSeq: 1, at: Instant(milliseconds: 0), kind: event.kind,
            author: Author(role: .agent, id: "bea", name: "Bea"), clientID: nil, facts: [], contentDigest: nil,
            salt: nil, content: Content(text: "It costs"), digest: Digest(hashing: [])
        )
        let wire = WireEvents(signer: DownloadSigner(random: { 7 }, lifetime: .seconds(600)), now: 0, reader: "")
        let name: StreamName =
            view == .contact ? .contact(ticket: ticket.description) : .internal(ticket: ticket.description)
        let bytes = wire.encode(LoggedEvent(record: record, event: .ticket(event)), on: name, view: view).bytes
        let data = try #require(try JSONValue.parse(bytes, maxDepth: 16)["data"])
        #expect(data["text"] == "It costs")
        return try #require(data["verdict"])
    }

    @Test(
        "The customer reads the answer and the rule, not what staff found out; staff read that too",
        .requirement("R-000-44"))
    func sides() throws {
        let shown = try verdict(in: .contact)
        #expect(shown["kind"] == "billable" && shown["rule"] == "R1" && shown["policyVersion"] == 2)
        #expect(shown["basis"] == nil)
        #expect(try verdict(in: .staff)["basis"]?["cause"] == "theirOwnFault")
    }
}
