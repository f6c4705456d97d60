import SportelloModel
import SportelloTesting
import Testing

@Suite("Who may ask, and other ways to help")
struct AuthorisationTests {
    var world = World(profile: .offering())

    @Test("Access rights asked by somebody who is no administrator wait for one's agreement", .requirement("R-004-5"))
    mutating func rights() throws {
        _ = try world.openCompany(plan: "basic", people: [(.ada, [.user]), (.ben, [.portalAdministrator])])
        let id = try world.triaged("rights")
        #expect(try world.verdict(id).kind == .covered && world.verdict(id).authorisedBy == [.portalAdministrator])
        let refusal = world.refuses(.authorisationNeeded, work(id), as: .bea)
        #expect(refusal?.details["roles"] == "portalAdministrator")
        world.refuses(.authorisationNeeded, .coverage(id, .authorise(by: nil)), as: .ada)
        world.refuses(.forbidden, .coverage(id, .authorise(by: Actor.ada.contact)), as: .ben)
        try world.perform(.coverage(id, .authorise(by: nil)), as: .ben)
        #expect(try world.ticket(id).coverage.authorisedBy == Actor.ben.contact)
        try world.perform(work(id), as: .bea)
        world.refuses(.alreadySettled, .coverage(id, .authorise(by: nil)), as: .ben)
        try world.triage(id, "rights")
        try world.perform(work(id), as: .bea)
        try world.expectFolds()
    }

    @Test("An administrator's own request needs no other", .requirement("R-004-5"))
    mutating func ownRights() throws {
        _ = try world.openCompany(people: [(.ada, [.portalAdministrator])])
        let id = try world.triaged("rights")
        #expect(try world.verdict(id).authorisedBy.isEmpty)
        try world.perform(work(id), as: .bea)
        world.refuses(.alreadySettled, .coverage(id, .authorise(by: Actor.ada.contact)), as: .bea)
    }

    @Test("What staff believe about a requester authorises nothing; what they heard from an administrator does")
    mutating func heard() throws {
        _ = try world.openCompany(people: [(.ada, [.user]), (.ben, [.portalAdministrator])])
        let id = try world.triaged("rights") { $0.requesterRole = .portalAdministrator }
        world.refuses(.authorisationNeeded, work(id), as: .bea)
        world.refuses(.notFound, .coverage(id, .authorise(by: nil)), as: .bea)
        try world.perform(.coverage(id, .authorise(by: Actor.ben.contact)), as: .bea)
        let agreed = try world.last("coverage.authorised", on: id).record
        #expect(agreed.author.id == "bea" && agreed.publicSeq != nil)
        try world.perform(work(id), as: .bea)
    }

    @Test("An administrator of another account agrees to nothing here and learns nothing")
    mutating func strangers() throws {
        _ = try world.openCompany(people: [(.ada, [.user])])
        _ = try world.openCompany(people: [(.ben, [.portalAdministrator])])
        let id = try world.triaged("rights")
        world.refuses(.notFound, .coverage(id, .authorise(by: nil)), as: .ben)
        world.refuses(.notFound, .coverage(id, .authorise(by: Actor.ben.contact)), as: .bea)
        let unknown: TicketID = world.mint()
        for ticket in [id, unknown] {
            world.refuses(.forbidden, .coverage(ticket, .authorise(by: Actor.ada.contact)), as: .ben)
        }
        let loner = try world.triaged("rights", from: .ben)
        world.refuses(.notFound, .coverage(loner, .authorise(by: nil)), as: .ada)
    }

    @Test("A verdict that asks for nobody forgets an old agreement, so that a new request needs a new one")
    mutating func again() throws {
        _ = try world.openCompany(people: [(.ada, [.user]), (.ben, [.portalAdministrator])])
        let id = try world.triaged("rights")
        try world.perform(.coverage(id, .authorise(by: nil)), as: .ben)
        try world.triage(id, "question")
        try world.triage(id, "rights")
        world.refuses(.authorisationNeeded, work(id), as: .bea)
    }

