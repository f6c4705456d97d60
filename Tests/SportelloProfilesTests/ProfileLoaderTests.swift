import Foundation
import SportelloModel
import SportelloProfiles
import SportelloTesting
import Testing

@Suite("Loading a profile from YAML")
struct ProfileLoaderTests {
    private func failure(_ yaml: String) -> ProfileLoadError? {
        #expect(throws: ProfileLoadError.self) { try ProfileLoader().load(yaml: yaml, name: "desk.yaml") }
    }

    @Test("A name is enough", .requirement("R-001-22"))
    func minimal() throws {
        #expect(try ProfileLoader().load(yaml: "name: small", name: "x") == ServiceProfile(name: "small"))
        #expect(try ProfileLoader().load(yaml: #"{"name": "small"}"#, name: "x") == ServiceProfile(name: "small"))
    }

    @Test("Dates and intervals need no quotes, and an anchor may be used again")
    func plainScalars() throws {
        let yaml = """
            name: office
            serviceCalendar: office
            calendars:
              office:
                zone: Europe/Rome
                weekly:
                  monday: &day [09:00-13:00, 14:00-18:00]
                  tuesday: *day
                holidays: [2026-05-01]
                overrides:
                  2026-12-24: [09:00-12:00]
            targets:
              - {id: answer, metric: firstResponse, max: 2h, atRisk: [50%, 15m]}
            """
        let profile = try ProfileLoader().load(yaml: yaml, name: "x")
        let office = try #require(profile.calendars["office"])
        #expect(office.weekly[.tuesday]?.map(\.description) == ["09:00-13:00", "14:00-18:00"])
        #expect(office.holidays.map(\.description) == ["2026-05-01"])
        #expect(office.overrides.keys.map(\.description) == ["2026-12-24"])
        #expect(profile.targets[0].max == .hours(2))
        #expect(profile.targets[0].atRisk == [.used(percent: 50), .left(.minutes(15))])
    }

    @Test("An unknown key names file, line, column, path and the known keys", .requirement("R-001-22"))
    func unknownKey() throws {
        let error = try #require(failure("name: x\nchannels:\n  - kind: email\n    standing: official\n    order: 1\n"))
        #expect(error.code == .shape)
        #expect(error.findings.count == 1)
        #expect(error.findings[0].line == 5 && error.findings[0].column == 5)
        #expect(error.findings[0].problem.path == "channels[0].order")
        #expect(error.description.hasPrefix("desk.yaml:5:5: channels[0].order: unknown key “order”"))
        #expect(error.description.contains("known: kind, address, purpose, standing, title"))
    }

    @Test(
        "A missing key, a wrong form and a wrong word name their place",
        arguments: [
            ("name: x\ntargets:\n  - id: a\n", "targets[0]", 3, "“metric” is missing"),
            ("name: x\nversion: soon\n", "version", 2, "wrong form"),
            ("name: x\nqueue: [1]\n", "queue", 2, "wrong form"),
            ("name: x\nrating:\n  trigger: never\n", "rating.trigger", 3, "conversationEnd"),
            ("name: x\ncalendars:\n  a:\n    zone: Nowhere/Town\n", "calendars.a.zone", 4, "IANA"),
            ("name: x\ntargets:\n  - {id: a, metric: resolution, max: soon}\n", "targets[0].max", 3, "1h30m"),
            ("version: 1\n", "profile", 1, "“name” is missing"),
        ])
    func shapes(yaml: String, path: String, line: Int, says: String) throws {
        let error = try #require(failure(yaml))
        #expect(error.code == .shape)
        #expect(error.findings[0].problem.path == path)
        #expect(error.findings[0].line == line)
        #expect(error.description.contains(says))
        #expect(error.cause is DecodingError)
    }

    @Test("Everything unsound is told at once, each at its line")
    func unsound() throws {
        let yaml = """
            name: x
            followUp:
              reopenWithinDays: 40
              closeAfterDays: 30
            targets:
              - id: a
                metric: resolution
                max: 4h
            serviceCalendar: office
            """
        let error = try #require(failure(yaml))
        #expect(error.code == .unsound)
        #expect(error.findings.map(\.problem.path) == ["followUp.closeAfterDays", "serviceCalendar"])
        #expect(error.findings.map(\.line) == [4, 9])
        #expect(error.findings.allSatisfy { !$0.problem.remedy.isEmpty })
    }

    @Test("A target in open hours without a calendar does not load", .requirement("R-004-23"))
    func openHoursWithoutCalendar() throws {
        let error = try #require(failure("name: x\ntargets:\n  - {id: a, metric: resolution, max: 4h}\n"))
        #expect(error.code == .unsound)
        #expect(error.findings[0].problem.path == "targets[0]" && error.findings[0].line == 3)
    }

    @Test(
        "Text that is no YAML names the place",
        arguments: [
            ("name: [x\nversion: 1\n", 2), ("name: x\n\tversion: 1\n", 2), ("name: x\nname: y\n", nil),
        ] as [(String, Int?)])
    func syntax(yaml: String, line: Int?) throws {
        let error = try #require(failure(yaml))
        #expect(error.code == .syntax)
        if let line { #expect(error.findings[0].line == line) }
        #expect(error.description.contains("desk.yaml"))
    }

    @Test("What is no mapping is refused", arguments: ["", "- a\n", "just words", "~"])
    func noMapping(yaml: String) throws {
        #expect(try #require(failure(yaml)).code == .shape)
    }

    @Test("A file that is not there, not UTF-8 or too long is refused by name")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "profiles-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let path = folder.appendingPathComponent("desk.yaml").path
        func code() -> ProfileLoadError.Code? {
            #expect(throws: ProfileLoadError.self) { try ProfileLoader().load(path: path) }?.code
        }
        #expect(code() == .unreadable)
        try Data([0xff, 0xfe, 0x00]).write(to: URL(fileURLWithPath: path))
        #expect(code() == .unreadable)
        try Data(repeating: 0x20, count: ProfileLoader.maximumBytes + 1).write(to: URL(fileURLWithPath: path))
        #expect(code() == .unreadable)
        try Data("name: small".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try ProfileLoader().load(path: path).name == "small")
    }
}
