extension ServerFrame {
    /// Reads one text frame of a server. Unknown members are ignored; an unknown `type` is `.unknown`.
    ///
    /// A client that gets a fault closes the connection and resumes: the server and it disagree about the protocol.
    ///
    /// - Parameters:
    ///   - bytes: the frame's payload; read only during the call.
    ///   - maxDepth: deepest nesting; larger than a client's because states and results are the server's own.
    public static func decode(_ bytes: UnsafeRawBufferPointer, maxDepth: Int = 32) -> Result<ServerFrame, FrameFault> {
        do throws(JSONFault) {
            guard case .object(let object) = try JSONValue.parse(bytes, maxDepth: maxDepth) else {
                return .failure(.close(.badFrame, message: "not an object"))
            }
            let members = MemberReader(object)
            do throws(MemberFault) {
                return .success(try decode(members))
            } catch {
                return .failure(error.fault(id: members.echoableID))
            }
        } catch {
            return .failure(FrameFault(error))
        }
    }

    /// Reads one text frame from an array of bytes.
    public static func decode(_ bytes: [UInt8], maxDepth: Int = 32) -> Result<ServerFrame, FrameFault> {
        bytes.withUnsafeBytes { decode($0, maxDepth: maxDepth) }
    }

    private static func decode(_ members: MemberReader) throws(MemberFault) -> ServerFrame {
        switch try members.string("type", allowsEmpty: true) {
        case "event": .event(try Event(members))
        case "ack": .ack(try Ack(members))
        case "err": .error(try Failure(members))
        case "note":
            .note(
                Note(
                    stream: try members.stream(),
                    kind: try members.string("kind"),
                    data: members.object["data"] ?? .null
                )
            )
        case "page":
            .page(
                Page(
                    id: try members.string("id"),
                    stream: try members.stream(),
                    events: try members.events(),
                    more: try members.bool("more")
                )
            )
        case "summary":
            .summary(
                Summary(
                    ticket: try members.string("ticket"),
                    version: try members.integer("version"),
                    data: members.value("data")
                )
            )
        case "subscribed": .subscribed(id: try members.optionalString("id"), try StreamEntry(members))
        case "welcome": .welcome(try Welcome(members))
        case "reset": .reset(stream: try members.stream(), epoch: try members.string("epoch"))
        case "ping": .ping(id: try members.optionalString("id"))
        case "pong": .pong(id: try members.optionalString("id"))
        case "bye": .bye(try Bye(members))
        case let type: .unknown(type: type)
        }
    }
}

/// More than any server's string: what a client reads is bounded by its own limit on frames.
private let unbounded = Int.max

extension ServerFrame.Ack {
    init(_ members: MemberReader) throws(MemberFault) {
        id = try members.string("id")
        stream = try members.optionalStream()
        seq = try members.optionalInteger("seq")
        ts = try members.time("ts")
        isDuplicate = try members.bool("dup")
        result = members.value("result")
    }
}

extension ServerFrame.Failure {
    init(_ members: MemberReader) throws(MemberFault) {
        id = try members.optionalString("id")
        code = ErrorCode(rawValue: try members.string("code"))
        message = try members.string("message", maxScalars: unbounded, allowsEmpty: true)
        retryAfterMs = try members.optionalInteger("retryAfterMs")
        field = try members.optionalString("field")
    }
}

extension ServerFrame.Bye {
    init(_ members: MemberReader) throws(MemberFault) {
        code = CloseCode(rawValue: UInt16(try members.integer("code", in: 1000...4999)))
        message = try members.string("message", maxScalars: unbounded, allowsEmpty: true)
        retryAfterMs = try members.optionalInteger("retryAfterMs")
    }
}

extension ServerFrame.Event {
    init(_ members: MemberReader) throws(MemberFault) {
        stream = try members.log()
        seq = try members.integer("seq", in: 1...9_007_199_254_740_991)
        ts = try members.time("ts")
        kind = PublicEventKind(rawValue: try members.string("kind"))
        id = try members.optionalString("id")
        let author = try members.object("author")
        self.author = ServerFrame.Author(
            id: try author.string("id", allowsEmpty: true),
            role: try author.string("role"),
            name: try author.optionalString("name", maxScalars: unbounded, allowsEmpty: true)
        )
        data = members.object["data"] ?? .null
    }
}

