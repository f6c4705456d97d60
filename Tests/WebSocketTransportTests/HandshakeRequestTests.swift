import Testing

@testable import WebSocketTransport

/// RFC 6455 §4.2.1, on values.
@Suite struct HandshakeRequestTests {
    static let good = HandshakeRequest(
        method: .get,
        httpVersion: "HTTP/1.1",
        host: ["example.test:8080"],
        upgrade: ["websocket"],
        connection: ["Upgrade"],
        key: ["dGhlIHNhbXBsZSBub25jZQ=="],
        version: ["13"],
        protocols: ["sportello.chat.v1"],
        announcesBody: false
    )

    private func status(_ change: (inout HandshakeRequest) -> Void) -> Int? {
        var request = Self.good
        change(&request)
        guard case .failure(let refusal) = request.check() else { return nil }
        return refusal.status
    }

    @Test func aRequestInOrderYieldsItsOffers() throws {
        #expect(try Self.good.check().get() == ["sportello.chat.v1"])
        var several = Self.good
        several.protocols = ["a, b", "c"]
        #expect(try several.check().get() == ["a", "b", "c"])
    }

    @Test func upgradeAndConnectionAreReadInAnyCase() {
        #expect(self.status { $0.upgrade = ["WebSocket"] } == nil)
        #expect(self.status { $0.connection = ["keep-alive, UPGRADE"] } == nil)
        #expect(self.status { $0.connection = ["keep-alive", "upgrade"] } == nil)
    }

    @Test(arguments: [HTTPMethod.head, .post, .put, .patch, .delete, .options])
    func onlyGetUpgrades(method: HTTPMethod) {
        #expect(self.status { $0.method = method } == 405)
    }

    @Test func anUnknownMethodDoesNotUpgrade() { #expect(self.status { $0.method = nil } == 405) }

    @Test(arguments: ["", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1", "HTTP/1.10"])
    func onlyHTTP11(version: String) { #expect(self.status { $0.httpVersion = version } == 505) }

    @Test func aBodyIsRefused() { #expect(self.status { $0.announcesBody = true } == 400) }

    @Test(arguments: [[], ["a", "b"], [""], ["a b"], ["a/b"], ["a@b"], [String(repeating: "a", count: 256)]])
    func exactlyOneGoodHost(host: [String]) { #expect(self.status { $0.host = host } == 400) }

    @Test(arguments: ["localhost", "127.0.0.1:80", "[::1]:8443", "a-b.c_d.example"])
    func hostsOfAllForms(host: String) { #expect(self.status { $0.host = [host] } == nil) }

    @Test(arguments: [
        [], ["h2c"], ["websocket, h2c"], ["websocket", "websocket"], ["websockets"], [""], ["web socket"],
    ])
    func onlyWebSocket(upgrade: [String]) { #expect(self.status { $0.upgrade = upgrade } == 400) }

    @Test(arguments: [[], ["u"], ["keep-alive"], ["close"], ["upgraded"], ["up grade"]])
    func connectionNamesUpgrade(connection: [String]) { #expect(self.status { $0.connection = connection } == 400) }

    @Test(arguments: [[], ["8"], ["013"], ["13", "13"], ["13, 8"], ["x"]])
    func onlyVersion13AndTheAnswerSaysSo(version: [String]) {
        var request = Self.good
        request.version = version
        guard case .failure(let refusal) = request.check() else {
            Issue.record("accepted \(version)")
            return
        }
        #expect(refusal.status == 426)
        #expect(refusal.headers["sec-websocket-version"] == "13")
    }

    @Test(arguments: [
        [], ["x"], ["dGhlIHNhbXBsZSBub25jZQ"], ["dGhlIHNhbXBsZSBub25jZR=="],
        ["dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA=="],
        ["dGhlIHNhbXBsZSBub25jZSBpcyBsb25n"], ["!GhlIHNhbXBsZSBub25jZQ=="],
    ])
    func aKeyIsSixteenBytes(key: [String]) { #expect(self.status { $0.key = key } == 400) }

    @Test(arguments: ["A", "Q", "g", "w"])
    func theLastDigitOfAKeyHasFourZeroBits(last: String) {
        #expect(HandshakeRequest.isKey(String(repeating: "A", count: 21) + last + "=="))
        #expect(!HandshakeRequest.isKey(String(repeating: "A", count: 21) + "B" + "=="))
    }

    @Test(arguments: [["a b"], ["a, a"], ["a", "a"], ["a;q"], ["\"a\""]])
    func malformedOffersAreRefused(protocols: [String]) { #expect(self.status { $0.protocols = protocols } == 400) }

    @Test func anOfferIsNotNeededHere() throws {
        var request = Self.good
        request.protocols = []
        #expect(try request.check().get().isEmpty)
    }
}
