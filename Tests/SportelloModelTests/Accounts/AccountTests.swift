import SportelloModel
import SportelloTesting
import Testing

@Suite("Accounts")
struct AccountTests {
    var world = World(profile: .offering())

    @Test("Updates and basic support come with the contract, at no price, and end with it", .requirement("R-000-2"))
    mutating func contract() throws {
        let end = world.now + .days(365)
        let id = try world.openCompany(plan: "basic", until: end)
        let account = try world.account(id)
        #expect(account.plan == "basic" && account.contract?.until == end)
        let lines = account.entitlements(at: world.now)
        for word in ["updates", "basicSupport"] {
            let line = try #require(lines.first { $0.entitlement == word })
            #expect(line.price == 0 && line.isIncluded && line.until == end && line.quantity == nil)
        }
        #expect(!account.entitlements(at: end - .milliseconds(1)).isEmpty)
        #expect(account.entitlements(at: end).isEmpty, "what ends at an instant is over then")
        #expect(account.contract?.isActive(at: end - .milliseconds(1)) == true)
        #expect(account.contract?.isActive(at: end) == false)
        #expect(account.entitlements(at: world.now - .milliseconds(1)).isEmpty)
        #expect(account.contract?.isActive(at: world.now - .milliseconds(1)) == false)
    }

    @Test("An account's facts are the host's or a supervisor's to say; each change is in the log with who did it")
    mutating func authority() throws {
        let id: AccountID = world.mint()
        let open = Command.account(id, .open(OpenAccount(details: AccountDetails(name: "Mill"))))
        for actor in [Actor.ada, .bea, .quinn] {
            if actor == .ada { try world.meet(.ada) }
            world.refuses(.forbidden, open, as: actor)
        }
        #expect(try world.perform(open, as: .system) == .created(.account(id)))
        world.refuses(.invalid, open, as: .sue)
        try world.join(.ada, id)
        let others: [AccountCommand] = [
            .update(AccountDetails(edition: "box")),
            .setContract(Contract(plan: "basic", from: world.now), acknowledged: []),
            .attach(Actor.ada.contact, roles: []), .detach(Actor.ada.contact), .setRole(.owner, .nobody),
            .acceptAddOn(AcceptAddOn(addOn: "hours")),
        ]
        for command in others {
            for actor in [Actor.ada, .bea] { world.refuses(.forbidden, .account(id, command), as: actor) }
        }
        world.refuses(.notFound, .account(world.mint(), .setRole(.owner, .nobody)), as: .sue)
        try world.perform(.account(id, .update(AccountDetails(name: "Mill & Son", edition: "box"))), as: .sue)
        let change = try #require(world.log(of: .account(id)).last?.record)
        #expect(change.kind == "account.updated" && change.author.id == "sue")
        #expect(change.content?.details["name"] == "Mill & Son")
        #expect(try world.account(id).edition == "box" && world.account(id).name == "Mill & Son")
        let before = world.eventCount
        try world.perform(.account(id, .update(AccountDetails(name: "Mill & Son", edition: "box"))), as: .sue)
        #expect(world.eventCount == before, "what is known is not recorded again")
        try world.expectFolds()
    }

    @Test("An executive is set or explicitly nobody; unset is neither", .requirement("R-003-1"))
    mutating func executive() throws {
        let unset = try world.openCompany()
        #expect(try world.account(unset).roles[.accountExecutive] == nil)
        world.profile.accountRoles.declared = [.accountExecutive]
        let id: AccountID = world.mint()
        let refusal = world.refuses(.roleNeeded, .account(id, .open(OpenAccount(details: AccountDetails()))), as: .sue)
        #expect(refusal?.details["role"] == "accountExecutive")
        let nobody = try world.openCompany(roles: [.accountExecutive: .nobody])
        #expect(try world.account(nobody).roles[.accountExecutive] == .nobody)
        #expect(try world.account(nobody).holder(of: .accountExecutive) == nil)
        try world.perform(.account(nobody, .setRole(.accountExecutive, .agent(Actor.carl.agent))), as: .sue)
        #expect(try world.account(nobody).holder(of: .accountExecutive) == Actor.carl.agent)
        world.refuses(.roleNeeded, .account(nobody, .setRole(.accountExecutive, nil)), as: .sue)
        world.refuses(.invalid, .account(nobody, .setRole("", .nobody)), as: .sue)
    }

