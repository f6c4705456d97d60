/// A part of a state that says nothing until something happened: most tickets are never metered, deferred or escalated. It
/// is written only when it says something, so that a state costs what is known.
protocol OmittedWhenInitial: Codable, Equatable {
    init()
}

// Synthesised `Codable` code calls these for such parts, because they are nearer than the standard library's.
extension KeyedEncodingContainer {
    mutating func encode<Part: OmittedWhenInitial>(_ part: Part, forKey key: Key) throws {
        if part != Part() { try encodeIfPresent(part, forKey: key) }
    }
}

extension KeyedDecodingContainer {
    func decode<Part: OmittedWhenInitial>(_ type: Part.Type, forKey key: Key) throws -> Part {
        try decodeIfPresent(type, forKey: key) ?? Part()
    }
}

extension TicketTiming: OmittedWhenInitial {}
extension DeferralFacts: OmittedWhenInitial {}
extension IncidentFacts: OmittedWhenInitial {}
extension RemoteFacts: OmittedWhenInitial {}
extension ChannelFacts: OmittedWhenInitial {}
extension QualityFacts: OmittedWhenInitial {}
extension OutcomeRecord: OmittedWhenInitial {}
extension SeverityRecord: OmittedWhenInitial {}
extension EscalationFacts: OmittedWhenInitial {}
extension TicketMail: OmittedWhenInitial {}
extension CoverageFacts: OmittedWhenInitial {}
extension QueueFacts: OmittedWhenInitial {}
extension IntakeFacts: OmittedWhenInitial {}
extension TicketMetering: OmittedWhenInitial {}
