import GRDB
import Sportello
import SportelloModel

/// Finds events by the words of their texts, once the index has caught up.
enum TextSearch {
    static func run(_ request: SearchRequest, _ database: Database) throws -> SearchResult {
        let pattern = pattern(of: request.text)
        guard !pattern.isEmpty else { return SearchResult(hits: [], more: false) }
        let statement = try RawStatement(
            database,
            """
            SELECT stream.kind, stream.key, event.seq FROM contentText
            CROSS JOIN event ON event.id = contentText.rowid
            CROSS JOIN stream ON stream.id = event.stream
            WHERE contentText MATCH ?1 AND (?2 IS NULL OR stream.contact = ?2)
                AND (?5 IS NULL OR stream.account = ?5) AND (?6 IS NULL OR stream.topic = ?6)
                AND (?7 IS NULL OR event.at >= ?7) AND (?8 IS NULL OR event.at < ?8)
            ORDER BY contentText.rowid DESC LIMIT ?3 OFFSET ?4
            """
        )
        let limit = max(0, request.limit)
        statement.bind(1, pattern)
        statement.bind(2, request.contact)
        statement.bind(3, Int64(limit) + 1)
        statement.bind(4, Int64(max(0, request.offset)))
        statement.bind(5, request.account)
        statement.bind(6, request.topic)
        statement.bind(7, request.since)
        statement.bind(8, request.before)
        defer { statement.reset() }
        var hits: [SearchResult.Hit] = []
        while try statement.step() {
            hits.append(SearchResult.Hit(stream: try statement.stream(0), seq: statement.int(2)))
        }
        return SearchResult(hits: Array(hits.prefix(limit)), more: hits.count > limit)
    }

    /// The words in quotation marks, so that nothing in them is taken for the index's query language.
    ///
    /// They are not folded here: the index takes them apart and folds them as it did with the texts.
    static func pattern(of text: String) -> String {
        var words: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .privateUse, .nonspacingMark, .spacingMark:
                words[words.count - 1].append(scalar)
            default:
                if words.last?.isEmpty == false { words.append(String.UnicodeScalarView()) }
            }
        }
        return words.filter { !$0.isEmpty }.map { "\"\(String($0))\"" }.joined(separator: " ")
    }
}