    @Test(
        "An administrator on a commercial plan is offered the vendor's free support, by the way for the edition",
        .requirement("R-004-1", "R-004-2"), arguments: [("cloud", "cloud"), ("box", "box"), ("other", "")])
    func upstream(edition: String, page: String) throws {
        var world = World(profile: .offering())
        let id = try world.openCompany(plan: "basic", people: [(.ada, [.portalAdministrator]), (.ben, [.user])]) {
            $0.edition = edition
        }
        let account = try world.account(id)
        let routes = world.profile.alternativeRoutes(of: account, for: Actor.ada.contact)
        let route = "https://vendor.example" + (page.isEmpty ? "" : "/\(page)")
        #expect(routes.map(\.redirect) == ["vendor"] && routes.map(\.route) == [route])
        #expect(world.profile.alternativeRoutes(of: account, for: Actor.ben.contact).isEmpty)
        let ticket = try world.start(.ada)
        let told = try world.last("coverage.alternativeOffered", on: ticket).record
        #expect(told.publicSeq != nil && told.content?.text == "The vendor: \(route)")
        let user = try world.start(.ben)
        #expect(!world.kinds(user).contains("coverage.alternativeOffered"))
        try world.perform(.claim(ticket), as: .bea)
        try world.perform(.coverage(ticket, .redirect(to: "vendor")), as: .bea)
        #expect(try world.last("coverage.redirected", on: ticket).record.content?.text == "The vendor: \(route)")
        world.refuses(.invalid, .coverage(ticket, .redirect(to: "moon")), as: .bea)
        world.refuses(.forbidden, .coverage(ticket, .redirect(to: "wiki")), as: .ada)
    }

    @Test("A free plan has no vendor's support, unless a rule names the plan")
    mutating func freePlan() throws {
        let id = try world.openCompany(plan: "free", people: [(.ada, [.portalAdministrator])])
        #expect(world.profile.alternativeRoutes(of: try world.account(id), for: Actor.ada.contact).isEmpty)
        world.profile.offer.upstream[0].plans = ["free"]
        #expect(world.profile.alternativeRoutes(of: try world.account(id), for: Actor.ada.contact).count == 1)
        world.profile.offer.upstream[0].plans = ["basic"]
        #expect(world.profile.alternativeRoutes(of: try world.account(id), for: Actor.ada.contact).isEmpty)
        #expect(world.profile.alternativeRoutes(of: nil, for: Actor.ada.contact).isEmpty)
    }

    @Test("The edition told with a ticket goes before the account's", .requirement("R-004-2"))
    mutating func toldEdition() throws {
        _ = try world.openCompany(plan: "basic", people: [(.ada, [.portalAdministrator])]) { $0.edition = "cloud" }
        let id = try world.start { $0.details = ["edition": "box"] }
        #expect(
            try world.last("coverage.alternativeOffered", on: id).record.content?.text
                == "The vendor: https://vendor.example/box")
    }

    @Test("Contact is made in the stated way, or the log says why not", .requirement("R-002-99"))
    mutating func contactMethod() throws {
        let account = try world.openCompany(people: [(.ada, [.user])]) { $0.preferredContact = "email" }
        let id = try world.start(caseType: "contactMe") { $0.details = ["contactMethod": "phone"] }
        func contact(_ method: String, _ reason: String? = nil) -> Command {
            .coverage(id, .recordContact(method: method, reason: reason))
        }
        let refusal = world.refuses(.reasonNeeded, contact("email"), as: .bea)
        #expect(refusal?.details["stated"] == "phone")
        world.refuses(.reasonNeeded, contact("email", " "), as: .bea)
        world.refuses(.invalid, contact(" "), as: .bea)
        world.refuses(.forbidden, contact("phone"), as: .ada)
        try world.perform(contact("email", "The number does not ring"), as: .bea)
        #expect(try world.last("coverage.contactMade", on: id).record.content?.text == "The number does not ring")
        let made = try #require(world.ticket(id).coverage.contactMade)
        #expect(made.method == "email" && made.stated == "phone")
        try world.perform(contact("phone"), as: .bea)
        #expect(try world.last("coverage.contactMade", on: id).record.content == nil)
        let plain = try world.start(caseType: "contactMe")
        world.refuses(.reasonNeeded, .coverage(plain, .recordContact(method: "phone", reason: nil)), as: .bea)
        try world.perform(.coverage(plain, .recordContact(method: "email", reason: nil)), as: .bea)
        _ = account
        let stranger = try world.start(.ben, caseType: "contactMe")
        try world.perform(.coverage(stranger, .recordContact(method: "phone", reason: nil)), as: .bea)
        #expect(try world.ticket(stranger).coverage.contactMade?.stated == nil)
    }

    @Test(
        "A service can be asked for on any plan and on none", .requirement("R-002-97"),
        arguments: ["basic", "remote", "free", nil] as [String?])
    func services(plan: String?) throws {
        var world = World(profile: .offering())
        if let plan {
            let read = NoticeVersion(notice: "remote", version: 3, language: "en")
            let id = try world.openCompany(plan: plan, people: [(.ada, [.user])], acknowledged: [read])
            #expect(try world.account(id).plan == plan)
        }
        let id = try world.triaged("sales")
        #expect(try world.ticket(id).status == .open && world.verdict(id).kind == .covered)
    }
}
