import SportelloWebChatClient
import WebChatProtocol

/// Words and colours, for persons.
struct PersonDisplay: Display {
    let output: any TextOutput
    private let style = Style.ofStandardOutput()

    init(output: any TextOutput) { self.output = output }

    func say(_ text: String) { output.show(style.dim(safe(text))) }
    func say(problem: String) { output.show(style.red(safe(problem))) }

    func show(answer: JSONValue) {
        if let number = answer["ticket"]?["number"]?.stringValue {
            return output.show(style.bold("Your ticket is #\(safe(number))."))
        }
        if let existing = answer["existing"]?.arrayValue {
            output.show("There is an open ticket of that kind already:")
            for line in existing {
                output.show("  #\(safe(line["number"]?.text ?? "")) \(safe(line["subject"]?.stringValue ?? ""))")
            }
            return output.show("Go on with /use NUMBER, or insist with /new new=true …")
        }
        if let tickets = answer["tickets"]?.arrayValue {
            for line in tickets { output.show(summary(line)) }
            return
        }
        if answer != .object(JSONObject()) { output.show(style.dim(safe(answer.text))) }
    }

    func show(refusal: WebChatError) {
        let code = refusal.failure?.code.rawValue ?? refusal.code.description
        let field = refusal.failure?.field.map { ", \($0)" } ?? ""
        say(problem: "\(refusal.message) (\(code)\(field))")
    }

    func show(_ update: ChatUpdate, _ people: People) {
        switch update {
        case .connecting(let attempt): if attempt > 1 { say("connecting, attempt \(attempt)") }
        case .welcomed(let header): welcome(header)
        case .disconnected(let ended):
            let wait = ended.retryIn.map { "; again in \(Double($0.milliseconds / 100) / 10) s" } ?? ""
            say(
                problem:
                    "connection lost (\(ended.code.rawValue)\(ended.message.isEmpty ? "" : " \(ended.message)"))\(wait)"
            )
        case .restarted(let stream, let state, let hasOlder): restarted(stream, state, hasOlder, people)
        case .event(let event): output.show("\(tag(event.stream, people))\(line(event))")
        case .note(let note): if let line = line(note) { output.show(style.dim(line)) }
        case .inbox(let state, let more):
            let tickets = state["tickets"]?.arrayValue ?? []
            output.show(style.bold("inbox: \(tickets.count)\(more ? " and more" : "") ticket(s)"))
            for line in tickets { output.show(summary(line)) }
        case .summary(let told):
            if let data = told.data { output.show(summary(data)) } else { say("a ticket left the inbox") }
        case .delivered: break  // the event shows it
        case .undeliverable(let send, let failure):
            say(problem: "not delivered: \"\(send.text)\": \(failure.message) (\(failure.code.rawValue))")
        case .lost(let stream, let failure): say(problem: "\(stream.text) cannot be followed: \(failure.message)")
        case .complaint(let failure): say(problem: "\(failure.message) (\(failure.code.rawValue))")
        case .storageFailed(let problem): say(problem: "the state file cannot be written: \(problem)")
        }
    }

    private func welcome(_ header: WelcomeHeader) {
        let who = header.you.name.map { "\($0), \(header.you.role)" } ?? header.you.role
        let opens = header.desk.opensAt.map { ", opens \($0.text)" } ?? ""
        output.show(
            style.green(
                "\(safe(header.desk.name)) — you are \(safe(who))\(header.desk.isOpen ? "" : "; closed now\(opens)")")
        )
        if header.you.role == "visitor" || header.you.role == "contact" {
            let types = header.desk.caseTypes.map { "\($0.id) (\($0.title))" }.joined(separator: ", ")
            say("/new [type=…] YOUR QUESTION opens a ticket; types: \(types). /help lists the commands.")
        } else {
            say("/inbox lists the tickets, /open NUMBER works on one, /help lists the commands.")
        }
    }

    private func restarted(_ stream: StreamName, _ state: JSONValue?, _ hasOlder: Bool, _ people: People) {
        guard let state else { return }
        let number = state["number"]?.stringValue ?? stream.ticket ?? ""
        let status = state["status"]?.stringValue ?? ""
        output.show(style.bold("— #\(safe(number)) \(safe(status)) \(safe(state["subject"]?.stringValue ?? "")) —"))
        if hasOlder { say("older: /history") }
    }

