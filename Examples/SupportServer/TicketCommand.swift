import ArgumentParser
import Foundation
import Sportello
import SportelloModel
import SportelloSQLite

struct TicketCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ticket", abstract: "Look at tickets.", subcommands: [List.self, Show.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tickets, the newest first.",
            discussion: """
                EXAMPLES
                  SupportServer ticket list --config desk.yaml
                  SupportServer ticket list --config desk.yaml --open --json
                """
        )

        @OptionGroup var options: DeskOptions
        @Flag(help: "Only tickets that still ask for work.") var open = false
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let configuration = try options.load()
            let tickets = try await configuration.reading { store in
                var filter = QueryRequest.Filter(kind: .ticket)
                if open { filter.isOpen = true }
                var tickets: [TicketReport] = []
                var after: String?
                repeat {
                    let page = try await store.query(
                        QueryRequest(filter: filter, order: .newest, after: after, limit: 200)
                    )
                    for snapshot in page.snapshots {
                        guard let ticket = Ticket.unwrap(try snapshot.decoded())?.state else { continue }
                        tickets.append(TicketReport(ticket))
                    }
                    after = page.next
                } while after != nil
                return tickets
            }
            if json { return print(try encoded(tickets)) }
            if tickets.isEmpty { return report("no tickets") }
            for ticket in tickets {
                let title = ticket.subject.isEmpty ? ticket.caseType : ticket.subject
                let status = ticket.status.padding(toLength: 16, withPad: " ", startingAt: 0)
                print("#\(ticket.number)  \(status)  \(ticket.createdAt)  \(title)")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one ticket with its messages, notes, clocks, links and ratings.",
            discussion: """
                EXAMPLES
                  SupportServer ticket show 123456782 --config desk.yaml
                  SupportServer ticket show '#123456782' --config desk.yaml --json
                """
        )

        @Argument(help: "The nine digits, with or without #.") var number: String
        @OptionGroup var options: DeskOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            guard let number = TicketNumber(number) else {
                throw ValidationError("\(number) is not a ticket number: nine digits, the last a check digit")
            }
            let configuration = try options.load()
            let ticket = try await configuration.reading { store in
                try await TicketReport(number, in: store, at: DeskEnvironment.system.now())
            }
            guard let ticket else { throw ValidationError("#\(number): there is no such ticket") }
            print(json ? try encoded(ticket) : ticket.text)
        }
    }
}

func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
