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
    /// Pieces that the attachment store has not taken yet: the body is not read meanwhile.
    var pieces = 0
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
        let secret: Identifier<FileReference> = desk.newIdentifier()
        let file: FileID = desk.newIdentifier()
        guard uploads.count < 10_000 else {
            return fail(request.session, id: request.id, .unavailable, "too many uploads wait", retryAfterMs: 5000)
        }
        uploads[secret.description] = Upload(
            file: file, owner: request.identity.actor.author.id, name: name, type: type, bytes: Int(bytes),
            expiresAt: loop.now + UInt64(configuration.uploadLifetime.milliseconds)
        )
        let result: JSONValue = [
            "file": .string(file.description), "url": .string("/uploads/\(secret)"), "ticket": .string(secret.description),
        ]
        let (time, encoded, id) = (WireTime(milliseconds: now), EncodedJSON(result), request.id)
        send(to: request.session) { $0.ack(id: id, ts: time, result: encoded) }
    }

    func expireUploads() {
        let now = loop.now
        uploads = uploads.filter { $0.value.expiresAt > now || $0.value.phase == .receiving }
    }

    // MARK: The bytes

    func beginUpload(_ address: String, _ exchange: HTTPExchange) {
        guard let upload = uploads[address], let attachments else {
            return exchange.respond(.text(404, "not found\n"))
        }
        guard upload.phase == .announced else { return exchange.respond(.text(410, "this address was used\n")) }
        guard let length = exchange.head.contentLength, length == upload.bytes else {
            return exchange.respond(.text(413, "not as long as announced\n"))
        }
        let declared = exchange.head.headers["content-type"]?.split(separator: ";").first.map(String.init)
        if let declared, declared.lowercased() != upload.type, declared != "application/octet-stream" {
            return exchange.respond(.text(415, "not the announced type\n"))
        }
        uploads[address]?.phase = .receiving
        let transfer = UploadTransfer(address: address, upload: upload)
        exchange.userObject = transfer
        let file = upload.file
        let accepted = work.add {
            do {
                try await attachments.begin(BeginFileRequest(file: file))
                self.loop.execute { self.assumeIsolated { _ in exchange.receiveBody(upTo: length) } }
            } catch {
                self.loop.execute { self.assumeIsolated { $0.failUpload(exchange, 500, "the file cannot be stored\n") } }
            }
        }
        if !accepted { failUpload(exchange, 503, "busy\n") }
    }

    func take(_ chunk: UnsafeRawBufferPointer, on exchange: HTTPExchange) {
        guard let transfer = exchange.userObject as? UploadTransfer, let attachments else { return }
        transfer.received += chunk.count
        if transfer.head.count < MediaType.neededBytes {
            transfer.head += chunk.prefix(MediaType.neededBytes - transfer.head.count)
        }
        let request = AppendFileRequest(file: transfer.upload.file, bytes: Array(chunk))
        // One piece at a time: the body waits for the disk, and nothing queues up.
        transfer.pieces += 1
        exchange.pauseBody()
        let accepted = work.add {
            do {
                try await attachments.append(request)
                self.loop.execute { self.assumeIsolated { $0.stored(exchange) } }
            } catch {
                self.loop.execute { self.assumeIsolated { $0.failUpload(exchange, 500, "the file cannot be stored\n") } }
            }
        }
        if !accepted { failUpload(exchange, 503, "busy\n") }
    }

    private func stored(_ exchange: HTTPExchange) {
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        transfer.pieces -= 1
        if transfer.pieces == 0, transfer.isEnded { return finishUpload(transfer, exchange) }
        if exchange.isOpen { exchange.resumeBody() }
    }

    func completeBody(of exchange: HTTPExchange) {
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        transfer.isEnded = true
        if transfer.pieces == 0 { finishUpload(transfer, exchange) }
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
                        if exchange.isOpen { exchange.respond(.text(201, "created\n")) }
                    }
                }
            } catch {
                self.loop.execute { self.assumeIsolated { $0.failUpload(exchange, 500, "the file cannot be stored\n") } }
            }
        }
        if !accepted { failUpload(exchange, 503, "busy\n") }
    }

    /// The bytes are dropped and the address is used up.
    private func failUpload(_ exchange: HTTPExchange, _ status: Int, _ text: String) {
        abandonUpload(exchange)
        if exchange.isOpen { exchange.respond(.text(status, text)) }
    }

    /// Forgets a transfer that will not finish.
    func abandonUpload(_ exchange: HTTPExchange) {
        guard let transfer = exchange.userObject as? UploadTransfer else { return }
        exchange.userObject = nil
        uploads[transfer.address]?.phase = .used
        guard let attachments else { return }
        let file = transfer.upload.file
        let accepted = work.add {
            do { try await attachments.abandon(file) } catch {
                self.logger.error("an upload could not be dropped", metadata: ["error": "\(error)"])
            }
        }
        if !accepted { logger.notice("an upload is left for the next start to drop") }
    }
}
