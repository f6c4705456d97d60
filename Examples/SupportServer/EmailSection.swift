import ArgumentParser
import Foundation
import Logging
import Sportello
import SportelloEmail
import SportelloModel

/// The `email:` section: mailboxes, where mail is fetched, and how it leaves. Without the section, mail can still be
/// handed in (`ingest`), for one mailbox `support`.
struct EmailSection {
    /// How mail leaves.
    enum Outgoing {
        case smtp(MailServer, hello: String)
        /// Into a folder, one file a mail.
        case directory(String)
    }

    var mailboxes = [Mailbox(name: "support", address: "support@localhost.localdomain")]
    var outgoing: Outgoing?
    var keyPath: String?
    var previousKeyPath: String?
    var authenticationServer: String?
    var onUnknownFate = EmailConfiguration.UnknownFatePolicy.resend
    var automatic = EmailConfiguration.AutomaticLimits()
    var mailBytes: Int?
    var ratingAddress: String?

    init() {}

    init(_ section: Section, in folder: URL) throws {
        try section.allow([
            "mailboxes", "smtp", "outgoing", "keyFile", "previousKeyFile", "authenticationServer", "onUnknownFate",
            "automatic", "mailBytes", "ratingAddress",
        ])
        func path(_ key: String) throws -> String? {
            try section.string(key).map { $0.hasPrefix("/") ? $0 : folder.appendingPathComponent($0).path }
        }
        if let list = try section.sections("mailboxes") { mailboxes = try list.map { try Mailbox($0, in: folder) } }
        if let smtp = try section.section("smtp") {
            outgoing = .smtp(
                try MailServer(smtp, port: 465, in: folder, more: ["hello"]),
                hello: try smtp.string("hello") ?? "localhost"
            )
        }
        if let directory = try path("outgoing") {
            guard outgoing == nil else {
                throw section.wrong("outgoing", "mail leaves by `smtp` or into this folder, not both")
            }
            outgoing = .directory(directory)
        }
        keyPath = try path("keyFile")
        previousKeyPath = try path("previousKeyFile")
        authenticationServer = try section.string("authenticationServer")
        if let word = try section.string("onUnknownFate") {
            guard let policy = EmailConfiguration.UnknownFatePolicy(rawValue: word) else {
                throw section.wrong("onUnknownFate", "write resend or hold")
            }
            onUnknownFate = policy
        }
        if let limits = try section.section("automatic") {
            try limits.allow(["perSender", "perMailbox", "perTicket"])
            automatic.perSender = try limits.integer("perSender") ?? automatic.perSender
            automatic.perMailbox = try limits.integer("perMailbox") ?? automatic.perMailbox
            automatic.perTicket = try limits.integer("perTicket") ?? automatic.perTicket
        }
        mailBytes = try section.integer("mailBytes")
        ratingAddress = try section.string("ratingAddress")
        if let ratingAddress, !ratingAddress.contains("{token}") {
            throw section.wrong("ratingAddress", "must hold {token}, for example https://desk.example/rate/{token}")
        }
    }
}

extension Mailbox {
    fileprivate init(_ section: Section, in folder: URL) throws {
        try section.allow([
            "name", "address", "aliases", "displayName", "purpose", "team", "caseType", "language", "redirects", "imap",
        ])
        self.init(name: try section.need("name"), address: try section.need("address"))
        aliases = try section.strings("aliases") ?? []
        displayName = try section.string("displayName")
        if let word = try section.string("purpose") {
            guard let purpose = Purpose(rawValue: word) else {
                let known = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
                throw section.wrong("purpose", "\(word) is not among \(known)")
            }
            self.purpose = purpose
        }
        team = try section.string("team")
        caseType = try section.string("caseType")
        language = try section.string("language")
        redirects = try section.bool("redirects") ?? true
        if let imap = try section.section("imap") { account = try IMAPAccount(imap, in: folder) }
    }
}

extension IMAPAccount {
    fileprivate init(_ section: Section, in folder: URL) throws {
        self.init(
            server: try MailServer(
                section, port: 993, in: folder,
                more: [
                    "folders", "flag", "moveTo", "pollSeconds", "idleSeconds", "answerSeconds", "rescan", "pieceBytes",
                ]
            )
        )
        folders = try section.strings("folders") ?? folders
        if let flag = try section.string("flag") { afterwards = .flag(flag) }
        if let target = try section.string("moveTo") { afterwards = .move(target) }
        if let seconds = try section.number("pollSeconds") { pollInterval = .milliseconds(Int(seconds * 1000)) }
        if let seconds = try section.number("idleSeconds") { idleInterval = .milliseconds(Int(seconds * 1000)) }
        if let seconds = try section.number("answerSeconds") { answerTimeout = .milliseconds(Int(seconds * 1000)) }
        rescanWindow = try section.integer("rescan") ?? rescanWindow
        pieceBytes = try section.integer("pieceBytes") ?? pieceBytes
    }
}

