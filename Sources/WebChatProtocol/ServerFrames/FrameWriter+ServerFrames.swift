// One call a frame. Each appends the complete frame to what the writer already holds.
extension FrameWriter {
    /// Appends `ack`.
    public mutating func ack(
        id: String,
        stream: StreamName? = nil,
        seq: Int64? = nil,
        ts: WireTime,
        isDuplicate: Bool = false,
        result: EncodedJSON? = nil
    ) {
        begin("{\"type\":\"ack\",\"id\":", id)
        if let stream {
            literal(",\"stream\":")
            self.stream(stream)
        }
        if let seq {
            literal(",\"seq\":")
            integer(seq)
        }
        literal(",\"ts\":")
        time(ts)
        literal(",\"dup\":")
        bool(isDuplicate)
        if let result {
            literal(",\"result\":")
            encoded(result)
        }
        literal("}")
    }

    /// Appends `err`.
    public mutating func error(_ failure: ServerFrame.Failure) {
        begin("{\"type\":\"err\",\"code\":", failure.code.rawValue)
        member(",\"id\":", failure.id)
        begin(",\"message\":", failure.message)
        retryAfter(failure.retryAfterMs)
        member(",\"field\":", failure.field)
        literal("}")
    }

    /// Appends `note`.
    public mutating func note(stream: StreamName, kind: String, data: EncodedJSON) {
        literal("{\"type\":\"note\",\"stream\":")
        self.stream(stream)
        begin(",\"kind\":", kind)
        literal(",\"data\":")
        encoded(data)
        literal("}")
    }

    /// Appends `page`; events ascend.
    public mutating func page(
        id: String,
        stream: StreamName,
        events: [(event: EncodedEvent, id: String?)],
        more: Bool
    ) {
        begin("{\"type\":\"page\",\"id\":", id)
        literal(",\"stream\":")
        self.stream(stream)
        literal(",\"events\":[")
        for (index, item) in events.enumerated() {
            if index > 0 { literal(",") }
            event(item.event, id: item.id)
        }
        literal("],\"more\":")
        bool(more)
        literal("}")
    }

    /// Appends `summary`; without data the ticket left the filter.
    public mutating func summary(ticket: String, version: Int64, data: EncodedJSON?) {
        begin("{\"type\":\"summary\",\"stream\":\"w:desk\",\"ticket\":", ticket)
        literal(",\"version\":")
        integer(version)
        literal(",\"data\":")
        if let data { encoded(data) } else { literal("null") }
        literal("}")
    }

    /// Appends `subscribed`; without id it is unasked.
    public mutating func subscribed(id: String?, _ entry: EncodedEntry) {
        literal("{\"type\":\"subscribed\",")
        if let id {
            begin("\"id\":", id)
            literal(",")
        }
        raw(entry.members)
        literal("}")
    }

    /// Appends `welcome`.
    public mutating func welcome(_ header: WelcomeHeader, streams: [EncodedEntry]) {
        begin("{\"type\":\"welcome\",\"id\":", header.id)
        begin(",\"session\":", header.session)
        begin(",\"you\":{\"role\":", header.you.role)
        begin(",\"contact\":", header.you.contact)
        literal(",\"name\":")
        string(orNull: header.you.name)
        literal("}")
        member(",\"visitor\":", header.visitor)
        literal(",\"now\":")
        time(header.now)
        literal(",\"pingMs\":")
        integer(header.pingMs)
        literal(",\"tokenExp\":")
        time(orNull: header.tokenExpires)
        literal(",\"limits\":")
        limits(header.limits)
        literal(",\"desk\":")
        desk(header.desk)
        literal(",\"streams\":[")
        for (index, entry) in streams.enumerated() {
            literal(index > 0 ? ",{" : "{")
            raw(entry.members)
            literal("}")
        }
        literal("]}")
    }

    /// Appends `reset`.
    public mutating func reset(stream: StreamName, epoch: String) {
        literal("{\"type\":\"reset\",\"stream\":")
        self.stream(stream)
        begin(",\"epoch\":", epoch)
        literal("}")
    }

    /// Appends `ping`.
    public mutating func ping(id: String?) {
        literal("{\"type\":\"ping\"")
        member(",\"id\":", id)
        literal("}")
    }

    /// Appends `pong`.
    public mutating func pong(id: String?) {
        literal("{\"type\":\"pong\"")
        member(",\"id\":", id)
        literal("}")
    }

    /// Appends `bye`.
    public mutating func bye(_ bye: ServerFrame.Bye) {
        literal("{\"type\":\"bye\",\"code\":")
        integer(Int64(bye.code.rawValue))
        begin(",\"message\":", bye.message)
        retryAfter(bye.retryAfterMs)
        literal("}")
    }

    private mutating func retryAfter(_ milliseconds: Int64?) {
        guard let milliseconds else { return }
        literal(",\"retryAfterMs\":")
        integer(milliseconds)
    }

    private mutating func limits(_ limits: AnnouncedLimits) {
        literal("{\"frameBytes\":")
        integer(Int64(limits.frameBytes))
        literal(",\"textScalars\":")
        integer(Int64(limits.textScalars))
        literal(",\"filesPerMessage\":")
        integer(Int64(limits.filesPerMessage))
        literal(",\"fileBytes\":")
        integer(Int64(limits.fileBytes))
        literal(",\"sendBurst\":")
        integer(Int64(limits.sendBurst))
        literal(",\"sendPerSecond\":")
        json(.double(limits.sendPerSecond))
        literal("}")
    }

    private mutating func desk(_ desk: DeskInformation) {
        begin("{\"name\":", desk.name)
        literal(",\"open\":")
        bool(desk.isOpen)
        literal(",\"opensAt\":")
        time(orNull: desk.opensAt)
        literal(",\"languages\":[")
        for (index, language) in desk.languages.enumerated() {
            if index > 0 { literal(",") }
            string(language)
        }
        literal("],\"caseTypes\":[")
        for (index, type) in desk.caseTypes.enumerated() {
            begin(index > 0 ? ",{\"id\":" : "{\"id\":", type.id)
            begin(",\"title\":", type.title)
            literal("}")
        }
        literal("],\"official\":[")
        for (index, way) in desk.official.enumerated() {
            begin(index > 0 ? ",{\"channel\":" : "{\"channel\":", way.channel)
            member(",\"title\":", way.title)
            member(",\"address\":", way.address)
            literal("}")
        }
        literal("]")
        reading(desk)
        literal("}")
    }
}
