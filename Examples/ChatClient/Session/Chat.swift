import Foundation
import SportelloWebChatClient
import WebChatProtocol

/// What the person sees and does: which ticket is current, and what the words on the command line mean.
actor Chat {
    let client: WebChatClient
    let display: any Display
    let name: String?
    private(set) var people = People()
    /// The public log of the ticket that messages go to.
    private(set) var current: StreamName?
    private var welcome: WelcomeHeader?
    /// Where a script finds what happens.
    private let mailbox: Mailbox?

    init(client: WebChatClient, display: any Display, name: String?, mailbox: Mailbox?) {
        self.client = client
        self.display = display
        self.name = name
        self.mailbox = mailbox
    }

    var isStaff: Bool { welcome.map { ["agent", "supervisor", "quality"].contains($0.you.role) } ?? false }
    var firstCaseType: String? { welcome?.desk.caseTypes.first?.id }
    var currentNumber: String? { current?.ticket.flatMap { people.number(of: $0) } }

    func say(_ text: String) { display.say(text) }
    func say(problem: String) { display.say(problem: problem) }

    // MARK: What happens

    func take(_ update: ChatUpdate) async {
        learn(update)
        display.show(update, people)
        await mailbox?.add(Happening(update))
    }

    private func learn(_ update: ChatUpdate) {
        switch update {
        case .welcomed(let header): welcome = header
        case .restarted(let stream, let state, _):
            people.learn(state: state, of: stream)
            adopt(stream)
        case .event(let event):
            people.learn(event)
            adopt(event.stream)
        case .summary(let summary): people.learn(summary: summary.data)
        case .inbox(let state, _): for line in state["tickets"]?.arrayValue ?? [] { people.learn(summary: line) }
        case .lost(let stream, _): if stream.ticket == current?.ticket { current = nil }
        default: break
        }
    }

    /// A customer's newest ticket is the current one; staff choose.
    private func adopt(_ stream: StreamName) {
        guard !isStaff, case .contact = stream else { return }
        if current == nil { current = stream }
    }

    // MARK: What the person wants

    /// Performs a line; `false` when it says to end.
    func perform(line: String) async -> Bool {
        let text = line.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return true }
        do {
            switch try Intent(line: text) {
            case .quit: return false
            case let intent:
                if let answer = try await perform(intent) { display.show(answer: answer) }
            }
        } catch is CancellationError {
            return false
        } catch let error as WebChatError {
            display.show(refusal: error)
        } catch {
            display.say(problem: "\(error)")
        }
        return true
    }

    /// Performs an intent and returns what the desk answered, if it was asked.
    @discardableResult
    func perform(_ intent: Intent, waiting: Bool = false) async throws -> JSONValue? {
        switch intent {
        case .quit: return nil
        case .help: display.say(Intent.help(isStaff: isStaff))
        case .say(let text):
            let stream = try requireCurrent()
            await tell(typing: false)
            if waiting {
                let ack = try await client.send(text, to: stream)
                return ["stream": .string(stream.text), "seq": ack.seq.map(JSONValue.integer) ?? .null]
            }
            try await client.post(text, to: stream)
        case .typing(let isOn):
            _ = try requireCurrent()
            await tell(typing: isOn)
        case .start(var start):
            if start.caseType.isEmpty { start.caseType = firstCaseType ?? "question" }
            if start.name == nil { start.name = name }
            return try await open(start)
        case .use(let name): try await use(name)
        case .tickets: for line in people.lines(current: current?.ticket) { display.say(line) }
        case .status: await showStatus()
        case .history(let count): try await showHistory(count)
        case .inbox(let filter): await client.followInbox(filter: filter)
        case .upload(let path, let text): try await upload(path, text)
        case .probe: await client.probe()
        case .command(let name, let arguments, let stream):
            let scope = try stream ?? (name.needsTicket ? try requireCurrent() : current)
            let ack = try await client.perform(name, arguments, on: name.takesTicket ? scope : nil)
            if let opened = ack.result?["stream"]?.stringValue.flatMap(StreamName.init) { current = opened }
            return ack.result ?? .object(JSONObject())
        }
        return nil
    }

    /// Says on the log that is followed whether the person types. The client keeps this to once in three seconds.
    func tell(typing isOn: Bool) async {
        guard let ticket = current?.ticket else { return }
        await client.setTyping(isOn, on: isStaff ? .internal(ticket: ticket) : .contact(ticket: ticket))
    }

    private func open(_ start: ConversationStart) async throws -> JSONValue? {
        switch try await client.start(start) {
        case .ticket(let id, let number, let stream):
            people.learn(number: number, of: id)
            current = stream
            return ["ticket": ["id": .string(id), "number": .string(number)], "stream": .string(stream.text)]
        case .existing(let tickets):
            for ticket in tickets { people.learn(number: ticket.number, of: ticket.stream.ticket ?? "") }
            let lines = tickets.map { ticket -> JSONValue in
                ["number": .string(ticket.number), "stream": .string(ticket.stream.text)]
            }
            return ["existing": .array(lines)]
        }
    }

    private func requireCurrent() throws -> StreamName {
        guard let current else {
            throw Mistake(
                isStaff
                    ? "choose a ticket first: /open NUMBER (/inbox lists them)"
                    : "open a ticket first: /new YOUR QUESTION"
            )
        }
        return current
    }

    /// Makes a ticket the current one, by number, id or log.
    private func use(_ text: String) async throws {
        let bare = text.hasPrefix("#") ? String(text.dropFirst()) : text
        var ticket = StreamName(bare)?.ticket ?? people.ticket(numbered: bare)
        if ticket == nil, isStaff {
            let page = try await client.queryInbox(filter: JSONObject([.init(name: "text", value: .string(bare))]))
            for line in page["tickets"]?.arrayValue ?? [] { people.learn(summary: line) }
            ticket = people.ticket(numbered: bare)
        }
        guard let ticket else { throw Mistake("there is no ticket \(text) here") }
        current = .contact(ticket: ticket)
        // Staff read the whole log, notes included; what they say goes to the public one.
        await client.follow(isStaff ? .internal(ticket: ticket) : .contact(ticket: ticket))
        display.say("now on \(people.number(of: ticket).map { "#\($0)" } ?? ticket)")
    }

    private func showStatus() async {
        let waiting = await client.unacknowledged.count
        let state = await client.isWelcomed ? "connected" : "not connected"
        let who = welcome.map { "\($0.you.role) \($0.you.name ?? $0.you.contact)" } ?? "nobody yet"
        let place = current?.ticket.map { people.number(of: $0).map { "#\($0)" } ?? $0 } ?? "no ticket"
        display.say("\(state) as \(who), on \(place); \(waiting) message(s) wait for their acknowledgement")
    }

    private func showHistory(_ count: Int) async throws {
        let stream = try requireCurrent()
        let log = isStaff ? StreamName.internal(ticket: stream.ticket ?? "") : stream
        let before = people.firstSeen(log) ?? 9_007_199_254_740_991
        let page = try await client.history(of: log, before: before, limit: min(max(count, 1), 100))
        for event in page.events {
            people.learn(event)
            display.show(.event(event), people)
        }
        if !page.more { display.say("that is the beginning") }
    }

    private func upload(_ path: String, _ text: String) async throws {
        let stream = try requireCurrent()
        let file = try OutgoingFile(path: path)
        let place = try await client.createUpload(
            name: file.name, type: file.type, bytes: Int64(file.bytes.count), on: stream
        )
        try await file.put(to: place.url, of: client.configuration.url)
        try await client.post(text, to: stream, files: [place.file])
    }
}

/// Something that cannot be done as it was asked.
struct Mistake: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
