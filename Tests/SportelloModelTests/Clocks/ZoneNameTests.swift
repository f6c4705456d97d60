import Foundation
import SportelloTesting
import Testing

@testable import SportelloModel

@Suite("Names of time zones")
struct ZoneNameTests {
    @Test("A name is one of a zone exactly if its rules can be read", .requirement("R-000-28"))
    func agree() {
        for name in ["UTC", "Europe/Rome", "America/Argentina/Buenos_Aires", "America/Port-au-Prince"] {
            #expect(ZoneRules.isZone(name) && ZoneRules(identifier: name) != nil, "\(name)")
        }
        let long = "Europe/" + String(repeating: "e", count: 1_000_000)
        for name in ["", "/", "CET", "GMT+2", "Mars/Olympus", "Europe/Rom", "../etc/passwd", "Europe/Rome\u{0}", long] {
            #expect(!ZoneRules.isZone(name) && ZoneRules(identifier: name) == nil, "\(name.prefix(40))")
        }
        let places = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }
        #expect(places.count > 300)
        for name in places { #expect(ZoneRules.isZone(name), "\(name)") }
    }

    @Test("To check a customer's zone costs nothing like reading it", .requirement("R-000-28"))
    func cost() throws {
        let clock = ContinuousClock()
        _ = ZoneRules.isZone("Asia/Kathmandu")
        let reading = clock.measure { _ = ZoneRules(identifier: "Asia/Kathmandu") }
        let checking = clock.measure {
            for _ in 0..<10 { _ = ZoneRules.isZone("Asia/Kathmandu") }
        }
        #expect(checking < reading, "ten checks take \(checking), one reading \(reading)")
    }
}
