import Crypto
import Foundation
import Sportello
import WebSocketTransport

/// A form that is being sent to a page. Loop-confined, kept in the exchange.
final class PageForm {
    let page: any WebPage
    var bytes: [UInt8] = []

    init(page: any WebPage) { self.page = page }
}

/// Pages that a host adds. They run beside the loop, with the workers of everything else.
extension ChatHub {
    /// The longest form that is taken.
    private static let formBytes = 32 << 10

    func page(at path: String) -> (any WebPage)? { pages.first { path.hasPrefix($0.path) } }

    func handle(_ exchange: HTTPExchange, on page: any WebPage) {
        if let seconds = secondsToWait(exchange.head.peer) {
            return exchange.respond(
                .text(429, "too many requests\n", headers: [(name: "retry-after", value: "\(seconds)")]))
        }
        switch exchange.head.method {
        case .get, .head: answer(exchange, page, .show)
        case .post:
            let type = exchange.head.headers["content-type"]?.prefix { $0 != ";" }
                .trimmingCharacters(in: .whitespaces).lowercased()
            guard type == "application/x-www-form-urlencoded" else {
                return exchange.respond(.text(415, "a form is expected\n"))
            }
            guard exchange.head.contentLength != nil else {
                return exchange.respond(.text(411, "the length is missing\n"))
            }
            exchange.userObject = PageForm(page: page)
            exchange.receiveBody(upTo: Self.formBytes)
        default:
            exchange.respond(
                .text(405, "method not allowed\n", headers: [(name: "allow", value: "GET, HEAD, POST")]))
        }
    }

    /// A page asks the desk, so it has a pace as frames have; what lies in memory (widget, console) has none.
    func secondsToWait(_ peer: PeerAddress) -> Int64? {
        let wait = pagePace.take(
            peer, burst: max(1, configuration.pageBurst), perSecond: Double(max(1, configuration.pagesPerMinute)) / 60,
            now: loop.now
        )
        return wait.map { ($0 + 999) / 1000 }
    }

    func submit(_ form: PageForm, _ exchange: HTTPExchange) {
        answer(exchange, form.page, .submit(FormFields.read(form.bytes)))
    }

    private func answer(_ exchange: HTTPExchange, _ page: any WebPage, _ method: WebPageRequest.Method) {
        let request = WebPageRequest(
            method, name: String(exchange.head.path.dropFirst(page.path.count)),
            languages: AcceptedLanguages.read(exchange.head.headers["accept-language"] ?? "")
        )
        let accepted = work.add {
            let response = await page.response(to: request)
            self.loop.execute {
                self.assumeIsolated { _ in
                    if exchange.isOpen { exchange.respond(HTTPResponse(response)) }
                }
            }
        }
        if !accepted { exchange.respond(.text(503, "busy\n", headers: [(name: "retry-after", value: "5")])) }
    }
}

extension HTTPResponse {
    /// Nothing is run, framed, cached or indexed, and the address, which may be a secret, is told to nobody.
    init(_ page: WebPageResponse) {
        let styles = page.styles.map { "'sha256-\(Data(SHA256.hash(data: Data($0.utf8))).base64EncodedString())'" }
        self.init(
            status: page.status,
            headers: [
                (name: "content-type", value: "text/html; charset=utf-8"),
                (
                    name: "content-security-policy",
                    value:
                        "default-src 'none'; style-src \(styles.isEmpty ? "'none'" : styles.joined(separator: " ")); "
                        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                ),
                (name: "x-content-type-options", value: "nosniff"), (name: "referrer-policy", value: "no-referrer"),
                (name: "cache-control", value: "no-store"), (name: "x-robots-tag", value: "noindex, nofollow"),
                (name: "cross-origin-resource-policy", value: "same-origin"),
                (name: "cross-origin-opener-policy", value: "same-origin"),
            ],
            body: .bytes(Array(page.html.utf8))
        )
    }
}

/// `application/x-www-form-urlencoded`.
enum FormFields {
    /// At most 64 fields; what is not UTF-8 is replaced.
    static func read(_ bytes: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in bytes.split(separator: UInt8(ascii: "&")).prefix(64) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            fields[decoded(parts[0])] = parts.count > 1 ? decoded(parts[1]) : ""
        }
        return fields
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                text.append(high << 4 | low)
                index += 3
            } else {
                text.append(bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

/// `Accept-Language`.
enum AcceptedLanguages {
    /// Tags in lower case, best first; what is unwanted or unreadable is left out.
    static func read(_ header: String) -> [String] {
        let ranked = header.prefix(1000).split(separator: ",").prefix(20).compactMap { part -> (String, Double)? in
            let words = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = words.first?.lowercased(),
                tag.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            else { return nil }
            let quality = words.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return quality > 0 ? (tag, quality) : nil
        }
        return ranked.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element.0)
    }
}
