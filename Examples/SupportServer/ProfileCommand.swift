import ArgumentParser
import SportelloModel
import SportelloProfiles

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Check or describe an organisation's policy.",
        subcommands: [Check.self, Describe.self]
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a profile can be used, and if not, what to change.",
            discussion: "EXAMPLES\n  SupportServer profile check Examples/Profiles/pooled-factory.yaml"
        )

        @Argument(help: "The profile.") var file: String

        func run() throws {
            do {
                let profile = try ProfileLoader().load(path: file)
                print("\(file): \(profile.name), version \(profile.version), can be used")
            } catch {
                report("\(error)")
                throw ExitCode(1)
            }
        }
    }

    struct Describe: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say for customers what a profile promises.",
            discussion: "EXAMPLES\n  SupportServer profile describe Examples/Profiles/pooled-factory.yaml --language it"
        )

        @Argument(help: "The profile.") var file: String
        @Option(help: "The language.") var language: String = "en"

        func run() throws { print(try ProfileLoader().load(path: file).describe(in: language).text) }
    }
}
