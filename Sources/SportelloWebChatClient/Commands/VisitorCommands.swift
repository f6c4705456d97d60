public import WebChatProtocol

/// What `conversation.start` is told.
public struct ConversationStart: Sendable, Equatable {
    /// One of the desk's case types, from `welcome`.
    public var caseType: String
    /// The first message.
    public var text: String
    /// What it is about, in a line.
    public var subject: String?
    /// The visitor's name and address, not verified.
    public var name: String?
    /// The address.
    public var email: String?
    /// What the visitor uses and where they are.
    public var pageURL: String?
    /// The product's version.
    public var productVersion: String?
    /// The product's edition.
    public var edition: String?
    /// Answers to the desk's questions.
    public var answers: [String: String]
    /// The number of a closed ticket that this one continues.
    public var continues: String?
    /// Whether to open a ticket although there is an open one of the same kind.
    public var insistsOnNew: Bool

    /// Case type and first message; the rest is optional.
    public init(caseType: String, text: String, subject: String? = nil, insistsOnNew: Bool = false) {
        self.caseType = caseType
        self.text = text
        self.subject = subject
        self.insistsOnNew = insistsOnNew
        answers = [:]
    }
}

/// What `conversation.start` came to.
public enum ConversationStarted: Sendable, Equatable {
    /// There is a ticket; its log is followed.
    case ticket(id: String, number: String, stream: StreamName)
    /// Nothing happened: the visitor has open tickets of that kind. Say which to go on with, or insist.
    case existing([ExistingTicket])

    /// An open ticket of the visitor.
    public struct ExistingTicket: Sendable, Equatable {
        /// Nine digits.
        public var number: String
        /// What it is about.
        public var subject: String?
        /// Its log.
        public var stream: StreamName
    }
}

/// Where a file is put.
public struct UploadPlace: Sendable, Equatable {
    /// The file's id, for ``WebChatClient/post(_:to:files:replyTo:)``.
    public var file: String
    /// Where to `PUT` the bytes, once; relative to the server.
    public var url: String
}

/// The commands of visitors and contacts (protocol §5). All throw as ``perform(_:_:on:)``.
extension WebChatClient {
    /// Opens a ticket with a first message.
    public func start(_ start: ConversationStart) async throws -> ConversationStarted {
        let answers = start.answers.sorted { $0.key < $1.key }.map {
            JSONObject.Member(name: $0.key, value: .string($0.value))
        }
        let ack = try await perform(
            .conversationStart,
            arguments([
                "caseType": .string(start.caseType), "text": .string(start.text), "subject": JSONValue(start.subject),
                "name": JSONValue(start.name), "email": JSONValue(start.email), "pageURL": JSONValue(start.pageURL),
                "productVersion": JSONValue(start.productVersion), "edition": JSONValue(start.edition),
                "answers": answers.isEmpty ? nil : .object(JSONObject(answers)),
                "continues": JSONValue(start.continues), "new": start.insistsOnNew ? .bool(true) : nil,
            ])
        )
        if let existing = ack.result?["existing"]?.arrayValue {
            return .existing(
                existing.compactMap { line in
                    guard let number = line["number"]?.stringValue,
                        let stream = line["stream"]?.stringValue.flatMap(StreamName.init)
                    else { return nil }
                    return .init(number: number, subject: line["subject"]?.stringValue, stream: stream)
                }
            )
        }
        guard let stream = ack.result?["stream"]?.stringValue.flatMap(StreamName.init),
            let number = ack.result?["ticket"]?["number"]?.stringValue
        else { throw WebChatError(.unexpectedAnswer, "conversation.start names a ticket or existing ones") }
        return .ticket(id: ack.result?["ticket"]?["id"]?.stringValue ?? "", number: number, stream: stream)
    }

    /// Leaves the conversation; a rating is invited.
    public func endConversation(on stream: StreamName) async throws {
        _ = try await perform(.conversationEnd, on: stream)
    }

    /// Rates the last conversation, or amends the rating.
    public func rate(_ score: Int, comment: String? = nil, on stream: StreamName) async throws {
        _ = try await perform(
            .rate, arguments(["score": JSONValue(score), "comment": JSONValue(comment)]), on: stream
        )
    }

    /// Reopens a resolved ticket, or opens a linked one after the window: then the answer's result names it.
    public func reopen(_ text: String, on stream: StreamName) async throws -> ServerFrame.Ack {
        try await perform(.reopen, arguments(["text": .string(text)]), on: stream)
    }

    /// Asks for quality control.
    public func requestQualityControl(_ text: String, remedy: String? = nil, on stream: StreamName) async throws {
        _ = try await perform(
            .qualityControlRequest, arguments(["text": .string(text), "remedy": JSONValue(remedy)]), on: stream
        )
    }

    /// Asks for a remote session.
    public func requestRemote(_ text: String, on stream: StreamName) async throws {
        _ = try await perform(.remoteRequest, arguments(["text": .string(text)]), on: stream)
    }

    /// Grants a remote session, all of what was proposed or a part, or refuses it.
    public func answerRemote(
        consent: String, grant: Bool, scopes: [String]? = nil, on stream: StreamName
    ) async throws {
        _ = try await perform(
            .remoteAnswer,
            arguments(["consent": .string(consent), "grant": .bool(grant), "scopes": JSONValue(scopes)]), on: stream
        )
    }

    /// Ends access at once.
    public func withdrawRemote(consent: String, on stream: StreamName) async throws {
        _ = try await perform(.remoteWithdraw, arguments(["consent": .string(consent)]), on: stream)
    }

    /// Has the public log sent by mail.
    public func sendTranscript(to email: String, on stream: StreamName) async throws {
        _ = try await perform(.transcriptSend, arguments(["email": .string(email)]), on: stream)
    }

    /// Asks where to put a file. Its bytes go to the address by HTTP, its id into a message.
    ///
    /// - Parameters:
    ///   - type: the media type.
    ///   - bytes: exactly as many as will be put.
    public func createUpload(
        name: String, type: String, bytes: Int64, on stream: StreamName? = nil
    ) async throws -> UploadPlace {
        let ack = try await perform(
            .uploadCreate,
            arguments(["name": .string(name), "type": .string(type), "bytes": .integer(bytes)]), on: stream
        )
        guard let file = ack.result?["file"]?.stringValue, let url = ack.result?["url"]?.stringValue else {
            throw WebChatError(.unexpectedAnswer, "upload.create names a file and an address")
        }
        return UploadPlace(file: file, url: url)
    }

    /// Asks for a review of the severity.
    public func appealSeverity(_ justification: String, on stream: StreamName) async throws {
        _ = try await perform(.severityAppeal, arguments(["justification": .string(justification)]), on: stream)
    }

    /// States facts about oneself; nobody verifies them.
    public func updateContact(name: String? = nil, email: String? = nil, locale: String? = nil) async throws {
        _ = try await perform(
            .contactUpdate,
            arguments(["name": JSONValue(name), "email": JSONValue(email), "locale": JSONValue(locale)])
        )
    }
}
