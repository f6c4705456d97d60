import CWebSockets

extension [UInt8] {
    /// Appends a frame: its header and payload, masked when `mask` is not nil.
    mutating func append(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer) {
        let headerCount = header.byteCount
        self.reserveCapacity(self.count + headerCount + payload.count)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 14) { room in
            guard let start = room.baseAddress else { return }
            header.write(to: start)
            self.append(contentsOf: room[..<headerCount])
        }
        let from = self.count
        self.append(contentsOf: payload)
        guard let mask = header.mask else { return }
        self.withUnsafeMutableBufferPointer { mask.apply(to: UnsafeMutableBufferPointer(rebasing: $0[from...])) }
    }
}

/// Bytes to be written, with the room before them that the library asks for. Allocated once a loop.
struct WriteBuffer: ~Copyable {
    private let base: UnsafeMutablePointer<UInt8>
    /// The most bytes it holds.
    let capacity: Int
    /// The bytes in it.
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        self.base = .allocate(capacity: capacity + Int(CWS_PRE))
    }

    deinit { self.base.deallocate() }

    /// The first byte.
    var start: UnsafeMutablePointer<UInt8> { self.base + Int(CWS_PRE) }
    /// The room that is left.
    var room: Int { self.capacity - self.count }

    /// Appends bytes. They must fit.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= self.room)
        guard let source = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(self.start + self.count).copyMemory(from: source, byteCount: bytes.count)
        self.count += bytes.count
    }

    /// Appends a frame: its header and payload, masked when `mask` is not nil. It must fit.
    mutating func append(_ header: FrameHeader, _ payload: UnsafeRawBufferPointer) {
        precondition(header.byteCount + payload.count <= self.room)
        header.write(to: self.start + self.count)
        self.count += header.byteCount
        let from = self.count
        self.append(payload)
        guard let mask = header.mask else { return }
        mask.apply(to: UnsafeMutableBufferPointer(start: self.start + from, count: payload.count))
    }

    /// Forgets everything.
    mutating func removeAll() { self.count = 0 }
}
