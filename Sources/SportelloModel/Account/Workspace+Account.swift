extension Workspace {
    /// Decides a command about an account.
    mutating func decide(_ command: AccountCommand, on id: AccountID) throws(Stop) {
        switch command {
        case .open(let request): try open(request, as: id)
        case .update(let details): try update(details, of: id)
        case .setContract(let contract, let acknowledged):
            try requireKeeper()
            try setContract(contract, acknowledged: acknowledged, of: try account(id))
        case .attach(let contact, let roles): try attach(contact, to: id, roles: roles)
        case .detach(let contact): try detach(contact, from: id)
        case .setRole(let role, let holder): try setRole(role, holder, of: id)
        case .acknowledge(let version, let contact): try acknowledge(version, by: contact, for: id)
        case .acceptAddOn(let request): try acceptAddOn(request, for: id)
        case .use(let entitlement, let reference): try use(entitlement, reference: reference, of: id)
        case .finishReview(let role, let result): try finishReview(of: role, result: result, on: id)
        case .tick: try tickAccount(id)
        }
    }

    /// An account that was opened.
    func account(_ id: AccountID) throws(Stop) -> Account { try state(id) }

    /// Stops unless the host or a supervisor acts: what an account is entitled to is nobody else's to say.
    func requireKeeper() throws(Stop) {
        guard context.actor.role == .supervisor || context.actor.role == .system else { throw refuse(.forbidden) }
    }

    private mutating func open(_ request: OpenAccount, as id: AccountID) throws(Stop) {
        try requireKeeper()
        guard try change(to: .account(id)) == nil else { throw refuse(.invalid, nil, ["field": "account"]) }
        try check(request.details)
        var details = request.details
        try record(.opened, on: id, content: details.name.map { Content(details: ["name": $0]) })
        details.name = nil
        try recordChanges(details, of: id)
        for (role, holder) in request.roles.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try record(.roleSet(AccountRoleSet(role: role, holder: holder)), on: id)
        }
        try requireRoles(of: account(id))
        if let contract = request.contract {
            try setContract(contract, acknowledged: request.acknowledged, of: account(id))
        } else {
            for version in request.acknowledged { try recordAcknowledgement(version, by: nil, for: id) }
        }
        result = .created(.account(id))
    }

    private mutating func update(_ details: AccountDetails, of id: AccountID) throws(Stop) {
        try requireKeeper()
        _ = try account(id)
        try check(details)
        try recordChanges(details, of: id)
        try requireRoles(of: account(id))
    }

    private func check(_ details: AccountDetails) throws(Stop) {
        let known = profile.offer.products.map(\.id)
        guard known.isEmpty || Set(details.products ?? []).isSubset(of: known) else {
            throw refuse(.invalid, "R-000-1", ["field": "products"])
        }
    }

    /// Records only what is new.
    private mutating func recordChanges(_ details: AccountDetails, of id: AccountID) throws(Stop) {
        let account = try account(id)
        func new<Value: Equatable>(_ value: Value?, _ old: Value?) -> Value? { value == old ? nil : value }
        let name = new(details.name, account.name)
        let update = AccountUpdated(
            products: new(details.products, account.products), edition: new(details.edition, account.edition),
            licence: new(details.licence, account.licence), implementer: new(details.implementer, account.implementer),
            isVIP: new(details.isVIP, account.isVIP),
            preferredContact: new(details.preferredContact, account.preferredContact)
        )
        guard name != nil || update != AccountUpdated() else { return }
        try record(.updated(update), on: id, content: name.map { Content(details: ["name": $0]) })
    }

    /// A contract brings the plan's entitlements, for its time. The plan's notices must have been acknowledged in their
    /// present version; that is no consent to anything (R-000-14).
    private mutating func setContract(
        _ contract: Contract, acknowledged: [NoticeVersion], of account: Account
    ) throws(Stop) {
        guard let plan = profile.offer.plan(contract.plan) else { throw refuse(.invalid, "R-000-2", ["field": "plan"]) }
        if let until = contract.until, until <= contract.from { throw refuse(.invalid, nil, ["field": "until"]) }
        for version in acknowledged { try recordAcknowledgement(version, by: nil, for: account.id) }
        let known = try self.account(account.id).acknowledgements
        for id in plan.notices {
            guard let notice = profile.offer.notice(id) else { continue }  // reported by the profile's validation
            guard known.contains(where: { $0.notice == id && $0.version == notice.version }) else {
                throw refuse(.noticeNeeded, "R-000-14", ["notice": "\(id) \(notice.version)"])
            }
        }
        try record(.contractSet(contract), on: account.id)
        for entitlement in plan.entitlements {
            try addLine(
                EntitlementLine(
                    number: 0, entitlement: entitlement.id, source: plan.id, from: contract.from,
                    until: contract.until, quantity: entitlement.quantity, price: entitlement.price
                ),
                to: account.id
            )
        }
    }

    /// Adds a line under the next number; returns the number.
    @discardableResult
    mutating func addLine(_ line: EntitlementLine, to id: AccountID) throws(Stop) -> Int {
        var line = line
        line.number = (try account(id).lines.last?.number ?? 0) + 1
        try record(.lineAdded(line), on: id)
        if line.entitlement == CoverageCase.hours, let hours = line.quantity { try openPool(hours, for: line, of: id) }
        return line.number
    }

    private mutating func acknowledge(
        _ version: NoticeVersion, by contact: ContactID?, for id: AccountID
    ) throws(Stop) {
        let account = try account(id)
        if let own = context.actor.contactID {
            guard account.contacts.contains(where: { $0.contact == own }) else { throw refuse(.notFound) }
            guard contact == nil || contact == own else { throw refuse(.forbidden) }
            return try recordAcknowledgement(version, by: own, for: id)
        }
        try requireKeeper()
        try recordAcknowledgement(version, by: contact, for: id)
    }

    private mutating func recordAcknowledgement(
        _ version: NoticeVersion, by contact: ContactID?, for id: AccountID
    ) throws(Stop) {
        guard let notice = profile.offer.notice(version.notice), (1...notice.version).contains(version.version) else {
            throw refuse(.invalid, "R-000-14", ["field": "notice"])
        }
        let known = try account(id).acknowledgements
        guard
            !known.contains(where: { $0.notice == notice.id && $0.version == version.version && $0.contact == contact })
        else { return }
        try record(
            .noticeAcknowledged(
                Acknowledgement(
                    notice: notice.id, version: version.version, language: version.language, contact: contact, at: now
                )
            ),
            on: id
        )
    }

    /// Uses one unit, once a reference. Of a line without a number of units nothing is counted (R-002-90).
    private mutating func use(_ entitlement: String, reference: String, of id: AccountID) throws(Stop) {
        guard context.actor.role.isStaff || context.actor.role == .system else { throw refuse(.forbidden) }
        try requireText(reference, field: "reference")
        try takeUnit(of: entitlement, reference: reference, from: id)
    }

    /// Takes one unit of an entitlement, once a reference.
    mutating func takeUnit(of entitlement: String, reference: String, from id: AccountID) throws(Stop) {
        let account = try account(id)
        guard let line = account.line(of: entitlement, at: now, for: reference) else {
            throw refuse(.entitlementMissing, "R-003-2", ["entitlement": entitlement])
        }
        guard line.quantity != nil, !line.usedBy.contains(reference) else { return }
        try record(.unitUsed(UnitUsed(line: line.number, reference: reference)), on: id)
    }

    /// Gives back what a reference took, for what did not take place.
    mutating func returnUnit(of entitlement: String, reference: String, to id: AccountID) throws(Stop) {
        for line in try account(id).lines where line.entitlement == entitlement && line.usedBy.contains(reference) {
            try record(.unitReturned(UnitUsed(line: line.number, reference: reference)), on: id)
        }
    }
}
