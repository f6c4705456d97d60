import Foundation
import SportelloWebChatClient

/// Runs the connection, the reader of what happens, and the reader of what the person wants, until one of them is done.
struct Conductor: Sendable {
    let client: WebChatClient
    let chat: Chat
    let input: any LineSource
    let script: Script?

    /// The process's exit code.
    func run() async -> Int32 {
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask {
                do {
                    try await client.run()
                    return nil
                } catch {
                    await chat.say(problem: "\(error)")
                    return 2
                }
            }
            group.addTask {
                for await update in client.updates { await chat.take(update) }
                return nil
            }
            group.addTask {
                let code: Int32
                if let script { code = await script.run(chat) } else { code = await converse() }
                if !Task.isCancelled { await settle() }
                return code
            }
            // The first that has an opinion decides; a client that stopped without one leaves it to the others.
            var code: Int32 = 0
            while let ended = await group.next() {
                guard let ended else { continue }
                code = ended
                break
            }
            await client.stop()
            group.cancelAll()
            input.end()
            return code
        }
    }

    private func converse() async -> Int32 {
        while !Task.isCancelled, let line = await input.next(typing: { await chat.tell(typing: $0) }) {
            guard await chat.perform(line: line) else { break }
        }
        return 0
    }

    /// Gives what was said last the time to arrive: ten seconds at most. What does not is kept in the state file.
    private func settle() async {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(10)
        while await !client.unacknowledged.isEmpty, clock.now < deadline {
            do { try await clock.sleep(for: .milliseconds(20)) } catch { return }  // cancelled: leave at once
        }
    }
}