    @Test("A VIP account has a guardian and a deputy", .requirement("R-002-72"))
    mutating func vip() throws {
        world.profile.accountRoles.vip = [.guardian, .deputy]
        let plain = try world.openCompany()
        world.refuses(.roleNeeded, .account(plain, .update(AccountDetails(isVIP: true))), as: .sue)
        try world.perform(.account(plain, .setRole(.guardian, .agent(Actor.bea.agent))), as: .sue)
        world.refuses(.roleNeeded, .account(plain, .update(AccountDetails(isVIP: true))), as: .sue)
        try world.perform(.account(plain, .setRole(.deputy, .agent(Actor.carl.agent))), as: .sue)
        try world.perform(.account(plain, .update(AccountDetails(isVIP: true))), as: .sue)
        let account = try world.account(plain)
        #expect(account.isVIP)
        #expect(account.holder(of: .guardian) == Actor.bea.agent && account.holder(of: .deputy) == Actor.carl.agent)
        world.refuses(.roleNeeded, .account(plain, .setRole(.deputy, .nobody)), as: .sue)
        world.refuses(.roleNeeded, .account(plain, .setRole(.guardian, nil)), as: .sue)
    }

    @Test("One initial training is included; the second is not covered by it", .requirement("R-003-2"))
    mutating func initialTraining() throws {
        let id = try world.openCompany(plan: "basic")
        let use = { (reference: String) in
            Command.account(id, .use(entitlement: "initialTraining", reference: reference))
        }
        #expect(try world.account(id).has("initialTraining", at: world.now))
        world.refuses(.invalid, use(" "), as: .bea)
        world.refuses(.forbidden, use("first"), as: .ada)
        try world.perform(use("first"), as: .bea)
        #expect(try world.account(id).lines.first { $0.entitlement == "initialTraining" }?.left == 0)
        let before = world.eventCount
        try world.perform(use("first"), as: .bea)
        #expect(world.eventCount == before, "the same use counts once")
        #expect(try !world.account(id).has("initialTraining", at: world.now))
        #expect(try world.account(id).has("initialTraining", at: world.now, for: "first"))
        let refusal = world.refuses(.entitlementMissing, use("second"), as: .bea)
        #expect(refusal?.details["entitlement"] == "initialTraining")
        world.refuses(.entitlementMissing, .account(id, .use(entitlement: "phone", reference: "x")), as: .bea)
    }

    @Test("Of what the contract gives without limit nothing is counted", .requirement("R-002-90"))
    mutating func unlimited() throws {
        let id = try world.openCompany(plan: "basic")
        let before = world.eventCount
        for number in 1...3 {
            try world.perform(.account(id, .use(entitlement: "basicSupport", reference: "\(number)")), as: .bea)
        }
        #expect(world.eventCount == before)
    }

    @Test("An add-on accepted later is a line of its own, with its own dates and balance", .requirement("R-000-5"))
    mutating func addOns() throws {
        let end = world.now + .days(365)
        let id = try world.openCompany(plan: "basic", until: end)
        let lines = try world.account(id).lines
        world.now = world.now + .days(100)
        try world.perform(.account(id, .acceptAddOn(AcceptAddOn(addOn: "hours"))), as: .sue)
        try world.perform(.account(id, .acceptAddOn(AcceptAddOn(addOn: "training", quantity: 9))), as: .sue)
        let account = try world.account(id)
        #expect(Array(account.lines.prefix(lines.count)) == lines, "what was there is untouched")
        let hours = try #require(account.lines.first { $0.entitlement == "advancedSupport" })
        #expect(hours.number == lines.count + 1 && hours.source == "hours")
        #expect(hours.from == world.now && hours.until == world.now + .days(30))
        #expect(hours.quantity == 5 && hours.left == 5 && hours.price == 30_000 && !hours.isIncluded)
        let training = try #require(account.lines.last)
        #expect(training.until == end && training.left == 9, "without days of its own it ends with the contract")
        world.refuses(.invalid, .account(id, .acceptAddOn(AcceptAddOn(addOn: "moon"))), as: .sue)
        world.refuses(.invalid, .account(id, .acceptAddOn(AcceptAddOn(addOn: "hours", quantity: 0))), as: .sue)
        world.refuses(.invalid, .account(id, .acceptAddOn(AcceptAddOn(addOn: "order"))), as: .sue)
    }

    @Test("An implementation that was bought begins with a ticket of its contract line", .requirement("R-000-7"))
    mutating func implementation() throws {
        let id = try world.openCompany(plan: "basic", people: [(.ada, [.user])])
        let ticket = world.newTicket()
        func accept(_ contact: ContactID?, _ ticket: NewTicket?) -> Command {
            .account(id, .acceptAddOn(AcceptAddOn(addOn: "implementation", contact: contact, ticket: ticket)))
        }
        try world.meet(.ben)
        world.refuses(.invalid, accept(nil, ticket), as: .sue)
        world.refuses(.invalid, accept(Actor.ben.contact, ticket), as: .sue)
        world.refuses(.invalid, accept(Actor.ada.contact, nil), as: .sue)
        let result = try world.perform(accept(Actor.ada.contact, ticket), as: .sue)
        #expect(result == .ticket(ticket.id, ticket.number))
        let facts = try world.ticket(ticket.id)
        #expect(facts.caseType == "implementation" && facts.account == id && facts.contact == Actor.ada.contact)
        let line = try #require(world.account(id).lines.last)
        #expect(line.entitlement == "implementation" && facts.coverage.line == line.number)
        #expect((try world.state(Actor.ada.contact) as Contact).tickets.contains(ticket.id))
        try world.expectFolds()
    }

