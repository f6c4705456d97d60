/// Happenings that a script has not looked at. Bounded: of 10,000 unread ones the oldest go.
actor Mailbox {
    private var unread: [Happening] = []
    private var reader: CheckedContinuation<Happening?, Never>?
    private var wanted: Wanted?

    func add(_ happening: Happening) {
        guard let reader, let wanted else {
            if unread.count >= 10_000 { unread.removeFirst() }
            return unread.append(happening)
        }
        // What comes while something else is waited for is skipped.
        guard wanted.mismatch(happening) == nil else { return }
        self.reader = nil
        reader.resume(returning: happening)
    }

    /// The next one that fits, others skipped; nil when the time is over or the task is cancelled. One caller at a time.
    func next(matching wanted: Wanted, within seconds: Double) async -> Happening? {
        while !unread.isEmpty {
            let happening = unread.removeFirst()
            if wanted.mismatch(happening) == nil { return happening }
        }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await ContinuousClock().sleep(for: .seconds(seconds)) } catch {}  // cancelled: over as well
                await self.giveUp()
            }
            let found = await wait(for: wanted)
            group.cancelAll()
            return found
        }
    }

    private func wait(for wanted: Wanted) async -> Happening? {
        await withCheckedContinuation { continuation in
            if Task.isCancelled { return continuation.resume(returning: nil) }
            self.wanted = wanted
            reader = continuation
        }
    }

    private func giveUp() {
        reader?.resume(returning: nil)
        reader = nil
    }
}
