import ArgumentParser
import Foundation
import MailParsing

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Look at mail: what came, what became of it, what went out.",
        discussion: """
            EXAMPLES
              SupportServer mail list --config desk.yaml --state failed
              SupportServer mail replay --config desk.yaml
              SupportServer mail parse question.eml
            """,
        subcommands: [
            MailStoreCommands.List.self, MailStoreCommands.Show.self, MailStoreCommands.Replay.self,
            MailStoreCommands.ExportRaw.self, MailStoreCommands.Outgoing.self, ParseMail.self,
        ]
    )
}

/// `mail parse`: what the desk makes of a raw mail, without a desk.
struct ParseMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Print what a raw mail says, as one JSON object.",
        discussion: """
            Nothing is stored. Whatever is in the file, rubbish too, gives an object and exit code 0; only a file that cannot
            be read, or is longer than --limit, does not.

            EXAMPLES
              SupportServer mail parse question.eml
              cat question.eml | SupportServer mail parse - | jq -r .trimmed
            """
    )

    @Argument(help: ArgumentHelp("The raw mail; - for standard input.", valueName: "file")) var file: String
    @Option(help: ArgumentHelp("The longest mail that is parsed.", valueName: "bytes"))
    var limit = MailParserLimits().messageBytes

    func run() throws {
        let bytes = try WholeFile.bytes(of: file, limit: limit)
        let mail = try MailParser(limits: MailParserLimits(messageBytes: limit)).parse(bytes)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var output = try encoder.encode(MailReport(mail: mail))
        output.append(UInt8(ascii: "\n"))
        try FileHandle.standardOutput.write(contentsOf: output)
    }
}
