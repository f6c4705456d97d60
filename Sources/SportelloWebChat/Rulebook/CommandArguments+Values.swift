import Sportello
import SportelloModel
import WebChatProtocol

/// Arguments that several families have. Each fault names the innermost member.
extension CommandArguments {
    /// An id that follows from the author and the frame's id: the same frame always names the same thing.
    func derivedIdentifier<Subject>(of type: Subject.Type = Subject.self) -> Identifier<Subject> {
        let words = "\(command.name.rawValue)\u{0}\(identity.actor.author.id)\u{0}\(id)"
        return Identifier(derivedFrom: Digest(hashing: Array(words.utf8)))
    }

    /// The ticket that the frame names, where it names one.
    func optionalTicket() throws(MemberFault) -> TicketID? {
        command.stream == nil && !arguments.has("stream") ? nil : try ticket().id
    }

    /// An id that may be missing.
    func optionalIdentifier<Subject>(
        _ name: String, of type: Subject.Type = Subject.self
    ) throws(MemberFault) -> Identifier<Subject>? {
        arguments.has(name) ? try identifier(name, of: type) : nil
    }

    func agent(_ name: String) throws(MemberFault) -> AgentID { AgentID(rawValue: try arguments.string(name)) }

    func instant(_ name: String) throws(MemberFault) -> Instant { try arguments.instant(name) }

    func minutes(_ name: String = "minutes") throws(MemberFault) -> Int {
        Int(try arguments.integer(name, in: 1...600_000))
    }

    /// Hours as `minutes`, or money as `minor` units of a `currency`.
    func amount() throws(MemberFault) -> LedgerAmount {
        if arguments.has("minutes") { return .minutes(Minutes(try minutes())) }
        guard let money = try arguments.optionalMoney() else {
            throw arguments.wrong("minutes", "is missing, and so is minor with currency")
        }
        return .money(money)
    }

    /// A text in one language, or in several by their tags.
    func localizedText(_ name: String) throws(MemberFault) -> LocalizedText { try arguments.localizedText(name) }
}

extension MemberReader {
    func instant(_ name: String) throws(MemberFault) -> Instant { Instant(milliseconds: try time(name).milliseconds) }

    func optionalInstant(_ name: String) throws(MemberFault) -> Instant? {
        try optionalTime(name).map { Instant(milliseconds: $0.milliseconds) }
    }

    /// A list of times.
    func instants(_ name: String, maxCount: Int) throws(MemberFault) -> [Instant] {
        var instants: [Instant] = []
        for text in try strings(name, maxCount: maxCount) {
            guard let time = WireTime(text) else {
                throw wrong(name, "must hold times like 2026-01-31T09:30:00.000Z only")
            }
            instants.append(Instant(milliseconds: time.milliseconds))
        }
        return instants
    }

    /// From `from` to before `until`.
    func span() throws(MemberFault) -> Range<Instant> {
        let (from, until) = (try instant("from"), try instant("until"))
        guard from < until else { throw wrong("until", "must be later than from") }
        return from..<until
    }

    /// `minor` units of a `currency`; `nil` without `minor`.
    func optionalMoney() throws(MemberFault) -> Money? {
        guard let minor = try optionalInteger("minor") else { return nil }
        guard let currency = Currency(rawValue: try string("currency", maxScalars: 3)) else {
            throw wrong("currency", "must be three capital letters")
        }
        return Money(minor: minor, currency: currency)
    }

    /// A SHA-256 value in 64 hexadecimal digits.
    func optionalDigest(_ name: String) throws(MemberFault) -> Digest? {
        guard let text = try optionalString(name, maxScalars: 64) else { return nil }
        guard let digest = Digest(text) else { throw wrong(name, "must be 64 hexadecimal digits") }
        return digest
    }

    /// An object whose members are all strings.
    func optionalTexts(_ name: String, maxCount: Int = 50) throws(MemberFault) -> [String: String]? {
        guard let members = try optionalObject(name)?.object.members else { return nil }
        guard members.count <= maxCount else { throw tooLarge(name, "has more than \(maxCount) members") }
        var texts: [String: String] = [:]
        for member in members {
            guard let text = member.value.stringValue else { throw wrong(name, "must hold strings only") }
            guard text.unicodeScalars.count <= 32_000 else { throw tooLarge(name, "holds too long a string") }
            texts[member.name] = text
        }
        return texts
    }

    /// An object whose members are all strings, which must be there.
    func texts(_ name: String) throws(MemberFault) -> [String: String] {
        guard let texts = try optionalTexts(name) else { throw wrong(name, "is missing") }
        return texts
    }

    /// An object whose members are all whole numbers from 0 to 1000.
    func optionalScores(_ name: String) throws(MemberFault) -> [String: Int] {
        var scores: [String: Int] = [:]
        for member in try optionalObject(name)?.object.members ?? [] {
            guard let score = member.value.integerValue, (0...1000).contains(score) else {
                throw wrong(name, "must hold whole numbers from 0 to 1000 only")
            }
            scores[member.name] = Int(score)
        }
        return scores
    }

    /// A text in one language, or in several by their tags.
    func localizedText(_ name: String) throws(MemberFault) -> LocalizedText {
        if case .string(let text)? = value(name) { return LocalizedText(["en": text]) }
        return LocalizedText(try texts(name))
    }

    /// Elements that must be there and be objects.
    func objects(_ name: String, maxCount: Int) throws(MemberFault) -> [MemberReader] {
        guard let objects = try optionalObjects(name, maxCount: maxCount) else { throw wrong(name, "is missing") }
        return objects
    }

    /// An id in an element of a list.
    func identifier<Subject>(
        _ name: String, of type: Subject.Type = Subject.self
    ) throws(MemberFault) -> Identifier<Subject> {
        guard let id = Identifier<Subject>(try string(name)) else {
            throw MemberFault(code: .notFound, message: "there is no such thing", field: name)
        }
        return id
    }
}
