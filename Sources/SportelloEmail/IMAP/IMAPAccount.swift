import SportelloModel

/// How a connection is protected.
public enum MailSecurity: String, Sendable, CaseIterable {
    /// TLS from the first byte. The default, and what every provider offers.
    case tls
    /// STARTTLS before anything else; a server that does not offer it is left.
    case startTLS
    /// Nothing. Only to the own machine.
    case plain
}

/// How the desk proves who it is.
public enum MailCredential: Sendable {
    /// A password.
    case password(String)
    /// A bearer token, asked for before every connection.
    case token(@Sendable () async throws -> String)
}

/// Which way the credential is given. The best that the server offers, unless set.
public enum MailMechanism: String, Sendable, CaseIterable {
    /// The LOGIN mechanism or command.
    case login
    /// SASL PLAIN.
    case plain
    /// XOAUTH2, for bearer tokens.
    case xoauth2
    /// OAUTHBEARER (RFC 7628), for bearer tokens.
    case oauthbearer
}

/// A mail server and an account on it.
public struct MailServer: Sendable {
    /// The host's name, which its certificate must bear.
    public var host: String
    /// The port.
    public var port: Int
    /// How the connection is protected.
    public var security: MailSecurity
    /// The user; `nil` for no authentication.
    public var user: String?
    /// The credential.
    public var credential: MailCredential?
    /// Which way the credential is given.
    public var mechanism: MailMechanism?
    /// A file of certificates to believe instead of the system's.
    public var certificates: String?
    /// How long connecting and logging in may take. Default 30 seconds.
    public var connectTimeout = Duration.seconds(30)

    /// Makes a server.
    public init(
        host: String, port: Int, security: MailSecurity = .tls, user: String? = nil, credential: MailCredential? = nil,
        mechanism: MailMechanism? = nil, certificates: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.credential = credential
        self.mechanism = mechanism
        self.certificates = certificates
    }

    var problems: [String] {
        var problems: [String] = []
        if host.isEmpty
            || !host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") })
        {
            problems.append("\(host) is not a host's name")
        }
        if !(1...65_535).contains(port) { problems.append("\(port) is not a port") }
        if security == .plain, !isLoopback {
            problems.append("without TLS only the own machine is spoken to; use tls or startTLS for \(host)")
        }
        return problems
    }

    /// Whether the name can only mean this machine.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.") }
}

/// Where a mailbox's mail is fetched.
public struct IMAPAccount: Sendable {
    /// What happens on the server to a mail that is durable here. A courtesy to people who look there; the desk itself
    /// goes by its cursor.
    public enum Afterwards: Sendable, Hashable {
        /// Nothing: the folder is opened to read only.
        case nothing
        /// It gets a flag, for example `\Seen`.
        case flag(String)
        /// It is moved to a folder. Needs a server with MOVE (RFC 6851).
        case move(String)
    }

    /// The server.
    public var server: MailServer
    /// The folders to read. Default INBOX.
    public var folders = ["INBOX"]
    /// What happens to a mail that is durable here. Default nothing.
    public var afterwards = Afterwards.nothing
    /// How often a folder is looked at even where the server promises to tell. Default five minutes.
    public var pollInterval = Duration.minutes(5)
    /// How long one IDLE lasts before it is asked for again; below 29 minutes (RFC 2177). Default 25 minutes.
    public var idleInterval = Duration.minutes(25)
    /// How long a server may take for any answer. Default one minute.
    public var answerTimeout = Duration.minutes(1)
    /// How many of a folder's newest mails are looked at again when its UIDVALIDITY changed. Default 1,000.
    public var rescanWindow = 1000
    /// The largest piece that is fetched at once. Default 1 MiB.
    public var pieceBytes = 1 << 20

    /// Makes an account.
    public init(server: MailServer) { self.server = server }

    var problems: [String] {
        var problems = server.problems
        if folders.isEmpty { problems.append("folders: name at least one") }
        for folder in folders + [movesTo].compactMap(\.self) {
            if folder.isEmpty || folder.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
                problems.append("folders: “\(folder)” is not a folder's name")
            }
        }
        if case .flag(let flag) = afterwards, flag.isEmpty || !flag.utf8.allSatisfy(Self.isFlag) {
            problems.append("afterwards: \(flag) is not a flag")
        }
        if !(Duration.seconds(1)..<Duration.minutes(29)).contains(idleInterval) {
            problems.append("idleInterval: below 29 minutes")
        }
        if pollInterval < .milliseconds(100) { problems.append("pollInterval: at least 100 ms") }
        if !(1024...(16 << 20)).contains(pieceBytes) { problems.append("pieceBytes: 1 KiB to 16 MiB") }
        return problems
    }

    private var movesTo: String? { if case .move(let folder) = afterwards { folder } else { nil } }

    private static func isFlag(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && !"(){%*\"]".utf8.contains(byte)
    }
}
