import WebSocketTransport

/// What the command line says.
struct EchoOptions {
    static let usage = """
        EchoHost [--listen 127.0.0.1:0] [--max-message BYTES] [--any-subprotocol] [--certificate PEM --key PEM]
                 [--ping SECONDS] [--header-timeout SECONDS] [--body-timeout SECONDS] [--close-timeout SECONDS]
                 [--per-address COUNT] [--copies COUNT] [--file PATH]
                 [--poll]
        """

    var configuration = WebSocketServerConfiguration()
    var acceptsAnySubprotocol = false
    var usesPoll = false
    /// How often each message is sent back.
    var copies = 1
    /// What `GET /file` sends.
    var filePath: String?

    struct Mistake: Error, CustomStringConvertible {
        var description: String
    }

    init() {
        self.configuration.subprotocols = ["echo"]
        self.configuration.maximumConnectionsPerAddress = 0
        self.configuration.maximumHalfOpen = 12_000
    }

    init(arguments: [String]) throws {
        self.init()
        var rest = arguments[...]
        var certificate: String?
        var key: String?
        func value(of option: String) throws -> String {
            guard let value = rest.popFirst() else { throw Mistake(description: "\(option) needs a value") }
            return value
        }
        func number(of option: String) throws -> Int {
            guard let number = Int(try value(of: option)), number >= 0 else {
                throw Mistake(description: "\(option) needs a number")
            }
            return number
        }
        while let option = rest.popFirst() {
            switch option {
            case "--listen": try self.listen(at: value(of: option))
            case "--max-message": self.configuration.limits = .init(messageBytes: try number(of: option))
            case "--any-subprotocol": self.acceptsAnySubprotocol = true
            case "--certificate": certificate = try value(of: option)
            case "--key": key = try value(of: option)
            case "--ping":
                let interval = Duration.seconds(try number(of: option))
                self.configuration.pingInterval = interval
                self.configuration.pongTimeout = interval
            case "--header-timeout": self.configuration.headerTimeout = .seconds(try number(of: option))
            case "--body-timeout": self.configuration.bodyTimeout = .seconds(try number(of: option))
            case "--close-timeout": self.configuration.closeTimeout = .seconds(try number(of: option))
            case "--per-address": self.configuration.maximumConnectionsPerAddress = try number(of: option)
            case "--copies": self.copies = try number(of: option)
            case "--file": self.filePath = try value(of: option)
            case "--poll": self.usesPoll = true
            default: throw Mistake(description: "unknown option \(option)")
            }
        }
        if let certificate, let key { self.configuration.tls = .init(certificatePath: certificate, keyPath: key) }
    }

    private mutating func listen(at text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw Mistake(description: "--listen needs ADDRESS:PORT")
        }
        self.configuration.address = String(text[..<colon].filter { $0 != "[" && $0 != "]" })
        self.configuration.port = port
    }
}
