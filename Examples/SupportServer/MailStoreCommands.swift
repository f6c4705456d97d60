import ArgumentParser
import Foundation
import Sportello
import SportelloEmail
import SportelloModel
import SportelloSQLite

/// The commands of `mail` that look into the mail store.
enum MailStoreCommands {
    /// A stored mail as this command prints it.
    struct Report: Encodable {
        var id: Int64
        var mailbox: String
        var state: String
        var reason: String?
        var error: String?
        var tries: Int
        var bytes: Int
        var digest: String
        var receivedAt: String
        var folder: String?
        var uid: UInt32?
        /// What it became part of: `ticket`, `qualityCase`, `offChannelNote`.
        var kind: String?
        var stream: String?
        /// The ticket's number.
        var number: String?

        init(_ mail: StoredMail, number: String?) {
            id = mail.id
            mailbox = mail.origin.mailbox
            state = mail.state.word
            if case .ignored(let text) = mail.state { reason = text }
            if case .failed(let text, _) = mail.state { error = text }
            tries = mail.tries
            bytes = mail.bytes
            digest = mail.digest.description
            receivedAt = Date(timeIntervalSince1970: Double(mail.receivedAt.milliseconds) / 1000)
                .formatted(.iso8601.time(includingFractionalSeconds: true))
            folder = mail.origin.folder
            uid = mail.origin.folder == nil ? nil : mail.origin.uid
            kind = mail.stream?.kind.rawValue
            stream = mail.stream.map { "\($0.key)" }
            self.number = number
        }

        var line: String {
            let target = number.map { "#\($0)" } ?? kind ?? reason ?? error ?? ""
            return
                "\(id)  \(state.padding(toLength: 8, withPad: " ", startingAt: 0))  \(receivedAt)  \(mailbox)  \(target)"
        }
    }

    /// The numbers of the tickets that mails became part of; empty where there is no desk yet.
    static func reports(_ mails: [StoredMail], _ configuration: ServerConfiguration) async throws -> [Report] {
        guard FileManager.default.fileExists(atPath: configuration.databasePath) else {
            return mails.map { Report($0, number: nil) }
        }
        return try await configuration.reading { store in
            var reports: [Report] = []
            for mail in mails {
                var number: String?
                if let stream = mail.stream, stream.kind == .ticket {
                    number = try await store.load(LoadRequest(streams: [stream])).snapshots.first?.index.number
                }
                reports.append(Report(mail, number: number))
            }
            return reports
        }
    }

    static func known(_ id: Int64, in store: MailStore) async throws -> StoredMail {
        guard let mail = try await store.mail(id) else {
            throw ValidationError("\(id): there is no such mail; see mail list")
        }
        return mail
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List mails in the order in which they came.",
            discussion: """
                EXAMPLES
                  SupportServer mail list --config desk.yaml
                  SupportServer mail list --config desk.yaml --state failed --json
                """
        )

        @OptionGroup var options: DeskOptions
        @Option(help: "Only those of this state: pending, done, ignored, failed.") var state: String?
        @Option(help: "Only those of this mailbox.") var mailbox: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            if let state, !["pending", "done", "ignored", "failed"].contains(state) {
                throw ValidationError("--state \(state): not among pending, done, ignored, failed")
            }
            let configuration = try options.load()
            let store = try configuration.openMailStore()
            var filter = MailStore.Filter()
            filter.state = state
            filter.mailbox = mailbox
            var mails: [StoredMail] = []
            while true {
                let page = try await store.list(filter)
                guard let last = page.last else { break }
                mails += page
                filter.after = last.id
            }
            try store.close()
            let reports = try await MailStoreCommands.reports(mails, configuration)
            if json { return print(try encoded(reports)) }
            if reports.isEmpty { return report("no mail") }
            for mail in reports { print(mail.line) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what became of one mail, as JSON.",
            discussion: """
                EXAMPLES
                  SupportServer mail show 17 --config desk.yaml
                  SupportServer mail show 17 --config desk.yaml | jq -r .error
                """
        )

        @Argument(help: "Its number, from mail list.") var id: Int64
        @OptionGroup var options: DeskOptions

        func run() async throws {
            let configuration = try options.load()
            let store = try configuration.openMailStore()
            let mail = try await MailStoreCommands.known(id, in: store)
            try store.close()
            print(try encoded(try await MailStoreCommands.reports([mail], configuration)[0]))
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have mails applied again: those with these numbers, or all that failed.",
            discussion: """
                A running server does it within a second; otherwise the next `serve` or `ingest`. What a mail did already is
                not done twice.

                EXAMPLES
                  SupportServer mail replay --config desk.yaml
                  SupportServer mail replay 17 18 --config desk.yaml
                """
        )

        @Argument(help: "Their numbers, from mail list; without one, all that failed.") var ids: [Int64] = []
        @OptionGroup var options: DeskOptions

        func run() async throws {
            let store = try options.load().openMailStore()
            let count = try await store.replay(ids.isEmpty ? nil : ids, at: DeskEnvironment.system.now())
            try store.close()
            print("\(count) to be applied again")
        }
    }

    struct ExportRaw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write one mail to standard output, byte for byte as it came.",
            discussion: """
                EXAMPLES
                  SupportServer mail export 17 --config desk.yaml > 17.eml
                  SupportServer mail export 17 --config desk.yaml | SupportServer mail parse -
                """
        )

        @Argument(help: "Its number, from mail list.") var id: Int64
        @OptionGroup var options: DeskOptions

        func run() async throws {
            let store = try options.load().openMailStore()
            let bytes = try await store.raw(try await MailStoreCommands.known(id, in: store).digest)
            try store.close()
            FileHandle.standardOutput.write(Data(bytes))
        }
    }

    struct Outgoing: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List mails of the desk as JSON, the newest first, with what is known about their fate.",
            discussion: """
                `state` is composed (waits, or is tried again), sending, accepted, refused, withheld or held; `ambiguous` means
                that an attempt may have arrived although no reply came.

                EXAMPLES
                  SupportServer mail outgoing --config desk.yaml
                  SupportServer mail outgoing --config desk.yaml | jq '.[] | select(.state == "refused")'
                """
        )

        @OptionGroup var options: DeskOptions
        @Option(help: "How many at most.") var limit = 200

        struct Line: Encodable {
            var reason: String
            var recipient: String
            var messageID: String
            var state: String
            var ambiguous: Bool
            var attempts: Int
            var automatic: Bool
            var note: String?
        }

        func run() async throws {
            let store = try options.load().openMailStore()
            let records = try await store.outgoing(limit: limit)
            try store.close()
            print(
                try encoded(
                    records.map {
                        Line(
                            reason: $0.reason, recipient: $0.recipient, messageID: $0.messageID, state: $0.state.word,
                            ambiguous: $0.isAmbiguous, attempts: $0.attempts, automatic: $0.isAutomatic, note: $0.note
                        )
                    }
                )
            )
        }
    }
}
