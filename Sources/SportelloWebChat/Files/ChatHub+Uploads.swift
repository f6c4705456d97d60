import Logging
import Sportello
import SportelloModel
import WebChatProtocol
import WebSocketTransport

/// An address to which one file may be put, once.
struct Upload {
    enum Phase {
        /// Nobody came yet.
        case announced
        /// Bytes are coming.
        case receiving
        /// Used.
        case used
    }

    var file: FileID
    var owner: String
    var name: String
    var type: String
    var bytes: Int
    var expiresAt: UInt64
    var phase = Phase.announced
}

/// One `PUT` on its way. Loop-confined, kept in the exchange.
final class UploadTransfer {
    let address: String
    let upload: Upload
    var received = 0
    var head: [UInt8] = []
    /// Pieces that the attachment store has not taken yet, in order. The body is not read while any wait, so there are
    /// few: what one read of the socket brought.
    var waiting: [[UInt8]] = []
    var isStoring = false
    var isBegun = false
    var isEnded = false

    init(address: String, upload: Upload) {
        self.address = address
        self.upload = upload
    }
}

extension ChatHub {
    /// Answers with an address for one raw `PUT` (protocol §5).
    func createUpload(_ request: CommandRequest) throws(MemberFault) {
        let arguments = request.arguments
        let name = try arguments.string("name", maxScalars: 255)
        let type = try arguments.string("type", maxScalars: 100).lowercased()
        let limit = limits(of: request.session).announced.fileBytes
        let bytes = try arguments.integer("bytes", in: 1...Int64(Int32.max))
        guard attachments != nil else {
            return fail(request.session, id: request.id, .fileRejected, "this desk takes no files")
        }
        guard bytes <= limit else {
            return fail(request.session, id: request.id, .tooLarge, "at most \(limit) bytes", field: "bytes")
        }
        guard configuration.fileTypes.contains(type) else {
            let allowed = configuration.fileTypes.sorted().joined(separator: ", ")
            return fail(
                request.session, id: request.id, .fileRejected, "files of this type are not taken; allowed: \(allowed)",
                field: "type"
            )
        }
        guard MediaType.allows(name: name, type: type) else {
            return fail(
                request.session, id: request.id, .fileRejected, "the name's ending does not go with \(type)",
                field: "name"
            )
        }
        let owner = request.identity.actor.author.id
        let upload = Upload(
            file: desk.newIdentifier(), owner: owner, name: name, type: type, bytes: Int(bytes),
            expiresAt: loop.now + UInt64(configuration.uploadLifetime.milliseconds)
        )
        guard request.command.stream != nil || arguments.has("stream") else {
            return announce(upload, request.id, request.session)
        }
        // Where a ticket is named, it must be theirs.
        let ticket = try request.ticket().id
        let (id, frame, identity, desk) = (request.session.id, request.id, request.identity, desk)
        inBackground(request.session, id: frame) {
            let known = try? await desk.ticket(ticket)  // unreadable is answered like absent
            guard let known, identity.isStaff || known.ticket.facts.contact == identity.actor.contactID else {
                return await self.notFound(session: id, frame)
            }
            await self.finish(session: id) { session, hub in hub.announce(upload, frame, session) }
        }
    }

    private func announce(_ upload: Upload, _ id: String, _ session: ChatSession) {
        let secret: Identifier<FileReference> = desk.newIdentifier()
        guard uploads.count < 10_000 else {
            return fail(session, id: id, .unavailable, "too many uploads wait", retryAfterMs: 5000)
        }
        uploads[secret.description] = upload
        let result: JSONValue = [
            "file": .string(upload.file.description), "url": .string("/uploads/\(secret)"),
            "ticket": .string(secret.description),
        ]
        let (time, encoded) = (WireTime(milliseconds: now), EncodedJSON(result))
        send(to: session) { $0.ack(id: id, ts: time, result: encoded) }
    }

    func expireUploads() {
        let now = loop.now
        uploads = uploads.filter { $0.value.expiresAt > now || $0.value.phase == .receiving }
    }

    // MARK: The bytes

    private func answer(_ exchange: HTTPExchange, _ status: Int, _ text: String) {
        exchange.respond(.text(status, text, headers: crossOrigin(exchange) ?? []))
    }

