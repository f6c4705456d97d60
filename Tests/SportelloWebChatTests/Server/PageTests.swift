import Sportello
import Testing
import WebSocketTransport

@testable import SportelloWebChat

@Suite("Pages of the host")
struct PageTests {
    @Test(
        "A form's fields are decoded",
        arguments: [
            ("score=4&comment=two+words", ["score": "4", "comment": "two words"]),
            ("a=%C3%A8%0D%0A&b", ["a": "è\r\n", "b": ""]),
            ("a=1&a=2", ["a": "2"]),
            ("a=50%&b=%zz&c=%4", ["a": "50%", "b": "%zz", "c": "%4"]),
            ("a=b=c", ["a": "b=c"]),
            ("", [:]),
        ]
    )
    func fields(text: String, expected: [String: String]) {
        #expect(FormFields.read(Array(text.utf8)) == expected)
    }

    @Test("A form of a million fields costs no more than sixty-four")
    func manyFields() {
        let text = (0..<100_000).map { "f\($0)=1" }.joined(separator: "&")
        #expect(FormFields.read(Array(text.utf8)).count == 64)
    }

    @Test(
        "The reader's languages come best first",
        arguments: [
            ("it", ["it"]), ("en;q=0.5, pl, *;q=0.1", ["pl", "en"]), ("ru;q=0, uk-UA;q=0.9,es;q=0.9", ["uk-ua", "es"]),
            ("", []), (";;,,;q=1", []),
        ]
    )
    func languages(header: String, expected: [String]) {
        #expect(AcceptedLanguages.read(header) == expected)
    }

    @Test("A page is kept out of caches, frames and search engines, and may use its own styles only")
    func headers() {
        let response = HTTPResponse(WebPageResponse(status: 410, html: "<p>gone", styles: ["p{color:red}"]))
        let headers = Dictionary(uniqueKeysWithValues: response.headers.map { ($0.name, $0.value) })
        #expect(response.status == 410)
        #expect(
            headers["content-security-policy"]
                == "default-src 'none'; style-src 'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        #expect(headers["cache-control"] == "no-store")
        #expect(headers["referrer-policy"] == "no-referrer")
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["x-robots-tag"] == "noindex, nofollow")
    }
}
