import SportelloWebChatClient
import WebChatProtocol

/// Shows what happens.
protocol Display: Sendable {
    func show(_ update: ChatUpdate, _ people: People)
    /// The answer to a command.
    func show(answer: JSONValue)
    /// A command was refused.
    func show(refusal: WebChatError)
    func say(_ text: String)
    func say(problem: String)
}

/// One JSON object a line, for programs. Frames are printed by the client's observer.
struct JSONDisplay: Display {
    func show(_ update: ChatUpdate, _ people: People) {
        let happening = Happening(update)
        line(happening.name, happening.data)
    }
    func show(answer: JSONValue) { line("answer", answer) }
    func show(refusal: WebChatError) {
        line(
            "refused",
            [
                "code": .string(refusal.failure?.code.rawValue ?? refusal.code.description),
                "message": .string(refusal.message),
            ]
        )
    }
    func say(_ text: String) { line("said", ["text": .string(text)]) }
    func say(problem: String) { line("problem", ["text": .string(problem)]) }

    private func line(_ name: String, _ data: JSONValue) {
        let object: JSONValue = ["happening": .string(name), "data": data]
        Output.line(String(decoding: EncodedJSON(object).bytes, as: UTF8.self))
    }
}
