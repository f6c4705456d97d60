import GRDB
import Sportello

/// Brings the search index up to date, slice by slice (docs/decisions/0009-deferred-text-index.md).
enum TextIndexing {
    /// Texts a slice: some milliseconds, so that a batch never waits long behind one.
    static let slice: Int64 = 500

    /// Indexes the next slice in a transaction of its own.
    static func advance(_ database: Database, _ state: inout WriterState) throws {
        let last = min(state.tally.count, state.textsIndexed + slice)
        try database.inTransaction(.immediate) {
            let insert = try RawStatement(
                database,
                """
                INSERT INTO contentText (rowid, text) SELECT id, text FROM content
                WHERE id > ?1 AND id <= ?2 AND text <> ''
                """
            )
            insert.bind(1, state.textsIndexed)
            insert.bind(2, last)
            try insert.run()
            try Meta.set("textsIndexed", last, database)
            return .commit
        }
        state.textsIndexed = last
    }

    /// Merges a part of the index, so that erased words leave the file; clears the mark when nothing is left to merge.
    static func merge(_ database: Database, _ state: inout WriterState) throws {
        var next = TextMerge.running
        try database.inTransaction(.immediate) {
            let before = database.totalChangesCount
            // A negative amount puts all parts of the index into one merge; positive ones carry it on.
            let pages = state.textMerge == .wanted ? -500 : 500
            try database.execute(
                sql: "INSERT INTO contentText (contentText, rank) VALUES ('merge', ?)", arguments: [pages]
            )
            if state.textMerge == .running, database.totalChangesCount - before < 2 { next = .none }
            try Meta.set("textsNeedMerge", next.rawValue, database)
            return .commit
        }
        state.textMerge = next
        state.logNeedsTruncation = next == .none
    }
}

/// Whether erased words must still be merged out of the index.
enum TextMerge: Int64, Sendable {
    case none = 0
    case wanted = 1
    case running = 2
}
