import Foundation
import SportelloModel
import SportelloProfiles
import SportelloTesting
import Testing

/// The five organisations of `Examples/Profiles`: they load, are sound, and mean what they should.
@Suite("Example profiles")
struct ExampleProfileTests {
    static let names = [
        "basic-plus-hours", "generic-vendor", "metered-account-team", "pooled-factory", "tiered-official-only",
    ]

    static func load(_ name: String) throws -> ServiceProfile {
        try ProfileLoader().load(path: folder.appendingPathComponent("\(name).yaml").path)
    }

    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Examples/Profiles")
    }

    @Test("Each loads, is sound and bears the name of its file", .requirement("R-001-1"), arguments: names)
    func loads(name: String) throws {
        let profile = try Self.load(name)
        #expect(profile.name == name)
        #expect(profile.validate().isEmpty)
    }

    @Test("No file is left out")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(files.filter { $0.hasSuffix(".yaml") }.sorted() == Self.names.map { "\($0).yaml" })
    }

    @Test("Every text a customer reads exists in all six languages", arguments: names)
    func texts(name: String) throws {
        let profile = try Self.load(name)
        #expect(Set(profile.languages) == ["en", "it", "pl", "es", "ru", "uk"])
        let texts = profile.caseTypes.map(\.title) + profile.deferral.reasons.map(\.title) + [profile.remote.notice]
        for text in texts {
            #expect(Set(text.texts.keys) == Set(profile.languages), "\(text.text(in: "en"))")
        }
        for language in ["ru", "uk"] {
            for text in texts {
                #expect(text.texts[language]?.contains { "а"..."я" ~= $0 || "іїєґ".contains($0) } == true)
            }
        }
    }

    @Test("Every calendar opens and every target's clock can be computed", arguments: names)
    func clocks(name: String) throws {
        let profile = try Self.load(name)
        let now = Instant(seconds: 1_798_000_000)
        for target in profile.targets {
            let clock = ServiceClock(target: target, calendar: try profile.calendar(of: target), start: now)
            let reading = try clock.reading(at: now)
            #expect((reading.deadline == nil) == (target.kind == .indicative))
        }
    }

    @Test("Basic plus hours promises no time and denies the risky tool", .requirement("R-000-32", "R-001-20"))
    func basicPlusHours() throws {
        let profile = try Self.load("basic-plus-hours")
        #expect(profile.targets(for: TargetContext(caseType: "problem", priority: 1, tier: 1)).isEmpty)
        #expect(profile.remote.tools.first { $0.id == "ammyy" }?.denied?.isEmpty == false)
    }

    @Test(
        "Basic plus hours takes no calls, makes them by its own decision, and recommends the portal",
        .requirement("R-000-38", "R-000-39", "R-000-35", "R-000-36"))
    func calls() throws {
        let profile = try Self.load("basic-plus-hours")
        let phone = try #require(profile.rule(for: .phone))
        #expect(phone.standing == .never)
        #expect(phone.outbound == .staffDecision)
        #expect(phone.requires == [.writtenTicket, .contractedHours, .confirmation])
        for hasTicket in [false, true] {
            #expect(profile.decide(InboundContact(kind: .phone, hasTicket: hasTicket)) == .unofficial(.never))
        }
        #expect(profile.officialChannels().map(\.kind) == [.portal, .email])
        #expect(profile.email.acknowledges)
        #expect(profile.redirectText(in: "es", from: .phone, purpose: .support).hasPrefix("No atendemos llamadas."))
    }

    @Test("The default profile declares phone, mail, chat and portal, each with a switch", .requirement("R-001-4"))
    func genericVendor() throws {
        var profile = try Self.load("generic-vendor")
        for kind in [ChannelKind.phone, .email, .webchat, .portal] {
            let index = try #require(profile.channels.firstIndex { $0.kind == kind && $0.purpose == .support })
            #expect(profile.channels[index].isEnabled && profile.channels[index].standing == .official)
            profile.channels[index].isEnabled = false
            #expect(profile.decide(InboundContact(kind: kind)) == .unofficial(.notOffered))
        }
        #expect(profile.rating.ticketScore == .mean)
    }

    @Test(
        "A refused session may end a case of the hourly vendor, and is answered by a view at the tiered one",
        .requirement("R-000-13", "R-004-22", "R-004-18"))
    func refusedSessions() throws {
        let hourly = try Self.load("basic-plus-hours")
        #expect(hourly.remote.onRefusal == .unsupportable && hourly.remote.fallback == ["control"])
        #expect(hourly.deferral.reasons.first { $0.id == hourly.remote.refusalReason }?.refuses == true)
        #expect(hourly.remote.deciders.isEmpty && hourly.remote.calendar == "technician")
        #expect(hourly.remote.workOrderCaseTypes == ["implementation"])
        #expect(hourly.remote.preselectedTool(for: ["control"])?.id == "teamviewer")
        let tiered = try Self.load("tiered-official-only")
        #expect(tiered.remote.onRefusal == .continueDegraded)
        #expect(tiered.remote.fallback == ["control", "view", "text"])
        #expect(tiered.remote.preselectedTool(for: ["view"])?.id == "anydesk")
        #expect(tiered.qualityControl.result(of: ["tone": 5, "solution": 0]) == 0)
        #expect(tiered.rating.anonymity == .hiddenFromAgents)
    }

    @Test(
        "The pooled factory solves within 24 open hours, three days at eight hours",
        .requirement("R-002-17", "R-002-19"))
    func pooledFactory() throws {
        let profile = try Self.load("pooled-factory")
        let office = try #require(profile.calendars["office"])
        let monday = office.instant(LocalDate("2026-11-23")!, LocalTime("09:00")!)
        let target = try #require(profile.targets(for: TargetContext(caseType: "problem")).first)
        let clock = ServiceClock(target: target, calendar: office, start: monday)
        #expect(try clock.reading(at: monday).deadline == office.instant(LocalDate("2026-11-25")!, LocalTime("17:00")!))
        let heavy = profile.targets(for: TargetContext(caseType: "problem", loadMode: "heavy"))
        #expect(heavy.map(\.max) == [.hours(48)])
        #expect(profile.queue.stickiness == .none)
        #expect(profile.rating.trigger == .ticketClosed)
    }

    @Test("A Sunday ticket of the account team begins to count on Monday", .requirement("R-003-8", "R-003-10"))
    func meteredAccountTeam() throws {
        let profile = try Self.load("metered-account-team")
        let service = try #require(profile.calendars["service"])
        let sunday = service.instant(LocalDate("2026-11-22")!, LocalTime("12:00")!)
        let target = try #require(profile.targets(for: TargetContext(caseType: "question")).first)
        #expect(target.kind == .objective)
        let deadline = try ServiceClock(target: target, calendar: service, start: sunday).reading(at: sunday).deadline
        #expect(deadline == service.instant(LocalDate("2026-11-23")!, LocalTime("13:00")!))
        let problem = profile.targets(for: TargetContext(caseType: "problem"))
        #expect(problem.map(\.metric) == [.firstResponse, .progressUpdate])
    }

    @Test(
        "Tier one is timed; the upper tiers have a lower bound only", .requirement("R-004-12", "R-004-14", "R-004-15"))
    func tieredOfficialOnly() throws {
        let profile = try Self.load("tiered-official-only")
        #expect(profile.targets(for: TargetContext(tier: 1)).map(\.id) == ["tier-1-reaction"])
        for tier in [2, 3] {
            let target = try #require(profile.targets(for: TargetContext(tier: tier)).first)
            #expect(target.kind == .indicative && target.max == nil && target.notBefore == .hours(4))
        }
        #expect(profile.deferral.reasons.count == 8)
    }

    @Test(
        "Phone is at the staff's discretion for support and official for quality control",
        .requirement("R-004-32", "R-004-34", "R-004-53", "R-004-54"))
    func officialChannels() throws {
        let profile = try Self.load("tiered-official-only")
        #expect(profile.decide(InboundContact(kind: .phone)) == .unofficial(.staffDiscretion))
        #expect(profile.decide(InboundContact(kind: .personalMessenger)) == .unofficial(.staffDiscretion))
        #expect(profile.decide(InboundContact(kind: .email)) == .unofficial(.notOffered))
        for contact in [
            InboundContact(kind: .phone, purpose: .qualityControl),
            InboundContact(kind: .email, address: "quality@example.com", purpose: .qualityControl),
            InboundContact(kind: .webchat), InboundContact(kind: .officialMessenger),
        ] {
            guard case .official = profile.decide(contact) else {
                Issue.record("\(contact.kind.rawValue) should be official")
                continue
            }
        }
    }

    @Test("Every title, question and document of forms and knowledge exists in all six languages", arguments: names)
    func formTexts(name: String) throws {
        let profile = try Self.load(name)
        let texts =
            profile.intake.forms.values.flatMap { $0.fields.map(\.title) } + profile.knowledge.articles.map(\.title)
            + profile.intake.glossary.map(\.term)
        for text in texts { #expect(Set(text.texts.keys) == Set(profile.languages), "\(text.text(in: "en"))") }
        #expect(Set(profile.knowledge.articles.map(\.category)).isSubset(of: profile.knowledge.categories))
    }

    @Test(
        "The pooled factory pushes: critical, priority, arrival; no title makes anything critical",
        .requirement("R-002-2", "R-002-6"))
    func pooledQueue() throws {
        let queue = try Self.load("pooled-factory").queue
        #expect(queue.distribution == .push && queue.order == [.critical, .priority, .arrival])
        #expect(queue.titleCap == 2 && queue.titleRules.allSatisfy { $0.points <= 1 })
        #expect(queue.returnsAvailable && queue.presenceReasons.contains("training"))
        #expect(try Self.load("pooled-factory").routing.patienceMinutes == 30)
    }

    @Test("Implementation asks to read the prerequisites first", .requirement("R-000-6"))
    func prerequisites() throws {
        let form = try Self.load("basic-plus-hours").openForm("implementation")
        #expect(form.prerequisites.map(\.id) == ["hosting"] && !form.isComplete)
    }

    @Test("Settings are the account executive's; only the second tier has a named manager", .requirement("R-003-13"))
    func stickiness() throws {
        let metered = try Self.load("metered-account-team")
        #expect(metered.queue.stickiness == .account)
        #expect(metered.routing.accountRoles["configuration"] == .accountExecutive)
        let tiered = try Self.load("tiered-official-only")
        #expect(tiered.queue.stickiness(inTier: 1) == .none && tiered.queue.stickiness(inTier: 2) == .account)
        #expect(tiered.routing.accountRole == .projectManager)
        #expect(tiered.knowledge.kinds == [.docsPage, .manual, .forumThread, .faq, .makerSite])
        #expect(
            tiered.intake.forms["problem"]?.attachments?.types == ["image/jpeg", "image/gif", "image/png", "video/*"])
    }
}
