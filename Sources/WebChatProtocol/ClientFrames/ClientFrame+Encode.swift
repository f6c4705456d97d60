extension ClientFrame {
    /// The frame as a text frame's payload.
    public func encode() -> [UInt8] {
        var writer = FrameWriter()
        writer.client(self)
        return writer.bytes
    }
}

extension FrameWriter {
    /// Appends a frame of a client.
    public mutating func client(_ frame: ClientFrame) {
        switch frame {
        case .hello(let hello): self.hello(hello)
        case .send(let send): self.send(send)
        case .command(let command):
            begin("{\"type\":\"cmd\",\"id\":", command.id)
            literal(",\"name\":")
            string(command.name.rawValue)
            literal(",\"args\":")
            object(command.arguments)
            if let stream = command.stream {
                literal(",\"stream\":")
                self.stream(stream)
            }
            literal("}")
        case .subscribe(let subscribe):
            begin("{\"type\":\"sub\",\"id\":", subscribe.id)
            literal(",")
            position(subscribe.position)
            if let filter = subscribe.filter {
                literal(",\"filter\":")
                object(filter)
            }
            literal("}")
        case .unsubscribe(let id, let stream):
            begin("{\"type\":\"unsub\",\"id\":", id)
            literal(",\"stream\":")
            self.stream(stream)
            literal("}")
        case .history(let history):
            begin("{\"type\":\"history\",\"id\":", history.id)
            literal(",\"stream\":")
            stream(history.stream)
            literal(",\"before\":")
            integer(history.before)
            literal(",\"limit\":")
            integer(Int64(history.limit))
            literal("}")
        case .read(let stream, let seq):
            literal("{\"type\":\"read\",\"stream\":")
            self.stream(stream)
            literal(",\"seq\":")
            integer(seq)
            literal("}")
        case .typing(let stream, let isOn):
            literal("{\"type\":\"typing\",\"stream\":")
            self.stream(stream)
            literal(",\"on\":")
            bool(isOn)
            literal("}")
        case .auth(let id, let token):
            begin("{\"type\":\"auth\",\"id\":", id)
            literal(",\"token\":")
            string(token)
            literal("}")
        case .ping(let id): ping(id: id)
        case .pong(let id): pong(id: id)
        case .unknown(let type, let id):
            begin("{\"type\":", type)
            member(",\"id\":", id)
            literal("}")
        }
    }

    private mutating func hello(_ hello: ClientFrame.Hello) {
        begin("{\"type\":\"hello\",\"id\":", hello.id)
        member(",\"client\":", hello.client)
        member(",\"locale\":", hello.locale)
        member(",\"visitor\":", hello.visitor)
        member(",\"token\":", hello.token)
        if !hello.resume.isEmpty {
            literal(",\"resume\":[")
            for (index, point) in hello.resume.enumerated() {
                if index > 0 { literal(",") }
                literal("{")
                position(point)
                literal("}")
            }
            literal("]")
        }
        literal("}")
    }

    private mutating func send(_ send: ClientFrame.Send) {
        begin("{\"type\":\"send\",\"id\":", send.id)
        literal(",\"stream\":")
        stream(send.stream)
        literal(",\"body\":{\"kind\":\"text\",\"text\":")
        string(send.text)
        literal("}")
        if !send.files.isEmpty {
            literal(",\"files\":[")
            for (index, file) in send.files.enumerated() {
                if index > 0 { literal(",") }
                string(file)
            }
            literal("]")
        }
        if let replyTo = send.replyTo {
            literal(",\"replyTo\":")
            integer(replyTo)
        }
        if !send.references.isEmpty {
            literal(",\"references\":")
            references(send.references)
        }
        literal("}")
    }

    private mutating func position(_ point: ResumePoint) {
        literal("\"stream\":")
        stream(point.stream)
        member(",\"epoch\":", point.epoch)
        if let since = point.since {
            literal(",\"since\":")
            integer(since)
        }
    }

    /// Appends a literal and a string after it.
    mutating func begin(_ opening: StaticString, _ text: String) {
        literal(opening)
        string(text)
    }

    /// Appends a literal and a string after it, or nothing.
    mutating func member(_ opening: StaticString, _ text: String?) {
        guard let text else { return }
        literal(opening)
        string(text)
    }
}
