extension ServerFrame {
    /// The frame as a text frame's payload. For tests and tools; a server writes its frames with ``FrameWriter``.
    public func encode() -> [UInt8] {
        var writer = FrameWriter(reserving: 512)
        switch self {
        case .welcome(let welcome):
            writer.welcome(welcome.header, streams: welcome.streams.map { $0.encoded() })
        case .ack(let ack):
            writer.ack(
                id: ack.id,
                stream: ack.stream,
                seq: ack.seq,
                ts: ack.ts,
                isDuplicate: ack.isDuplicate,
                result: ack.result.map { EncodedJSON($0) }
            )
        case .error(let failure): writer.error(failure)
        case .event(let event): writer.event(event.encoded(), id: event.id)
        case .note(let note): writer.note(stream: note.stream, kind: note.kind, data: EncodedJSON(note.data))
        case .page(let page):
            let events = page.events.map { (event: $0.encoded(), id: $0.id) }
            writer.page(id: page.id, stream: page.stream, events: events, more: page.more)
        case .summary(let summary):
            let data = summary.data.map { EncodedJSON($0) }
            writer.summary(ticket: summary.ticket, version: summary.version, data: data)
        case .subscribed(let id, let entry): writer.subscribed(id: id, entry.encoded())
        case .reset(let stream, let epoch): writer.reset(stream: stream, epoch: epoch)
        case .ping(let id): writer.ping(id: id)
        case .pong(let id): writer.pong(id: id)
        case .bye(let bye): writer.bye(bye)
        case .unknown(let type):
            writer.begin("{\"type\":", type)
            writer.literal("}")
        }
        return writer.bytes
    }
}

extension ServerFrame.Event {
    /// The event without its id, encoded.
    public func encoded() -> EncodedEvent {
        EncodedEvent(stream: stream, seq: seq, ts: ts, kind: kind, author: author, data: EncodedJSON(data))
    }
}

extension StreamEntry {
    /// The entry, encoded.
    public func encoded() -> EncodedEntry {
        guard let epoch, let head, let floor else {
            return EncodedEntry(deskState: state.map { EncodedJSON($0) } ?? .emptyObject, more: more)
        }
        return EncodedEntry(
            stream: stream,
            epoch: epoch,
            head: head,
            floor: floor,
            mode: mode,
            events: events.map { (event: $0.encoded(), id: $0.id) },
            state: state.map { EncodedJSON($0) },
            more: more
        )
    }
}
