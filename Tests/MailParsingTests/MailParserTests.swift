import MailParsing
import Testing

@Suite struct MailParserTests {
    @Test func refusesOnlyTooLong() throws {
        let parser = MailParser(limits: MailParserLimits(messageBytes: 4))
        _ = try parser.parse([65, 66, 67, 68])
        #expect(throws: MailParsingError.tooLarge(bytes: 5, limit: 4)) { try parser.parse([65, 66, 67, 68, 69]) }
    }
}
