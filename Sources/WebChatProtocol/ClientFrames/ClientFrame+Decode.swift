extension ClientFrame {
    /// Reads one text frame of a client.
    ///
    /// Faults by precedence: too long (1009), not UTF-8 (1007), not JSON, not an object, nested too deep or a member
    /// twice (4500), a lone surrogate (1007), then `bad_request` and `too_large` for the first member found wrong.
    /// Unknown members are ignored; an unknown `type` is a success, `.unknown`.
    ///
    /// - Parameters:
    ///   - bytes: the frame's payload; read only during the call.
    ///   - limits: the bounds for this client.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer,
        limits: ChatLimits = .visitor
    ) -> Result<ClientFrame, FrameFault> {
        guard bytes.count <= limits.announced.frameBytes else {
            return .failure(.close(.frameTooLong, message: "longer than \(limits.announced.frameBytes) bytes"))
        }
        let object: JSONObject
        do throws(JSONFault) {
            guard case .object(let parsed) = try JSONValue.parse(bytes, maxDepth: limits.jsonDepth) else {
                return .failure(.close(.badFrame, message: "not an object"))
            }
            object = parsed
        } catch {
            return .failure(FrameFault(error))
        }
        let members = MemberReader(object)
        do throws(MemberFault) {
            return .success(try decode(members, limits: limits))
        } catch {
            return .failure(error.fault(id: members.echoableID))
        }
    }

    /// Reads one text frame from an array of bytes.
    public static func decode(_ bytes: [UInt8], limits: ChatLimits = .visitor) -> Result<ClientFrame, FrameFault> {
        bytes.withUnsafeBytes { decode($0, limits: limits) }
    }

    private static func decode(_ members: MemberReader, limits: ChatLimits) throws(MemberFault) -> ClientFrame {
        switch try members.string("type", allowsEmpty: true) {
        case "send": .send(try Send(members, limits: limits.announced))
        case "read": .read(stream: try members.log(), seq: try members.integer("seq"))
        case "typing": .typing(stream: try members.log(), isOn: try members.bool("on"))
        case "ping": .ping(id: try members.optionalString("id", maxScalars: 64))
        case "pong": .pong(id: try members.optionalString("id", maxScalars: 64))
        case "cmd": .command(try Command(members))
        case "sub": .subscribe(try Subscribe(members))
        case "unsub": .unsubscribe(id: try members.clientID(), stream: try members.stream())
        case "history": .history(try History(members, limits: limits))
        case "hello": .hello(try Hello(members, limits: limits))
        case "auth":
            .auth(id: try members.clientID(), token: try members.string("token", maxScalars: limits.credentialScalars))
        case let type: .unknown(type: type, id: members.echoableID)
        }
    }
}

extension ClientFrame.Hello {
    init(_ members: MemberReader, limits: ChatLimits) throws(MemberFault) {
        id = try members.clientID()
        client = try members.optionalString("client", maxScalars: 128)
        locale = try members.optionalString("locale", maxScalars: 64)
        visitor = try members.optionalString("visitor", maxScalars: limits.credentialScalars)
        token = try members.optionalString("token", maxScalars: limits.credentialScalars)
        resume = []
        for entry in try members.optionalObjects("resume", maxCount: limits.resumeStreams) ?? [] {
            resume.append(try ResumePoint(entry))
        }
    }
}

extension ClientFrame.Send {
    init(_ members: MemberReader, limits: AnnouncedLimits) throws(MemberFault) {
        id = try members.clientID()
        stream = try members.log()
        let body = try members.object("body")
        guard try body.string("kind", maxScalars: 64) == "text" else { throw body.wrong("kind", "must be text") }
        text = try body.string("text", maxScalars: limits.textScalars, allowsEmpty: true)
        files = try members.optionalStrings("files", maxCount: limits.filesPerMessage, maxScalars: 128) ?? []
        if text.isEmpty, files.isEmpty { throw body.wrong("text", "must not be empty without files") }
        replyTo = try members.optionalInteger("replyTo", in: 1...9_007_199_254_740_991)
        references = []
        for element in try members.optionalObjects("references", maxCount: 20) ?? [] {
            references.append(try Reference(element))
        }
    }
}

extension ClientFrame.Send.Reference {
    init(_ members: MemberReader) throws(MemberFault) {
        if let article = try members.optionalString("article") {
            self = .article(article, locale: try members.optionalString("locale", maxScalars: 35))
        } else {
            self = .link(
                kind: try members.string("kind", maxScalars: 64),
                address: try members.string("address", maxScalars: 2000)
            )
        }
    }
}

extension ClientFrame.Command {
    init(_ members: MemberReader) throws(MemberFault) {
        id = try members.clientID()
        name = CommandName(rawValue: try members.string("name", maxScalars: 64))
        arguments = try members.object("args").object
        stream = try members.optionalStream()
    }
}

extension ClientFrame.Subscribe {
    init(_ members: MemberReader) throws(MemberFault) {
        id = try members.clientID()
        position = try ResumePoint(members)
        filter = try members.optionalObject("filter")?.object
    }
}

extension ClientFrame.History {
    init(_ members: MemberReader, limits: ChatLimits) throws(MemberFault) {
        id = try members.clientID()
        stream = try members.log()
        before = try members.integer("before", in: 1...9_007_199_254_740_991)
        limit = Int(try members.integer("limit", in: 1...Int64(limits.historyEvents)))
    }
}

extension ResumePoint {
    init(_ members: MemberReader) throws(MemberFault) {
        stream = try members.stream()
        epoch = try members.optionalString("epoch", maxScalars: 128)
        since = try members.optionalInteger("since")
    }
}

extension MemberReader {
    /// The frame's id as far as an answer may repeat it: any string of at most 64 bytes.
    var echoableID: String? {
        guard case .string(let id)? = object["id"], !id.isEmpty, id.utf8.count <= 64 else { return nil }
        return id
    }

    /// An id made by a client: a UUID in lower case.
    func clientID() throws(MemberFault) -> String {
        let id = try string("id")
        guard isLowercaseUUID(id) else { throw wrong("id", "must be a UUID in lower case") }
        return id
    }

    /// The name of a stream with positions.
    func log() throws(MemberFault) -> StreamName {
        let stream = try stream()
        guard stream.isLog else { throw wrong("stream", "must be the stream of a ticket") }
        return stream
    }
}

/// Whether a text is 8-4-4-4-12 lower-case hexadecimal digits.
func isLowercaseUUID(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 8, 13, 18, 23:
                guard byte == UInt8(ascii: "-") else { return false }
            default:
                let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                guard isDigit || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f")) else { return false }
            }
        }
        return true
    }
}
