import Crypto
import Foundation
import WebSocketTransport

/// The widget, the console and the demo page: read once, served from memory with a strict policy.
struct StaticFiles: Sendable {
    struct File: Sendable {
        var bytes: [UInt8]
        var type: String
        var tag: String
    }

    private var files: [String: File] = [:]

    /// Reads what the library ships. Throws when it is missing.
    static func bundled(servesDemoPage: Bool) throws -> StaticFiles {
        let root = Bundle.module.resourceURL?.appendingPathComponent("Web")
        guard let root else { throw CocoaError(.fileNoSuchFile) }
        var files = StaticFiles()
        for folder in servesDemoPage ? ["widget", "console", "demo"] : ["widget", "console"] {
            try files.read(root.appendingPathComponent(folder), as: "/\(folder)")
        }
        files.files["/console/"] = files.files["/console/index.html"]
        if servesDemoPage { files.files["/"] = files.files["/demo/index.html"] }
        return files
    }

    private mutating func read(_ folder: URL, as path: String) throws {
        for entry in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let name = "\(path)/\(entry.lastPathComponent)"
            if entry.hasDirectoryPath {
                try read(entry, as: name)
            } else if let type = Self.types[entry.pathExtension] {
                let bytes = Array(try Data(contentsOf: entry))
                let tag = SHA256.hash(data: bytes).prefix(12).map { String($0, radix: 16) }.joined()
                files[name] = File(bytes: bytes, type: type, tag: "\"\(tag)\"")
            }
        }
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "json": "application/json", "png": "image/png",
    ]

    /// The answer to a `GET`; `nil` when there is no such file.
    func response(to path: String, ifNoneMatch: String?) -> HTTPResponse? {
        guard let file = files[path] else { return nil }
        // The loader's address never changes, so it is asked for again; so is everything it names.
        var headers = [
            (name: "etag", value: file.tag), (name: "cache-control", value: "no-cache"),
            (name: "x-content-type-options", value: "nosniff"), (name: "referrer-policy", value: "no-referrer"),
            (name: "cross-origin-resource-policy", value: path.hasPrefix("/widget/") ? "cross-origin" : "same-origin"),
            (name: "content-security-policy", value: Self.policy),
        ]
        if path.hasPrefix("/widget/") { headers.append((name: "access-control-allow-origin", value: "*")) }
        if ifNoneMatch == file.tag { return HTTPResponse(status: 304, headers: headers) }
        headers.append((name: "content-type", value: file.type))
        return HTTPResponse(status: 200, headers: headers, body: .bytes(file.bytes))
    }

    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; "
        + "img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'"
}
