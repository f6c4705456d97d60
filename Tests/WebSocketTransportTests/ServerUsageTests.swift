import Testing

@testable import WebSocketTransport

@Suite struct ServerUsageTests {
    private let visitor = PeerAddress(10, 0, 0, 1)
    private let proxy = PeerAddress(10, 9, 9, 9)

    private func configuration(_ change: (inout WebSocketServerConfiguration) -> Void) -> WebSocketServerConfiguration {
        var configuration = WebSocketServerConfiguration()
        change(&configuration)
        return configuration
    }

    @Test func theLimitPerAddressIsExactAndIsGivenBack() {
        let configuration = self.configuration { $0.maximumConnectionsPerAddress = 2 }
        var usage = ServerUsage()
        usage.add(self.visitor)
        #expect(usage.admits(self.visitor, configuration))
        usage.add(self.visitor)
        #expect(!usage.admits(self.visitor, configuration))
        #expect(usage.admits(PeerAddress(10, 0, 0, 2), configuration))
        usage.remove(self.visitor)
        #expect(usage.admits(self.visitor, configuration))
    }

    @Test func zeroMeansNoLimitPerAddress() {
        let configuration = self.configuration { $0.maximumConnectionsPerAddress = 0 }
        var usage = ServerUsage()
        for _ in 0..<1_000 { usage.add(self.visitor) }
        #expect(usage.admits(self.visitor, configuration))
    }

    @Test func aTrustedProxyIsNotCountedAsAnAddress() {
        let configuration = self.configuration {
            $0.maximumConnectionsPerAddress = 1
            $0.trustedProxies = [self.proxy]
        }
        var usage = ServerUsage()
        usage.add(self.proxy)
        #expect(usage.admits(self.proxy, configuration))
    }

    @Test func allSocketsAndHalfOpenOnesAreBounded() {
        var usage = ServerUsage()
        let configuration = self.configuration {
            $0.maximumConnections = 3
            $0.maximumHalfOpen = 2
        }
        usage.added()
        usage.added()
        #expect(!usage.admits(self.visitor, configuration))
        usage.leftHalfOpen()
        #expect(usage.admits(self.visitor, configuration))
        usage.added()
        usage.leftHalfOpen()
        #expect(!usage.admits(self.visitor, configuration))
        usage.removed()
        #expect(usage.admits(self.visitor, configuration))
    }
}
