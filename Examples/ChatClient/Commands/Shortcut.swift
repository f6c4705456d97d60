import WebChatProtocol

/// A command of the protocol under a short name, with its arguments in order. `NAME=VALUE` words in front give any other
/// argument.
struct Shortcut: Sendable {
    enum Parameter: Sendable {
        case word(String)
        case number(String)
        /// A, B, C.
        case list(String)
        /// All that is left; may be absent.
        case text(String)
        case optionalText(String)
    }

    let name: String
    let command: CommandName
    let parameters: [Parameter]
    var fixed: [JSONObject.Member] = []
    var extras = ""
    var isForStaff = true

    static func named(_ name: String) -> Shortcut? { all.first { $0.name == name } }

    func arguments(_ words: inout Words) throws -> JSONObject {
        var members = fixed
        for member in try words.members() {
            guard Shortcut.lists.contains(member.name), let list = member.value.stringValue else {
                members.append(member)
                continue
            }
            members.append(.init(name: member.name, value: Shortcut.list(list)))
        }
        for parameter in parameters {
            switch parameter {
            case .word(let name): members.append(.init(name: name, value: .string(try words.next(name))))
            case .number(let name):
                let word = try words.next(name)
                guard let number = Int64(word) else { throw Mistake("\(name) must be a number") }
                members.append(.init(name: name, value: .integer(number)))
            case .list(let name): members.append(.init(name: name, value: Shortcut.list(try words.next(name))))
            case .text(let name):
                guard !words.rest.isEmpty else { throw Mistake("\(name) is missing") }
                members.append(.init(name: name, value: .string(words.rest)))
            case .optionalText(let name):
                if !words.rest.isEmpty { members.append(.init(name: name, value: .string(words.rest))) }
            }
        }
        return JSONObject(members)
    }

    private static let lists: Set<String> = ["scopes", "mentions", "slots", "actions"]

    private static func list(_ text: String) -> JSONValue {
        .array(text.split(separator: ",").map { .string(String($0)) })
    }

    var usage: String {
        let words = parameters.map { parameter in
            switch parameter {
            case .word(let name), .number(let name), .text(let name): name.uppercased()
            case .list(let name): "\(name.uppercased()),…"
            case .optionalText(let name): "[\(name.uppercased())]"
            }
        }
        let call = (["/\(name)"] + (extras.isEmpty ? [] : ["[\(extras)]"]) + words).joined(separator: " ")
        return "\(call)   \(command.rawValue)"
    }
}
