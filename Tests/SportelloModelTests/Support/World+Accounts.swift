import SportelloModel
import Testing

extension World {
    /// Opens an account as the host does, with its people.
    mutating func openCompany(
        plan: String? = nil, until: Instant? = nil, people: [(Actor, [RequesterRole])] = [],
        roles: [AccountRole: RoleHolder] = [:], acknowledged: [NoticeVersion] = [],
        change: (inout AccountDetails) -> Void = { _ in }
    ) throws -> AccountID {
        let id: AccountID = mint()
        var details = AccountDetails(name: "Mill Ltd")
        change(&details)
        let contract = plan.map { Contract(plan: $0, from: now, until: until) }
        try perform(
            .account(
                id, .open(OpenAccount(details: details, contract: contract, roles: roles, acknowledged: acknowledged))
            ),
            as: .sue
        )
        for (person, roles) in people { try join(person, id, roles) }
        return id
    }

    /// A person joins an account.
    mutating func join(_ person: Actor, _ account: AccountID, _ roles: [RequesterRole] = [.user]) throws {
        try meet(person)
        try perform(.account(account, .attach(person.contact, roles: roles)), as: .sue)
    }

    func account(_ id: AccountID) throws -> Account { try state(id) }

    /// A ticket that Bea has, triaged.
    mutating func triaged(
        _ caseType: String, from customer: Actor = .ada, change: (inout Triage) -> Void = { _ in }
    ) throws -> TicketID {
        let id = try claimed(by: .bea, from: customer)
        try triage(id, caseType, change: change)
        return id
    }

    /// Triages again.
    mutating func triage(_ id: TicketID, _ caseType: String, change: (inout Triage) -> Void = { _ in }) throws {
        var finding = Triage(caseType: caseType)
        change(&finding)
        try perform(.triage(id, finding), as: .bea)
    }

    func verdict(_ id: TicketID) throws -> CoverageVerdict { try #require(ticket(id).coverage.verdict) }

    /// What the customer was last told.
    func lastWords(on id: TicketID) throws -> String {
        try #require(last("message.posted", on: id).record.content?.text)
    }

    /// Every stream is the fold of its log, also after it was stored and loaded.
    func expectFolds(sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (stream, state) in streams {
            var fold = StreamChange(fresh: stream)
            for logged in log(of: stream) { fold.fold(try LoggedEvent(logged.record)) }
            #expect(fold.hasSameState(as: state), "\(stream)", sourceLocation: sourceLocation)
            let head = StreamHead(seq: Int64(log(of: stream).count), publicSeq: 0, staffSeq: 0, digest: .zero)
            let loaded = try StreamChange(
                stream: stream, head: head, activity: state.encodedActivity, state: try state.encodedState()
            )
            #expect(loaded.hasSameState(as: state), "\(stream) stored", sourceLocation: sourceLocation)
        }
    }
}

/// Work for so many minutes, as a command.
func work(_ id: TicketID, _ minutes: Int = 10, activity: String? = nil) -> Command {
    .recordTime(id, minutes: minutes, role: "support", activity: activity, note: nil)
}

extension ServiceProfile {
    /// A small offer with one rule of every kind.
    static func offering(_ change: (inout ServiceProfile) -> Void = { _ in }) -> ServiceProfile {
        var profile = ServiceProfile(name: "offering", version: 7)
        profile.caseTypes =
            CaseType.standard
            + [
                "usage", "slowness", "shop", "connection", "setup", "rights", "change", "wish", "api", "contactMe",
                "sales",
                "implementation",
            ].map { CaseType(id: $0, title: LocalizedText(["en": $0])) }
        profile.offer = OfferPolicy(
            plans: [
                OfferPolicy.Plan(
                    id: "basic", title: "Basic",
                    entitlements: [
                        .init(id: "updates"), .init(id: "basicSupport"), .init(id: "initialTraining", quantity: 1),
                    ]
                ),
                OfferPolicy.Plan(
                    id: "remote", title: "With remote control", entitlements: [.init(id: "updates", price: 900)],
                    notices: ["remote"]
                ),
                OfferPolicy.Plan(id: "free", title: "Free", isCommercial: false),
            ],
            addOns: [
                OfferPolicy.AddOn(
                    id: "hours", title: "Support hours", entitlement: "advancedSupport", quantity: 5, price: 30_000,
                    validDays: 30
                ),
                OfferPolicy.AddOn(id: "order", title: "A technician as long as needed"),
                OfferPolicy.AddOn(id: "training", title: "Personal training", entitlement: "training", quantity: 2),
                OfferPolicy.AddOn(
                    id: "implementation", title: "Implementation", entitlement: "implementation", quantity: 1,
                    caseType: "implementation"
                ),
            ],
            redirects: [
                Redirect(id: "wiki", kind: .article, title: "The wiki", route: "https://wiki.example"),
                Redirect(
                    id: "vendor", kind: .party, title: "The vendor", route: "https://vendor.example",
                    editions: ["cloud": "https://vendor.example/cloud", "box": "https://vendor.example/box"]
                ),
                Redirect(id: "agency", kind: .party, title: "The firm that runs your shop"),
            ],
            coverage: rules,
            fairUse: [
                FairUseRule(caseType: "usage", threshold: 2, windowDays: 30, offers: ["training"], redirects: ["wiki"])
            ],
            notices: [OfferPolicy.Notice(id: "remote", version: 3, text: "Support may need remote control.")],
            upstream: [UpstreamRoute(roles: [.portalAdministrator], redirect: "vendor")]
        )
        profile.accountRoles.contactRequests = ["contactMe"]
        change(&profile)
        return profile
    }

