import Foundation
import GRDB

extension MailStore {
    /// Copies the whole store into a folder, which is made, also while others use it: every kept mail, how far each folder
    /// was read, every mail that went out. The copy can be opened as a store.
    ///
    /// Copy the mail before the desk: a mail that is waiting in its copy and applied in the desk's is applied again without
    /// effect, while one that is done in its copy and unknown to the desk's would be lost.
    ///
    /// - Throws: ``EmailError`` with `store`, also when the copy does not pass its check.
    public func backup(to directory: String) async throws {
        let path = directory + "/mail.sqlite"
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            guard !FileManager.default.fileExists(atPath: path) else {
                throw EmailError(.store, "\(path) exists already")
            }
            try await readWithoutTransaction { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
            // After the database: every raw mail that a copied row names is there by now, and none is ever removed.
            if let files {
                try await perform {
                    try FileManager.default.copyItem(atPath: files.directory.path, toPath: directory + "/raw")
                }
            }
            try await perform { try Self.check(path) }
        } catch let error as EmailError {
            throw error
        } catch {
            throw EmailError(.store, "the mail store could not be copied", cause: error)
        }
    }

    private static func check(_ path: String) throws {
        let copy = try DatabaseQueue(path: path)
        let verdict = try copy.read { try String.fetchOne($0, sql: "PRAGMA quick_check") }
        try copy.close()
        guard verdict == "ok" else { throw EmailError(.store, "the copy is damaged: \(verdict ?? "no answer")") }
    }
}
