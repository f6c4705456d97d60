/// Counts a server's sockets and says whether there is room for one more. A value without I/O.
struct ServerUsage {
    /// All sockets.
    private(set) var total = 0
    /// Those that have not sent a header block yet.
    private(set) var halfOpen = 0
    private var byAddress: [PeerAddress: Int] = [:]

    /// Whether a socket from `peer` may be accepted.
    func admits(_ peer: PeerAddress, _ configuration: WebSocketServerConfiguration) -> Bool {
        if self.total >= configuration.maximumConnections || self.halfOpen >= configuration.maximumHalfOpen {
            return false
        }
        if configuration.trustedProxies.contains(peer) { return true }
        return self.hasRoom(for: peer, configuration)
    }

    /// Whether one more of `peer` is within the limit per address.
    func hasRoom(for peer: PeerAddress, _ configuration: WebSocketServerConfiguration) -> Bool {
        let limit = configuration.maximumConnectionsPerAddress
        return limit <= 0 || self.byAddress[peer.limitKey, default: 0] < limit
    }

    /// A socket was accepted.
    mutating func added() {
        self.total += 1
        self.halfOpen += 1
    }

    /// A socket has sent its first header block, or is gone before.
    mutating func leftHalfOpen() { self.halfOpen -= 1 }

    /// A socket is gone.
    mutating func removed() { self.total -= 1 }

    /// Counts one for an address.
    mutating func add(_ peer: PeerAddress) { self.byAddress[peer.limitKey, default: 0] += 1 }

    /// Takes one away from an address.
    mutating func remove(_ peer: PeerAddress) {
        guard let count = self.byAddress[peer.limitKey] else { return }
        self.byAddress[peer.limitKey] = count > 1 ? count - 1 : nil
    }
}
