import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// The days of a vendor with ordinary support: every way is open, an answer within a day, a solution within five working
/// days.
///
/// Its office is open Monday to Friday, 09:00 to 17:00 in London, which in winter is UTC. 25 and 28 December 2026 and
/// 1 January 2027 are holidays.
@Suite("Days of the generic vendor", .timeLimit(.minutes(15)))
struct GenericVendorDay {
    private static let profile = "generic-vendor"
    private static let bea = Actor.staff("Bea")

    /// The ways by which a ticket's messages came and went.
    private func ways(_ id: TicketID, _ day: Day) async throws -> [ChannelKind] {
        try await day.log(.ticket(id), .contact).compactMap { record in
            guard case .ticket(.messagePosted(let message)) = try LoggedEvent(record).event else { return nil }
            return message.via
        }
    }

    @Test(
        "Over Christmas: a chat that goes on by mail, answered to the minute, solved, rated, reopened, followed up",
        .requirement("R-001-5", "R-001-17", "R-001-18", "R-002-58"))
    func christmas() async throws {
        try await Day.lived(by: Self.profile, from: "2026-12-23 15:00") { day in
            let (ada, ben) = (try await day.customer("Ada"), try await day.customer("Ben"))
            let crash = try await day.writes(ada, "It crashes.", as: "problem", by: .webchat)
            let question = try await day.writes(ben, "How do I print?", as: "question", by: .portal)
            // A day by the wall clock. Five dates on which the office opens: Thursday 24th, Tuesday 29th, Wednesday 30th,
            // Thursday 31st and, after two holidays, a weekend and another holiday, Monday 4th.
            for id in [crash, question] {
                #expect(try await day.clock("first-response", on: id).due == day.at("2026-12-24 15:00"))
                #expect(try await day.clock("resolution", on: id).due == day.at("2027-01-04 15:00"))
            }

            try await day.until("2026-12-24 15:00")
            try await day.does(.claim(crash), as: Self.bea)
            try await day.does(.note(crash, text: "Looks like the update", mentions: []), as: Self.bea)
            #expect(try await day.clock("first-response", on: crash).state == .running, "a note is no answer")
            try await day.says(Self.bea, "Since when?", on: crash, by: .webchat)
            #expect(try await day.clock("first-response", on: crash).state == .met)
            // Nobody answered Ben, and that is a breach of what was guaranteed, at that instant.
            try await day.pass(.seconds(1))
            let missed = try await day.clock("first-response", on: question)
            #expect(try missed.state == .breached && missed.missedAt == day.at("2026-12-24 15:00"))
            #expect(missed.kind == .contractual)

            // She goes on by mail; it is one thread, and each message says how it came.
            try await day.until("2026-12-29 10:00")
            try await day.says(ada, "Since the update.", on: crash, by: .email)
            try await day.says(Self.bea, "Then this helps.", on: crash, by: .email)
            #expect(try await ways(crash, day) == [.webchat, .webchat, .email, .email])
            try await day.until("2026-12-30 12:00")
            try await day.does(.resolve(crash, outcome: "help", text: "Delete the cache."), as: Self.bea)
            #expect(try await day.clock("resolution", on: crash).state == .met)

            // Rated when solved, from one to five, and thought better of.
            try await day.refuses(.invalid, .rate(crash, score: 0, comment: nil), as: ada)
            try await day.does(.rate(crash, score: 3, comment: nil), as: ada)
            try await day.does(.rate(crash, score: 4, comment: "It did help"), as: ada)
            #expect(try await day.ticket(crash).conversation?.rating?.score == 4)
            #expect(try await day.kinds(crash).count { $0 == "rating.given" } == 2, "both are kept")

            // Reopened within 14 days: the same number, and the solution's clock goes on.
            let number = try await day.ticket(crash).number
            try await day.until("2026-12-31 12:00")
            try await day.does(.reopen(crash, text: "It is back.", followUp: day.desk.newTicket()), as: ada)
            var facts = try await day.ticket(crash)
            #expect(facts.reopenCount == 1 && facts.number == number && facts.status.isActive)
            #expect(try await day.clock("resolution", on: crash).state == .running)
            try await day.does(.resolve(crash, outcome: "help", text: "Update again."), as: Self.bea)
            #expect(try await day.clock("resolution", on: crash).state == .met)

            // 14 days after 31 December, 12:00, it is too late by a second: a new ticket that knows the old one.
            try await day.until("2027-01-14 12:00")
            try await day.pass(.seconds(1))
            let later = try await day.does(
                .reopen(crash, text: "Again.", followUp: day.desk.newTicket()), as: ada)
            guard case .ticket(let next, _) = later.result else {
                Issue.record("no follow-up: \(later.result)")
                return
            }
            facts = try await day.ticket(next)
            #expect(next != crash && facts.links.map(\.ticket) == [crash])
            #expect(try await day.ticket(crash).reopenCount == 1)
            // Ben's question waited for ever: due Monday 4th, 15:00, missed then.
            let late = try await day.clock("resolution", on: question)
            #expect(try late.state == .breached && late.missedAt == day.at("2027-01-04 15:00"))
        }
    }

