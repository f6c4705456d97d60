import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A file on its way to the desk.
struct OutgoingFile {
    let name: String
    let type: String
    let bytes: Data

    init(path: String) throws {
        let url = URL(fileURLWithPath: path)
        bytes = try Data(contentsOf: url)
        name = url.lastPathComponent
        let types = [
            "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
            "mp4": "video/mp4", "webm": "video/webm", "pdf": "application/pdf", "zip": "application/zip",
        ]
        type = types[url.pathExtension.lowercased()] ?? "text/plain"
    }

    /// Puts the bytes to an address that is relative to the chat's server.
    func put(to place: String, of chat: String) async throws {
        let web = chat.replacing(/^ws/.ignoresCase(), with: "http")
        guard let base = URL(string: web), let url = URL(string: place, relativeTo: base) else {
            throw Mistake("the server named no address for the file")
        }
        var request = URLRequest(url: url)
        request.httpMethod = "PUT"
        request.setValue(type, forHTTPHeaderField: "Content-Type")
        let (_, response) = try await URLSession.shared.upload(for: request, from: bytes)
        guard let status = (response as? HTTPURLResponse)?.statusCode, status == 201 else {
            throw Mistake("the server did not take the file: \((response as? HTTPURLResponse)?.statusCode ?? 0)")
        }
    }
}
