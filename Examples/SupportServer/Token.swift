import ArgumentParser
import Foundation
import Sportello
import SportelloJWT
import SportelloModel

struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a token for a member of staff.",
        discussion: """
            The token alone on its line: paste it into the console, or hand it to ChatClient.

            EXAMPLES
              SupportServer token --config desk.yaml --agent anna --role agent
              SupportServer token --config desk.yaml --agent quinn --role quality --minutes 480
            """
    )

    @Option(help: ArgumentHelp("The desk's configuration.", valueName: "file"))
    var config: String

    @Option(help: "The agent's name, unique in the organisation.")
    var agent: String

    @Option(help: "agent, supervisor or quality.")
    var role: String = "agent"

    @Option(help: "For how long it holds, at most 1440.")
    var minutes: Int = 720

    func run() async throws {
        guard let identity = try ServerConfiguration(path: config).identity, let key = identity.signing else {
            throw ValidationError("\(config): identity: a `secret` or `privateKeyFile` is needed to make tokens")
        }
        guard let role = Role(rawValue: role), role.isStaff else {
            throw ValidationError("--role \(self.role): not among agent, supervisor, quality")
        }
        guard (1...1440).contains(minutes) else { throw ValidationError("--minutes \(minutes): must be 1 to 1440") }
        let now = DeskEnvironment.system.now()
        let token = try await JWTIssuer(key: key, issuer: identity.issuer).token(
            for: VerifiedIdentity(subject: agent, role: role, name: agent, expiresAt: now + .minutes(minutes)), at: now
        )
        print(token)
    }
}