extension StreamEntry {
    init(_ members: MemberReader) throws(MemberFault) {
        stream = try members.stream()
        mode = try members.choice("mode")
        epoch = try members.optionalString("epoch")
        head = try members.optionalInteger("head")
        floor = try members.optionalInteger("floor")
        if stream.isLog {
            if epoch == nil { throw members.wrong("epoch", "is missing") }
            if head == nil { throw members.wrong("head", "is missing") }
            if floor == nil { throw members.wrong("floor", "is missing") }
        }
        events = stream.isLog ? try members.events() : []
        state = members.value("state")
        more = try members.optionalBool("more") ?? false
    }
}

extension Welcome {
    init(_ members: MemberReader) throws(MemberFault) {
        header = try WelcomeHeader(members)
        streams = []
        for entry in try members.optionalObjects("streams", maxCount: unbounded) ?? [] {
            streams.append(try StreamEntry(entry))
        }
    }
}

extension WelcomeHeader {
    init(_ members: MemberReader) throws(MemberFault) {
        let you = try members.object("you")
        let limits = try members.object("limits")
        id = try members.string("id")
        session = try members.string("session")
        self.you = Identity(
            role: try you.string("role"),
            contact: try you.string("contact"),
            name: try you.optionalString("name", maxScalars: unbounded, allowsEmpty: true)
        )
        visitor = try members.optionalString("visitor", maxScalars: unbounded)
        now = try members.time("now")
        pingMs = try members.integer("pingMs")
        tokenExpires = try members.optionalTime("tokenExp")
        self.limits = AnnouncedLimits(
            frameBytes: Int(try limits.integer("frameBytes")),
            textScalars: Int(try limits.integer("textScalars")),
            filesPerMessage: Int(try limits.integer("filesPerMessage")),
            fileBytes: Int(try limits.integer("fileBytes")),
            sendBurst: Int(try limits.integer("sendBurst")),
            sendPerSecond: limits.value("sendPerSecond")?.doubleValue ?? 1
        )
        desk = try DeskInformation(try members.object("desk"))
    }
}

extension DeskInformation {
    init(_ members: MemberReader) throws(MemberFault) {
        name = try members.string("name", maxScalars: unbounded, allowsEmpty: true)
        isOpen = try members.bool("open")
        opensAt = try members.optionalTime("opensAt")
        languages = try members.optionalStrings("languages", maxCount: unbounded) ?? []
        caseTypes = []
        for type in try members.optionalObjects("caseTypes", maxCount: unbounded) ?? [] {
            caseTypes.append(
                CaseType(
                    id: try type.string("id"),
                    title: try type.string("title", maxScalars: unbounded, allowsEmpty: true)
                )
            )
        }
        official = []
        for way in try members.optionalObjects("official", maxCount: unbounded) ?? [] {
            official.append(
                OfficialChannel(
                    channel: try way.string("channel"),
                    title: try way.optionalString("title", maxScalars: unbounded, allowsEmpty: true),
                    address: try way.optionalString("address", maxScalars: unbounded, allowsEmpty: true)
                )
            )
        }
        forms = []
        for form in try members.optionalObjects("forms", maxCount: unbounded) ?? [] { forms.append(try Form(form)) }
        articles = []
        for article in try members.optionalObjects("articles", maxCount: unbounded) ?? [] {
            articles.append(try Article(article))
        }
    }
}

extension MemberReader {
    /// The events of an entry or page.
    fileprivate func events() throws(MemberFault) -> [ServerFrame.Event] {
        var events: [ServerFrame.Event] = []
        for element in try optionalObjects("events", maxCount: unbounded) ?? [] {
            events.append(try ServerFrame.Event(element))
        }
        return events
    }
}
