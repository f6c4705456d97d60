/// Ends of line that no mail may have, but some do: doubled by a transport, or those of an old Mac.
///
/// Everything behind this reads lines up to their line feed, with or without one carriage return before it.
enum LineEnds {
    /// The mail with ends of line as they should be; most mails as they are, without a look beyond their first line.
    ///
    /// The first line tells: a mail is written by one program, and what stands in a binary attachment is its own business.
    static func mended(_ source: [UInt8]) -> [UInt8] {
        source.withUnsafeBufferPointer { bytes in
            let first = bytes.place(of: .lineFeed, from: 0, to: bytes.count)
            if first == bytes.count { return withLineFeeds(bytes) }
            let isDoubled = first >= 2 && bytes[first - 1] == .carriageReturn && bytes[first - 2] == .carriageReturn
            return isDoubled ? withSingleReturns(bytes) : nil
        } ?? source
    }

    /// With a line feed for every carriage return; nil when there are none.
    private static func withLineFeeds(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard bytes.contains(.carriageReturn) else { return nil }
        return bytes.map { $0 == .carriageReturn ? .lineFeed : $0 }
    }

    private static func withSingleReturns(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let feed = bytes.place(of: .lineFeed, from: position, to: bytes.count)
            let end = min(feed + 1, bytes.count)
            let isDoubled =
                feed < bytes.count && feed - position >= 2 && bytes[feed - 1] == .carriageReturn
                && bytes[feed - 2] == .carriageReturn
            if isDoubled {
                output.append(contentsOf: bytes.piece(position, feed - 1))
                output.append(.lineFeed)
            } else {
                output.append(contentsOf: bytes.piece(position, end))
            }
            position = end
        }
        return output
    }
}
