/// The state of one stream, encoded: for `welcome.streams` and for `subscribed`.
public struct EncodedEntry: Sendable, Equatable {
    /// The members without the braces.
    let members: [UInt8]

    /// Encodes the entry of a ticket's log.
    ///
    /// - Parameters:
    ///   - events: ascending, each with the id of the client that caused it where the session is its author's.
    ///   - state: the ticket's public state, with a snapshot.
    public init(
        stream: StreamName,
        epoch: String,
        head: Int64,
        floor: Int64,
        mode: EntryMode,
        events: [(event: EncodedEvent, id: String?)] = [],
        state: EncodedJSON? = nil,
        more: Bool = false
    ) {
        var size = 256 + (state?.bytes.count ?? 0)
        for item in events { size += item.event.bytes.count + 48 }
        var writer = FrameWriter(reserving: size)
        writer.entryHead(stream: stream, epoch: epoch, head: head, floor: floor, mode: mode)
        for (index, item) in events.enumerated() {
            if index > 0 { writer.literal(",") }
            writer.event(item.event, id: item.id)
        }
        writer.entryTail(state: state, more: more)
        members = writer.bytes
    }

    /// Encodes the entry of the inbox.
    public init(deskState state: EncodedJSON, more: Bool = false) {
        var writer = FrameWriter(reserving: 128 + state.bytes.count)
        writer.entryHead(stream: .desk, epoch: nil, head: nil, floor: nil, mode: .snapshot)
        writer.entryTail(state: state, more: more)
        members = writer.bytes
    }
}

extension FrameWriter {
    mutating func entryHead(stream: StreamName, epoch: String?, head: Int64?, floor: Int64?, mode: EntryMode) {
        literal("\"stream\":")
        self.stream(stream)
        member(",\"epoch\":", epoch)
        if let head {
            literal(",\"head\":")
            integer(head)
        }
        if let floor {
            literal(",\"floor\":")
            integer(floor)
        }
        begin(",\"mode\":", mode.rawValue)
        literal(",\"events\":[")
    }

    mutating func entryTail(state: EncodedJSON?, more: Bool) {
        literal("]")
        if let state {
            literal(",\"state\":")
            encoded(state)
        }
        literal(",\"more\":")
        bool(more)
    }
}
