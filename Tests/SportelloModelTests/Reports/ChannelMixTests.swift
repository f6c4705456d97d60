import SportelloModel
import SportelloTesting
import Testing

@Suite("Ways in, counted")
struct ChannelMixTests {
    var world = World()

    private func mix(_ period: ReportPeriod) throws -> ChannelMix {
        var mix = ChannelMix(period: period)
        for stream in world.streams.values {
            if let ticket = Ticket.unwrap(stream)?.state { mix.add(ticket.facts) }
            if let note = OffChannelNote.unwrap(stream)?.state { mix.add(note) }
        }
        return mix
    }

    private mutating func note(_ channel: ChannelKind, _ step: OffChannelStep? = nil) throws -> OffChannelNoteID {
        let id: OffChannelNoteID = world.mint()
        let record = RecordOffChannel(channel: channel, person: "A cousin", summary: "Asked about printing")
        try world.perform(.recordOffChannel(id, record), as: .bea)
        if let step { try world.perform(.settleOffChannel(id, step), as: .bea) }
        return id
    }

    @Test(
        "Unofficial contacts are marked and never counted as tickets", .requirement("R-004-33", "R-004-32"))
    mutating func unofficial() throws {
        let begin = world.now
        _ = try world.start(.ada)
        _ = try world.start(.ben, channel: .email)
        _ = try world.start(.ben, channel: .email)
        _ = try note(.phone)
        _ = try note(.phone, .ignore)
        _ = try note(.phone, .redirect(language: "en"))
        _ = try note(.personalMessenger, .advise("Try another cable"))
        let period = try #require(ReportPeriod(from: begin, to: begin + .hours(1)))
        let mix = try mix(period)
        #expect(mix.tickets == 3 && mix.unofficial == 4)
        #expect(mix.lines[.email]?.tickets == 2 && mix.share(of: .email).percent?.description == "66.66")
        #expect(mix.lines[.phone]?.tickets == 0)
        #expect(mix.lines[.phone]?.unofficial == [.recorded: 1, .ignored: 1, .redirected: 1])
        #expect(mix.lines[.personalMessenger]?.unofficial == [.advised: 1])
        let rows = mix.table.rows
        #expect(rows.filter { $0[0] == .text("phone") }.map { $0[1] } == [.text("unofficial")])
        #expect(rows.suffix(2).map { $0[2] } == [.integer(3), .integer(4)])
        #expect(try self.mix(try #require(ReportPeriod(from: begin - .hours(1), to: begin))).lines.isEmpty)
    }

    @Test("A converted contact is a ticket from its conversion, and stays marked", .requirement("R-004-36"))
    mutating func converted() throws {
        let begin = world.now
        let id = try note(.phone)
        world.now = begin + .hours(2)
        let request = ConvertOffChannel(
            ticket: world.newTicket(), contact: Actor.ada.contact, caseType: "question", note: "It matters"
        )
        try world.perform(.convertOffChannel(id, request), as: .bea)
        let early = try mix(try #require(ReportPeriod(from: begin, to: begin + .hours(2))))
        #expect(early.tickets == 0 && early.unofficial == 1)
        #expect(early.lines[.phone]?.unofficial == [.converted: 1])
        let late = try mix(try #require(ReportPeriod(from: begin + .hours(2), to: begin + .hours(3))))
        #expect(late.tickets == 1 && late.lines[.phone]?.converted == 1 && late.unofficial == 0)
    }
}
