import SportelloModel
import SportelloTesting
import Testing

@Suite("People and products of accounts")
struct AccountPeopleTests {
    var world = World(profile: .offering())

    @Test("A ticket knows its contact's account, whichever came first")
    mutating func tickets() throws {
        let before = try world.start(.ada)
        #expect(try world.ticket(before).account == nil)
        let id = try world.openCompany(people: [(.ada, [.user])])
        #expect(try world.ticket(before).account == id)
        #expect(!world.kinds(before, .contact).contains("coverage.account"))
        let joined = try world.start(.ada)
        #expect(try world.ticket(joined).account == id)
        #expect((try world.state(Actor.ada.contact) as Contact).account == id)
        let stranger = try world.start(.ben)
        #expect(try world.ticket(stranger).account == nil)
        try world.expectFolds()
    }

    @Test("A person belongs to one account; another needs a farewell first, and old tickets stay where they were")
    mutating func oneAccount() throws {
        let id = try world.openCompany(people: [(.ada, [.user])])
        let other = try world.openCompany()
        let ticket = try world.start(.ada)
        world.refuses(.otherAccount, .account(other, .attach(Actor.ada.contact, roles: [])), as: .sue)
        world.refuses(.notFound, .account(other, .detach(Actor.ada.contact)), as: .sue)
        try world.perform(.account(id, .detach(Actor.ada.contact)), as: .sue)
        #expect(try world.account(id).contacts.isEmpty)
        try world.join(.ada, other)
        #expect(try world.ticket(ticket).account == id)
        let moved = try world.start(.ada)
        #expect(try world.ticket(moved).account == other)
    }

    @Test("Roles said again replace the old ones")
    mutating func roles() throws {
        let id = try world.openCompany(people: [(.ada, [.user])])
        #expect(try world.account(id).requesterRoles(of: Actor.ada.contact) == [.user])
        try world.join(.ada, id, [.portalAdministrator, "buyer"])
        #expect(try world.account(id).requesterRoles(of: Actor.ada.contact) == [.portalAdministrator, "buyer"])
        #expect(try world.account(id).requesterRoles(of: Actor.ben.contact).isEmpty)
        let count = world.eventCount
        try world.join(.ada, id, [.portalAdministrator, "buyer"])
        #expect(world.eventCount == count)
    }

    @Test("A visitor's tickets that pass to a contact get the contact's account")
    mutating func passing() throws {
        let id = try world.openCompany(people: [(.ada, [.user])])
        let ticket = try world.start(.ben)
        try world.perform(.passTickets(from: Actor.ben.contact, to: Actor.ada.contact), as: .ada)
        #expect(try world.ticket(ticket).account == id)
    }

    @Test("One policy serves two products, and each ticket stores which", .requirement("R-000-1"))
    mutating func products() throws {
        world.profile.offer.products = [.init(id: "desktop", title: "Desktop"), .init(id: "mobile", title: "Mobile")]
        for product in ["desktop", "mobile"] {
            let id = try world.start { $0.product = product }
            #expect(try world.ticket(id).product == product)
            try world.perform(.claim(id), as: .bea)
            try world.triage(id, "setup")
            #expect(try world.verdict(id).rule == "setup")
        }
        #expect(throws: Refusal.self) { try world.start { $0.product = "toaster" } }
        let told = try world.start { $0.details = ["product": "mobile"] }
        #expect(try world.ticket(told).product == "mobile")
        let unknown = try world.start { $0.details = ["product": "toaster"] }
        #expect(try world.ticket(unknown).product == nil)
        let silent = try world.start()
        #expect(try world.ticket(silent).product == nil, "there are two")
        let account = try world.openCompany(people: [(.ada, [.user])]) { $0.products = ["mobile"] }
        let member = try world.start()
        #expect(try world.ticket(member).product == "mobile", "the account has only this one")
        world.refuses(.invalid, .account(account, .update(AccountDetails(products: ["toaster"]))), as: .sue)
        world.profile.offer.products = [.init(id: "desktop", title: "Desktop")]
        let only = try world.start(.ben)
        #expect(try world.ticket(only).product == "desktop", "there is only this one")
    }

    @Test(
        "A review falls due at its interval, is a task of whoever has the role, and its result is stored",
        .requirement("R-002-73"))
    mutating func reviews() throws {
        world.profile.accountRoles.reviews = [.init(role: .guardian, everyDays: 90)]
        let start = world.now
        let id = try world.openCompany()
        #expect(try world.account(id).wakeAt(world.profile) == nil, "nobody has the role")
        try world.perform(.account(id, .setRole(.guardian, .agent(Actor.bea.agent))), as: .sue)
        #expect(try world.account(id).wakeAt(world.profile) == start + .days(90))
        world.refuses(.forbidden, .account(id, .tick), as: .sue)
        let finish = Command.account(id, .finishReview(.guardian, result: "Suggested the new import"))
        world.refuses(.alreadySettled, finish, as: .bea)
        world.now = start + .days(90) - .milliseconds(1)
        try world.perform(.account(id, .tick), as: .system)
        #expect(try world.account(id).reviews.isEmpty)
        world.now = start + .days(90)
        try world.perform(.account(id, .tick), as: .system)
        let review = try #require(world.account(id).reviews.first)
        #expect(review.role == .guardian && review.number == 1 && review.openedAt == world.now && review.doneAt == nil)
        #expect(try world.account(id).wakeAt(world.profile) == nil, "one task at a time")
        let count = world.eventCount
        try world.perform(.account(id, .tick), as: .system)
        #expect(world.eventCount == count)
        world.refuses(.notAssignee, finish, as: .carl)
        world.refuses(.invalid, .account(id, .finishReview(.guardian, result: "")), as: .bea)
        world.now = world.now + .days(5)
        try world.perform(finish, as: .bea)
        #expect(world.log(of: .account(id)).last?.record.content?.text == "Suggested the new import")
        #expect(try world.account(id).reviews.first?.doneAt == world.now)
        #expect(try world.account(id).wakeAt(world.profile) == start + .days(180))
        world.now = start + .days(180)
        try world.perform(.account(id, .tick), as: .system)
        #expect(try world.account(id).reviews.map(\.number) == [2])
        try world.expectFolds()
    }

    @Test("What wakes a stream: tickets and accounts, and no other")
    mutating func waking() throws {
        let (ticket, account): (TicketID, AccountID) = (world.mint(), world.mint())
        #expect(Command.tick(of: .ticket(ticket)) == .tick(ticket))
        #expect(Command.tick(of: .account(account)) == .account(account, .tick))
        #expect(Command.tick(of: .contact(Actor.ada.contact)) == nil)
    }
}