    @Test(
        "A failure is escalated, its reporter is told once when the version is there, and what updates cost is said",
        .requirement("R-001-8", "R-001-9"))
    func release() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 10:00") { day in
            let ada = try await day.customer("Ada")
            _ = try await day.company("Mill", plan: "licence", of: [ada])
            let terms = try await day.desk.contractTerms(of: ada.contact, in: "en")
            #expect(Set(terms.map(\.entitlement)) == ["support", "updates"])
            let crash = try await day.writes(ada, "It crashes.", as: "problem", by: .email)
            // The number comes by mail, so that no mail means: use the portal.
            #expect(await day.post.item("acknowledgement")["ticket"] == crash.description)
            try await day.does(.claim(crash), as: Self.bea)
            let issue: InternalIssueID = day.new()
            try await day.does(
                .escalate(crash, issue, kind: .bug, severity: .nonCritical, text: "Crash", analysis: nil),
                as: Self.bea)
            // Here the ticket stays open and the customer informed.
            #expect(try await day.ticket(crash).status.isActive)
            try await day.until("Wed 09:00")
            let release = Command.escalation(.release(issue, version: "5.1", isHotfix: false))
            try await day.does(release, as: .office)
            try await day.happens("escalation.noticed", on: crash)
            try await day.refuses(.alreadySettled, release, as: .office)
            try await day.until("Fri 09:00")
            #expect(try await day.kinds(crash).count { $0 == "escalation.noticed" } == 1)
            let words = try await day.log(.ticket(crash), .contact).filter { $0.kind == "message.posted" }
                .compactMap { $0.content?.text }
            #expect(words.count { $0.contains("5.1") } == 1)
        }
    }

    @Test("A private message is a note until a named person makes it a ticket; then its time begins")
    func unofficial() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 16:00") { day in
            let ada = try await day.customer("Ada")
            #expect(day.decision(.personalMessenger) == .unofficial(.notOffered))
            let note: OffChannelNoteID = day.new()
            let record = RecordOffChannel(channel: .personalMessenger, person: "Ada", summary: "It crashes")
            try await day.does(.recordOffChannel(note, record), as: Self.bea)
            #expect(try await day.desk.contact(ada.contact).tickets.isEmpty)
            try await day.refuses(
                .forbidden,
                .convertOffChannel(
                    note,
                    ConvertOffChannel(
                        ticket: day.desk.newTicket(), contact: try ada.contact, caseType: "problem", note: "")),
                as: ada)
            try await day.until("Tue 09:00")
            let made = day.desk.newTicket()
            try await day.does(
                .convertOffChannel(
                    note,
                    ConvertOffChannel(ticket: made, contact: try ada.contact, caseType: "problem", note: "Urgent")),
                as: Self.bea)
            let facts = try await day.ticket(made.id)
            #expect(try facts.firstContactAt == day.at("2026-11-09 16:00"))
            // A day from Tuesday 09:00, not from Monday 16:00; five working days to the next Tuesday.
            #expect(try await day.clock("first-response", on: made.id).due == day.at("2026-11-11 09:00"))
            #expect(try await day.clock("resolution", on: made.id).due == day.at("2026-11-17 09:00"))
            #expect(try await day.desk.contact(ada.contact).tickets == [made.id])
        }
    }
}
