extension ReportTable {
    /// RFC 4180: a line of keys, then the rows, each ended by CR LF. Text is quoted where it has to be, and text that a
    /// spreadsheet would take for a formula gets an apostrophe in front; numbers never do.
    public var csv: String {
        let lines = [columns.map { Self.quoted($0) }] + rows.map { $0.map { Self.field($0) } }
        return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private static func field(_ cell: Cell) -> String {
        guard case .text(let text) = cell else { return cell.text }
        guard let first = text.unicodeScalars.first,
            "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
        else {
            return quoted(text)
        }
        return quoted("'" + text)
    }

    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// Columns with spaces between them, for a terminal: numbers to the right, `-` for nothing. Control characters are
    /// shown as `?`, so that no name can move the cursor.
    public var text: String {
        let lines =
            [columns]
            + rows.map { row in
                row.map { cell in
                    cell == .none ? "-" : String(cell.text.map { $0.isControl ? "?" : $0 })
                }
            }
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let areNumbers = columns.indices.map { column in rows.allSatisfy { $0[column].isNumber } }
        return lines.map { line in
            var text = ""
            for (column, cell) in line.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                text += (column == 0 ? "" : "  ") + (areNumbers[column] ? space + cell : cell + space)
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }.joined()
    }
}

extension ReportTable.Cell {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .decimal, .none: true
        case .text, .flag: false
        }
    }
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
