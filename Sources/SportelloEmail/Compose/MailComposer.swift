import Foundation
import SportelloModel

/// A mail of ours before it is bytes.
struct ComposedMail: Sendable {
    /// A file that goes along.
    struct File: Sendable {
        var name: String
        var type: String
        var bytes: [UInt8]
    }

    var fromName: String?
    var from: String
    var to: String
    var replyTo: String
    var subject: String
    var messageID: String
    var inReplyTo: String?
    var references: [String] = []
    var date: Instant
    var isAutomatic: Bool
    var text: String
    var files: [File] = []

    /// Whether its bytes are few, however they are encoded.
    var isShort: Bool { files.isEmpty && text.utf8.count <= 8192 }
}

/// Writes MIME: text and HTML side by side, files after them, every line at most 76 characters and ended by CRLF.
enum MailComposer {
    static func bytes(_ mail: ComposedMail) -> [UInt8] {
        var head = MailHeaders.address("From", mail.fromName, mail.from)
        head += MailHeaders.address("To", nil, mail.to)
        head += MailHeaders.address("Reply-To", mail.fromName, mail.replyTo)
        head += MailHeaders.text("Subject", mail.subject)
        head += "Date: \(MailHeaders.date(mail.date))\r\nMessage-ID: <\(mail.messageID)>\r\n"
        if let id = mail.inReplyTo { head += MailHeaders.words("In-Reply-To", ["<\(id)>"]) }
        if !mail.references.isEmpty { head += MailHeaders.words("References", mail.references.map { "<\($0)>" }) }
        if mail.isAutomatic {
            head += "Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n"
        }
        head += "MIME-Version: 1.0\r\n"
        // Nothing that is written in base64 or quoted-printable holds these characters in a row.
        let mark = "=_\(Base32.encode(Digest(hashing: Array(mail.messageID.utf8)).bytes.prefix(12)))"
        var bytes = Array(head.utf8)
        let body = alternative(mail.text, boundary: "\(mark)a")
        if mail.files.isEmpty { return bytes + Array(body.utf8) }
        bytes += "Content-Type: multipart/mixed; boundary=\"\(mark)m\"\r\n\r\n--\(mark)m\r\n\(body)".utf8
        for file in mail.files {
            bytes += "--\(mark)m\r\n\(fileHead(file))\r\n".utf8
            bytes += base64(file.bytes)
        }
        bytes += "--\(mark)m--\r\n".utf8
        return bytes
    }

    private static func alternative(_ text: String, boundary: String) -> String {
        func part(_ type: String, _ text: String) -> String {
            "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n\(quotedPrintable(text))\r\n"
        }
        return "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n"
            + part("text/plain", text) + part("text/html", html(text)) + "--\(boundary)--\r\n"
    }

    private static func html(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        let paragraphs = escaped.replacing("\r\n", with: "\n").split(separator: "\n\n").map {
            "<p>\($0.replacing("\n", with: "<br>\n"))</p>"
        }
        return "<!DOCTYPE html>\n<html><body>\n\(paragraphs.joined(separator: "\n"))\n</body></html>"
    }

    /// RFC 2045: every line at most 76 characters, line ends as CRLF, nothing but ASCII.
    static func quotedPrintable(_ text: String) -> String {
        var result: [UInt8] = []
        let hex = Array("0123456789ABCDEF".utf8)
        for (number, line) in lines(text).enumerated() {
            if number > 0 { result += [0x0d, 0x0a] }
            var column = 0
            for (index, byte) in line.enumerated() {
                let isLast = index == line.count - 1
                let isPlain =
                    (byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "="))
                    || ((byte == 0x20 || byte == 0x09) && !isLast)
                // `From ` and a lone dot at a line's start are what careless systems change.
                let plain = isPlain && !(column == 0 && (byte == UInt8(ascii: "F") || byte == UInt8(ascii: ".")))
                let width = plain ? 1 : 3
                if column + width > 75 {
                    result += [UInt8(ascii: "="), 0x0d, 0x0a]
                    column = 0
                }
                if plain {
                    result.append(byte)
                } else {
                    result += [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
                }
                column += width
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func lines(_ text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x0d || (byte == 0x0a && last != 0x0d) {
                lines.append([])
            } else if byte != 0x0a {
                lines[lines.count - 1].append(byte)
            }
            last = byte
        }
        return lines
    }

    private static func fileHead(_ file: ComposedMail.File) -> String {
        let isType = file.type.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"\";,()<>".utf8.contains($0) }
        let type = isType && file.type.contains("/") ? file.type : "application/octet-stream"
        return "Content-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment;\(fileName(file.name))\r\n"
    }

    /// RFC 2231: the name in UTF-8, in pieces that fit a line.
    private static func fileName(_ name: String) -> String {
        let clean = MailHeaders.oneLine(name)
        var pieces = [""]
        for byte in clean.utf8 {
            let isPlain =
                (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a)
                || (byte >= 0x61 && byte <= 0x7a) || byte == 0x2e || byte == 0x2d || byte == 0x5f
            let text =
                isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            if pieces[pieces.count - 1].utf8.count + text.utf8.count > 50 { pieces.append("") }
            pieces[pieces.count - 1] += text
        }
        if pieces.count == 1 { return "\r\n filename*=UTF-8''\(pieces[0])" }
        return pieces.enumerated().map { index, piece in
            "\r\n filename*\(index)*=\(index == 0 ? "UTF-8''" : "")\(piece)"
        }.joined(separator: ";")
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 4 / 3 + bytes.count / 28)
        var position = 0
        while position < bytes.count {
            let end = min(position + 57, bytes.count)
            result += Data(bytes[position..<end]).base64EncodedData()
            result += [0x0d, 0x0a]
            position = end
        }
        return result
    }
}
