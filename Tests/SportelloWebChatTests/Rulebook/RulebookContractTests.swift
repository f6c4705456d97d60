import SportelloModel
import Testing
import WebChatProtocol

@testable import SportelloWebChat

@Suite("Every command of the rule book is read as its schema says")
struct RulebookContractTests {
    private static func party(_ entry: RulebookEntry) -> Identity {
        entry.side == .customers ? RulebookFixture.ada : RulebookFixture.quinn
    }

    private static func request(_ name: String, _ arguments: JSONObject) throws -> RulebookEntry.Request {
        let entry = try #require(Rulebook.entries[CommandName(rawValue: name)])
        let party = party(entry)
        let stream: StreamName =
            party.isStaff ? .internal(ticket: RulebookFixture.known) : .contact(ticket: RulebookFixture.known)
        return try entry.request(RulebookFixture.frame(name, arguments, as: party, stream: stream))
    }

    @Test("Names are the rule book's own, and every one of them has a frame to be tested with")
    func names() throws {
        let names = Set(Rulebook.entries.keys)
        #expect(names.isDisjoint(with: CommandName.forAgents))
        #expect(names.isDisjoint(with: CommandName.forContacts))
        #expect(try Set(RulebookFixture.shared().map { CommandName(rawValue: $0.name) }) == names)
    }

    @Test("A frame with every member is read")
    func complete() throws {
        for (name, arguments) in try RulebookFixture.shared() {
            #expect(throws: Never.self, "\(name)") { try Self.request(name, arguments) }
        }
    }

    @Test("Without a member that the schema requires, the fault names the member")
    func required() throws {
        let schemas = try RulebookFixture.schemas()
        var count = 0
        for (name, arguments) in try RulebookFixture.shared() {
            for member in (schemas[name]?["required"]?.arrayValue ?? []).compactMap(\.stringValue) {
                let rest = JSONObject(arguments.members.filter { $0.name != member })
                #expect("\(name) without \(member)") {
                    try Self.request(name, rest)
                } throws: {
                    ($0 as? MemberFault)?.field == member
                }
                count += 1
            }
        }
        #expect(count > 150)
    }

    @Test("A member of another type is a fault that names it, or something inside it")
    func types() throws {
        for (name, arguments) in try RulebookFixture.shared() {
            for member in arguments.members {
                let isText = member.value.stringValue != nil
                let wrong = JSONObject(
                    arguments.members.map { other in
                        other.name == member.name
                            ? .init(name: member.name, value: isText ? 7 : .string("seven")) : other
                    }
                )
                // Texts in several languages may be one text; members that another makes needless are not looked at.
                if Self.isLenient(name, member.name) { continue }
                #expect("\(name) with a wrong \(member.name)") {
                    try Self.request(name, wrong)
                } throws: { error in
                    (error as? MemberFault)?.field == member.name && (error as? MemberFault)?.code == .badRequest
                }
            }
        }
    }

    private static func isLenient(_ command: String, _ member: String) -> Bool {
        switch (command, member) {
        case ("release.announce", "delivery"), ("release.announce", "instructions"): true
        case ("issue.triage", "team"), ("issue.triage", "reason"), ("issue.triage", "text"): true
        case ("coverage.chooseFairUse", "to"): true
        case ("outcome.convertToProposal", "analysis"): true
        default: false
        }
    }

    @Test("A word that cannot be an id is the same answer as a stranger's")
    func strangers() throws {
        for name in ["workOrder.show", "appointment.show", "issue.show", "release.show", "project.show"] {
            let member = try #require(try RulebookFixture.schemas()[name]?["required"]?.arrayValue?.first?.stringValue)
            let arguments = JSONObject([.init(name: member, value: "nonsense")])
            #expect("\(name)") {
                try Self.request(name, arguments)
            } throws: {
                ($0 as? MemberFault)?.code == .notFound
            }
        }
    }

    @Test("Customers can name only what is theirs to ask, and staff not what only a customer can say")
    func sides() {
        let forCustomers: Set<CommandName> = [
            "workOrder.approve", "appointment.accept", "appointment.decline", "engagement.approve",
            "remote.acceptSlot", "knowledge.shown", "knowledge.solved",
        ]
        let forEverybody: Set<CommandName> = [
            "outcome.requestAnalysis", "severity.confirmWorkaround", "coverage.answerOffer", "coverage.authorise",
            "hours.balance", "hours.statement", "workOrder.cancel", "workOrder.show", "appointment.extend",
            "appointment.cancel", "appointment.show", "quality.transfer", "call.schedule", "engagement.show",
            "account.acknowledge", "account.show", "intake.answer",
        ]
        for (name, entry) in Rulebook.entries {
            let mayCustomer = forCustomers.contains(name) || forEverybody.contains(name)
            #expect(entry.admits(RulebookFixture.ada) == mayCustomer, "\(name.rawValue)")
            #expect(entry.admits(RulebookFixture.anna) == !forCustomers.contains(name), "\(name.rawValue)")
        }
    }

    @Test("A frame sent again names the same new thing; another frame, or another author, another")
    func derived() throws {
        func id(_ identity: Identity, _ frame: String) -> WorkOrderID {
            var request = RulebookFixture.frame("workOrder.create", JSONObject(), as: identity).command
            request.id = frame
            return RulebookFrame(
                command: request, identity: identity,
                desk: RulebookFixture.frame("workOrder.create", JSONObject(), as: identity).desk, language: "en"
            ).derivedIdentifier()
        }
        #expect(id(RulebookFixture.anna, "a") == id(RulebookFixture.anna, "a"))
        #expect(id(RulebookFixture.anna, "a") != id(RulebookFixture.anna, "b"))
        #expect(id(RulebookFixture.anna, "a") != id(RulebookFixture.quinn, "a"))
    }
}
