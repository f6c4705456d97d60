import SportelloModel
import Testing
import WebChatProtocol
import WebSocketTransport

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

@Suite("The pace of an address")
struct AddressPaceTests {
    private func address(_ number: UInt64) -> PeerAddress { PeerAddress(high: number, low: 1) }

    @Test("Each address has a burst and then its pace, and does not use up another's")
    func apart() {
        var pace = AddressPace()
        let (mine, other) = (PeerAddress(192, 0, 2, 1), PeerAddress(192, 0, 2, 2))
        for _ in 0..<300 { #expect(pace.take(mine, burst: 300, perSecond: 10, now: 5) == nil) }
        #expect(pace.take(mine, burst: 300, perSecond: 10, now: 5) == 100)
        #expect(pace.take(other, burst: 300, perSecond: 10, now: 5) == nil)
        #expect(pace.take(mine, burst: 300, perSecond: 10, now: 55) == 50)
        #expect(pace.take(mine, burst: 300, perSecond: 10, now: 105) == nil)
    }

    @Test("The addresses of one IPv6 network are one")
    func networks() {
        var pace = AddressPace()
        #expect(pace.take(PeerAddress(high: 7, low: 1), burst: 1, perSecond: 1, now: 0) == nil)
        #expect(pace.take(PeerAddress(high: 7, low: 2), burst: 1, perSecond: 1, now: 0) == 1000)
        #expect(pace.take(PeerAddress(high: 8, low: 1), burst: 1, perSecond: 1, now: 0) == nil)
    }

    @Test("However many addresses ask, a bounded number is remembered, and those at their limit the longest")
    func bound() {
        var pace = AddressPace()
        for number in 0..<10_000 { _ = pace.take(address(UInt64(number)), burst: 1, perSecond: 1, now: 0) }
        #expect(pace.count == 10_000)
        // Seven thousand of them rest, the others ask again.
        for number in 0..<3000 { _ = pace.take(address(UInt64(number)), burst: 1, perSecond: 1, now: 1000) }
        #expect(pace.take(address(10_000), burst: 1, perSecond: 1, now: 1000) == nil)
        #expect(pace.count == 3001)
        #expect(pace.take(address(0), burst: 1, perSecond: 1, now: 1000) == 1000)
        // When nobody rests, everybody begins anew.
        for number in 3001..<10_000 { _ = pace.take(address(UInt64(number)), burst: 1, perSecond: 1, now: 1000) }
        #expect(pace.count == 10_000)
        #expect(pace.take(address(20_000), burst: 1, perSecond: 1, now: 1000) == nil)
        #expect(pace.count == 1)
    }

    @Test("The defaults let a page be loaded hundreds of times, and no more")
    func defaults() {
        let configuration = WebChatConfiguration()
        #expect(configuration.pagesPerMinute == 600)
        #expect(configuration.pageBurst == 300)
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
