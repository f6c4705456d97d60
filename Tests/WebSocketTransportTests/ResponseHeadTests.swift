import Testing

@testable import WebSocketTransport

@Suite struct ResponseHeadTests {
    private func text(_ response: HTTPResponse, mustClose: Bool = false) -> String {
        String(decoding: ResponseHead.make(response, bodyCount: 3, mustClose: mustClose), as: UTF8.self)
    }

    @Test func aBlockHasItsLengthAndEnds() {
        #expect(
            self.text(HTTPResponse(status: 200, headers: [("etag", "\"1\"")]))
                == "HTTP/1.1 200 OK\r\netag: \"1\"\r\ncontent-length: 3\r\n\r\n")
        #expect(self.text(HTTPResponse(status: 404), mustClose: true).hasSuffix("connection: close\r\n\r\n"))
    }

    @Test func noHeaderCanSmuggleALine() {
        let response = HTTPResponse(
            status: 200,
            headers: [
                ("a", "1\r\nb: 2"), ("c\r\n", "3"), ("", "4"), ("d e", "5"), ("Content-Length", "99"), ("f", "6\u{0}"),
            ])
        #expect(self.text(response) == "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n")
    }

    @Test(arguments: [204, 304]) func someAnswersHaveNoLength(status: Int) {
        #expect(!self.text(HTTPResponse(status: status)).contains("content-length"))
    }

    @Test(arguments: ["/", "/a/b", "/a b", "/é", "/..a", "/a..b", "//x"]) func pathsThatAreTaken(path: String) {
        #expect(PathRules.isAcceptable(path))
    }

    @Test(arguments: ["", "a", "/..", "/a/../b", "/.", "/a\u{0}", "/a\n", "/a\\b", "/\u{7F}"])
    func pathsThatAreRefused(path: String) { #expect(!PathRules.isAcceptable(path)) }

    @Test func lengthsAreDigits() {
        #expect(ContentLength.parse("0") == 0)
        #expect(ContentLength.parse("10485760") == 10_485_760)
        for text in ["", "-1", "+1", " 1", "1 ", "1,1", "0x1", "1.0", "9999999999999999", "١"] {
            #expect(ContentLength.parse(text) == nil)
        }
    }
}
