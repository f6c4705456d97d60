import Foundation
import Logging
import Sportello
import SportelloModel
import SportelloTesting
import Testing
import WebChatProtocol

@testable import SportelloWebChat

/// Frames for the rule book, from words or from the fixtures that the published schemas are held against too.
enum RulebookFixture {
    static let ticket = TicketID(high: 1, low: 2)
    static let known = "0123456789abcdef0123456789abcdef"
    static let anna = Identity(actor: .agent(AgentID(rawValue: "anna"), role: .agent, name: "Anna"))
    static let quinn = Identity(actor: .agent(AgentID(rawValue: "quinn"), role: .quality, name: "Quinn"))
    static let ada = Identity(actor: .customer(ContactID(high: 7, low: 7), role: .contact, name: nil))

    static func id<Subject>(_ type: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        try #require(Identifier<Subject>(known))
    }

    static func instant(_ text: String) throws -> Instant {
        Instant(milliseconds: try #require(WireTime(text)).milliseconds)
    }

    static func frame(
        _ name: String, _ arguments: JSONObject, as identity: Identity, stream: StreamName? = .internal(ticket: known)
    ) -> RulebookFrame {
        RulebookFrame(
            command: ClientFrame.Command(
                id: "0b6f2d0e-6c1e-4a57-9a53-1f2d3c4b5a69", name: CommandName(rawValue: name), arguments: arguments,
                stream: stream
            ),
            identity: identity,
            desk: SupportDesk(
                store: InMemoryDeskStore(medium: InMemoryMedium()), profile: ServiceProfile(name: "test"),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ),
            language: "en"
        )
    }

    /// What the entry of that name makes of these arguments, about ``ticket``.
    static func read(
        _ name: String, _ arguments: String, as identity: Identity = anna
    ) throws -> (command: Command, scope: StreamID)? {
        let entry = try #require(Rulebook.entries[CommandName(rawValue: name)])
        #expect(entry.admits(identity))
        let object = try #require(try JSONValue.parse(Array(arguments.utf8)).objectValue)
        let frame = frame(name, object, as: identity, stream: .internal(ticket: ticket.description))
        guard case .command(let command, let scope) = try entry.request(frame) else { return nil }
        return (command, scope)
    }

    /// The shared frames, one of every command, with every member.
    static func shared() throws -> [(name: String, arguments: JSONObject)] {
        try cases(of: "Tests/WebChatProtocolTests/Fixtures/valid/client-rulebook.json").map { frame in
            let name = try #require(frame["name"]?.stringValue)
            return (name, try #require(frame["args"]?.objectValue))
        }
    }

    private static func cases(of path: String) throws -> [JSONValue] {
        let document = try parse(path)
        return (document["cases"]?.arrayValue ?? []).compactMap { $0["frame"] }
    }

    /// The published schemas of arguments, by command.
    static func schemas() throws -> JSONValue {
        try #require(try parse("docs/protocol/schemas/commands.json")["definitions"])
    }

    private static func parse(_ path: String) throws -> JSONValue {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let bytes = try Data(contentsOf: root.appendingPathComponent(path).standardizedFileURL)
        return try JSONValue.parse(Array(bytes), maxDepth: 64)
    }
}
