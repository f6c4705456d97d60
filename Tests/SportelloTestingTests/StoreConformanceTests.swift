import Sportello
import SportelloTesting
import Testing

@Suite("The law of stores")
struct StoreConformanceTests {
    @Test("is kept by the in-memory store", arguments: StoreConformance.cases(for: .reopens))
    func isKept(law: StoreConformance.Case) async throws {
        let medium = InMemoryMedium()
        try await law.run { InMemoryDeskStore(medium: medium) }
    }

    @Test("names every case differently")
    func namesDiffer() {
        let names = StoreConformance.cases(for: .reopens).map(\.name)
        #expect(Set(names).count == names.count)
        #expect(StoreConformance.cases().count < names.count, "cases for restarts are only for stores that have them")
    }

    @Test("catches a store with any one defect", arguments: StoreDefect.allCases)
    func catches(defect: StoreDefect) async {
        var broken: [String] = []
        for law in StoreConformance.cases(for: .reopens) {
            let medium = InMemoryMedium()
            do {
                try await law.run { SabotagedStore(defect, medium: medium) }
            } catch {
                broken.append(law.name)
            }
        }
        #expect(!broken.isEmpty, "no case fails although the store \(defect)")
        #expect(broken.count < 25, "cases are too coarse to say what is wrong: \(broken)")
    }
}
