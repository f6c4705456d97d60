import Logging
import WebChatProtocol

extension WebChatClient {
    func remember(_ cursor: StreamCursor) {
        if cursors[cursor.stream] == nil { streamOrder.append(cursor.stream) }
        cursors[cursor.stream] = cursor
    }

    func forget(_ stream: StreamName) {
        guard cursors.removeValue(forKey: stream) != nil else { return }
        streamOrder.removeAll { $0 == stream }
        readMarks[stream] = nil
        isUnsaved = true
    }

    /// What must survive a restart now.
    func memory(adding send: ClientFrame.Send? = nil) -> ClientMemory {
        ClientMemory(
            visitor: visitor,
            positions: streamOrder.compactMap { cursors[$0] }.filter { $0.seq != nil }.map(\.resumePoint),
            unacknowledged: outbox.pending + (send.map { [$0] } ?? [])
        )
    }

    /// Positions may be saved late: a position that is too old only brings events again.
    func saveIfNeeded() {
        guard isUnsaved else { return }
        save()
    }

    func save() {
        do {
            try storage.save(memory())
            isUnsaved = false
        } catch {
            logger.error("webchat client memory cannot be saved")
            tell(.storageFailed("\(error)"))
        }
    }

    /// Saves what changed once this batch of frames is done.
    func saveSoon() {
        guard !isUnsaved else { return }
        isUnsaved = true
        let sleep = environment.sleep
        jobs?.yield {
            do { try await sleep(.milliseconds(200)) } catch { return }  // cancelled: the connection's end saves
            await self.saveIfNeeded()
        }
    }
}
