import Sportello
import SportelloModel
import WebChatProtocol

extension ChatHub {
    /// Answers with a page of the inbox (protocol §5).
    func queryInbox(_ request: CommandRequest) throws(MemberFault) {
        let arguments = request.arguments
        let filter = try InboxFilter(try arguments.optionalObject("filter")?.object, for: request.identity)
        let limit = Int(try arguments.optionalInteger("limit", in: 1...100) ?? 50)
        let after = try arguments.optionalString("after", maxScalars: 500)
        let (id, frame) = (request.session.id, request.id)
        inBackground(request.session, id: frame) {
            do {
                let page = try await self.inboxPage(filter, after: after, limit: limit)
                var result = Members()
                result["tickets"] = .array(page.tickets)
                result["next"] = page.next.map(JSONValue.string) ?? .null
                let encoded = EncodedJSON(result.json)
                await self.finish(session: id) { session, hub in
                    let time = WireTime(milliseconds: hub.now)
                    hub.send(to: session) { $0.ack(id: frame, ts: time, result: encoded) }
                }
            } catch {
                await self.failed(session: id, frame, .unavailable, "the inbox cannot be read now")
            }
        }
    }
}
