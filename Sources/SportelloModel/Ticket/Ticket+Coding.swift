extension TicketActivity {
    /// A short text: the numbers, separated by commas, an absent one as nothing; at the end `m` for a writer of mail.
    public func encoded() -> [UInt8] {
        func text(_ instant: Instant?) -> String { instant.map { String($0.milliseconds) } ?? "" }
        return Array(
            "\(text(lastCustomerAt)),\(text(lastStaffAt)),\(text(unansweredSince)),\(messageCount)\(writesByMail ? ",m" : "")"
                .utf8)
    }

    /// Reads ``encoded()``; `nil` for anything else.
    public init?(encoded: [UInt8]) {
        let parts = encoded.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count == 4 || (parts.count == 5 && parts[4].elementsEqual("m".utf8)) else { return nil }
        writesByMail = parts.count == 5
        func number(_ part: ArraySlice<UInt8>) -> Int64? { Int64(String(decoding: part, as: UTF8.self)) }
        func instant(_ part: ArraySlice<UInt8>) -> Instant? { number(part).map(Instant.init(milliseconds:)) }
        guard let count = number(parts[3]) else { return nil }
        lastCustomerAt = instant(parts[0])
        lastStaffAt = instant(parts[1])
        unansweredSince = instant(parts[2])
        messageCount = count
    }
}
