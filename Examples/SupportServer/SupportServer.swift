import ArgumentParser

/// The batteries-included host: a desk on the embedded store with webchat, configured by one YAML file.
@main
struct SupportServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "SupportServer",
        abstract: "A support desk: webchat, agent console, tickets, consent, ratings, quality control.",
        discussion: """
            EXAMPLES
              SupportServer serve --config desk.yaml
              SupportServer token --config desk.yaml --agent anna --role agent
              SupportServer ticket list --config desk.yaml
              SupportServer report attainment --from 2026-11-01 --to 2026-12-01 --config desk.yaml
              SupportServer verify --config desk.yaml
              SupportServer mail parse question.eml
            """,
        subcommands: [
            Serve.self, Token.self, TicketCommand.self, ReportCommand.self, Verify.self, Backup.self, Export.self,
            ProfileCommand.self,
            Ingest.self, MailCommand.self, ReceiptCommand.self, VerifyReceipt.self,
        ]
    )
}
