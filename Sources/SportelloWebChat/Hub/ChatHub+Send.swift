import Logging
import Sportello
import SportelloModel
import WebChatProtocol
import WebSocketTransport

extension ChatHub {
    /// Posts a message: the path that everything is measured by. No task, no hop, one decision under the desk's lock.
    func handle(_ send: ClientFrame.Send, on session: ChatSession) {
        guard allowSend(session, id: send.id) else { return }
        guard let identity = session.identity, let (ticket, view) = send.stream.log,
            identity.isStaff || view == .contact
        else { return failNotFound(session, id: send.id) }
        var message = PostMessage(text: send.text, replyTo: send.replyTo)
        do throws(MemberFault) {
            message.references = try references(send, identity)
        } catch {
            return fail(session, id: send.id, error)
        }
        let numbers = send.text.utf8.contains(UInt8(ascii: "#")) ? TicketNumber.mentions(in: send.text) : []
        guard send.files.isEmpty, numbers.isEmpty else {
            return prepare(message, send, numbers: numbers, ticket: ticket, identity: identity, on: session)
        }
        post(message, send, ticket, identity, on: session)
    }

    /// What staff point to; a customer's pointers would mean nothing.
    private func references(
        _ send: ClientFrame.Send, _ identity: Identity
    ) throws(MemberFault) -> [CitedReference] {
        guard send.references.isEmpty || identity.isStaff else {
            throw MemberFault(code: .forbidden, message: "references are for staff", field: "references")
        }
        var references: [CitedReference] = []
        for reference in send.references {
            switch reference {
            case .article(let id, let locale): references.append(.article(id, locale: locale))
            case .link(let word, let address):
                guard let kind = ReferenceKind(rawValue: word) else {
                    throw MemberFault(message: "kind has a value that is not in the list", field: "kind")
                }
                references.append(.link(kind, address))
            }
        }
        return references
    }

    private func post(
        _ message: PostMessage, _ send: ClientFrame.Send, _ ticket: TicketID, _ identity: Identity,
        on session: ChatSession
    ) {
        let key = CommandKey(
            id: send.id, scope: .ticket(ticket), content: Digest(hashing: send.contentBytes)
        )
        submit(.post(ticket, message), key: key, identity, frame: send.id, stream: send.stream, on: session)
    }

    /// Hands a command to the desk and answers when it is durable.
    func submit(
        _ command: Command, key: CommandKey?, _ identity: Identity, frame: String, stream: StreamName?,
        on session: ChatSession, answer: @escaping @Sendable (Receipt) -> EncodedJSON? = { _ in nil }
    ) {
        session.pending += 1
        if session.pending == ChatHub.pendingLimit { session.connection.pauseReading() }
        let (id, loop) = (session.id, loop)
        desk.submit(command, as: identity.actor, key: key, sink: self) { result in
            if loop.isCurrent, self.assumeIsolated({ $0.isSettling }) {
                return self.assumeIsolated { hub in
                    hub.answer(result, session: id, frame: frame, stream: stream, answer: answer)
                }
            }
            loop.execute {
                self.assumeIsolated { hub in
                    hub.answer(result, session: id, frame: frame, stream: stream, answer: answer)
                }
            }
        }
    }

    private func answer(
        _ result: Result<Receipt, any Error>, session id: UInt64, frame: String, stream: StreamName?,
        answer: (Receipt) -> EncodedJSON?
    ) {
        guard let session = sessions[id] else { return }
        session.starting.remove(frame)
        settled(session)
        switch result {
        case .success(let receipt):
            statistics.commandsAcknowledged += 1
            acknowledge(receipt, session, frame: frame, stream: stream, result: answer(receipt))
        case .failure(let error):
            let failure = WireFailure(error, language: session.language)
            if failure.code == .internal { logger.error("command failed", metadata: ["error": "\(error)"]) }
            fail(
                session, id: frame, failure.code, failure.message, retryAfterMs: failure.retryAfterMs,
                field: failure.field
            )
        }
    }

    func acknowledge(
        _ receipt: Receipt, _ session: ChatSession, frame: String, stream: StreamName?, result: EncodedJSON?
    ) {
        var named = stream
        if named == nil, let ticket = receipt.stream?.ticketID {
            // Without a stream in the frame, the answer names the one where it happened, as this party sees it.
            named =
                session.identity?.isStaff ?? false
                ? .internal(ticket: ticket.description) : .contact(ticket: ticket.description)
        }
        let log = named?.log
        let isThere = log.map { receipt.stream == .ticket($0.ticket) } ?? false
        let seq = isThere ? log.flatMap { receipt.position(in: $0.view) } : nil
        let time = WireTime(milliseconds: receipt.at.milliseconds)
        send(to: session) {
            $0.ack(
                id: frame, stream: isThere ? named : stream, seq: seq, ts: time, isDuplicate: receipt.isDuplicate,
                result: result
            )
        }
    }

    // MARK: Messages with files or numbers

    /// Looks up what the message names, then posts it.
    private func prepare(
        _ draft: PostMessage, _ send: ClientFrame.Send, numbers: [TicketNumber], ticket: TicketID, identity: Identity,
        on session: ChatSession
    ) {
        let (id, desk, attachments) = (session.id, desk, attachments)
        let owner = identity.actor.author.id
        inBackground(session, id: send.id) {
            do {
                let files = try await Self.files(send.files, owner: owner, attachments)
                var mentioned: [TicketID] = []
                for number in numbers.prefix(8) {
                    if let known = try await desk.ticket(number: number) { mentioned.append(known) }
                }
                var message = draft
                message.files = files
                message.mentioned = mentioned
                await self.finish(session: id) { [message] session, hub in
                    hub.post(message, send, ticket, identity, on: session)
                }
            } catch let rejected as FileRejected {
                await self.failed(session: id, send.id, rejected.code, rejected.message, field: "files")
            } catch {
                await self.failed(session: id, send.id, .unavailable, "the files cannot be read now")
            }
        }
    }

    /// A file can be posted by whoever brought it, and by nobody else.
    private static func files(
        _ names: [String], owner: String, _ attachments: (any AttachmentStore)?
    ) async throws -> [NamedFile] {
        var files: [NamedFile] = []
        for name in names {
            guard let id = FileID(name), let attachments, let stored = try await attachments.find(id),
                stored.owner == owner
            else { throw FileRejected(code: .notFound, message: "no such file") }
            files.append(NamedFile(file: stored.reference, name: stored.name))
        }
        return files
    }
}

/// A file that a message cannot have.
struct FileRejected: Error {
    var code: ErrorCode
    var message: String
}
