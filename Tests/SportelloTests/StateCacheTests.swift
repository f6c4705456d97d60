import SportelloModel
import Testing

@testable import Sportello

@Suite("The states of streams in use")
struct StateCacheTests {
    private func stream(_ number: UInt64) -> StreamID { .ticket(TicketID(high: 1, low: number)) }

    private func state(_ seq: Int64) -> StreamChange {
        let head = StreamHead(seq: seq, publicSeq: 0, staffSeq: 0, digest: .zero)
        return .desk(Change(state: ServiceDesk(id: ServiceDesk.only), head: head))
    }

    private func known(_ cache: StateCache, _ numbers: ClosedRange<UInt64>) -> [UInt64] {
        numbers.filter { number in
            var copy = cache
            return copy.state(of: stream(number)) != nil
        }
    }

    @Test("The newest half of the capacity is always kept, and never more than the capacity")
    func bounds() {
        var cache = StateCache(capacity: 10)
        for number in 1...100 {
            cache.keep(state(1), for: stream(UInt64(number)))
            let kept = known(cache, 1...100)
            #expect(kept.suffix(5) == Array(UInt64(max(1, number - 4))...UInt64(number)).suffix(5))
            #expect(kept.count <= 10)
        }
    }

    @Test("What is asked for stays, what is not goes")
    func use() {
        var cache = StateCache(capacity: 4)
        for number: UInt64 in 1...20 {
            cache.keep(state(1), for: stream(number))
            #expect(cache.state(of: stream(1)) != nil, "after \(number)")
        }
        #expect(known(cache, 2...16).isEmpty)
    }

    @Test("A newer state takes the older one's place, and a forgotten one is not known in either generation")
    func forgetting() throws {
        var cache = StateCache(capacity: 4)
        cache.keep(state(1), for: stream(1))
        cache.keep(state(1), for: stream(2))
        cache.keep(state(1), for: stream(3))
        cache.keep(state(2), for: stream(1))
        guard case .desk(let change)? = cache.state(of: stream(1)) else {
            Issue.record("the state is gone")
            return
        }
        #expect(change.head.seq == 2)
        cache.forget(stream(1))
        cache.forget(stream(2))
        #expect(known(cache, 1...3) == [3])
    }
}
