import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import Sportello
import SportelloEmail
import SportelloModel

struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hand in mail that was received by other means.",
        discussion: """
            Every mail is durable before it is read. While `serve` runs on the same data, it applies what was handed in;
            otherwise this command does. Handed in again, the same mail changes nothing. After very many mails, some of
            the answers that the desk gives by itself leave only when it runs the next time.

            Prints a line a mail: its number in the store, `new` or `duplicate`, the file. Exit status 0 means that all of
            them are kept, whatever became of them; see `mail list`.

            EXAMPLES
              SupportServer ingest --config desk.yaml mail.eml
              SupportServer ingest --config desk.yaml --mailbox quality folder/
              SupportServer ingest --config desk.yaml - < mail.eml
            """
    )

    @OptionGroup var options: DeskOptions
    @Option(help: "Which mailbox it came to; the first configured one unless given.") var mailbox: String?
    @Flag(help: "Print nothing but what went wrong.") var quiet = false
    @Argument(help: "Files, folders of files, or - for standard input.") var sources: [String]

    func run() async throws {
        let configuration = try options.load()
        let names = configuration.email.mailboxes.map(\.name)
        guard let name = mailbox ?? names.first, names.contains(name) else {
            throw ValidationError("--mailbox \(mailbox ?? ""): configured are \(names.joined(separator: ", "))")
        }
        try FileManager.default.createDirectory(atPath: configuration.dataPath, withIntermediateDirectories: true)
        let mails = try configuration.openMailStore()
        let files = try Self.files(sources)
        var chunk: [(String, MailArrival)] = []
        var size = 0
        for file in files {
            let bytes = try Self.bytes(file)
            chunk.append((file, MailArrival(origin: MailOrigin(mailbox: name), bytes: bytes)))
            size += bytes.count
            if chunk.count == 500 || size > 16 << 20 {
                try await keep(chunk, in: mails)
                chunk = []
                size = 0
            }
        }
        try await keep(chunk, in: mails)
        try await apply(configuration, mails)
        try mails.close()
    }

    private func keep(_ chunk: [(String, MailArrival)], in store: MailStore) async throws {
        if chunk.isEmpty { return }
        let accepted = try await store.add(chunk.map(\.1), at: DeskEnvironment.system.now())
        if quiet { return }
        var lines = ""
        for ((file, _), mail) in zip(chunk, accepted) {
            lines += "\(mail.id) \(mail.isDuplicate ? "duplicate" : "new") \(file)\n"
        }
        FileHandle.standardOutput.write(Data(lines.utf8))
    }

    /// Applies what waits, unless a running server does.
    private func apply(_ configuration: ServerConfiguration, _ mails: MailStore) async throws {
        let logger = Logger(label: "sportello")
        let store: any DeskStore
        do {
            store = try await configuration.openStore(logger: logger)
        } catch let error as StoreError where error.code == .busy {
            return report("a server runs on this data and applies the mail")
        }
        let email = try configuration.emailChannel(
            store: mails, attachments: try DirectoryAttachmentStore(path: configuration.attachmentsPath), logger: logger
        )
        let desk = SupportDesk(store: store, profile: configuration.profile, channels: [email], logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: desk),
                    .init(service: UntilApplied(mails: mails), successTerminationBehavior: .gracefullyShutdownGroup),
                ],
                logger: logger
            )
        )
        do {
            try await group.run()
        } catch {
            try await store.close()
            throw error
        }
        try await store.close()
    }

    static func files(_ sources: [String]) throws -> [String] {
        try sources.flatMap { source -> [String] in
            var isFolder: ObjCBool = false
            guard source != "-", FileManager.default.fileExists(atPath: source, isDirectory: &isFolder),
                isFolder.boolValue
            else { return [source] }
            return try FileManager.default.contentsOfDirectory(atPath: source).sorted()
                .filter { !$0.hasPrefix(".") }.map { "\(source)/\($0)" }
        }
    }

    static func bytes(_ file: String) throws -> [UInt8] {
        do {
            return try WholeFile.bytes(of: file)
        } catch {
            throw ValidationError("\(file): cannot be read")
        }
    }
}

/// Ends when no mail waits, and a moment later: what the desk writes about a few mails leaves in it. After a flood the rest
/// waits, durably, for the desk to run again.
private struct UntilApplied: Service {
    let mails: MailStore

    func run() async throws {
        while try await mails.pendingCount(at: DeskEnvironment.system.now()) > 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await Task.sleep(for: .milliseconds(300))
    }
}
