import ArgumentParser
import Foundation
import Sportello
import SportelloModel
import SportelloSQLite

/// Hands a person the signed copy of what was recorded about a permission for a remote session.
struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Print a signed receipt about a permission for a remote session.",
        discussion: """
            The key file holds 32 secret bytes; keep it apart from the desk's data. The public key, which whoever checks a
            receipt needs, goes to standard error.

            EXAMPLES
              head -c 32 /dev/urandom > consent.key
              SupportServer receipt 123456782 0123456789abcdef0123456789abcdef --config desk.yaml --key consent.key
            """
    )

    @Argument(help: "The ticket's nine digits, with or without #.") var ticket: String
    @Argument(help: "The permission's id.") var consent: String
    @OptionGroup var options: DeskOptions
    @Option(help: ArgumentHelp("The file with the log's secret key.", valueName: "file")) var key: String
    @Option(help: ArgumentHelp("The log's name; no spaces.", valueName: "name")) var origin = "sportello/consents"

    func run() async throws {
        guard let number = TicketNumber(ticket) else {
            throw ValidationError("\(ticket) is not a ticket number: nine digits, the last a check digit")
        }
        guard let consent = ConsentID(consent) else {
            throw ValidationError("\(consent) is no permission's id: 32 hexadecimal digits")
        }
        let key = try readKey()
        let receipt = try await options.load().reading { store -> ConsentReceipt? in
            let name = UniqueKey(space: KeySpace.number.rawValue, value: number.description)
            guard let stream = try await store.find(FindRequest(key: name)).stream,
                let snapshot = try await store.load(LoadRequest(streams: [stream])).snapshots.first,
                Ticket.unwrap(try snapshot.decoded())?.state.facts.consent(consent) != nil
            else { throw ValidationError("#\(number): there is no such permission on that ticket") }
            return try await ConsentLogReader(store: store).receipt(of: consent, signedWith: key)
        }
        guard let receipt else { throw ValidationError("the log knows nothing of \(consent)") }
        print(String(decoding: try receipt.json(), as: UTF8.self))
        report("public key: \(key.verifier)")
    }

    private func readKey() throws -> ConsentLogKey {
        guard let seed = FileManager.default.contents(atPath: key) else {
            throw ValidationError("\(key): cannot be read")
        }
        return try ConsentLogKey(origin: origin, seed: Array(seed))
    }
}

/// Checks a receipt with nothing but the log's public key.
struct VerifyReceipt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-receipt",
        abstract: "Check a receipt with the log's public key; needs no desk.",
        discussion: """
            Exits with 0 when the receipt is true and with 1 when it is not.

            EXAMPLES
              SupportServer verify-receipt receipt.json --key 'sportello/consents+1a2b3c4d+AZ...'
            """
    )

    @Argument(help: "The receipt.") var file: String
    @Option(help: ArgumentHelp("The log's public key, as `receipt` tells it.", valueName: "text")) var key: String

    func run() throws {
        guard let verifier = ConsentLogVerifier(key) else { throw ValidationError("\(key) is no log's public key") }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ValidationError("\(file): cannot be read")
        }
        do {
            let (checkpoint, entries) = try ConsentReceipt(json: Array(bytes)).verify(with: verifier)
            for entry in entries {
                print("\(entry.at.text)  \(entry.event.step.rawValue)  by \(entry.role.rawValue) \(entry.by)")
            }
            print("true: \(entries.count) entries of the log \(checkpoint.origin), which had \(checkpoint.size)")
        } catch let fault as ReceiptFault {
            print("NOT TRUE (\(fault.code.rawValue)): \(fault)")
            throw ExitCode(1)
        }
    }
}
