import Sportello
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("Received mail goes before mail to send", .timeLimit(.minutes(15)))
struct IntakePaceTests {
    private let clock = ManualClock()
    private let pace = IntakePace()
    private var environment: DeskEnvironment { .manual(clock, seed: 1) }

    private func useUp() async {
        pace.applied(isBehind: true)
        for _ in 0..<IntakePace.placesPerBatch { await pace.turn(environment) }
    }

    @Test("Without a batch that waits, nobody waits")
    func unhindered() async {
        for _ in 0..<100 { await pace.turn(environment) }
        await useUp()
        pace.applied(isBehind: false)
        for _ in 0..<100 { await pace.turn(environment) }
        #expect(clock.sleeperCount == 0)
    }

    @Test("While batches wait, each one that is applied lets ten go, in the order in which they asked")
    func places() async {
        await useUp()
        let environment = environment
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<15 { group.addTask { [pace] in await pace.turn(environment) } }
            await clock.waitForSleepers(15)
            pace.applied(isBehind: true)
            for _ in 0..<10 { await group.next() }
            // The other five have nothing but the clock to wait for.
            await clock.waitForSleepers(5)
            pace.applied(isBehind: true)
            await group.waitForAll()
        }
        // Five of the second batch's places are left.
        for _ in 0..<5 { await pace.turn(environment) }
        #expect(clock.sleeperCount == 0)
    }

    @Test("The end of the flood frees everybody")
    func end() async {
        await useUp()
        let environment = environment
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { [pace] in await pace.turn(environment) } }
            await clock.waitForSleepers(50)
            pace.applied(isBehind: false)
            await group.waitForAll()
        }
    }

    @Test("A batch that takes long holds up nobody for more than a second")
    func second() async {
        await useUp()
        let environment = environment
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [pace] in await pace.turn(environment) }
            await clock.waitForSleepers(1)
            clock.advance(by: .milliseconds(999))
            #expect(clock.sleeperCount == 1)
            clock.advance(by: .milliseconds(1))
            await group.waitForAll()
        }
    }

    @Test("Who is cancelled does not wait")
    func cancellation() async {
        await useUp()
        let environment = environment
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [pace] in await pace.turn(environment) }
            await clock.waitForSleepers(1)
            group.cancelAll()
            await group.waitForAll()
        }
    }
}
