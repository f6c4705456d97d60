import SportelloModel
import SportelloTesting
import Testing

@Suite("Fair use")
struct FairUseTests {
    var world = World(profile: .offering())

    private mutating func ask(_ customer: Actor = .ada) throws -> TicketID {
        try world.triaged("usage", from: customer)
    }

    private func isBeyond(_ id: TicketID) throws -> Bool { try world.verdict(id).basis.isBeyondFairUse }

    @Test("A single question is answered under basic support and not charged", .requirement("R-000-22"))
    mutating func single() throws {
        let id = try ask()
        #expect(try world.verdict(id).kind == .covered)
        #expect(try offerCount(id) == 0)
        #expect(try world.ticket(id).coverage.fairUsePrompt == nil)
        try world.perform(work(id), as: .bea)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
    }

    private func offerCount(_ id: TicketID) throws -> Int { try world.ticket(id).coverage.offers.count }

    @Test(
        "Past the threshold staff are asked to send the offer, and what they choose is logged",
        .requirement("R-000-23"))
    mutating func prompt() throws {
        for _ in 1...2 {
            let answered = try ask()
            #expect(try !isBeyond(answered))
        }
        let id = try ask()
        #expect(try isBeyond(id) && world.verdict(id).rule == "usage-beyond")
        let prompt = try #require(world.ticket(id).coverage.fairUsePrompt)
        #expect(prompt.offers == ["training"] && prompt.redirects == ["wiki"] && prompt.threshold == 2)
        #expect(try world.last("coverage.fairUseExceeded", on: id).record.publicSeq == nil)
        world.refuses(.choiceNeeded, .resolve(id, outcome: "help", text: nil), as: .bea)
        func choose(_ choice: FairUseChoice) -> Command { .coverage(id, .chooseFairUse(choice)) }
        world.refuses(.invalid, choose(.offer("hours")), as: .bea)
        world.refuses(.invalid, choose(.redirect("agency")), as: .bea)
        world.refuses(.forbidden, choose(.answer), as: .ada)
        try world.perform(choose(.offer("training")), as: .bea)
        let chosen = try world.last("coverage.fairUseChosen", on: id)
        #expect(chosen.record.author.id == "bea")
        guard case .ticket(.coverage(.fairUseChosen(let logged))) = chosen.event else { throw Refusal(.invalid) }
        #expect(try logged.choice == .offer("training") && world.ticket(id).coverage.fairUseChoice == logged.choice)
        #expect(try world.ticket(id).coverage.offers.map(\.addOn) == ["training"])
        world.refuses(.alreadySettled, choose(.answer), as: .bea)
        try world.perform(.resolve(id, outcome: "help", text: nil), as: .bea)
        try world.expectFolds()
    }

    @Test("Referring to the wiki and answering all the same are choices too")
    mutating func otherChoices() throws {
        world.profile.offer.coverage = []
        for _ in 1...2 { _ = try ask() }
        let first = try ask()
        try world.perform(.coverage(first, .chooseFairUse(.redirect("wiki"))), as: .bea)
        #expect(try world.ticket(first).coverage.redirects == ["wiki"])
        let second = try ask()
        try world.perform(.coverage(second, .chooseFairUse(.answer)), as: .bea)
        #expect(try world.ticket(second).coverage.fairUseChoice == .answer)
        #expect(try world.ticket(second).coverage.redirects.isEmpty)
    }

    @Test("The window is as long as it says, and uses that left it are forgotten")
    mutating func window() throws {
        let start = world.now
        for _ in 1...2 { _ = try ask() }
        world.now = start + .days(30) - .milliseconds(1)
        let inside = try ask()
        #expect(try isBeyond(inside))
        world.now = start + .days(30)
        let later = try ask()
        #expect(try !isBeyond(later), "only one lies within the window")
        #expect(try (world.state(Actor.ada.contact) as Contact).uses.count == 2)
    }

    @Test("However many are asked, no more are remembered than the rule needs")
    mutating func bounded() throws {
        for _ in 1...20 { _ = try ask() }
        #expect(try (world.state(Actor.ada.contact) as Contact).uses.count == 3)
    }

    @Test("A ticket counts once, and not under another case type")
    mutating func once() throws {
        let id = try ask()
        for _ in 1...4 { try world.triage(id, "usage") }
        #expect(try !isBeyond(id))
        #expect(try (world.state(Actor.ada.contact) as Contact).uses.count == 1)
        try world.triage(id, "question")
        #expect(try (world.state(Actor.ada.contact) as Contact).uses.isEmpty)
        _ = try ask()
        let second = try ask()
        _ = try ask()
        try world.triage(second, "usage")
        #expect(try !isBeyond(second), "later ones do not count against an earlier one")
        try world.expectFolds()
    }

    @Test("Uses are counted for the whole account, or for each person alone")
    mutating func counting() throws {
        let account = try world.openCompany(people: [(.ada, [.user]), (.ben, [.user])])
        for customer in [Actor.ada, .ben] { _ = try ask(customer) }
        #expect(try world.account(account).uses.count == 2)
        let third = try ask(.ada)
        #expect(try isBeyond(third))
        world.profile.offer.fairUse[0].per = .contact
        let alone = try ask(.ben)
        #expect(try !isBeyond(alone))
        #expect(try (world.state(Actor.ben.contact) as Contact).uses.map(\.ticket) == [alone])
        try world.expectFolds()
    }

    @Test(
        "Without a rule the thousandth question is accepted without charge, and nothing is counted",
        .requirement("R-002-90"))
    mutating func unlimited() throws {
        let account = try world.openCompany(plan: "free", people: [(.ada, [.user])])
        let lines = try world.account(account).lines
        let log = world.log(of: .account(account)).count
        for number in 1...1000 {
            let id = try world.start(caseType: "question")
            try world.triage(id, "question")
            guard number == 1000 else { continue }
            #expect(try world.verdict(id).kind == .covered && world.ticket(id).coverage.offers.isEmpty)
        }
        #expect(try world.account(account).lines == lines && world.account(account).uses.isEmpty)
        #expect(world.log(of: .account(account)).count == log)
        #expect(try (world.state(Actor.ada.contact) as Contact).uses.isEmpty)
    }
}
