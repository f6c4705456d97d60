import ArgumentParser

/// A mapping of the configuration, read strictly: a wrong type or an unknown key is an error that names the file, the key
/// and what to write instead.
struct Section {
    private let values: [String: Any]
    private let file: String
    private let path: String

    init(_ value: Any, file: String, path: String = "") throws {
        guard let values = value as? [String: Any] else {
            throw ValidationError("\(file): \(path.isEmpty ? "the file" : path): must be a mapping of keys to values")
        }
        self.values = values
        self.file = file
        self.path = path
    }

    func wrong(_ key: String, _ remedy: String) -> ValidationError {
        ValidationError("\(file): \(path.isEmpty ? key : "\(path).\(key)"): \(remedy)")
    }

    func allow(_ keys: [String]) throws {
        for key in values.keys.sorted() where !keys.contains(key) {
            throw wrong(key, "unknown key; known here are \(keys.joined(separator: ", "))")
        }
    }

    func section(_ key: String) throws -> Section? {
        try values[key].map { try Section($0, file: file, path: path.isEmpty ? key : "\(path).\(key)") }
    }

    /// A list of mappings.
    func sections(_ key: String) throws -> [Section]? {
        guard let list: [Any] = try value(key, "must be a list of mappings") else { return nil }
        return try list.enumerated().map { index, item in
            try Section(item, file: file, path: "\(path.isEmpty ? key : "\(path).\(key)")[\(index)]")
        }
    }

    func string(_ key: String) throws -> String? { try value(key, "must be a text") }

    func need(_ key: String) throws -> String {
        guard let text = try string(key) else { throw wrong(key, "is needed") }
        return text
    }

    func strings(_ key: String) throws -> [String]? { try value(key, "must be a list of texts") }

    func bool(_ key: String) throws -> Bool? { try value(key, "must be true or false") }

    /// A whole number, 1 or more.
    func integer(_ key: String) throws -> Int? {
        guard let number: Int = try value(key, "must be a whole number") else { return nil }
        guard number > 0 else { throw wrong(key, "must be 1 or more") }
        return number
    }

    /// A number above 0.
    func number(_ key: String) throws -> Double? {
        guard let raw = values[key] else { return nil }
        guard let number = raw as? Double ?? (raw as? Int).map(Double.init), number > 0 else {
            throw wrong(key, "must be a number above 0")
        }
        return number
    }

    func milliseconds(_ key: String) throws -> Duration? { try integer(key).map { .milliseconds($0) } }

    private func value<T>(_ key: String, _ remedy: String) throws -> T? {
        guard let raw = values[key] else { return nil }
        guard let value = raw as? T else { throw wrong(key, remedy) }
        return value
    }
}
