import ArgumentParser
import Foundation
import Sportello
import SportelloEmail
import SportelloSQLite

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the desk's data, also while it runs, and check the copy.",
        discussion: """
            The folder holds the database, the files, the kept mail and the key of its tokens, and can be used as --data. A
            restored desk has another epoch, so that clients which knew more notice.

            EXAMPLES
              SupportServer backup --config desk.yaml --output ./backup
            """
    )

    @OptionGroup var options: DeskOptions
    @Option(help: ArgumentHelp("A folder that does not exist yet.", valueName: "dir")) var output: String

    func run() async throws {
        let configuration = try options.load()
        guard !FileManager.default.fileExists(atPath: output) else {
            throw ValidationError("\(output): exists already; name a folder that does not")
        }
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        try await copyMail(configuration)
        report("copying the database …")
        let result = try await configuration.reading { store in
            try await store.backup(BackupRequest(path: output + "/desk.sqlite"))
        }
        // After the database: every file that a copied message names is there by now.
        if FileManager.default.fileExists(atPath: configuration.attachmentsPath) {
            report("copying the files …")
            try FileManager.default.copyItem(atPath: configuration.attachmentsPath, toPath: output + "/attachments")
        }
        print("backed up \(result.bytes) bytes to \(output)")
    }

    /// Before the database: mail that came between the two copies waits in its own and is applied again, without effect
    /// where the desk's copy has it already.
    private func copyMail(_ configuration: ServerConfiguration) async throws {
        guard FileManager.default.fileExists(atPath: configuration.mailPath + "/mail.sqlite") else { return }
        report("copying the mail …")
        let mails = try configuration.openMailStore()
        do {
            try await mails.backup(to: output + "/mail")
        } catch {
            try mails.close()
            throw error
        }
        try mails.close()
        let key = configuration.mailPath + "/key"
        if FileManager.default.fileExists(atPath: key) {
            try FileManager.default.copyItem(atPath: key, toPath: output + "/mail/key")
        }
    }
}
