import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// The days of an integrator with three levels, strict about its official ways.
///
/// It answers Monday to Friday, 09:00 to 18:00 in Kyiv. On 25 October 2026 its clocks go back.
@Suite("A day of the tiered integrator", .timeLimit(.minutes(15)))
struct TieredOfficialOnlyDay {
    private static let oles = Actor.staff("Oles")
    private static let petro = Actor.staff("Petro")
    private static let ihor = Actor.staff("Ihor")
    private static let quinn = Actor.staff("Quinn", .quality)
    private static let rita = Actor.staff("Rita", .quality)

    /// Petro is a project manager, Ihor an engineer; Oles answers first.
    private func staff(_ day: Day) async throws {
        for (agent, skills) in [(Self.oles, []), (Self.petro, ["projectManager"]), (Self.ihor, ["engineer"])] {
            try await day.does(.queue(.enroll(AgentEnrolled(agent: try agent.agent, skills: skills))), as: .office)
        }
    }

    /// A ticket by the chat in the product that Oles has.
    private func claimed(
        _ text: String, as caseType: String = "problem", from customer: Actor, _ day: Day
    ) async throws -> TicketID {
        let id = try await day.writes(customer, text, as: caseType, by: .webchat)
        try await day.does(.claim(id), as: Self.oles)
        return id
    }

    /// How many tickets there are.
    private func tickets(_ day: Day) async throws -> Int {
        try await day.desk.store.streams(StreamsRequest(after: nil, limit: 500)).streams.count { $0.kind == .ticket }
    }

    @Test(
        "What is said on the phone is no request, until a named colleague makes it one",
        .requirement("R-004-30", "R-004-31", "R-004-32", "R-004-33", "R-004-34", "R-004-35", "R-004-36"))
    func unofficial() async throws {
        try await Day.lived(by: "tiered-official-only", from: "2026-10-23 09:30") { day in
            for kind in [ChannelKind.phone, .personalMessenger] {
                #expect(day.decision(kind) == .unofficial(.staffDiscretion))
            }
            #expect(day.decision("skype") == .unofficial(.notOffered))
            let vera = try await day.customer("Vera")
            // A call: written down, answered with the official ways in the caller's language, and nothing more.
            let call: OffChannelNoteID = day.new()
            try await day.does(
                .recordOffChannel(call, RecordOffChannel(channel: .phone, person: "Vera", summary: "Rights")),
                as: Self.oles)
            try await day.does(.settleOffChannel(call, .redirect(language: "uk")), as: Self.oles)
            await day.post.wait(for: 1)
            let sent = day.post.items.flatMap(\.values).joined(separator: "\n")
            #expect(sent.contains("Чат у продукті") && sent.contains("Месенджери на нашому сайті"))
            #expect(try await day.state(call).redirectedAt == day.now)
            // A friendly word in a private messenger: kept as advice.
            let chat: OffChannelNoteID = day.new()
            try await day.does(
                .recordOffChannel(
                    chat, RecordOffChannel(channel: .personalMessenger, person: "Vera", summary: "Printing")),
                as: Self.oles)
            try await day.does(.settleOffChannel(chat, .advise("Try another cable.")), as: Self.oles)
            #expect(try await day.state(chat).state == .advised)
            #expect(try await tickets(day) == 0)

            // At 10:00 another call; at noon Petro makes it a request. Two open hours from noon: 14:00.
            try await day.until("2026-10-23 10:00")
            let serious: OffChannelNoteID = day.new()
            try await day.does(
                .recordOffChannel(serious, RecordOffChannel(channel: .phone, person: "Vera", summary: "Nothing works")),
                as: Self.oles)
            try await day.until("2026-10-23 12:00")
            let request = ConvertOffChannel(
                ticket: day.desk.newTicket(), contact: try vera.contact, caseType: "problem", note: "It matters")
            try await day.refuses(.forbidden, .convertOffChannel(serious, request), as: vera)
            try await day.does(.convertOffChannel(serious, request), as: Self.petro)
            let facts = try await day.ticket(request.ticket.id)
            #expect(try facts.createdAt == day.at("2026-10-23 12:00"))
            #expect(try facts.firstContactAt == day.at("2026-10-23 10:00"))
            let clock = try await day.clock("tier-1-reaction", on: request.ticket.id)
            #expect(try clock.start == day.at("2026-10-23 12:00") && clock.due == day.at("2026-10-23 14:00"))
            #expect(try await tickets(day) == 1)

            // The chat in the product and the messengers on the site need nobody's act.
            _ = try await day.writes(vera, "Hello", as: "question", by: .webchat)
            _ = try await day.writes(vera, "Hello again", as: "question", by: "officialMessenger")
            #expect(try await tickets(day) == 3)
        }
    }

