import SportelloModel
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("The pace of a client (protocol §7.7)")
struct RateLimitTests {
    @Test func aBurstIsAllowedAndThenOneASecond() {
        var limit = RateLimit(burst: 3, now: 0)
        for _ in 0..<3 { #expect(limit.take(burst: 3, perSecond: 1, now: 0) == nil) }
        #expect(limit.take(burst: 3, perSecond: 1, now: 0) == 1000)
        #expect(limit.take(burst: 3, perSecond: 1, now: 500) == 500)
        #expect(limit.take(burst: 3, perSecond: 1, now: 1000) == nil)
        #expect(limit.take(burst: 3, perSecond: 1, now: 1000) == 1000)
    }

    @Test func restDoesNotSaveUpMoreThanABurst() {
        var limit = RateLimit(burst: 2, now: 0)
        for _ in 0..<2 { #expect(limit.take(burst: 2, perSecond: 10, now: 1_000_000) == nil) }
        #expect(limit.take(burst: 2, perSecond: 10, now: 1_000_000) == 100)
    }
}

@Suite("What the inbox shows")
struct InboxFilterTests {
    private let me = Identity(actor: .agent(AgentID(rawValue: "anna"), role: .agent, name: "Anna"))

    @Test func meIsWhoeverAsks() throws {
        let filter = try InboxFilter(JSONObject([.init(name: "assignee", value: "me")]), for: me)
        #expect(filter.assignee == AgentID(rawValue: "anna"))
    }

    @Test func nobodyIsWrittenAsNull() throws {
        let filter = try InboxFilter(JSONObject([.init(name: "assignee", value: .null)]), for: me)
        #expect(filter.isUnassigned == true)
    }

    @Test func aStatusOfTheWrongTypeNamesTheField() {
        #expect {
            _ = try InboxFilter(JSONObject([.init(name: "status", value: 7)]), for: me)
        } throws: { ($0 as? MemberFault)?.field == "status" }
    }
}