    /// Whose log a line is from, when there are several.
    private func tag(_ stream: StreamName, _ people: People) -> String {
        guard let ticket = stream.ticket, people.isCrowded else { return "" }
        return style.dim("#\(safe(people.number(of: ticket) ?? ticket)) ")
    }

    private func summary(_ line: JSONValue) -> String {
        let contact = line["contact"]?["name"]?.stringValue ?? "visitor"
        let agent = line["agent"]?["name"]?.stringValue.map { " → \($0)" } ?? ""
        let place = line["position"]?.integerValue.map { ", place \($0)" } ?? ""
        let waits = line["awaitsReply"]?.boolValue ?? false ? style.yellow(" awaits a reply") : ""
        let text =
            "#\(line["number"]?.text ?? "?") \(line["status"]?.text ?? "")\(place) \(contact)\(agent)"
            + " \(line["subject"]?.stringValue ?? "")"
        return "  \(safe(text))\(waits)"
    }

    private func line(_ note: ServerFrame.Note) -> String? {
        let who = safe(
            note.data["author"]?["name"]?.stringValue ?? note.data["author"]?["role"]?.stringValue ?? "somebody")
        switch note.kind {
        case "typing": return note.data["on"]?.boolValue ?? false ? "\(who) is typing …" : nil
        case "presence": return "\(who) is \(safe(note.data["state"]?.text ?? "there"))"
        case "read": return "\(who) has read up to \(note.data["seq"]?.text ?? "?")"
        case "queue":
            guard let position = note.data["position"]?.integerValue else { return nil }
            return position <= 1 ? "next in the queue" : "place in the queue: \(position)"
        default: return nil
        }
    }

    private func line(_ event: ServerFrame.Event) -> String {
        let time = style.dim(String(event.ts.text.dropFirst(11).prefix(5)))
        let who = safe(event.author.name ?? event.author.role)
        let name =
            event.author.role == "visitor" || event.author.role == "contact" ? style.cyan(who) : style.magenta(who)
        let data = event.data
        func text(_ member: String) -> String { safe(data[member]?.text ?? "") }
        switch event.kind {
        case .messagePosted:
            let files = data["files"]?.arrayValue ?? []
            let names = files.map { " [\(safe($0["name"]?.text ?? "file")) \($0["url"]?.text ?? "")]" }.joined()
            return "\(time) \(name): \(text("text"))\(style.dim(names))"
        case "note", "note.posted": return "\(time) \(style.yellow("note by \(who):")) \(text("text"))"
        case .ticketRegistered: return "\(time) \(style.bold("ticket #\(text("number"))")) \(text("caseType"))"
        case .conversationQueued: return "\(time) \(style.dim("in the queue"))"
        case .conversationJoined:
            return "\(time) \(style.bold(safe(data["agent"]?["name"]?.stringValue ?? who))) \(style.dim("has joined"))"
        case .conversationEnded:
            return "\(time) \(style.dim("the conversation was ended by the \(text("by")) \(text("nextStep"))"))"
        case .ticketStatus: return "\(time) \(style.bold(text("status"))) \(text("text"))"
        case .ratingInvited:
            let scale = "\(data["scale"]?["min"]?.text ?? "1") to \(data["scale"]?["max"]?.text ?? "5")"
            return "\(time) \(style.yellow("please rate the conversation: /rate \(scale) [comment]"))"
        case .ratingGiven: return "\(time) \(style.dim("rated \(text("score"))"))"
        case .remoteProposed:
            return
                "\(time) \(style.yellow("a remote session is proposed with \(text("tool")) \(text("scopes")): /grant \(text("consent")) or /decline \(text("consent"))"))"
        default:
            return "\(time) \(style.dim("\(safe(event.kind.rawValue)) \(safe(data.text))"))"
        }
    }

    /// Without control characters: other people's texts must not steer this terminal.
    private func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    scalar == "\n" || scalar == "\t" || !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
                }))
    }
}