    func beginUpload(_ address: String, _ exchange: HTTPExchange) {
        guard let upload = uploads[address], attachments != nil else {
            return answer(exchange, 404, "not found\n")
        }
        guard upload.phase == .announced else { return answer(exchange, 410, "this address was used\n") }
        guard let length = exchange.head.contentLength, length == upload.bytes else {
            return answer(exchange, 413, "not as long as announced\n")
        }
        let declared = exchange.head.headers["content-type"]?.split(separator: ";").first.map(String.init)
        if let declared, declared.lowercased() != upload.type, declared != "application/octet-stream" {
            return answer(exchange, 415, "not the announced type\n")
        }
        uploads[address]?.phase = .receiving
        let transfer = UploadTransfer(address: address, upload: upload)
        exchange.userObject = transfer
        exchange.receiveBody(upTo: length)
    }

    func take(_ chunk: UnsafeRawBufferPointer, on exchange: HTTPExchange) {
        if let form = exchange.userObject as? PageForm { return form.bytes.append(contentsOf: chunk) }
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        transfer.received += chunk.count
        if transfer.head.count < MediaType.neededBytes {
            transfer.head += chunk.prefix(MediaType.neededBytes - transfer.head.count)
        }
        transfer.waiting.append(Array(chunk))
        exchange.pauseBody()
        store(transfer, exchange)
    }

    /// Hands the next piece to the attachment store: one at a time, so that they stay in order.
    private func store(_ transfer: UploadTransfer, _ exchange: HTTPExchange) {
        guard let attachments, !transfer.isStoring, !transfer.waiting.isEmpty else { return }
        transfer.isStoring = true
        let begins = !transfer.isBegun
        transfer.isBegun = true
        let (file, piece) = (transfer.upload.file, transfer.waiting.removeFirst())
        let accepted = work.add {
            do {
                if begins { try await attachments.begin(BeginFileRequest(file: file)) }
                try await attachments.append(AppendFileRequest(file: file, bytes: piece))
                self.loop.execute { self.assumeIsolated { $0.stored(exchange) } }
            } catch {
                self.loop.execute {
                    self.assumeIsolated { $0.failUpload(exchange, 500, "the file cannot be stored\n") }
                }
            }
        }
        if !accepted { failUpload(exchange, 503, "busy\n") }
    }

    private func stored(_ exchange: HTTPExchange) {
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        transfer.isStoring = false
        if !transfer.waiting.isEmpty { return store(transfer, exchange) }
        if transfer.isEnded { return finishUpload(transfer, exchange) }
        if exchange.isOpen { exchange.resumeBody() }
    }

    func completeBody(of exchange: HTTPExchange) {
        if let form = exchange.userObject as? PageForm { return submit(form, exchange) }
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        transfer.isEnded = true
        if !transfer.isStoring, transfer.waiting.isEmpty { finishUpload(transfer, exchange) }
    }

    private func finishUpload(_ transfer: UploadTransfer, _ exchange: HTTPExchange) {
        let upload = transfer.upload
        guard let attachments, MediaType.sniff(transfer.head) == upload.type else {
            return failUpload(exchange, 415, "not the announced type, or not on the list\n")
        }
        let request = FinishFileRequest(file: upload.file, owner: upload.owner, name: upload.name, type: upload.type)
        let address = transfer.address
        let accepted = work.add {
            do {
                _ = try await attachments.finish(request)
                self.loop.execute {
                    self.assumeIsolated { hub in
                        hub.uploads[address]?.phase = .used
                        exchange.userObject = nil
                        if exchange.isOpen { hub.answer(exchange, 201, "created\n") }
                    }
                }
            } catch {
                self.loop.execute {
                    self.assumeIsolated { $0.failUpload(exchange, 500, "the file cannot be stored\n") }
                }
            }
        }
        if !accepted { failUpload(exchange, 503, "busy\n") }
    }

    /// The bytes are dropped and the address is used up.
    private func failUpload(_ exchange: HTTPExchange, _ status: Int, _ text: String) {
        abandonUpload(exchange)
        if exchange.isOpen { answer(exchange, status, text) }
    }

    /// Forgets a transfer that will not finish.
    func abandonUpload(_ exchange: HTTPExchange) {
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        exchange.userObject = nil
        uploads[transfer.address]?.phase = .used
        guard let attachments, transfer.isBegun else { return }
        let file = transfer.upload.file
        let accepted = work.add {
            do { try await attachments.abandon(file) } catch {
                self.logger.error("an upload could not be dropped", metadata: ["error": "\(error)"])
            }
        }
        if !accepted { logger.notice("an upload is left for the next start to drop") }
    }
}
