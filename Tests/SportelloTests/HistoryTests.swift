import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("The past of a customer", .timeLimit(.minutes(15)))
struct HistoryTests {
    private static let sue = Actor.agent(AgentID(rawValue: "sue"), role: .supervisor, name: "Sue")

    @Test(
        "Of 500 tickets the one with the words is found in one query, page by page, also by number, type and date",
        .requirement("R-002-31"))
    func search() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let people = [try await desk.person("c-1"), try await desk.person("c-2")]
            let account: AccountID = desk.newIdentifier()
            _ = try await desk.perform(
                .account(account, .open(OpenAccount(details: AccountDetails(name: "Shop")))), as: Self.sue)
            for person in people {
                _ = try await desk.perform(.account(account, .attach(person.contactID!, roles: [])), as: Self.sue)
            }
            let stranger = try await desk.person("c-3")
            var tickets: [TicketID] = []
            for number in 0..<500 {
                var request = try desk.starting(people[number % 2], "Message about printer \(number)")
                request.caseType = number % 100 == 7 ? "question" : "problem"
                request.subject = "Case \(number)"
                _ = try await desk.perform(.start(request), as: people[number % 2])
                tickets.append(request.ticket.id)
                fixture.clock.advance(by: .hours(1))
            }
            _ = try await desk.perform(.start(try desk.starting(stranger, "Message about printer 314")), as: stranger)

            let found = try await desk.history(HistoryRequest(account: account, text: "PRINTER 314"))
            #expect(found.hits.map(\.entry.id) == [tickets[314]], "one query, and nobody else's")
            #expect(found.hits.first?.entry.subject == "Case 314" && found.next == nil)

            let types = try await desk.history(HistoryRequest(account: account, text: "printer", caseType: "question"))
            #expect(types.hits.map(\.entry.id) == [407, 307, 207, 107, 7].map { tickets[$0] }, "the newest first")

            var after: String?
            var paged: [TicketID] = []
            repeat {
                let page = try await desk.history(
                    HistoryRequest(account: account, text: "printer", after: after, limit: 120)
                )
                paged += page.hits.map(\.entry.id)
                after = page.next
            } while after != nil
            #expect(paged == tickets.reversed())

            let facts = try await desk.facts(tickets[100])
            let day = HistoryRequest(
                account: account, text: "printer", since: facts.createdAt, before: facts.createdAt + .hours(3)
            )
            #expect(try await desk.history(day).hits.map(\.entry.id) == [102, 101, 100].map { tickets[$0] })
            var listed = day
            listed.text = ""
            #expect(try await desk.history(listed).hits.map(\.entry.id) == [102, 101, 100].map { tickets[$0] })

            let number = try #require(facts.number)
            let byNumber = HistoryRequest(account: account, text: "#\(number)")
            #expect(try await desk.history(byNumber).hits.map(\.entry.id) == [tickets[100]])
            let others = HistoryRequest(contact: stranger.contactID, text: "#\(number)")
            #expect(try await desk.history(others).hits.isEmpty, "a number authorises nothing")
        }
    }

    @Test(
        "Earlier tickets and their outcomes are one step away, the customer's own and no others",
        .requirement("R-002-30"))
    func context() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            let ada = try await desk.person("c-1")
            let ben = try await desk.person("c-2")
            let first = try await desk.ticket(of: ada)
            _ = try await desk.perform(.claim(first), as: .bea)
            _ = try await desk.perform(.resolve(first, outcome: "bug", text: nil), as: .bea)
            fixture.clock.advance(by: .days(10))
            let second = try await desk.ticket(of: ada)
            _ = try await desk.ticket(of: ben)
            fixture.clock.advance(by: .days(20))
            let thirdID = try await desk.ticket(of: ada)
            let third = try #require(try await desk.ticket(thirdID)).ticket
            _ = try await desk.ticket(of: ada)
            let earlier = try await desk.earlierTickets(than: third)
            #expect(earlier.map(\.id).prefix(1) != [third.id])
            #expect(Set(earlier.map(\.id)).isSuperset(of: [first, second]))
            #expect(earlier.last?.id == first)
            #expect(earlier.last?.outcome == "bug" && earlier.last?.assignee == AgentID(rawValue: "bea"))
            #expect(try await desk.earlierTickets(than: third, limit: 1).count == 1)
            let owners = try await earlier.asyncContacts(desk)
            #expect(owners == [ada.contactID])
        }
    }
}

extension [HistoryEntry] {
    fileprivate func asyncContacts(_ desk: SupportDesk) async throws -> Set<ContactID?> {
        var contacts: Set<ContactID?> = []
        for entry in self { contacts.insert(try await desk.facts(entry.id).contact) }
        return contacts
    }
}
