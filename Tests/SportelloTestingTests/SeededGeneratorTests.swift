import SportelloTesting
import Testing

@Suite("A seeded generator")
struct SeededGeneratorTests {
    @Test("repeats itself for the same seed and not for another")
    func repeatsItself() {
        var one = SeededGenerator(seed: 7)
        var same = SeededGenerator(seed: 7)
        var other = SeededGenerator(seed: 8)
        let numbers = (0..<100).map { _ in one.next() }
        #expect(numbers == (0..<100).map { _ in same.next() })
        #expect(Set(numbers).isDisjoint(with: (0..<100).map { _ in other.next() }))
        #expect(Set(numbers).count == 100)
    }
}
