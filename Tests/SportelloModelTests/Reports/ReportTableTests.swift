import Foundation
import SportelloModel
import SportelloTesting
import Testing

@Suite("Reports in rows and columns")
struct ReportTableTests {
    private func table(_ cells: ReportTable.Cell...) -> ReportTable {
        var table = ReportTable(columns: cells.indices.map { "c\($0)" })
        table.add(cells)
        return table
    }

    @Test(
        "CSV: text that a spreadsheet would take for a formula is made text; numbers stay numbers",
        arguments: [
            (.text("=1+1"), "'=1+1"), (.text("+49 1"), "'+49 1"), (.text("-x"), "'-x"), (.text("@sum"), "'@sum"),
            (.text("\tx"), "'\tx"), (.text("\r=1"), "\"'\r=1\""), (.text("\r\n=1"), "\"'\r\n=1\""),
            (.text("\u{FF0B}1"), "'\u{FF0B}1"), (.text("\u{FF0D}1"), "'\u{FF0D}1"), (.text("\u{FF20}a"), "'\u{FF20}a"),
            (.text("\n=1"), "\"'\n=1\""), (.text("\u{FF1D}1+1"), "'\u{FF1D}1+1"), (.text("=a,b"), "\"'=a,b\""),
            (.integer(-5), "-5"),
            (.text("a\"b"), "\"a\"\"b\""), (.text("a,b"), "\"a,b\""), (.text("a\r\nb"), "\"a\r\nb\""),
            (.text("plain = text"), "plain = text"), (.text(""), ""), (.none, ""), (.flag(true), "true"),
            (.decimal(TwoDecimals(hundredths: 487)), "4.87"),
        ] as [(ReportTable.Cell, String)])
    func csv(cell: ReportTable.Cell, expected: String) {
        #expect(table(cell, .integer(1)).csv == "c0,c1\r\n\(expected),1\r\n")
    }

    @Test("JSON: every key in every row, numbers as numbers, nothing as null")
    func json() throws {
        var table = ReportTable(columns: ["name", "count", "share", "is", "rest"])
        table.add([.text("a"), .integer(2), .decimal(TwoDecimals(hundredths: 6666)), .flag(false)])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(table), as: UTF8.self)
        #expect(text == #"[{"count":2,"is":false,"name":"a","rest":null,"share":66.66}]"#)
    }

    @Test("A terminal gets aligned columns and no control characters")
    func terminal() {
        var table = ReportTable(columns: ["who", "n"])
        table.add([.text("Bea\u{1b}[2J"), .integer(12)])
        table.add([.none, .integer(3)])
        #expect(table.text == "who       n\nBea?[2J  12\n-         3\n")
    }

    @Test("A row always fits its columns")
    func rows() {
        var table = ReportTable(columns: ["a", "b"])
        table.add([.integer(1)])
        table.add([.integer(1), .integer(2), .integer(3)])
        #expect(table.rows == [[.integer(1), .none], [.integer(1), .integer(2)]])
    }

    @Test("A share is rounded down, so that only all are all, and of nothing there is none")
    func shares() {
        #expect(Share(999, of: 1000).percent?.description == "99.90")
        #expect(Share(99_999, of: 100_000).percent?.description == "99.99")
        #expect(Share(3, of: 3).percent?.description == "100.00")
        #expect(Share(0, of: 0).percent == nil && Share(0, of: 0).perMille == nil)
        #expect(Share(0, of: 0).lowerBound(z: 196) == nil)
        #expect(Share(2, of: 2).lowerBound(z: 196)?.description == "34.23")
    }

    @Test("A period holds its first instant and not its last, and its days are the service calendar's")
    func periods() throws {
        var profile = ServiceProfile(name: "test")
        let (first, last) = (try #require(LocalDate("2026-03-29")), try #require(LocalDate("2026-03-30")))
        let plain = try #require(profile.reportPeriod(from: first, to: last))
        #expect(plain.from == Wall.utc("2026-03-29 00:00") && plain.length == .hours(24))
        #expect(profile.reportZone == "UTC")
        profile.calendars = ["office": Wall.office]
        profile.serviceCalendar = "office"
        let local = try #require(profile.reportPeriod(from: first, to: last))
        #expect(profile.reportZone == "Europe/Warsaw")
        #expect(local.from == Wall.at("2026-03-29 00:00") && local.length == .hours(23), "summer time begins")
        #expect(local.contains(local.from) && !local.contains(local.to))
        #expect(local.contains(local.to - .milliseconds(1)) && !local.contains(local.from - .milliseconds(1)))
        #expect(!local.contains(nil))
        #expect(
            profile.reportPeriod(from: first, to: first) == nil && profile.reportPeriod(from: last, to: first) == nil)
    }

    @Test("Ratings count in the period in which their dialog ended", .requirement("R-002-58"))
    func ratings() throws {
        var world = World()
        let begin = world.now
        for (score, hour) in [(5, 0), (2, 2)] {
            world.now = begin + .hours(hour)
            let id = try world.resolved()
            try world.perform(.rate(id, score: score, comment: nil), as: .ada)
        }
        func report(_ from: Int, _ to: Int) throws -> RatingReport {
            var report = RatingReport(
                period: try #require(ReportPeriod(from: begin + .hours(from), to: begin + .hours(to)))
            )
            for id in world.streams.keys.compactMap(\.ticketID) { report.add(try world.ticket(id)) }
            return report
        }
        #expect(try report(0, 3).summary(world.profile.rating).mean?.description == "3.50")
        #expect(try report(0, 2).summary(world.profile.rating).mean?.description == "5.00")
        let bea = try #require(try report(2, 3).byAgent(world.profile.rating)[Actor.bea.agent])
        #expect(bea.mean?.description == "2.00" && bea.answered == 1 && bea.asked == 1)
    }
}
