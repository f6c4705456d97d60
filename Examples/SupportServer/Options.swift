import ArgumentParser
import Foundation
import Logging
import Sportello
import SportelloModel
import SportelloSQLite

/// What every command that touches the desk takes.
struct DeskOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The desk's configuration.", valueName: "file"))
    var config: String

    @Option(help: ArgumentHelp("Where the desk's data lie; the configuration's `data` unless given.", valueName: "dir"))
    var data: String?

    func load() throws -> ServerConfiguration {
        var configuration = try ServerConfiguration(path: config)
        if let data { configuration.dataPath = data }
        return configuration
    }
}

extension ServerConfiguration {
    var databasePath: String { dataPath + "/desk.sqlite" }
    var attachmentsPath: String { dataPath + "/attachments" }

    /// Opens the store to work with it. Only one process can.
    func openStore(logger: Logger) async throws -> SQLiteDeskStore {
        try FileManager.default.createDirectory(atPath: dataPath, withIntermediateDirectories: true)
        return try await SQLiteDeskStore(SQLiteStoreConfiguration(path: databasePath), logger: logger)
    }

    /// Opens the store to read, beside a running desk or without one, and closes it afterwards.
    func reading<Result>(_ body: (SQLiteDeskStore) async throws -> Result) async throws -> Result {
        try await withStore(readOnly: true, body)
    }

    /// Opens an existing store and closes it afterwards.
    func withStore<Result>(
        readOnly: Bool = false, _ body: (SQLiteDeskStore) async throws -> Result
    ) async throws -> Result {
        guard FileManager.default.fileExists(atPath: databasePath) else {
            throw ValidationError("\(databasePath): there is no desk here. Name its folder with --data.")
        }
        var configuration = SQLiteStoreConfiguration(path: databasePath)
        configuration.isReadOnly = readOnly
        let store = try await SQLiteDeskStore(configuration, logger: Logger(label: "sportello"))
        do {
            let result = try await body(store)
            try await store.close()
            return result
        } catch {
            do { try await store.close() } catch { report("closing failed: \(error)") }
            throw error
        }
    }
}

/// Prints a line for people, apart from the command's output.
func report(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
