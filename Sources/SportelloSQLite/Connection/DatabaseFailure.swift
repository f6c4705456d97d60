import GRDB
import Sportello

extension StoreError {
    /// Names a failure of the database while nothing had been made durable.
    init(reading error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self.init(.corrupt, "the database is damaged", cause: error)
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                self.init(.busy, "another process uses the database", cause: error)
            default: self.init(.unavailable, "the database cannot be read", cause: error)
            }
        default: self.init(.unavailable, "the database cannot be reached", cause: error)
        }
    }

    /// Names a failure before the commit: nothing was written.
    init(writing error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode):
            self.init(.corrupt, "the database is damaged; nothing was written", cause: error)
        default: self.init(.notCommitted, "the database refused to write; nothing was written", cause: error)
        }
    }
}
