import ArgumentParser
import Foundation
import Sportello
import SportelloSQLite

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the desk's data, also while it runs, and check the copy.",
        discussion: """
            The folder holds the database and the files, and can be used as --data. A restored desk has another epoch, so
            that clients which knew more notice.

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
}
