import Testing

@testable import WebSocketTransport

@Suite struct AddressTests {
    @Test(arguments: ["127.0.0.1", "10.1.2.3", "255.255.255.255", "::1", "2001:db8::7", "fe80::1:2"])
    func numericAddressesAreReadAndWritten(text: String) throws {
        #expect(try #require(PeerAddress(text: text)).description == text)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4:80", "[::1]", "fe80::1%eth0", "1.2.3.4 "])
    func anythingElseIsNoAddress(text: String) { #expect(PeerAddress(text: text) == nil) }

    @Test func anIPv4AddressIsItsMappedForm() {
        #expect(PeerAddress(text: "::ffff:10.0.0.1") == PeerAddress(10, 0, 0, 1))
        #expect(PeerAddress(text: "10.0.0.1") == PeerAddress(10, 0, 0, 1))
    }

    @Test func limitsCountAnIPv6NetworkAsOne() throws {
        let first = try #require(PeerAddress(text: "2001:db8:0:1::1"))
        let second = try #require(PeerAddress(text: "2001:db8:0:1:ffff::2"))
        let other = try #require(PeerAddress(text: "2001:db8:0:2::1"))
        #expect(first.limitKey == second.limitKey)
        #expect(first.limitKey != other.limitKey)
        #expect(PeerAddress(10, 0, 0, 1).limitKey != PeerAddress(10, 0, 0, 2).limitKey)
    }

    @Test func loopbackIsKnown() throws {
        #expect(try #require(PeerAddress(text: "127.9.9.9")).isLoopback)
        #expect(try #require(PeerAddress(text: "::1")).isLoopback)
        #expect(!PeerAddress(128, 0, 0, 1).isLoopback)
    }

    @Test func addressesOfSocketsAreRead() throws {
        let plain = try #require(WebSocketEndpoint(url: "ws://example.test/v1/chat?x=1"))
        #expect(plain == WebSocketEndpoint(host: "example.test", port: 80, path: "/v1/chat?x=1"))
        #expect(plain.hostHeader == "example.test")
        let secure = try #require(WebSocketEndpoint(url: "wss://[::1]:8443"))
        #expect(secure == WebSocketEndpoint(host: "::1", port: 8443, path: "/", security: .tls))
        #expect(secure.hostHeader == "[::1]:8443")
        #expect(WebSocketEndpoint(url: "WS://h:1?q")?.path == "/?q")
    }

    @Test(arguments: [
        "http://h/", "ws://", "ws://h:0/", "ws://h:99999/", "ws://u@h/", "ws://h/#f", "ws://h /", "ws://[::1/", "h",
    ])
    func otherAddressesAreRefused(url: String) { #expect(WebSocketEndpoint(url: url) == nil) }
}