    @Test(
        "A problem on Friday evening is asked for its steps, counts on after a weekend with an hour more, and climbs the levels",
        .requirement(
            "R-004-1", "R-004-2", "R-004-4", "R-004-10", "R-004-11", "R-004-12", "R-004-13", "R-004-14", "R-004-15",
            "R-004-16", "R-004-17", "R-004-24", "R-004-25", "R-004-26", "R-004-27", "R-004-28"))
    func levels() async throws {
        try await Day.lived(by: "tiered-official-only", from: "2026-10-23 17:10") { day in
            try await staff(day)
            let vera = try await day.customer("Vera")
            let account = try await day.company("Portal", plan: "commercial", of: [vera]) { $0.edition = "box" }
            try await day.does(
                .account(account, .attach(try vera.contact, roles: [.portalAdministrator])), as: .office)
            #expect(
                day.profile.glossaryHints(in: "No potential customer is shown").first?.term.text(in: "en") == "lead")

            // The product tells page, version and edition; the steps are asked for, once, and nothing waits for them.
            var form = day.profile.openForm(
                "problem", captured: [.page: "https://portal.example/a", .version: "23.5", .edition: "box"])
            form.answers["page"] = "https://portal.example/b"
            let problem = try await day.writes(vera, "The list is empty.", as: "problem", by: .webchat) {
                $0.details = form.answers
            }
            var facts = try await day.ticket(problem)
            #expect(facts.context["page"] == "https://portal.example/b" && facts.context["version"] == "23.5")
            #expect(facts.completeness(day.profile).missing.map(\.id) == ["steps"])
            #expect(try await day.kinds(problem, .contact).filter { $0 == "intake.asked" }.count == 1)
            #expect(facts.isWaiting && facts.tier == 1)
            // As a paying portal's administrator Vera can also ask the maker, by the way for a box.
            let other = try #require(try await day.last("coverage.alternativeOffered", on: problem).content?.text)
            #expect(other.contains("https://vendor.example.com/box/support"))
            let archive = NamedFile(
                file: FileReference(id: day.new(), type: "application/zip", bytes: 10, sha256: .zero), name: "a.zip")
            let refusal = try await day.refuses(
                .attachmentNotAllowed, .post(problem, PostMessage(text: "", files: [archive])), as: vera)
            #expect(refusal?.message(in: "en").contains("image/png") == true)

            // Two open hours: Friday 17:10 to 18:00 are 50 minutes, Monday 09:00 to 10:10 the other 70.
            #expect(facts.clocks.map(\.target) == ["tier-1-reaction"])
            #expect(try await day.clock("tier-1-reaction", on: problem).due == day.at("2026-10-26 10:10"))
            // Kyiv is two hours ahead of UTC again: 08:10 UTC.
            #expect(try day.at("2026-10-26 10:10") == Instant(seconds: 1_793_002_200))
            try await day.until("2026-10-26 10:10")
            #expect(try await day.clock("tier-1-reaction", on: problem).state == .running)
            try await day.until("2026-10-26 10:11")
            let missed = try await day.clock("tier-1-reaction", on: problem)
            #expect(missed.state == .breached && missed.kind == .contractual)

            // After 1 h 50 Oles passes another on: the level's clock begins at nothing, the ticket's time goes on.
            try await day.until("2026-10-26 10:30")
            let hard = try await day.writes(vera, "Rights are mixed up.", as: "portalMaintenance", by: .webchat)
            try await day.does(.triage(hard, Triage(caseType: "portalMaintenance")), as: Self.oles)
            #expect(try await day.ticket(hard).coverage.verdict?.kind == .covered)
            try await day.refuses(.tierEntry, .assign(hard, agent: nil, team: nil, tier: 3), as: Self.oles)
            try await day.refuses(.forbidden, .assign(hard, agent: nil, team: nil, tier: 3), as: vera)
            try await day.until("2026-10-26 12:20")
            let refused = try await day.refuses(
                .tierRole, .assign(hard, agent: try Self.oles.agent, team: nil, tier: 2), as: Self.oles)
            #expect(refused?.details["allowed"] == "projectManager")
            try await day.does(.assign(hard, agent: try Self.petro.agent, team: nil, tier: 2), as: Self.oles)
            facts = try await day.ticket(hard)
            #expect(try facts.assignee == Self.petro.agent)
            #expect(facts.tier == 2)
            let level = try await day.clock("upper-tier-reaction", on: hard)
            #expect(try level.start == day.at("2026-10-26 12:20") && level.tier == 2)
            #expect(facts.timing.stays.map { $0.time(at: day.now) } == [.minutes(110), .zero])
            #expect(day.now - facts.createdAt == .minutes(110))
            #expect(facts.clocks.first?.state == .cancelled)
            // "From four hours" is no end: a day and a half later nothing is late.
            try await day.until("2026-10-27 18:00")
            #expect(try await day.clock("upper-tier-reaction", on: hard).state == .running)
            // What Petro cannot solve goes to an engineer; nobody else may have it there.
            try await day.refuses(
                .tierRole, .assign(hard, agent: try Self.oles.agent, team: nil, tier: 3), as: Self.petro)
            try await day.does(.assign(hard, agent: try Self.ihor.agent, team: nil, tier: 3), as: Self.petro)
            #expect(try await day.ticket(hard).timing.stays.map(\.tier) == [1, 2, 3])
            // Past the gate only with a reason, which stays.
            let urgent = try await day.writes(vera, "The server is gone.", as: "problem", by: .webchat)
            let move = { (reason: String) throws -> Command in
                .queue(.moveToTier(urgent, tier: 3, agent: try Self.ihor.agent, team: nil, reason: reason))
            }
            try await day.refuses(.invalid, try move(" "), as: Self.oles)
            try await day.does(try move("Nobody can work"), as: Self.oles)
            #expect(try await day.last("queue.tierChanged", on: urgent).content?.text == "Nobody can work")
        }
    }

    @Test(
        "Control of the screen is asked for, refused, answered by a view, and over when it is over",
        .requirement("R-004-18", "R-004-19", "R-004-20", "R-004-21", "R-004-22"))
    func remote() async throws {
        try await Day.lived(by: "tiered-official-only", from: "2026-10-26 11:00") { day in
            let vera = try await day.customer("Vera")
            let id = try await claimed("The list is empty.", from: vera, day)
            let consent: ConsentID = day.new()
            try await day.does(
                .proposeRemote(
                    id,
                    ProposeRemote(
                        consent: consent, scopes: ["view", "control"], need: .useful, purpose: "See the list")),
                as: Self.oles)
            #expect(try await day.ticket(id).consents.last?.tool == "anydesk", "the recommended one, unasked")
            // Nobody begins before the word is given; that somebody tried stays written.
            try await day.refuses(.consentMissing, .stepRemote(id, consent, .start), as: Self.oles)
            #expect(try await day.kinds(id).filter { $0 == "remote.violation" }.count == 1)
            // No to control: a view is proposed before anything else, and the ticket goes on.
            try await day.does(.answerRemote(id, consent, grant: false, scopes: nil), as: vera)
            let view = try #require(try await day.ticket(id).consents.last)
            #expect(view.scopes == ["view"] && view.fallbackOf == consent && view.state == .proposed)
            #expect(try await day.ticket(id).status.isActive)
            try await day.refuses(
                .scopeNotAllowed, .answerRemote(id, view.id, grant: true, scopes: ["view", "control"]), as: vera)
            try await day.does(.answerRemote(id, view.id, grant: true, scopes: nil), as: vera)
            #expect(try await day.ticket(id).remote.mode == .view, "the limited way is noted")
            try await day.does(.stepRemote(id, view.id, .start), as: Self.oles)
            try await day.pass(.minutes(12))
            try await day.does(.stepRemote(id, view.id, .end), as: Self.oles)
            // Over is over: the same word opens nothing again, and the attempt is a violation.
            try await day.refuses(.consentConsumed, .stepRemote(id, view.id, .start), as: Self.oles)
            #expect(try await day.kinds(id).filter { $0 == "remote.violation" }.count == 2)
            #expect(try await day.ticket(id).consents.map(\.state) == [.refused, .ended])
        }
    }

    @Test(
        "Eight reasons to wait or to refuse, each with what it needs; a reason that is over its time comes back",
        .requirement(
            "R-004-29", "R-004-38", "R-004-39", "R-004-40", "R-004-41", "R-004-42", "R-004-43", "R-004-44", "R-004-45",
            "R-004-46", "R-004-47"))
    func reasons() async throws {
        try await Day.lived(by: "tiered-official-only", from: "2026-10-26 09:00") { day in
            let vera = try await day.customer("Vera")
            func put(
                _ id: TicketID, _ reason: String, _ kind: Deferral.Kind,
                _ change: (inout DeferralEvidence) -> Void = { _ in }
            ) -> Command {
                var evidence = DeferralEvidence()
                change(&evidence)
                return .deferral(.set(id, Deferral(kind, reason: reason, evidence: evidence)))
            }
            // 3: what is missing is listed, and the clock stands still while the customer is awaited.
            let information = try await claimed("It fails.", from: vera, day)
            #expect(try await day.clock("tier-1-reaction", on: information).due == day.at("2026-10-26 11:00"))
            try await day.until("2026-10-26 10:00")
            let missing = try await day.ticket(information).completeness(day.profile).missing.map(\.id)
            #expect(missing == ["steps", "page", "version", "edition"])
            try await day.refuses(.evidenceNeeded, put(information, "information", .deferred), as: Self.oles)
            try await day.does(put(information, "information", .deferred) { $0.missing = missing }, as: Self.oles)
            let told = try await day.last("ticket.status", on: information)
            #expect(told.publicSeq != nil)
            let lines = told.content?.text.split(separator: "\n").map(String.init)
            #expect(
                lines == [
                    "We need more information from you", "– Step by step, how does it happen?", "– Address of the page",
                    "– Version of the product", "– Edition of the product",
                ])
            #expect(try await day.ticket(information).status == .waitingCustomer)
            #expect(try await day.clock("tier-1-reaction", on: information).isPaused)
            // One hour was used by 10:00; the answer of 15:00 leaves one: 16:00.
            try await day.until("2026-10-26 15:00")
            try await day.says(vera, "One, two, three.", on: information, by: .webchat)
            #expect(try await day.ticket(information).status == .open)
            #expect(try await day.clock("tier-1-reaction", on: information).due == day.at("2026-10-26 16:00"))

            // 1: not reproduced is not enough while nobody asked for access.
            let strange = try await claimed("Sometimes it fails.", from: vera, day)
            try await day.refuses(
                .accessFirst, put(strange, "cannotReproduce", .deferred) { $0.notReproducedOn = "Version 23.5" },
                as: Self.oles)
            try await day.does(
                put(strange, "cannotReproduce", .deferred) {
                    $0.notReproducedOn = "Version 23.5"
                    $0.accessDenied = true
                }, as: Self.oles)
            #expect(try await day.ticket(strange).status == .deferred)
            // 2: the licence, by the host's word only.
            let copy = try await claimed("It asks for a key.", from: vera, day)
            try await day.refuses(.evidenceNeeded, put(copy, "unlicensed", .impossible), as: Self.oles)
            try await day.does(.deferral(.recordLicence(copy, LicenceCheck(.invalid, source: "server 1"))), as: .system)
            try await day.does(put(copy, "unlicensed", .impossible), as: Self.oles)
            #expect(try await day.ticket(copy).status == .refused)
            #expect(try await day.ticket(copy).clocks.map(\.state) == [.cancelled])
            // 4 and 8: which rule, by name.
            let changed = try await claimed("Our own core fails.", from: vera, day)
            try await day.refuses(
                .unknownReason, put(changed, "unsupportedUse", .impossible) { $0.code = "mood" }, as: Self.oles)
            try await day.does(
                put(changed, "unsupportedUse", .impossible) { $0.code = "coreModified" }, as: Self.oles)
            let beyond = try await claimed("Mend our printer.", from: vera, day)
            try await day.refuses(.evidenceNeeded, put(beyond, "outOfScope", .impossible), as: Self.oles)
            try await day.does(put(beyond, "outOfScope", .impossible) { $0.code = "hardware" }, as: Self.oles)
            #expect(try await day.ticket(beyond).statusReason == "outOfScope")
            // 6: a warning first, then a supervisor's word.
            let rude = try await claimed("Something insulting.", from: vera, day)
            let number = try #require(try await day.last("message.posted", on: rude).publicSeq)
            let named = put(rude, "conduct", .impossible) { $0.messages = [number] }
            try await day.refuses(.warnFirst, named, as: Self.oles)
            try await day.does(
                .deferral(.warn(rude, text: "Not in this tone, please.", messages: [number])), as: Self.oles)
            try await day.does(named, as: Self.oles)
            #expect(try await day.ticket(rude).status == .open, "Oles alone only proposes it")
            try await day.refuses(.forbidden, .deferral(.confirm(rude)), as: Self.oles)
            try await day.does(.deferral(.confirm(rude)), as: .office)
            #expect(try await day.ticket(rude).status == .refused)
            // 7: development is agreed apart, on a ticket of its own; after seven days somebody decides anew.
            let deep = try await claimed("Rebuild the report.", from: vera, day)
            let talk = try await claimed("About the report", as: "commercialDiscussion", from: vera, day)
            try await day.refuses(.evidenceNeeded, put(deep, "development", .deferred), as: Self.oles)
            try await day.does(.link(deep, target: talk, relation: .related), as: Self.oles)
            try await day.does(put(deep, "development", .deferred) { $0.work = .ticket(talk) }, as: Self.oles)
            #expect(try await day.clock("tier-1-reaction", on: deep).isPaused)
            // 5: an unanswered question counts after a week, not at it.
            let dragging = try await claimed("It is bad.", from: vera, day)
            try await day.does(.wait(dragging, for: .customer, until: nil, text: "Which page?"), as: Self.oles)
            let request = try #require(try await day.ticket(dragging).deferral.request).number
            let drags = put(dragging, "unconstructive", .deferred) { $0.request = request }
            try await day.until("2026-11-02 15:00")
            try await day.refuses(.tooEarly, drags, as: Self.oles)
            #expect(try await day.ticket(deep).status == .open, "a week of seven days is over")
            #expect(try await day.ticket(deep).deferral.decisionDueSince == day.at("2026-11-02 15:00"))
            try await day.until("2026-11-02 15:01")
            try await day.does(drags, as: Self.oles)
            #expect(try await day.ticket(dragging).statusReason == "unconstructive")
        }
    }

    @Test(
        "What is covered, what somebody must allow, and what is talked over separately",
        .requirement("R-004-3", "R-004-4", "R-004-5", "R-004-6", "R-004-7", "R-004-8", "R-004-9", "R-004-37"))
    func coverage() async throws {
        try await Day.lived(by: "tiered-official-only", from: "2026-10-27 09:00") { day in
            let (vera, igor) = (try await day.customer("Vera"), try await day.customer("Igor"))
            let account = try await day.company("Portal", plan: "commercial", of: [vera, igor])
            try await day.does(
                .account(account, .attach(try vera.contact, roles: [.portalAdministrator])), as: .office)
            func triaged(_ caseType: String, _ change: (inout Triage) -> Void = { _ in }) async throws -> TicketID {
                let id = try await claimed("Please", as: caseType, from: igor, day)
                var finding = Triage(caseType: caseType)
                change(&finding)
                try await day.does(.triage(id, finding), as: Self.oles)
                return id
            }
            func verdict(_ id: TicketID) async throws -> CoverageVerdict? {
                try await day.ticket(id).coverage.verdict
            }
            // A question is answered by links alone, each of a kind, and that is the first answer.
            let question = try await triaged("question")
            #expect(try await verdict(question)?.kind == .covered)
            var links = PostMessage(text: "", via: .webchat)
            links.references = [.article("questions"), .link(.makerSite, "https://maker.example.com/help")]
            try await day.does(.post(question, links), as: Self.oles)
            #expect(try await day.clock("tier-1-reaction", on: question).state == .met)
            // Igor is no administrator: his wish for rights waits for Vera's word.
            let rights = try await triaged("accessRights")
            let work = Command.recordTime(rights, minutes: 10, role: "support", activity: nil, note: nil)
            try await day.refuses(.authorisationNeeded, work, as: Self.oles)
            try await day.refuses(.authorisationNeeded, .coverage(rights, .authorise(by: nil)), as: igor)
            try await day.does(.coverage(rights, .authorise(by: nil)), as: vera)
            try await day.does(work, as: Self.oles)
            #expect(try await verdict(triaged("portalMaintenance"))?.kind == .covered)
            // Our own work is corrected, others' is not.
            let own = try await triaged("correction") { $0.implementer = Implementer.provider }
            let others = try await triaged("correction") { $0.implementer = "Others" }
            #expect(try await verdict(own)?.kind == .covered)
            #expect(try await verdict(others)?.code == "thirdPartyWork")
            try await day.refuses(
                .notCovered, .recordTime(others, minutes: 10, role: "support", activity: nil, note: nil), as: Self.oles)
            // A new process is a talk of its own, linked both ways; training is offered.
            let discussion = day.desk.newTicket()
            let new = try await triaged("newDevelopment") { $0.discussion = discussion }
            #expect(try await verdict(new)?.kind == .excluded)
            #expect(try await day.ticket(discussion.id).caseType == "commercialDiscussion")
            #expect(try await day.ticket(discussion.id).links.map(\.ticket) == [new])
            #expect(try await day.ticket(new).links.map(\.ticket) == [discussion.id])
            let training = try await triaged("training")
            #expect(try await verdict(training)?.kind == .excluded)
            #expect(try await day.ticket(training).coverage.offers.map(\.addOn) == ["training"])
        }
    }

    @Test(
        "Three dialogs with three ratings, a reopening, and three ways to quality control, which decides by itself",
        .requirement(
            "R-004-48", "R-004-49", "R-004-50", "R-004-51", "R-004-52", "R-004-53", "R-004-54", "R-004-55", "R-004-56"))
    func quality() async throws {
        try await Day.lived(by: "tiered-official-only", from: "2026-10-28 09:00") { day in
            let vera = try await day.customer("Vera")
            let id = try await claimed("It fails.", from: vera, day)
            let number = try await day.ticket(id).number
            for score in [5, 1, 3] {
                try await day.does(.wrapUp(id, WrapUp(kind: .reply, outcome: "help", text: "So")), as: Self.oles)
                try await day.does(.rate(id, score: score, comment: nil), as: vera)
                guard score != 3 else { break }
                // Nobody keeps a case at level 1: the next dialog is anybody's, here his again.
                try await day.says(vera, "And this?", on: id, by: .webchat)
                try await day.does(.claim(id), as: Self.oles)
            }
            #expect(try await day.kinds(id).filter { $0 == "rating.invited" }.count == 3)
            #expect(try await day.ticket(id).conversations.compactMap(\.rating?.score) == [5, 1, 3])
            // The profile's rule is the last.
            #expect(try await day.ticket(id).score(day.profile.rating.ticketScore)?.description == "3.00")
            // Solved on 28 October 09:00; fourteen days later it still reopens, with number and history.
            try await day.does(.resolve(id, outcome: "help", text: nil), as: Self.oles)
            let history = try await day.kinds(id)
            try await day.until("2026-11-11 09:00")
            try await day.does(.reopen(id, text: "Not solved.", followUp: day.desk.newTicket()), as: vera)
            #expect(try await day.ticket(id).number == number)
            #expect(try await day.ticket(id).status == .open)
            #expect(try await day.kinds(id).starts(with: history))

            // By asking on a ticket: a case of which the handlers see nothing, decided by somebody who had no part.
            let asked: QualityCaseID = day.new()
            try await day.does(.note(id, text: "I looked.", mentions: []), as: Self.rita)
            try await day.does(.requestQualityControl(id, asked, text: "Nobody listens.", remedy: nil), as: vera)
            #expect(try await !day.kinds(id, .staff).contains { $0.hasPrefix("qualityCase") })
            try await day.refuses(.notFound, .closeQuality(asked, nil), as: Self.oles)
            try await day.does(.acknowledgeQuality(asked), as: Self.quinn)
            for handler in [Self.oles, Self.rita] {
                try await day.refuses(
                    .notIndependent, .assignQuality(asked, reviewer: try handler.agent), as: Self.quinn)
            }
            let upheld = { (actions: [QualityCase.Action]) in
                QualityReview(outcome: .upheld, actions: actions, text: "The log shows it")
            }
            try await day.does(.assignQuality(asked, reviewer: try Self.quinn.agent), as: Self.quinn)
            try await day.refuses(.actionNeeded, .reviewQuality(asked, upheld([])), as: Self.quinn)
            try await day.does(.reviewQuality(asked, upheld([.apologise])), as: Self.quinn)
            let apology = try await day.last("message.posted", on: id)
            #expect(apology.author.role == .system && apology.publicSeq != nil)
            try await day.does(.closeQuality(asked, nil), as: Self.quinn)
            #expect(try await day.kinds(id, .contact).contains("qualityCase.closed"))

            // By the chat: a new request that asks for it goes over, and its handler has no say.
            let other = try await claimed("Quality control, please.", as: "question", from: vera, day)
            try await day.does(.quality(.transfer(other, day.new(), text: "As asked")), as: vera)
            #expect(try await day.ticket(other).team == "quality")
            #expect(try await day.ticket(other).assignee == nil)
            try await day.refuses(.withQualityControl, .resolve(other, outcome: "help", text: nil), as: Self.oles)
            // By phone, unofficial for support: a case all the same.
            #expect(day.decision(.phone) == .unofficial(.staffDiscretion))
            let call = RecordOffChannel(channel: .phone, purpose: .qualityControl, person: "Vera", summary: "Rude")
            let receipt = try await day.does(.recordOffChannel(day.new(), call), as: Self.oles)
            guard case .created(let stream) = receipt.result else { throw Refusal(.invalid) }
            #expect(stream.kind == .qualityCase)
            // By mail, past everybody who handles tickets.
            let letter: QualityCaseID = day.new()
            try await day.does(
                .mail(.openQualityCase(letter, from: try vera.contact, about: id, text: "Again")), as: .system)
            try await day.refuses(.notFound, .acknowledgeQuality(letter), as: Self.oles)
            try await day.does(.acknowledgeQuality(letter), as: Self.quinn)
            #expect(try await day.state(letter).channel == .email)
        }
    }
}
