import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("Stored forms")
struct CodingTests {
    private static let ticket = TicketID(high: 1, low: 2)
    private static let digest = Digest(hashing: [7])
    private static let file = FileReference(id: FileID(high: 5, low: 6), type: "image/png", bytes: 7, sha256: digest)

    @Test("A message's quick form is the general form, byte for byte")
    func quickMessages() throws {
        for via in ["webchat", "eMail", "phone", "", "a b", "web-chat", "чат", "\"", "\\", "x/y"] {
            for reply in [nil, 0, 1, -3, Int64.max, .min] as [Int64?] {
                for isHuman in [true, false] {
                    for files in [[], [Self.file]] {
                        let message = MessagePosted(
                            via: ChannelKind(rawValue: via), files: files, replyTo: reply, isHuman: isHuman
                        )
                        let encoder = JSONEncoder()
                        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                        let facts = try TicketEvent.messagePosted(message).encodedFacts()
                        #expect(facts == Array(try encoder.encode(message)), "\(via) \(String(describing: reply))")
                        #expect(try TicketEvent.decode(kind: "message.posted", facts: facts) == .messagePosted(message))
                    }
                }
            }
        }
    }

    @Test("A ticket's state says only what happened, and is read also where it says everything")
    func initialParts() throws {
        var change = StreamChange(fresh: .ticket(Self.ticket))
        let fresh = try change.encodedState()
        let parts = [
            "timing", "deferral", "incident", "remote", "channels", "quality", "outcomeRecord", "severityRecord",
            "escalation", "mail", "coverage", "queue", "intake", "metering",
        ]
        let keys = try #require(try JSONSerialization.jsonObject(with: Data(fresh)) as? [String: Any]).keys
        #expect(keys.contains("status") && parts.allSatisfy { !keys.contains($0) })

        guard case .ticket(let ticket) = change else { return #expect(Bool(false)) }
        var facts = ticket.state.facts
        facts.metering.offered = Minutes(30)
        facts.mail.failures = 1
        change = .ticket(Change(state: Ticket(activity: ticket.state.activity, facts: facts), head: .empty))
        func read(_ state: [UInt8]) throws -> StreamChange {
            try StreamChange(
                stream: .ticket(Self.ticket), head: .empty, activity: change.encodedActivity, state: state
            )
        }
        let said = try change.encodedState()
        #expect(try read(said).hasSameState(as: change))
        #expect(try read(fresh).hasSameState(as: StreamChange(fresh: .ticket(Self.ticket))))

        // As it was written before parts were left out.
        let whole = String(decoding: fresh, as: UTF8.self).replacing(
            #""handlers""#,
            with: #""channels":{"callCount":0},"mail":{"failures":1,"isUndeliverable":false},"handlers""#
        )
        guard case .ticket(let read) = try read(Array(whole.utf8)) else { return #expect(Bool(false)) }
        #expect(read.state.facts.mail.failures == 1 && read.state.facts.channels == ChannelFacts())
    }

    @Test("A kind from the future is unreadable, not something else", arguments: StreamKind.allCases)
    func futureKinds(kind: StreamKind) {
        let record = EventRecord(
            stream: StreamID(kind: kind, key: .init(high: 1, low: 1)), seq: 1, publicSeq: nil, staffSeq: nil,
            at: Instant(seconds: 1), kind: "future.kind", author: Actor.system.author, clientID: nil,
            facts: Array("{}".utf8), contentDigest: nil, salt: nil, content: nil, digest: .zero
        )
        #expect(throws: UnreadableEvent.self) { try LoggedEvent(record) }
    }

    @Test("Facts that were changed to something else are not read", arguments: ["", "[]", "{", "null", #"{"via":7}"#])
    func brokenFacts(facts: String) {
        #expect(throws: (any Error).self) { try TicketEvent.decode(kind: "message.posted", facts: Array(facts.utf8)) }
    }

    @Test("An event's digest depends on every field but the content itself")
    func digestFields() {
        let base = EventRecord(
            stream: .ticket(Self.ticket), seq: 1, publicSeq: 1, staffSeq: 1, at: Instant(seconds: 1), kind: "a.b",
            author: Author(role: .agent, id: "x", name: "y"), clientID: "z", facts: Array("{}".utf8),
            contentDigest: Self.digest, salt: nil, content: nil, digest: .zero
        )
        var variants = Array(repeating: base, count: 12)
        variants[0].stream = .ticket(TicketID(high: 1, low: 3))
        variants[1].seq = 2
        variants[2].publicSeq = nil
        variants[3].staffSeq = nil
        variants[4].at = Instant(milliseconds: 1001)
        variants[5].kind = "a.c"
        variants[6].author = Author(role: .agent, id: "x", name: nil)
        variants[7].clientID = nil
        variants[8].facts = Array("{ }".utf8)
        variants[9].contentDigest = nil
        variants[10].author = Author(role: .supervisor, id: "x", name: "y")
        variants[11].stream = StreamID(kind: .contact, key: .init(high: 1, low: 2))
        let digests = (variants + [base]).map { $0.chained(after: .zero) } + [base.chained(after: Self.digest)]
        #expect(Set(digests).count == digests.count)
        var erased = base
        erased.salt = Salt(high: 1, low: 1)
        erased.content = Content(text: "words")
        #expect(erased.chained(after: .zero) == base.chained(after: .zero), "erasing words changes no digest")
    }

    @Test("A content's digest depends on salt, text and every detail, and fields cannot flow into each other")
    func contentDigests() {
        let salt = Salt(high: 1, low: 2)
        let contents = [
            Content(), Content(text: "a"), Content(text: "ab"), Content(text: "a", details: ["b": ""]),
            Content(text: "", details: ["a": "b"]), Content(text: "", details: ["ab": ""]),
            Content(text: "", details: ["": "ab"]), Content(text: "", details: ["b": "a"]),
        ]
        var digests = Set(contents.map { $0.digest(salt: salt) })
        digests.insert(Content().digest(salt: Salt(high: 2, low: 1)))
        #expect(digests.count == contents.count + 1)
    }

    @Test("A ticket's activity has one spelling and reads nothing else")
    func activity() {
        var activity = TicketActivity()
        #expect(String(decoding: activity.encoded(), as: UTF8.self) == ",,,0")
        activity.lastCustomerAt = Instant(milliseconds: -5)
        activity.unansweredSince = Instant(milliseconds: 0)
        activity.messageCount = .max
        #expect(TicketActivity(encoded: activity.encoded()) == activity)
        for wrong in ["", ",,", ",,,", ",,,x", "1,2,3,4,5"] {
            #expect(TicketActivity(encoded: Array(wrong.utf8)) == nil, "\(wrong)")
        }
    }

    @Test("Identifiers, digests and streams have one text form")
    func identifiers() throws {
        let id = TicketID(high: 0x0123_4567_89ab_cdef, low: 1)
        #expect(id.description == "0123456789abcdef0000000000000001")
        #expect(TicketID(id.description) == id)
        for wrong in [
            "", "0123456789ABCDEF0000000000000001", "0123456789abcdef000000000000001",
            "0123456789abcdef00000000000000011", "0123456789abcdeg0000000000000001",
        ] {
            #expect(TicketID(wrong) == nil)
        }
        #expect(Digest(bytes: Self.digest.bytes) == Self.digest)
        #expect(Digest(bytes: Self.digest.bytes.dropLast()) == nil)
        let coded = try JSONDecoder().decode(Digest.self, from: JSONEncoder().encode(Self.digest))
        #expect(coded == Self.digest)
        #expect(Digest(hashing: []).description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
