import Sportello
import SportelloModel
import WebChatProtocol

extension ChatHub {
    /// Does what an entry of the rule book says.
    func perform(_ entry: RulebookEntry, _ request: CommandRequest) throws(MemberFault) {
        guard entry.admits(request.identity) else {
            return fail(request.session, id: request.id, .forbidden, "this is not yours to do")
        }
        let frame = RulebookFrame(
            command: request.command, identity: request.identity, desk: desk, language: request.session.language
        )
        switch try entry.request(frame) {
        case .command(let command, let scope):
            if let ticket = scope.ticketID {
                submit(request, on: ticket, command)
            } else {
                submit(request, in: scope, command)
            }
        case .question(let ask): answer(request, ask)
        case .work(let work, let scope): perform(work, key: request.key(in: scope), request)
        }
    }

    /// Answers a question beside the loop, with an `ack` that has no `seq`.
    private func answer(_ request: CommandRequest, _ ask: @escaping @Sendable (SupportDesk) async throws -> JSONValue) {
        let (id, frame, stream, desk) = (request.session.id, request.id, request.command.stream, desk)
        inBackground(request.session, id: frame) {
            do {
                let result = EncodedJSON(try await ask(desk))
                await self.finish(session: id) { session, hub in
                    let time = WireTime(milliseconds: hub.now)
                    hub.send(to: session) { $0.ack(id: frame, stream: stream, ts: time, result: result) }
                }
            } catch {
                await self.failed(session: id, frame, error)
            }
        }
    }

    private func perform(
        _ work: @escaping @Sendable (SupportDesk, CommandKey) async throws -> Receipt?, key: CommandKey,
        _ request: CommandRequest
    ) {
        let (id, frame, desk) = (request.session.id, request.id, desk)
        inBackground(request.session, id: frame) {
            do {
                let receipt = try await work(desk, key)
                await self.finish(session: id) { session, hub in
                    if let receipt {
                        hub.acknowledge(receipt, session, frame: frame, stream: nil, result: Self.result(receipt))
                    } else {
                        let time = WireTime(milliseconds: hub.now)
                        hub.send(to: session) {
                            $0.ack(id: frame, ts: time, result: EncodedJSON(["ticket": .null] as JSONValue))
                        }
                    }
                }
            } catch {
                await self.failed(session: id, frame, error)
            }
        }
    }

    /// Ends a piece of background work with the desk's own answer, or with a wait when the store gave none.
    private func failed(session id: UInt64, _ frame: String, _ error: any Error) {
        guard error is Refusal || error is DeskError else {
            return failed(session: id, frame, .unavailable, "the desk cannot answer now")
        }
        guard let session = sessions[id] else { return }
        settled(session)
        let failure = WireFailure(error, language: session.language)
        fail(
            session, id: frame, failure.code, failure.message, retryAfterMs: failure.retryAfterMs, field: failure.field
        )
    }
}
