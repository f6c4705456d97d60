import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Customer organisations: contracts, people, roles, notices, what was bought (R-000-5, R-000-14, R-002-72, R-003-1).
    static let accounts: [RulebookEntry] = [
        .fresh("account.open") { id, frame in
            .account(
                id,
                .open(
                    OpenAccount(
                        details: try details(frame), contract: try optionalContract(frame), roles: try roles(frame),
                        acknowledged: try notices(frame)
                    )
                )
            )
        },
        .known("account.update", "account") { id, frame in .account(id, .update(try details(frame))) },
        .known("account.setContract", "account") { id, frame in
            guard let contract = try optionalContract(frame) else { throw frame.arguments.wrong("plan", "is missing") }
            return .account(id, .setContract(contract, acknowledged: try notices(frame)))
        },
        .known("account.attach", "account") { id, frame in
            let roles = try frame.arguments.optionalStrings("roles", maxCount: 20) ?? []
            return .account(
                id, .attach(try frame.identifier("contact"), roles: roles.map(RequesterRole.init(rawValue:)))
            )
        },
        .known("account.detach", "account") { id, frame in .account(id, .detach(try frame.identifier("contact"))) },
        .known("account.setRole", "account") { id, frame in
            let role = AccountRole(rawValue: try frame.arguments.string("role"))
            let agent = try frame.arguments.optionalString("agent").map { RoleHolder.agent(AgentID(rawValue: $0)) }
            let isNobody = try frame.arguments.optionalBool("nobody") ?? false
            return .account(id, .setRole(role, agent ?? (isNobody ? .nobody : nil)))
        },
        .known("account.acknowledge", "account", for: .everybody) { id, frame in
            .account(
                id, .acknowledge(try NoticeVersion(frame.arguments), by: try frame.optionalIdentifier("contact"))
            )
        },
        .known("account.acceptAddOn", "account") { id, frame in
            .account(
                id,
                .acceptAddOn(
                    AcceptAddOn(
                        addOn: try frame.arguments.string("addOn"), from: try frame.optionalInstant("from"),
                        quantity: try frame.arguments.optionalInteger("quantity", in: 1...1_000_000).map(Int.init),
                        contact: try frame.optionalIdentifier("contact"), ticket: frame.desk.newTicket()
                    )
                )
            )
        },
        .known("account.use", "account") { id, frame in
            .account(
                id,
                .use(
                    entitlement: try frame.arguments.string("entitlement"),
                    reference: try frame.arguments.string("reference")
                )
            )
        },
        .known("account.finishReview", "account") { id, frame in
            .account(
                id,
                .finishReview(
                    AccountRole(rawValue: try frame.arguments.string("role")), result: try frame.text("result")
                )
            )
        },
        .question("account.show", for: .everybody) { frame in
            let account = try AccountQuestion(frame)
            let isStaff = frame.identity.isStaff
            return { desk in try await desk.account(account.find(desk)).wire(isStaff: isStaff) }
        },
    ]

    private static func details(_ frame: RulebookFrame) throws(MemberFault) -> AccountDetails {
        let arguments = frame.arguments
        return AccountDetails(
            name: try arguments.optionalString("name"), products: try arguments.optionalStrings("products"),
            edition: try arguments.optionalString("edition"), licence: try arguments.optionalString("licence"),
            implementer: try arguments.optionalString("implementer"), isVIP: try arguments.optionalBool("vip"),
            preferredContact: try arguments.optionalString("preferredContact")
        )
    }

    private static func optionalContract(_ frame: RulebookFrame) throws(MemberFault) -> Contract? {
        guard let plan = try frame.arguments.optionalString("plan") else { return nil }
        return Contract(plan: plan, from: try frame.instant("from"), until: try frame.optionalInstant("until"))
    }

    /// Who has which role; `null` for explicitly nobody.
    private static func roles(_ frame: RulebookFrame) throws(MemberFault) -> [AccountRole: RoleHolder] {
        var roles: [AccountRole: RoleHolder] = [:]
        for member in try frame.arguments.optionalObject("roles")?.object.members ?? [] {
            let role = AccountRole(rawValue: member.name)
            if member.value.isNull {
                roles[role] = .nobody
            } else if let agent = member.value.stringValue, !agent.isEmpty {
                roles[role] = .agent(AgentID(rawValue: agent))
            } else {
                throw frame.arguments.wrong("roles", "must hold agents' names or null")
            }
        }
        return roles
    }

    private static func notices(_ frame: RulebookFrame) throws(MemberFault) -> [NoticeVersion] {
        var notices: [NoticeVersion] = []
        for element in try frame.arguments.optionalObjects("acknowledged", maxCount: 50) ?? [] {
            notices.append(try NoticeVersion(element))
        }
        return notices
    }
}

extension NoticeVersion {
    /// Reads `{notice, version, language}`.
    fileprivate init(_ members: MemberReader) throws(MemberFault) {
        self.init(
            notice: try members.string("notice"), version: Int(try members.integer("version", in: 1...1_000_000)),
            language: try members.string("language", maxScalars: 35)
        )
    }
}

extension Account {
    /// The account as staff see it, or as its own people do: they need not know who keeps an eye on it.
    fileprivate func wire(isStaff: Bool) -> JSONValue {
        var members = Members()
        members["account"] = .string(id.description)
        members["name"] = name.map(JSONValue.string)
        members["products"] = .array(products.map(JSONValue.string))
        members["edition"] = edition.map(JSONValue.string)
        if let contract {
            var wire = Members()
            wire["plan"] = .string(contract.plan)
            wire["from"] = JSONValue(contract.from)
            wire["until"] = contract.until.map(JSONValue.init)
            members["contract"] = wire.json
        }
        members["lines"] = .array(lines.map(\.wire))
        members["acknowledged"] = .array(
            acknowledgements.map {
                ["notice": .string($0.notice), "version": .integer(Int64($0.version)), "at": JSONValue($0.at)]
            }
        )
        guard isStaff else { return members.json }
        members["licence"] = licence.map(JSONValue.string)
        members["implementer"] = implementer.map(JSONValue.string)
        members["vip"] = .bool(isVIP)
        members["preferredContact"] = preferredContact.map(JSONValue.string)
        members["contacts"] = .array(
            contacts.map {
                [
                    "contact": .string($0.contact.description),
                    "roles": .array($0.roles.map { .string($0.rawValue) }),
                ]
            }
        )
        members["roles"] = .object(
            JSONObject(
                roles.sorted { $0.key.rawValue < $1.key.rawValue }.map { role, holder in
                    switch holder {
                    case .agent(let agent): .init(name: role.rawValue, value: .string(agent.rawValue))
                    case .nobody: .init(name: role.rawValue, value: .null)
                    }
                }
            )
        )
        return members.json
    }
}

extension EntitlementLine {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["number"] = .integer(Int64(number))
        members["entitlement"] = .string(entitlement)
        members["source"] = .string(source)
        members["from"] = JSONValue(from)
        members["until"] = until.map(JSONValue.init)
        members["quantity"] = quantity.map { .integer(Int64($0)) }
        members["left"] = left.map { .integer(Int64($0)) }
        return members.json
    }
}
