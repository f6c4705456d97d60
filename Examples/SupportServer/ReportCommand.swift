import ArgumentParser
import Foundation
import Sportello
import SportelloModel

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Count what happened over a period.",
        discussion: """
            The period begins with the first day and ends before the last one, in the
            zone of the profile's service calendar (UTC without one). Reads beside a
            running desk. docs/reports.md says what every number means.

            REPORTS
            \(ReportName.allCases.map { "  \($0.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)) \($0.title)" }
                .joined(separator: "\n"))

            EXAMPLES
              SupportServer report attainment --from 2026-11-01 --to 2026-12-01 --config desk.yaml
              SupportServer report channels --from 2026-11-01 --to 2026-12-01 --config desk.yaml --format csv
              SupportServer report queue --from 2026-11-23 --to 2026-11-24 --config desk.yaml --wait-target 30 --served 90
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

    @Argument(help: "Which report.", transform: Self.name) var name: ReportName
    @Option(help: ArgumentHelp("The first day.", valueName: "YYYY-MM-DD"), transform: Self.date) var from: LocalDate
    @Option(help: ArgumentHelp("The first day after it.", valueName: "YYYY-MM-DD"), transform: Self.date) var to:
        LocalDate
    @OptionGroup var options: DeskOptions
    @Option(help: "For people, programs or spreadsheets.") var format = Format.table
    @Option(help: ArgumentHelp("For attainment: open hours; may be given several times.", valueName: "number"))
    var hours: [Int] = [24, 48]
    @Option(help: ArgumentHelp("For queue: the wait that is aimed at.", valueName: "seconds")) var waitTarget = 60
    @Option(help: ArgumentHelp("For queue: the percentage who should not wait longer.", valueName: "percent"))
    var served = 80

    /// What `--format json` prints.
    private struct Document: Encodable {
        var report: String
        var from: String
        var to: String
        var zone: String
        var rows: ReportTable
    }

    func validate() throws {
        guard from < to else { throw ValidationError("--to must be a later day than --from; it is not counted itself") }
        guard hours.allSatisfy({ (1...100_000).contains($0) }) else {
            throw ValidationError("--hours must be 1 or more")
        }
        guard (1...86_400).contains(waitTarget) else {
            throw ValidationError("--wait-target must be 1 to 86400 seconds")
        }
        guard (1...99).contains(served) else { throw ValidationError("--served must be 1 to 99 percent") }
    }

    func run() async throws {
        let configuration = try options.load()
        let profile = configuration.profile
        guard let period = profile.reportPeriod(from: from, to: to) else {
            throw ValidationError("--to must be a later day than --from")
        }
        let choices = ReportOptions(hours: hours, waitTarget: .seconds(waitTarget), servedPercent: served)
        let table = try await configuration.reading { store in
            let reports = DeskReports(store: store, profile: profile) { read in
                SupportServerProgress.show("\(read) streams read")
            }
            return try await reports.table(name, period, options: choices)
        }
        SupportServerProgress.clear()
        switch format {
        case .table:
            report("\(name.title); \(from) to \(to), the last day not counted; \(profile.reportZone)")
            print(table.text, terminator: "")
        case .csv: print(table.csv, terminator: "")
        case .json:
            let document = Document(
                report: name.rawValue, from: from.description, to: to.description, zone: profile.reportZone,
                rows: table
            )
            print(try encoded(document))
        }
    }

    private static func name(_ text: String) throws -> ReportName {
        guard let name = ReportName(rawValue: text) else {
            throw ValidationError(
                "there is no report “\(text)”; choose one of \(ReportName.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return name
    }

    private static func date(_ text: String) throws -> LocalDate {
        guard let date = LocalDate(text) else { throw ValidationError("“\(text)” is not a day; write 2026-11-01") }
        return date
    }
}
