/// How a part's bytes were made fit for transport.
enum TransferEncoding: Sendable, Hashable {
    case identity
    case base64
    case quotedPrintable
    case uuencode

    /// Reads a Content-Transfer-Encoding; unknown ones leave the bytes alone.
    init(header: String?) {
        let word = header?.lowercased().prefix { $0 != ";" && $0 != "," && $0 != " " && $0 != "(" } ?? ""
        switch word.filter({ $0 != "\"" && $0 != "'" }) {
        case "base64", "base-64", "b", "x-base64": self = .base64
        case "quoted-printable", "quoted_printable", "quotedprintable", "quoted-printable:", "q":
            self = .quotedPrintable
        case "x-uuencode", "uuencode", "x-uue", "uue", "x-uu": self = .uuencode
        default: self = .identity
        }
    }
}