    private static var rules: [CoverageRule] {
        [
            CoverageRule(
                id: "developers", reason: "We do not support outside developers", roles: [.thirdPartyDeveloper],
                verdict: .excluded, code: "thirdPartyDevelopers", redirects: ["wiki", "agency"]
            ),
            CoverageRule(
                id: "own-shop", reason: "This comes from your own shop", origins: [CaseOrigin.customerEnvironment],
                verdict: .billable, paidBy: ["advancedSupport"], offers: ["order"]
            ),
            CoverageRule(
                id: "usage-beyond", reason: "Support is not training", caseTypes: ["usage"], beyondFairUse: true,
                verdict: .excluded, redirects: ["wiki"], offers: ["training"]
            ),
            CoverageRule(
                id: "connection", reason: "The hosting lost the connection", causes: ["hosting"], verdict: .billable,
                paidBy: ["advancedSupport"], offers: ["hours", "order"]
            ),
            CoverageRule(
                id: "slowness", reason: "Slowness needs a look at everything", caseTypes: ["slowness"],
                verdict: .billable, offers: ["order"]
            ),
            CoverageRule(
                id: "setup-bought", reason: "Bought", caseTypes: ["setup"], entitled: ["advancedSupport"],
                verdict: .covered
            ),
            CoverageRule(
                id: "setup", reason: "The wiki explains the set-up", caseTypes: ["setup"], verdict: .redirect,
                redirects: ["wiki"], offers: ["hours"]
            ),
            CoverageRule(
                id: "rights", reason: "Rights are upkeep", caseTypes: ["rights"], verdict: .covered,
                authorisedBy: [.portalAdministrator]
            ),
            CoverageRule(
                id: "own-work", reason: "We correct our own work", caseTypes: ["change"],
                implementers: [Implementer.provider], verdict: .covered
            ),
            CoverageRule(
                id: "others-work", reason: "Somebody else did this", caseTypes: ["change"], verdict: .excluded,
                code: "thirdPartyWork", discussion: "sales"
            ),
            CoverageRule(
                id: "wish", reason: "This does not exist yet", caseTypes: ["wish"], verdict: .excluded,
                code: "missingFeature", isProposal: true
            ),
            CoverageRule(
                id: "update", reason: "The update failed", caseTypes: ["problem"], causes: ["update"],
                verdict: .billable, offers: ["hours"],
                workaround: .init(id: "rollback", text: "Go back to the version before")
            ),
            CoverageRule(
                id: "api", reason: "Goes to your executive", caseTypes: ["api"], verdict: .covered,
                handsTo: .accountExecutive
            ),
        ]
    }
}
