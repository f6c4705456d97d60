/// A report in rows and columns, for programs, spreadsheets and terminals. Keys are stable; columns may be added at the
/// end.
public struct ReportTable: Sendable, Hashable {
    /// What stands in one place.
    public enum Cell: Sendable, Hashable {
        /// Words.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// A number with two decimals.
        case decimal(TwoDecimals)
        /// Yes or no.
        case flag(Bool)
        /// Nothing is known, for example a share of nothing; or the row is about all.
        case none
    }

    /// The columns' keys, in order.
    public let columns: [String]
    /// The rows; each has a cell for every column.
    public private(set) var rows: [[Cell]] = []

    /// Makes an empty table.
    public init(columns: [String]) { self.columns = columns }

    /// Adds a row. Missing cells are nothing, and surplus ones are left out, so that every row fits.
    public mutating func add(_ cells: [Cell]) {
        let missing = max(0, columns.count - cells.count)
        rows.append(Array(cells.prefix(columns.count)) + Array(repeating: .none, count: missing))
    }
}

extension ReportTable.Cell {
    /// A number, or nothing.
    init(_ number: Int?) { self = number.map { .integer($0) } ?? .none }
    /// A number with decimals, or nothing.
    init(_ number: TwoDecimals?) { self = number.map { .decimal($0) } ?? .none }
    /// Words, or nothing.
    init(_ text: String?) { self = text.map { .text($0) } ?? .none }
    /// Whole seconds, or nothing.
    init(_ time: Duration?) { self.init(time.map { Int($0.milliseconds / 1000) }) }
    /// Half a hundredth rounded away from nought, or nothing.
    init(_ number: Double?) {
        self.init(number.map { TwoDecimals(hundredths: Int(($0 * 100).rounded())) })
    }

    /// As it is read, without quotes; empty for nothing.
    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        case .flag(let flag): flag ? "true" : "false"
        case .none: ""
        }
    }
}

extension ReportTable: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private struct Row: Encodable {
        let columns: [String]
        let cells: [Cell]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            for (column, cell) in zip(columns, cells) {
                switch cell {
                case .text(let text): try container.encode(text, forKey: Key(column))
                case .integer(let number): try container.encode(number, forKey: Key(column))
                case .decimal(let number): try container.encode(Double(number.hundredths) / 100, forKey: Key(column))
                case .flag(let flag): try container.encode(flag, forKey: Key(column))
                case .none: try container.encodeNil(forKey: Key(column))
                }
            }
        }
    }

    /// Encodes the rows as objects with the columns' keys; nothing is `null`, and no key is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for cells in rows { try container.encode(Row(columns: columns, cells: cells)) }
    }
}
