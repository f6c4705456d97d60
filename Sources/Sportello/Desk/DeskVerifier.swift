public import SportelloModel

/// Reads every log from the first event to the last and says where something is wrong (DESIGN §1, content apart from
/// facts; §2).
///
/// It finds a changed byte (a digest or a content does not match), a removed or inserted event (a number is missing or a
/// digest does not follow), a cut tail (the log ends before its head), a state that is not the fold of its log, index
/// columns that are not the state's, and whatever the store's own check finds.
public struct DeskVerifier: Sendable {
    /// One thing that is wrong.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// The stream; `nil` for the store as a whole.
        public var stream: StreamID?
        /// The event's complete number, where one can be named.
        public var seq: Int64?
        /// What is wrong.
        public var problem: String

        /// All of it in a line.
        public var description: String {
            [stream.map { "\($0)" }, seq.map { "event \($0)" }, problem].compactMap(\.self).joined(separator: ": ")
        }
    }

    /// What was read and found.
    public struct Report: Sendable, Hashable {
        /// How many streams were read.
        public var streams = 0
        /// How many events were read.
        public var events = 0
        /// What is wrong. Empty when all is well.
        public var findings: [Finding] = []
    }

    let store: any DeskStore
    let profile: ServiceProfile

    /// Makes a verifier. The profile is the one by which index columns were derived.
    public init(store: any DeskStore, profile: ServiceProfile) {
        self.store = store
        self.profile = profile
    }

    /// Reads everything. `progress` is called now and then with what was read so far. Throws ``StoreError`` only where
    /// the store cannot be read at all.
    public func verify(progress: (Report) -> Void = { _ in }) async throws -> Report {
        var report = Report()
        for problem in try await store.check(CheckRequest()).problems {
            report.findings.append(Finding(problem: problem))
        }
        var after: StreamID?
        while true {
            let page = try await store.streams(StreamsRequest(after: after, limit: 200)).streams
            guard let last = page.last else { break }
            for stream in page { try await verify(stream, &report) }
            after = last
            progress(report)
        }
        return report
    }

    private func verify(_ stream: StreamID, _ report: inout Report) async throws {
        report.streams += 1
        guard let snapshot = try await store.load(LoadRequest(streams: [stream])).snapshots.first else {
            report.findings.append(Finding(stream: stream, problem: "listed, but it cannot be loaded"))
            return
        }
        var walk = Walk(stream: stream)
        while !walk.isBroken {
            let page = try await store.events(
                EventsRequest(stream: stream, view: .complete, range: .after(walk.head.seq), limit: 500)
            )
            if page.events.isEmpty { break }
            for record in page.events where !walk.isBroken { walk.take(record) }
        }
        report.events += Int(walk.head.seq)
        report.findings += walk.findings
        if !walk.isBroken { report.findings += walk.compare(with: snapshot, profile) }
    }
}

/// The fold of one log.
private struct Walk {
    let stream: StreamID
    var head = StreamHead.empty
    var state: StreamChange
    var findings: [DeskVerifier.Finding] = []
    var isBroken = false

    init(stream: StreamID) {
        self.stream = stream
        state = StreamChange(fresh: stream)
    }

    mutating func take(_ record: EventRecord) {
        guard record.seq == head.seq + 1 else {
            return stop(record.seq, "event \(head.seq + 1) is missing before it")
        }
        guard record.chained(after: head.digest) == record.digest else {
            return stop(record.seq, "its digest does not follow from its facts and its predecessor")
        }
        if !record.contentIsIntact {
            findings.append(.init(stream: stream, seq: record.seq, problem: "its content is not what it committed to"))
        }
        if let number = record.publicSeq {
            if number != head.publicSeq + 1 { return stop(record.seq, "its public number has a gap") }
            head.publicSeq = number
        }
        if let number = record.staffSeq {
            if number != head.staffSeq + 1 { return stop(record.seq, "its staff number has a gap") }
            head.staffSeq = number
        }
        do {
            state.fold(try LoggedEvent(record))
        } catch {
            return stop(record.seq, "it cannot be read: \(error)")
        }
        head.seq = record.seq
        head.digest = record.digest
    }

    private mutating func stop(_ seq: Int64, _ problem: String) {
        findings.append(.init(stream: stream, seq: seq, problem: problem))
        isBroken = true
    }

    func compare(with snapshot: StreamSnapshot, _ profile: ServiceProfile) -> [DeskVerifier.Finding] {
        func finding(_ problem: String) -> [DeskVerifier.Finding] {
            [.init(stream: stream, problem: problem)]
        }
        guard head == snapshot.head else {
            return finding("the log ends at event \(head.seq), its head says \(snapshot.head.seq)")
        }
        guard let stored = try? snapshot.decoded() else { return finding("its stored state cannot be read") }
        guard state.hasSameState(as: stored) else { return finding("its stored state is not the fold of its log") }
        guard StreamIndex(state, profile: profile) == snapshot.index else {
            return finding("its index columns are not those of its state")
        }
        return []
    }
}
