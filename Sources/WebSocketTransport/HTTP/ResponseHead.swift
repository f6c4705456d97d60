/// The status line and the headers of an answer.
enum ResponseHead {
    /// Makes the block. Header pairs with control characters, and those that the transport sets itself, are left out.
    static func make(_ response: HTTPResponse, bodyCount: Int, mustClose: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(response.status) \(self.phrase(response.status))\r\n"
        for (name, value) in response.headers where self.isSafe(name, value) {
            text += "\(name): \(value)\r\n"
        }
        if response.status != 204, response.status != 304 { text += "content-length: \(bodyCount)\r\n" }
        if mustClose { text += "connection: close\r\n" }
        return Array((text + "\r\n").utf8)
    }

    private static func isSafe(_ name: String, _ value: String) -> Bool {
        let own: Set<String> = ["content-length", "connection", "transfer-encoding"]
        let isToken = !name.isEmpty && name.utf8.allSatisfy { Token.isTokenByte($0) }
        return isToken && !own.contains(name.lowercased()) && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// The usual phrase for a status.
    static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 410: "Gone"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 417: "Expectation Failed"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Status"
        }
    }
}
