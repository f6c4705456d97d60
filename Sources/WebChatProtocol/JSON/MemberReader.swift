/// A member that is missing or wrong: becomes an `err` answer.
public struct MemberFault: Error, Sendable, Equatable {
    /// `bad_request` or `too_large`.
    public let code: ErrorCode
    /// For the developer of the client, in English.
    public let message: String
    /// The innermost member at fault, without path or index.
    public let field: String

    /// Makes a fault.
    public init(code: ErrorCode = .badRequest, message: String, field: String) {
        self.code = code
        self.message = message
        self.field = field
    }

    /// The answer to the frame with this id.
    public func fault(id: String?) -> FrameFault {
        .error(id: id, code: code, message: message, field: field)
    }
}

/// Reads typed members of a JSON object and says which one is wrong: for frames, and for the `args` of commands.
///
/// Unknown members are ignored. An optional member may be absent or `null`. A member of another type, or outside the
/// stated range, is `bad_request`; a text, a string or an array beyond its maximum is `too_large`.
public struct MemberReader: Sendable, Equatable {
    /// The object that is read.
    public let object: JSONObject

    /// Reads from this object.
    public init(_ object: JSONObject) {
        self.object = object
    }

    /// The member's value as it is; nil when absent or `null`.
    public func value(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    /// Whether the member is present and not `null`.
    public func has(_ name: String) -> Bool { value(name) != nil }

    // MARK: Strings

    /// An optional string.
    ///
    /// - Parameters:
    ///   - maxScalars: the greatest length in Unicode scalars; beyond is `too_large`.
    ///   - allowsEmpty: whether `""` will do; otherwise it is `bad_request`.
    public func optionalString(
        _ name: String,
        maxScalars: Int = 256,
        allowsEmpty: Bool = false
    ) throws(MemberFault) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw wrong(name, "must be a string") }
        if text.isEmpty, !allowsEmpty { throw wrong(name, "must not be empty") }
        if text.utf8.count > maxScalars, text.unicodeScalars.count > maxScalars {
            throw tooLarge(name, "is longer than \(maxScalars) characters")
        }
        return text
    }

    /// A required string; see ``optionalString(_:maxScalars:allowsEmpty:)``.
    public func string(_ name: String, maxScalars: Int = 256, allowsEmpty: Bool = false) throws(MemberFault) -> String {
        try require(try optionalString(name, maxScalars: maxScalars, allowsEmpty: allowsEmpty), name)
    }

    /// An optional array of strings, none of them empty.
    public func optionalStrings(
        _ name: String,
        maxCount: Int = 100,
        maxScalars: Int = 256
    ) throws(MemberFault) -> [String]? {
        guard let elements = try optionalArray(name, maxCount: maxCount) else { return nil }
        var texts: [String] = []
        texts.reserveCapacity(elements.count)
        for element in elements {
            guard case .string(let text) = element, !text.isEmpty else {
                throw wrong(name, "must hold non-empty strings only")
            }
            if text.utf8.count > maxScalars, text.unicodeScalars.count > maxScalars {
                throw tooLarge(name, "holds a string longer than \(maxScalars) characters")
            }
            texts.append(text)
        }
        return texts
    }

    /// A required array of strings; see ``optionalStrings(_:maxCount:maxScalars:)``.
    public func strings(_ name: String, maxCount: Int = 100, maxScalars: Int = 256) throws(MemberFault) -> [String] {
        try require(try optionalStrings(name, maxCount: maxCount, maxScalars: maxScalars), name)
    }

    /// An optional word out of a closed list: the cases of an enumeration with string values.
    public func optionalChoice<Choice: RawRepresentable<String>>(
        _ name: String,
        of type: Choice.Type = Choice.self
    ) throws(MemberFault) -> Choice? {
        guard let text = try optionalString(name, maxScalars: 64) else { return nil }
        guard let choice = Choice(rawValue: text) else { throw wrong(name, "has a value that is not in the list") }
        return choice
    }

    /// A required word out of a closed list.
    public func choice<Choice: RawRepresentable<String>>(
        _ name: String,
        of type: Choice.Type = Choice.self
    ) throws(MemberFault) -> Choice {
        try require(try optionalChoice(name, of: type), name)
    }

    // MARK: Numbers and truth values

    /// An optional whole number within a range.
    public func optionalInteger(
        _ name: String,
        in range: ClosedRange<Int64> = 0...9_007_199_254_740_991
    ) throws(MemberFault) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let number = value.integerValue else { throw wrong(name, "must be a whole number") }
        guard range.contains(number) else {
            throw wrong(name, "must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A required whole number within a range.
    public func integer(
        _ name: String,
        in range: ClosedRange<Int64> = 0...9_007_199_254_740_991
    ) throws(MemberFault) -> Int64 {
        try require(try optionalInteger(name, in: range), name)
    }

    /// An optional truth value.
    public func optionalBool(_ name: String) throws(MemberFault) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let truth) = value else { throw wrong(name, "must be true or false") }
        return truth
    }

    /// A required truth value.
    public func bool(_ name: String) throws(MemberFault) -> Bool {
        try require(try optionalBool(name), name)
    }

    // MARK: Values of the protocol

    /// An optional time.
    public func optionalTime(_ name: String) throws(MemberFault) -> WireTime? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value, let time = WireTime(text) else {
            throw wrong(name, "must be a time like 2026-01-31T09:30:00.000Z")
        }
        return time
    }

    /// A required time.
    public func time(_ name: String) throws(MemberFault) -> WireTime {
        try require(try optionalTime(name), name)
    }

    /// An optional stream name.
    public func optionalStream(_ name: String = "stream") throws(MemberFault) -> StreamName? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value, let stream = StreamName(text) else {
            throw wrong(name, "must be a stream name")
        }
        return stream
    }

    /// A required stream name.
    public func stream(_ name: String = "stream") throws(MemberFault) -> StreamName {
        try require(try optionalStream(name), name)
    }

    // MARK: Containers

    /// An optional array of anything.
    public func optionalArray(_ name: String, maxCount: Int = 100) throws(MemberFault) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else { throw wrong(name, "must be an array") }
        guard elements.count <= maxCount else { throw tooLarge(name, "has more than \(maxCount) elements") }
        return elements
    }

    /// An optional array of objects.
    public func optionalObjects(_ name: String, maxCount: Int = 100) throws(MemberFault) -> [MemberReader]? {
        guard let elements = try optionalArray(name, maxCount: maxCount) else { return nil }
        var readers: [MemberReader] = []
        for element in elements {
            guard case .object(let object) = element else { throw wrong(name, "must hold objects only") }
            readers.append(MemberReader(object))
        }
        return readers
    }

    /// An optional object.
    public func optionalObject(_ name: String) throws(MemberFault) -> MemberReader? {
        guard let value = value(name) else { return nil }
        guard case .object(let object) = value else { throw wrong(name, "must be an object") }
        return MemberReader(object)
    }

    /// A required object.
    public func object(_ name: String) throws(MemberFault) -> MemberReader {
        try require(try optionalObject(name), name)
    }

    // MARK: Faults

    /// A `bad_request` about a member.
    public func wrong(_ name: String, _ problem: String) -> MemberFault {
        MemberFault(message: "\(name) \(problem)", field: name)
    }

    /// A `too_large` about a member.
    public func tooLarge(_ name: String, _ problem: String) -> MemberFault {
        MemberFault(code: .tooLarge, message: "\(name) \(problem)", field: name)
    }

    private func require<Value>(_ value: Value?, _ name: String) throws(MemberFault) -> Value {
        guard let value else { throw wrong(name, "is missing") }
        return value
    }
}