    @Test(
        "Taking note of remote control at the sale is stored by version and permits no session",
        .requirement("R-000-14"))
    mutating func notices() throws {
        func read(_ version: Int) -> NoticeVersion { NoticeVersion(notice: "remote", version: version, language: "en") }
        let id: AccountID = world.mint()
        func open(_ acknowledged: [NoticeVersion]) -> Command {
            let contract = Contract(plan: "remote", from: world.now)
            return .account(
                id, .open(OpenAccount(details: AccountDetails(), contract: contract, acknowledged: acknowledged)))
        }
        let refusal = world.refuses(.noticeNeeded, open([]), as: .sue)
        #expect(refusal?.details["notice"] == "remote 3")
        world.refuses(.noticeNeeded, open([read(2)]), as: .sue)
        world.refuses(.invalid, open([read(4)]), as: .sue)
        world.refuses(.invalid, open([read(0)]), as: .sue)
        try world.perform(open([read(3)]), as: .sue)
        let known = try #require(world.account(id).acknowledgements.first)
        #expect(known.notice == "remote" && known.version == 3 && known.language == "en" && known.at == world.now)
        try world.join(.ada, id)
        let ticket = try world.claimed()
        #expect(try world.ticket(ticket).consents.isEmpty)
        let consent: ConsentID = world.mint()
        let proposal = ProposeRemote(
            consent: consent, tool: "screenshare", scopes: ["view"], need: .required, purpose: "x")
        try world.perform(.proposeRemote(ticket, proposal), as: .bea)
        // On the ticket and in the log of consents.
        world.refuses(.consentMissing, .stepRemote(ticket, consent, .start), as: .bea, recording: 2)
    }

    @Test("A person of the account takes note for themselves, a stranger for nobody")
    mutating func ownNotice() throws {
        let id = try world.openCompany(people: [(.ada, [.user])])
        let version = NoticeVersion(notice: "remote", version: 3, language: "it")
        try world.meet(.ben)
        world.refuses(.notFound, .account(id, .acknowledge(version, by: nil)), as: .ben)
        world.refuses(.forbidden, .account(id, .acknowledge(version, by: Actor.ben.contact)), as: .ada)
        world.refuses(.forbidden, .account(id, .acknowledge(version, by: nil)), as: .bea)
        try world.perform(.account(id, .acknowledge(version, by: nil)), as: .ada)
        #expect(try world.account(id).acknowledgements.map(\.contact) == [Actor.ada.contact])
        let before = world.eventCount
        try world.perform(.account(id, .acknowledge(version, by: nil)), as: .ada)
        #expect(world.eventCount == before)
    }

    @Test("A contract needs a plan of the profile and an end after its beginning")
    mutating func contractForm() throws {
        let id = try world.openCompany()
        func set(_ contract: Contract) -> Command { .account(id, .setContract(contract, acknowledged: [])) }
        world.refuses(.invalid, set(Contract(plan: "gold", from: world.now)), as: .sue)
        world.refuses(.invalid, set(Contract(plan: "basic", from: world.now, until: world.now)), as: .sue)
        try world.perform(set(Contract(plan: "basic", from: world.now, until: world.now + .milliseconds(1))), as: .sue)
        let next = Contract(plan: "basic", from: world.now + .milliseconds(1), until: world.now + .days(2))
        try world.perform(set(next), as: .sue)
        #expect(try world.account(id).contract == next)
        #expect(try world.account(id).lines.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(try world.account(id).entitlements(at: world.now + .days(1)).count == 3)
    }

    @Test("Whether updates are included or paid is said, never left blank", .requirement("R-001-8"))
    mutating func terms() throws {
        world.profile.offer.entitlements = [
            .init(id: "updates", title: ["en": "Updates", "it": "Aggiornamenti"]), .init(id: "phone", title: "Phone"),
        ]
        let read = NoticeVersion(notice: "remote", version: 3, language: "en")
        let end = world.now + .days(1)
        let prices: [(String?, ContractTerms.Price)] = [
            ("basic", .included), ("remote", .paid(900)), ("free", .notIncluded), (nil, .notIncluded),
        ]
        for (plan, price) in prices {
            let id = try world.openCompany(plan: plan, until: end, acknowledged: [read])
            let account = try world.account(id)
            let terms = world.profile.contractTerms(of: account, at: world.now, in: "it")
            let updates = try #require(terms.first { $0.entitlement == "updates" })
            #expect(updates.price == price && updates.title == "Aggiornamenti")
            #expect(updates.until == (price == .notIncluded ? nil : end))
            #expect(terms.first { $0.entitlement == "phone" }?.price == .notIncluded)
            let later = world.profile.contractTerms(of: account, at: end, in: "en")
            #expect(later.first { $0.entitlement == "updates" }?.price == .notIncluded)
        }
    }
}
