import SportelloModel
import SportelloTesting
import Testing

@Suite("Questions and problems")
struct CaseTypeTests {
    var world = World()

    @Test(
        "The default profile has questions and technical problems; each goes its own way and is answered",
        .requirement("R-001-2"))
    mutating func separateRouting() throws {
        #expect(world.profile.caseTypes.map(\.id) == ["question", "problem"])
        world.profile.caseTypes[0].team = "advisers"
        world.profile.caseTypes[1].team = "technicians"
        try world.arrives(.bea, teams: ["advisers"])
        try world.arrives(.carl, teams: ["technicians"])
        let question = try world.start(.ada, "How do I print?", caseType: "question")
        let problem = try world.start(.ben, "It does not print.", caseType: "problem")
        #expect(try world.route(question, .carl) == nil)
        #expect(try world.route(problem, .bea) == nil)
        #expect(try world.route(question, .bea, .carl) == Actor.bea.agent)
        #expect(try world.route(problem, .bea, .carl) == Actor.carl.agent)
        for (id, agent) in [(question, Actor.bea), (problem, Actor.carl)] {
            try world.perform(.post(id, PostMessage(text: "Like this")), as: agent)
            let answer = try world.last("message.posted", on: id).record
            #expect(answer.content?.text == "Like this" && answer.publicSeq != nil)
            try world.perform(.resolve(id, outcome: "help", text: "Done"), as: agent)
            #expect(try world.ticket(id).status == .resolved && world.ticket(id).outcome == "help")
            #expect(try world.last("ticket.status", on: id).record.publicSeq != nil, "the customer sees it")
        }
    }

    @Test("By default a technical problem is served before an older question", .requirement("R-001-2"))
    mutating func order() throws {
        let question = try world.start(.ada, caseType: "question")
        world.now = world.now + .minutes(1)
        let problem = try world.start(.ben, caseType: "problem")
        #expect(try world.waiting([question, problem]) == [problem, question])
    }
}
