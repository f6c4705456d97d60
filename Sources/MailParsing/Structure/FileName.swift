/// Names for attachments that are safe on every system.
enum FileName {
    private static let longest = 150

    /// `name` without what a file system or a person could stumble over; nil when nothing is left.
    static func safe(_ name: String) -> String? {
        // A path's last element; a Windows path too.
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var scalars = String.UnicodeScalarView()
        for scalar in TextCleaner.line(last).unicodeScalars where !TextCleaner.isDirectional(scalar) {
            switch scalar {
            case "<", ">", ":", "\"", "|", "?", "*": scalars.append("_")
            default: scalars.append(scalar.properties.generalCategory == .control ? "_" : scalar)
            }
        }
        var text = String(scalars).trimmed
        // Windows drops dots and blanks at the end; a dot at the start hides the file.
        while text.hasSuffix(".") || text.hasSuffix(" ") { text.removeLast() }
        if text.hasPrefix(".") { text = "_" + text.dropFirst() }
        let stem = text.split(separator: ".").first.map { $0.uppercased() } ?? ""
        if reserved.contains(stem) { text = "_" + text }
        text = shortened(text)
        return text.allSatisfy({ $0 == "_" || $0 == "." }) ? nil : text
    }

    private static let reserved: Set<String> = {
        var names: Set<String> = ["CON", "PRN", "AUX", "NUL"]
        for number in 1...9 {
            names.insert("COM\(number)")
            names.insert("LPT\(number)")
        }
        return names
    }()

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        let (stem, suffix) = split(name)
        return cut(stem, to: longest - suffix.utf8.count) + suffix
    }

    private static func cut(_ text: String, to bytes: Int) -> String {
        var result = ""
        var count = 0
        for character in text {
            count += character.utf8.count
            guard count <= bytes else { break }
            result.append(character)
        }
        return result
    }

    /// The name and its extension with the dot. What is long after a dot is no extension, and is cut like the rest.
    private static func split(_ name: String) -> (stem: String, suffix: String) {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex, name[dot...].utf8.count <= 16 else {
            return (name, "")
        }
        return (String(name[..<dot]), String(name[dot...]))
    }

    /// Makes names unique in one mail, letters compared without case.
    struct Register {
        private var taken: Set<String> = []
        /// The next number to try for a name, so that a thousand equal names cost a thousand steps.
        private var next: [String: Int] = [:]

        mutating func unique(_ name: String) -> String {
            if taken.insert(name.lowercased()).inserted { return name }
            let (stem, suffix) = FileName.split(name)
            var number = next[name.lowercased()] ?? 2
            while true {
                let mark = " (\(number))"
                let candidate =
                    FileName.cut(stem, to: FileName.longest - suffix.utf8.count - mark.utf8.count) + mark + suffix
                number += 1
                if taken.insert(candidate.lowercased()).inserted {
                    next[name.lowercased()] = number
                    return candidate
                }
            }
        }
    }

    /// The usual extension of a type, with its dot.
    static func suffix(for type: String) -> String {
        if let known = suffixes[type] { return known }
        if type.hasPrefix("text/") { return ".txt" }
        if type.hasPrefix("image/") {
            let word = type.dropFirst(6)
            if word.count <= 5, word.allSatisfy({ $0.isASCII && $0.isLetter }) { return "." + word }
        }
        return ".bin"
    }

    private static let suffixes = [
        "text/html": ".html", "text/plain": ".txt", "text/calendar": ".ics", "text/csv": ".csv", "text/vcard": ".vcf",
        "text/x-vcard": ".vcf", "text/xml": ".xml", "application/pdf": ".pdf", "application/zip": ".zip",
        "application/json": ".json", "application/xml": ".xml", "application/msword": ".doc", "application/rtf": ".rtf",
        "application/vnd.ms-excel": ".xls", "application/pgp-signature": ".asc", "application/pgp-keys": ".asc",
        "application/pgp-encrypted": ".asc", "application/pkcs7-signature": ".p7s",
        "application/x-pkcs7-signature": ".p7s", "application/pkcs7-mime": ".p7m", "application/x-pkcs7-mime": ".p7m",
        "application/ms-tnef": ".dat", "message/rfc822": ".eml", "message/delivery-status": ".txt",
        "text/rfc822-headers": ".txt", "message/disposition-notification": ".txt", "message/feedback-report": ".txt",
        "image/jpeg": ".jpg", "image/pjpeg": ".jpg", "image/svg+xml": ".svg", "image/x-icon": ".ico",
        "image/tiff": ".tif",
        "audio/mpeg": ".mp3", "audio/wav": ".wav", "audio/ogg": ".ogg", "audio/amr": ".amr", "video/mp4": ".mp4",
        "video/quicktime": ".mov", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    ]
}
