import ArgumentParser
import Sportello
import SportelloModel
import SportelloSQLite

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read every log and say where something is wrong.",
        discussion: """
            Finds a changed byte, a removed event, a cut tail, and a state that is not the fold of its log. Exits with 0
            when all is well and with 1 when something is wrong. Stop the desk first, or verify a backup.

            EXAMPLES
              SupportServer verify --config desk.yaml
              SupportServer verify --config desk.yaml --data ./backup
            """
    )

    @OptionGroup var options: DeskOptions

    func run() async throws {
        let configuration = try options.load()
        let (report, numbers) = try await configuration.withStore {
            store -> (DeskVerifier.Report, [StreamID: String]) in
            let verifier = DeskVerifier(store: store, profile: configuration.profile)
            let report = try await verifier.verify { seen in
                SupportServerProgress.show("\(seen.streams) streams, \(seen.events) events")
            }
            return (report, try await Self.numbers(of: report.findings, in: store))
        }
        SupportServerProgress.clear()
        print("verified \(report.streams) streams with \(report.events) events")
        guard !report.findings.isEmpty else { return print("all is well") }
        for finding in report.findings {
            let number = finding.stream.flatMap { numbers[$0] }.map { "ticket #\($0): " } ?? ""
            print("BROKEN \(number)\(finding)")
        }
        print("\(report.findings.count) findings")
        throw ExitCode(1)
    }

    /// The public numbers of the tickets that are named, where they can still be read.
    private static func numbers(
        of findings: [DeskVerifier.Finding], in store: any DeskStore
    ) async throws -> [StreamID: String] {
        let streams = Set(findings.compactMap(\.stream)).filter { $0.kind == .ticket }
        guard !streams.isEmpty else { return [:] }
        var numbers: [StreamID: String] = [:]
        for snapshot in try await store.load(LoadRequest(streams: Array(streams))).snapshots {
            numbers[snapshot.stream] = snapshot.index.number
        }
        return numbers
    }
}
