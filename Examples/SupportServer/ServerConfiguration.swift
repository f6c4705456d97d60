import ArgumentParser
import Foundation
import Sportello
import SportelloJWT
import SportelloModel
import SportelloProfiles
import SportelloSQLite
import SportelloWebChat
import WebChatProtocol
import Yams

/// What the YAML file says. Every member but `identity` has a default; an unknown key is an error.
struct ServerConfiguration {
    var deskName = "Support"
    var profile = ServiceProfile(name: "generic-vendor")
    var dataPath: String
    var identity: IdentitySection?
    var webchat = WebChatConfiguration()
    var email = EmailSection()
    private var allowedOriginsAreDefault = true

    struct IdentitySection {
        var issuer: String
        var signing: TokenSigningKey?
        var verification: TokenKey
    }

    /// Reads the file. Throws a `ValidationError` that names file, key and remedy.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path): the file cannot be read. Name the desk's configuration with --config.")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let root: Section
        do {
            root = try Section(
                Yams.load(yaml: String(decoding: data, as: UTF8.self)) ?? [:] as [String: Any], file: path)
        } catch let error as YamlError {
            throw ValidationError("\(path): not YAML: \(error)")
        }
        dataPath = folder.appendingPathComponent("data").path
        try root.allow(["desk", "data", "listen", "tls", "identity", "webchat", "email"])
        if let desk = try root.section("desk") { try readDesk(desk, folder) }
        if let data = try root.string("data") { dataPath = Self.path(data, in: folder) }
        if let listen = try root.string("listen") { try self.listen(on: listen) }
        if let tls = try root.section("tls") {
            try tls.allow(["certificate", "key"])
            webchat.tls = .init(
                certificatePath: Self.path(try tls.need("certificate"), in: folder),
                keyPath: Self.path(try tls.need("key"), in: folder)
            )
        }
        if let identity = try root.section("identity") { self.identity = try Self.identity(identity, folder) }
        if let webchat = try root.section("webchat") { try readWebChat(webchat) }
        if let email = try root.section("email") {
            self.email = try EmailSection(email, in: folder)
        }
        webchat.deskName = deskName
        if webchat.origins.isEmpty, webchat.port != 0 {
            webchat.origins = ["http://\(webchat.address):\(webchat.port)", "http://localhost:\(webchat.port)"]
        }
    }

    /// Takes `ADDR:PORT`.
    mutating func listen(on text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw ValidationError("listen: \(text) is not ADDR:PORT, for example 127.0.0.1:8080")
        }
        webchat.address = String(text[..<colon])
        webchat.port = port
    }

    private static func path(_ text: String, in folder: URL) -> String {
        text.hasPrefix("/") ? text : folder.appendingPathComponent(text).path
    }

    private mutating func readDesk(_ desk: Section, _ folder: URL) throws {
        try desk.allow(["name", "profile"])
        deskName = try desk.string("name") ?? deskName
        if let file = try desk.string("profile") {
            do {
                profile = try ProfileLoader().load(path: Self.path(file, in: folder))
            } catch {
                throw ValidationError("\(error)")
            }
        }
    }

    private static func identity(_ section: Section, _ folder: URL) throws -> IdentitySection {
        try section.allow(["issuer", "algorithm", "secret", "secretFile", "publicKeyFile", "privateKeyFile"])
        let issuer = try section.need("issuer")
        func file(_ key: String) throws -> String? {
            guard let name = try section.string(key) else { return nil }
            guard let data = FileManager.default.contents(atPath: path(name, in: folder)) else {
                throw section.wrong(key, "the file \(name) cannot be read")
            }
            return String(decoding: data, as: UTF8.self)
        }
        do {
            switch try section.need("algorithm") {
            case "HS256":
                guard let secret = try section.string("secret") ?? file("secretFile") else {
                    throw section.wrong("secret", "HS256 needs `secret` or `secretFile`, 32 bytes or more")
                }
                let bytes = Array(secret.trimmingCharacters(in: .newlines).utf8)
                return IdentitySection(
                    issuer: issuer, signing: try .hs256(secret: bytes), verification: try .hs256(secret: bytes)
                )
            case "ES256":
                let signing = try file("privateKeyFile").map { try TokenSigningKey.es256(privateKeyPEM: $0) }
                guard
                    let verification = try file("publicKeyFile").map({ try TokenKey.es256(publicKeyPEM: $0) })
                        ?? signing?.verificationKey
                else { throw section.wrong("publicKeyFile", "ES256 needs `publicKeyFile` or `privateKeyFile`") }
                return IdentitySection(issuer: issuer, signing: signing, verification: verification)
            case let other: throw section.wrong("algorithm", "\(other) is not among HS256, ES256")
            }
        } catch let error as TokenKeyError {
            throw section.wrong("secret", error.message)
        }
    }

    private mutating func readWebChat(_ section: Section) throws {
        try section.allow([
            "origins", "limits", "connectionsPerVisitor", "connectionsPerAgent", "connectionsPerAddress",
            "maximumConnections", "pingMs", "helloTimeoutMs", "pongTimeoutMs", "requestTimeoutMs", "pendingBytes",
            "pendingFrames", "metrics", "demoPage", "trustedProxies", "fileTypes", "pagesPerMinute", "pageBurst",
        ])
        webchat.origins = try section.strings("origins") ?? []
        if let limits = try section.section("limits") {
            try limits.allow(["visitor", "agent"])
            if let visitor = try limits.section("visitor") { try visitor.read(into: &webchat.visitorLimits) }
            if let agent = try limits.section("agent") { try agent.read(into: &webchat.agentLimits) }
        }
        if let count = try section.integer("connectionsPerVisitor") { webchat.visitorLimits.socketsPerIdentity = count }
        if let count = try section.integer("connectionsPerAgent") { webchat.agentLimits.socketsPerIdentity = count }
        webchat.connectionsPerAddress = try section.integer("connectionsPerAddress") ?? webchat.connectionsPerAddress
        webchat.maximumConnections = try section.integer("maximumConnections") ?? webchat.maximumConnections
        webchat.pagesPerMinute = try section.integer("pagesPerMinute") ?? webchat.pagesPerMinute
        webchat.pageBurst = try section.integer("pageBurst") ?? webchat.pageBurst
        if let bytes = try section.integer("pendingBytes") {
            webchat.visitorLimits.pendingBytes = bytes
            webchat.agentLimits.pendingBytes = bytes
        }
        if let frames = try section.integer("pendingFrames") {
            webchat.visitorLimits.pendingFrames = frames
            webchat.agentLimits.pendingFrames = frames
        }
        if let time = try section.milliseconds("pingMs") { webchat.timing.ping = time }
        if let time = try section.milliseconds("helloTimeoutMs") { webchat.timing.hello = time }
        if let time = try section.milliseconds("pongTimeoutMs") { webchat.timing.pong = time }
        if let time = try section.milliseconds("requestTimeoutMs") { webchat.requestTimeout = time }
        webchat.servesMetrics = try section.bool("metrics") ?? false
        webchat.servesDemoPage = try section.bool("demoPage") ?? false
        webchat.trustedProxies = try section.strings("trustedProxies") ?? []
        if let types = try section.strings("fileTypes") { webchat.fileTypes = Set(types) }
    }
}

extension Section {
    fileprivate func read(into limits: inout ChatLimits) throws {
        try allow([
            "frameBytes", "textScalars", "filesPerMessage", "fileBytes", "sendBurst", "sendPerSecond", "frameBurst",
            "framesPerSecond",
        ])
        limits.announced.frameBytes = try integer("frameBytes") ?? limits.announced.frameBytes
        limits.announced.textScalars = try integer("textScalars") ?? limits.announced.textScalars
        limits.announced.filesPerMessage = try integer("filesPerMessage") ?? limits.announced.filesPerMessage
        limits.announced.fileBytes = try integer("fileBytes") ?? limits.announced.fileBytes
        limits.announced.sendBurst = try integer("sendBurst") ?? limits.announced.sendBurst
        limits.announced.sendPerSecond = try number("sendPerSecond") ?? limits.announced.sendPerSecond
        limits.frameBurst = try integer("frameBurst") ?? limits.frameBurst
        limits.framesPerSecond = try number("framesPerSecond") ?? limits.framesPerSecond
    }
}
