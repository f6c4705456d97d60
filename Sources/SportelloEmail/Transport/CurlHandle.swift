import CCurl
import Foundation
import SportelloModel

/// One libcurl easy handle. Used on one thread at a time, by whoever owns it, and never across a suspension.
///
/// Process-wide effect: the first handle initialises libcurl, and OpenSSL with it. No signal is ever used.
final class CurlHandle {
    let pointer: OpaquePointer
    private var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

    private static let start: CURLcode = scurl_start()

    init() throws {
        guard Self.start == CURLE_OK, let handle = curl_easy_init() else {
            throw EmailError(.connection, "libcurl could not be started")
        }
        pointer = OpaquePointer(handle)
    }

    deinit { curl_easy_cleanup(raw) }

    var raw: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) }

    /// Forgets all settings; connections stay.
    func reset() { curl_easy_reset(raw) }

    func set(_ option: CURLoption, _ value: Int) throws { try check(scurl_set_long(raw, option, value)) }

    func set(_ option: CURLoption, _ value: String) throws {
        guard !value.utf8.contains(0) else { throw EmailError(.configuration, "a setting holds a zero byte") }
        try check(scurl_set_text(raw, option, value))
    }

    private func check(_ code: CURLcode) throws {
        guard code == CURLE_OK else {
            throw EmailError(.configuration, "libcurl: \(String(cString: curl_easy_strerror(code)))")
        }
    }

    /// Server, protection and login of an account, for `imap` or `smtp`. STARTTLS is demanded, never only tried; nothing
    /// but these protocols is spoken, and no proxy of the environment is used.
    func connect(to server: MailServer, scheme: String, path: String, secret: String?) throws {
        let isImplicit = server.security == .tls
        let name = isImplicit ? "\(scheme)s" : scheme
        let host = server.host.contains(":") && !server.host.hasPrefix("[") ? "[\(server.host)]" : server.host
        try set(CURLOPT_URL, "\(name)://\(host):\(server.port)/\(path)")
        try set(CURLOPT_PROTOCOLS_STR, name)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_NOPROXY, "*")
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(server.connectTimeout.milliseconds))
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(
            CURLOPT_USE_SSL, server.security == .plain ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let certificates = server.certificates { try set(CURLOPT_CAINFO, certificates) }
        guard let user = server.user else { return }
        try set(CURLOPT_USERNAME, user)
        switch server.credential {
        case .password: try set(CURLOPT_PASSWORD, secret ?? "")
        case .token: try set(CURLOPT_XOAUTH2_BEARER, secret ?? "")
        case nil: break
        }
        try set(CURLOPT_SASL_IR, 1)
        if let mechanism = server.mechanism {
            try set(CURLOPT_LOGIN_OPTIONS, "AUTH=\(mechanism.rawValue.uppercased())")
        }
    }

    /// Runs until done. Blocks.
    func perform() -> CURLcode {
        errorText.withUnsafeMutableBufferPointer { buffer in
            buffer[0] = 0
            _ = scurl_set_pointer(raw, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            let code = curl_easy_perform(raw)
            _ = scurl_set_pointer(raw, CURLOPT_ERRORBUFFER, nil)
            return code
        }
    }

    /// What libcurl said about the last failure.
    func message(_ code: CURLcode) -> String {
        let end = errorText.firstIndex(of: 0) ?? 0
        let text = String(decoding: errorText[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }
}

extension MailCredential {
    /// The password, or a fresh token.
    func secret() async throws -> String {
        switch self {
        case .password(let password): password
        case .token(let provider): try await provider()
        }
    }
}
