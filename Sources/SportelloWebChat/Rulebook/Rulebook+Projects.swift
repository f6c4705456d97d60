import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Projects: many proposals with one goal (R-002-92, R-002-100).
    static let projects: [RulebookEntry] = [
        goal("project.open") { account, goal, frame in
            .open(account: account, goal: goal, title: try frame.text("title"))
        },
        goal("project.addProposal") { account, goal, frame in
            .addProposal(
                account: account, goal: goal, proposal: try frame.identifier("proposal"),
                ticket: try frame.ticket().id
            )
        },
        .known("project.addTicket", "project") { id, frame in .project(id, .addTicket(try frame.ticket().id)) },
        .known("project.removeTicket", "project") { id, frame in
            .project(id, .removeTicket(try frame.ticket().id))
        },
        .known("project.addOrder", "project") { id, frame in
            .project(id, .addOrder(try frame.identifier("order")))
        },
        .known("project.close", "project") { id, _ in .project(id, .close) },
        .question("project.show") { frame in
            let id = try frame.identifier("project", of: Project.self)
            return { desk in
                guard let project: Project = try await desk.state(of: Project.stream(id)) else {
                    throw Refusal(.notFound)
                }
                return project.wire
            }
        },
    ]

    /// A command about the project of an account's goal, whose id follows from both.
    private static func goal(
        _ name: String, _ read: @escaping @Sendable (AccountID, String, RulebookFrame) throws -> ProjectCommand
    ) -> RulebookEntry {
        RulebookEntry(name, for: .staff) { frame in
            let account = try frame.identifier("account", of: Account.self)
            let goal = try frame.arguments.string("goal", maxScalars: 2000)
            let id = Project.id(of: account, goal: goal)
            return .command(.project(id, try read(account, goal, frame)), in: Project.stream(id))
        }
    }
}

extension Project {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["project"] = .string(id.description)
        members["state"] = .string(state.rawValue)
        members["account"] = account.map { .string($0.description) }
        members["goal"] = .string(goal)
        members["title"] = .string(title)
        members["proposals"] = .array(proposals.map { .string($0.description) })
        members["tickets"] = .array(tickets.map { .string($0.description) })
        members["orders"] = .array(orders.map { .string($0.description) })
        return members.json
    }
}
