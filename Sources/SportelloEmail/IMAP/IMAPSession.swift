/// An open line to a server that has already checked the login.
protocol IMAPPipe: AnyObject {
    /// Sends all of it. Throws ``EmailError`` with `connection`.
    func send(_ bytes: [UInt8]) throws
    /// What came; `nil` when the time passed, or when somebody woke the pipe. Throws when the line is closed or broken.
    func receive(within timeout: Duration) throws -> [UInt8]?
    /// Whether somebody wants the caller to stop waiting.
    var isWoken: Bool { get }
}

/// The dialogue after the login: our own commands with tags that nobody can guess, and answers counted byte by byte.
/// Blocks; used on one thread.
struct IMAPSession {
    private let pipe: any IMAPPipe
    private var reader: IMAPReader
    private let prefix: String
    private var count = 0
    private let timeout: Duration

    /// - Parameters:
    ///   - random: For the tags: a mail that holds a line like a tagged answer must not be able to end one.
    ///   - timeout: How long the server may be silent.
    init(pipe: any IMAPPipe, limits: IMAPReader.Limits, random: () -> UInt64, timeout: Duration) {
        self.pipe = pipe
        self.timeout = timeout
        reader = IMAPReader(limits: limits)
        prefix = "T" + String(random(), radix: 36).uppercased()
    }

    /// Sends a command and hands every untagged response to `take` until the tagged one, which must be OK.
    mutating func perform(_ command: String, _ take: (IMAPResponse) throws -> Void = { _ in }) throws {
        let tag = nextTag()
        try pipe.send(Array("\(tag) \(command)\r\n".utf8))
        while true {
            guard let response = try next(within: timeout) else {
                throw EmailError(.connection, "the server did not answer in time")
            }
            if try isEnd(response, of: tag) { return }
            try take(response)
        }
    }

    private mutating func nextTag() -> String {
        count += 1
        return "\(prefix)\(count)"
    }

    private func isEnd(_ response: IMAPResponse, of tag: String) throws -> Bool {
        let words = response.line.split(separator: " ", maxSplits: 2)
        guard let first = words.first else { return false }
        if first == "*" {
            if words.count > 1, words[1].uppercased() == "BYE" {
                throw EmailError(.connection, "the server said goodbye")
            }
            return false
        }
        guard first == tag else {
            if first == "+" { return false }
            throw EmailError(.protocolViolation, "the server answered a command that was not given")
        }
        guard words.count > 1, words[1].uppercased() == "OK" else {
            throw EmailError(.protocolViolation, "the server refused a command: \(words.dropFirst().first ?? "")")
        }
        return true
    }

    /// The next response; `nil` when the time passed without one, or the pipe was woken. The time is that of silence: a
    /// server that keeps sending is bounded by the reader.
    private mutating func next(within timeout: Duration) throws -> IMAPResponse? {
        while true {
            if let response = try reader.next() { return response }
            guard let bytes = try pipe.receive(within: timeout) else { return nil }
            reader.add(bytes)
        }
    }

    // MARK: Commands

    /// What the server can do, in upper case.
    mutating func capabilities() throws -> Set<String> {
        var words: Set<String> = []
        try perform("CAPABILITY") { response in
            let line = response.line.uppercased()
            if line.hasPrefix("* CAPABILITY ") {
                words.formUnion(line.split(separator: " ").dropFirst(2).map(String.init))
            }
        }
        return words
    }

    /// Opens a folder.
    mutating func open(_ folder: String, readOnly: Bool) throws -> IMAPFolderState {
        var state = IMAPFolderState()
        try perform("\(readOnly ? "EXAMINE" : "SELECT") \(IMAPText.quoted(folder))") { state.take($0) }
        guard state.validity > 0 else { throw EmailError(.protocolViolation, "the folder has no UIDVALIDITY") }
        return state
    }

    /// UIDs and sizes in a range of UIDs, ascending.
    mutating func sizes(_ range: ClosedRange<UInt32>) throws -> [(uid: UInt32, size: Int?)] {
        var found: [UInt32: Int?] = [:]
        try perform("UID FETCH \(range.lowerBound):\(range.upperBound) (UID RFC822.SIZE)") { response in
            guard let fetched = try response.fetched(), let uid = fetched.uid, range.contains(uid) else { return }
            found[uid] = .some(fetched.size)
            guard found.count <= range.count else { return }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The UID of the mail at a place, counted from 1; `nil` when there is none.
    mutating func uid(at place: Int) throws -> UInt32? {
        var uid: UInt32?
        try perform("FETCH \(place) (UID)") { uid = try $0.fetched()?.uid ?? uid }
        return uid
    }

    /// Whole mails by UID; those that are gone are missing. The sum of their sizes is the caller's to bound.
    mutating func bodies(_ uids: [UInt32]) throws -> [UInt32: [UInt8]] {
        var bodies: [UInt32: [UInt8]] = [:]
        let wanted = Set(uids)
        try perform("UID FETCH \(uids.map(String.init).joined(separator: ",")) (UID BODY.PEEK[])") { response in
            guard let fetched = try response.fetched(), let uid = fetched.uid, wanted.contains(uid) else { return }
            if let body = fetched.body { bodies[uid] = body }
        }
        return bodies
    }

    /// A piece of a mail; `nil` when the mail is gone.
    mutating func piece(_ uid: UInt32, from offset: Int, count: Int) throws -> [UInt8]? {
        try part(uid, "BODY.PEEK[]<\(offset).\(count)>")
    }

    /// A mail's header, as far as it goes into a literal.
    mutating func header(_ uid: UInt32, count: Int) throws -> [UInt8]? {
        try part(uid, "BODY.PEEK[HEADER]<0.\(count)>")
    }

    private mutating func part(_ uid: UInt32, _ what: String) throws -> [UInt8]? {
        var body: [UInt8]?
        try perform("UID FETCH \(uid) (UID \(what))") { response in
            guard let fetched = try response.fetched(), fetched.uid == uid else { return }
            body = fetched.body ?? body
        }
        return body
    }

    /// Waits for the server to say that something changed; `false` when the time passed or the pipe was woken.
    mutating func idle(for duration: Duration) throws -> Bool {
        let tag = nextTag()
        try pipe.send(Array("\(tag) IDLE\r\n".utf8))
        guard let first = try next(within: timeout) else {
            throw EmailError(.connection, "the server did not answer in time")
        }
        var hasNews = Self.isNews(first)
        var isIdling = first.line.hasPrefix("+")
        let clock = ContinuousClock()
        let end = clock.now + duration
        while !hasNews {
            let left = end - clock.now
            guard left > .zero, !pipe.isWoken, let response = try next(within: left) else { break }
            if try isEnd(response, of: tag) { return false }
            if response.line.hasPrefix("+") { isIdling = true }
            hasNews = Self.isNews(response)
        }
        guard isIdling else { throw EmailError(.protocolViolation, "the server did not begin to idle") }
        try pipe.send(Array("DONE\r\n".utf8))
        while let response = try next(within: timeout) {
            if try isEnd(response, of: tag) { return hasNews }
            hasNews = hasNews || Self.isNews(response)
        }
        throw EmailError(.connection, "the server did not end its idling in time")
    }

    private static func isNews(_ response: IMAPResponse) -> Bool {
        let words = response.line.split(separator: " ")
        return words.count >= 3 && words[0] == "*" && ["EXISTS", "RECENT"].contains(words[2].uppercased())
    }

    /// Says goodbye; whatever the server answers is not waited for.
    mutating func logout() throws { try pipe.send(Array("\(nextTag()) LOGOUT\r\n".utf8)) }
}