extension MailServer {
    fileprivate init(_ section: Section, port: Int, in folder: URL, more: [String]) throws {
        try section.allow(
            ["host", "port", "security", "user", "password", "passwordFile", "tokenFile", "mechanism", "certificates"]
                + more
        )
        func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder.appendingPathComponent(name).path }
        self.init(host: try section.need("host"), port: try section.integer("port") ?? port)
        if let word = try section.string("security") {
            guard let security = MailSecurity(rawValue: word) else {
                throw section.wrong("security", "write tls, startTLS or plain")
            }
            self.security = security
        }
        user = try section.string("user")
        if let word = try section.string("mechanism") {
            guard let mechanism = MailMechanism(rawValue: word) else {
                throw section.wrong("mechanism", "write login, plain, xoauth2 or oauthbearer")
            }
            self.mechanism = mechanism
        }
        certificates = try section.string("certificates").map(path)
        if let password = try section.string("password") { credential = .password(password) }
        if let file = try section.string("passwordFile") {
            guard let data = FileManager.default.contents(atPath: path(file)) else {
                throw section.wrong("passwordFile", "the file \(file) cannot be read")
            }
            credential = .password(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines))
        }
        if let file = try section.string("tokenFile") {
            let name = path(file)
            // Read before every connection: whoever renews the token writes it there.
            credential = .token {
                guard let data = FileManager.default.contents(atPath: name) else {
                    throw EmailError(.authentication, "the token file cannot be read")
                }
                return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
    }
}

extension ServerConfiguration {
    var mailPath: String { dataPath + "/mail" }

    /// Opens the mail store; makes it if need be.
    func openMailStore() throws -> MailStore {
        try MailStore(directory: mailPath, maximumBytes: email.mailBytes ?? 64 << 20)
    }

    /// The mail channel of a desk.
    func emailChannel(
        store: MailStore, attachments: any AttachmentStore, logger: Logger
    ) throws -> EmailChannel {
        var configuration = EmailConfiguration(mailboxes: email.mailboxes, keys: try mailKeys())
        configuration.authenticationServer = email.authenticationServer
        configuration.onUnknownFate = email.onUnknownFate
        configuration.automaticMails = email.automatic
        if let bytes = email.mailBytes { configuration.limits.mailBytes = bytes }
        var ratingAddress: (@Sendable (String) -> String)?
        if let pattern = email.ratingAddress {
            ratingAddress = { token in pattern.replacingOccurrences(of: "{token}", with: token) }
        }
        return try EmailChannel(
            store: store, configuration: configuration, attachments: attachments, transport: try mailTransport(),
            deskName: deskName, ratingAddress: ratingAddress, logger: logger
        )
    }

    /// How mail leaves; without a word about it, into a folder beside the mail store.
    private func mailTransport() throws -> any MailTransport {
        switch email.outgoing {
        case .smtp(let server, let hello): return try SMTPTransport(server: server, hello: hello)
        case .directory(let path): return try DirectoryTransport(path: path)
        case nil: return try DirectoryTransport(path: mailPath + "/outgoing")
        }
    }

    /// The keys of reply tokens: from the configured files, or a key of the desk's own that is made once.
    private func mailKeys() throws -> MailKeys {
        func read(_ path: String) throws -> [UInt8] {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ValidationError("email.keyFile: the file \(path) cannot be read")
            }
            return Array(data)
        }
        let previous = try email.previousKeyPath.map(read)
        if let path = email.keyPath { return try MailKeys(current: try read(path), previous: previous) }
        let path = mailPath + "/key"
        if !FileManager.default.fileExists(atPath: path) {
            try FileManager.default.createDirectory(atPath: mailPath, withIntermediateDirectories: true)
            var generator = SystemRandomNumberGenerator()
            let key = Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
            let fresh = "\(path).\(UUID().uuidString)"
            guard FileManager.default.createFile(atPath: fresh, contents: key, attributes: [.posixPermissions: 0o600])
            else { throw ValidationError("\(path): the key cannot be written") }
            // Whoever is first wins, also among processes.
            if link(fresh, path) != 0, !FileManager.default.fileExists(atPath: path) {
                throw ValidationError("\(path): the key cannot be written")
            }
            unlink(fresh)
        }
        return try MailKeys(current: try read(path), previous: previous)
    }
}
