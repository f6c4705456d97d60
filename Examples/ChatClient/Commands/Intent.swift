import SportelloWebChatClient
import WebChatProtocol

/// What a line asks for.
enum Intent: Sendable {
    case say(String)
    case typing(Bool)
    case start(ConversationStart)
    case use(String)
    case tickets
    case status
    case history(Int)
    case inbox(JSONObject?)
    case upload(String, String)
    case probe
    case command(CommandName, JSONObject, StreamName?)
    case help
    case quit

    /// Reads a plain line, a line that begins with `/`, or a JSON object (`{"send":TEXT}`, `{"cmd":NAME,"args":{…},
    /// "stream":…}`).
    init(line: String) throws {
        if line.hasPrefix("{") {
            self = try Intent.read(json: line)
        } else if line.hasPrefix("//") {
            self = .say(String(line.dropFirst()))
        } else if line.hasPrefix("/") {
            self = try Intent.read(slash: line.dropFirst())
        } else {
            self = .say(line)
        }
    }

    private static func read(json line: String) throws -> Intent {
        guard let object = try JSONValue.parse(Array(line.utf8)).objectValue else { throw Mistake("not an object") }
        let reader = MemberReader(object)
        if reader.has("send") { return .say(try reader.string("send", maxScalars: 100_000)) }
        if reader.has("typing") { return .typing(try reader.bool("typing")) }
        if reader.has("use") { return .use(try reader.string("use")) }
        let name = try reader.string("cmd")
        return .command(
            CommandName(rawValue: name), try reader.optionalObject("args")?.object ?? JSONObject(),
            try reader.optionalStream()
        )
    }

    private static func read(slash line: Substring) throws -> Intent {
        let word = line.prefix { !$0.isWhitespace }.lowercased()
        var words = Words(line.dropFirst(word.count))
        switch word {
        case "help", "?": return .help
        case "quit", "exit", "q": return .quit
        case "tickets": return .tickets
        case "status": return .status
        case "probe": return .probe
        case "use", "open": return .use(try words.next("a ticket's number"))
        case "history": return .history(Int(words.optional() ?? "50") ?? 50)
        case "typing": return .typing(words.optional() != "off")
        case "inbox":
            let members = try words.members()
            return .inbox(members.isEmpty ? nil : JSONObject(members))
        case "upload":
            let path = try words.next("a file")
            return .upload(path, words.rest)
        case "new": return .start(try start(&words))
        case "cmd":
            let name = CommandName(rawValue: try words.next("a command's name"))
            let arguments =
                words.rest.isEmpty ? JSONValue.object(JSONObject()) : try JSONValue.parse(Array(words.rest.utf8))
            guard let object = arguments.objectValue else { throw Mistake("the arguments must be a JSON object") }
            return .command(name, object, nil)
        default:
            guard let shortcut = Shortcut.named(word) else {
                throw Mistake("unknown command /\(word); /help lists them")
            }
            return .command(shortcut.command, try shortcut.arguments(&words), nil)
        }
    }

    private static func start(_ words: inout Words) throws -> ConversationStart {
        var start = ConversationStart(caseType: "", text: "")
        for member in try words.members() {
            switch member.name {
            case "type", "caseType": start.caseType = member.value.text
            case "subject": start.subject = member.value.text
            case "email": start.email = member.value.text
            case "name": start.name = member.value.text
            case "continues": start.continues = member.value.text
            case "page": start.pageURL = member.value.text
            case "version": start.productVersion = member.value.text
            case "edition": start.edition = member.value.text
            case "new": start.insistsOnNew = member.value.boolValue ?? false
            default: start.answers[member.name] = member.value.text
            }
        }
        guard !words.rest.isEmpty else { throw Mistake("/new needs your question") }
        start.text = words.rest
        return start
    }

    static func help(isStaff: Bool) -> String {
        let general = """
            TEXT                 send a message (a text that begins with / is written with //)
            /new [type=… subject=… email=… new=true] TEXT   open a ticket
            /use NUMBER          go to another ticket; /tickets lists them
            /history [COUNT]     older events;  /upload FILE [TEXT]  send a file
            /typing on|off       tell that you type;  /status  where you are;  /probe  test the connection
            /inbox [open=… queued=… assignee=me …]  follow the inbox (agents);  /open NUMBER  work on a ticket
            /cmd NAME {JSON}     any command of the protocol;  /quit
            """
        let shortcuts = Shortcut.all.filter { isStaff ? $0.isForStaff : !$0.isForStaff }
        return general + "\n" + shortcuts.map(\.usage).joined(separator: "\n")
    }
}

extension CommandName {
    /// Whether the command is about a ticket.
    var takesTicket: Bool {
        let without: Set<CommandName> = [.conversationStart, .contactUpdate, "presence.set", "inbox.query"]
        return !without.contains(self) && !rawValue.hasPrefix("offChannel.") && !rawValue.hasPrefix("qualityCase.")
    }

    /// Whether it is refused without one.
    var needsTicket: Bool { takesTicket && self != .uploadCreate }
}
