import SportelloModel

extension Transaction {
    /// Throws ``StoreError/Code/invalid`` when the transaction contradicts itself, which only a fault of the caller can
    /// cause. Every store calls this on the whole batch before it writes anything, so a batch with such a transaction
    /// changes nothing.
    ///
    /// The rules: a stream is written at most once; events continue the expected head without a gap, in the complete
    /// number and in those of the views; the new head names the last event; a stream begins with an index.
    public func validate() throws {
        for (place, write) in writes.enumerated() {
            try write.validate()
            guard place == 0 || !writes[..<place].contains(where: { $0.stream == write.stream }) else {
                throw StoreError(.invalid, "a transaction writes one stream twice")
            }
        }
    }
}

extension StreamWrite {
    fileprivate func validate() throws {
        var end = expected
        for event in events {
            guard event.stream == stream else { throw StoreError(.invalid, "an event belongs to another stream") }
            end.seq += 1
            if event.publicSeq != nil { end.publicSeq += 1 }
            if event.staffSeq != nil { end.staffSeq += 1 }
            guard
                event.seq == end.seq, event.publicSeq ?? end.publicSeq == end.publicSeq,
                event.staffSeq ?? end.staffSeq == end.staffSeq
            else { throw StoreError(.invalid, "an event's numbers don't continue the expected head") }
            end.digest = event.digest
        }
        guard end == head else { throw StoreError(.invalid, "the new head does not name the last event") }
        guard expected.seq > 0 || head.seq == 0 || index != nil else {
            throw StoreError(.invalid, "a stream begins without an index")
        }
        guard head.seq > 0 || (activity == nil && state == nil && index == nil) else {
            throw StoreError(.invalid, "a stream without events has a state")
        }
    }
}
