import SportelloModel
import Testing

@testable import Sportello

@Suite("Who has a ticket open")
struct CustomerPresenceTests {
    private let rosa = ContactID(high: 1, low: 1)
    private let luca = ContactID(high: 1, low: 2)
    private let ticket = TicketID(high: 2, low: 1)

    @Test("Present while any connection shows the ticket, away after the last")
    func connections() {
        let presence = CustomerPresence()
        #expect(presence.attention(of: rosa, on: ticket, upTo: 3) == .away)
        presence.entered(ticket, contact: rosa)
        presence.entered(ticket, contact: rosa)
        presence.left(ticket, contact: rosa)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 3) == .present)
        #expect(presence.attention(of: luca, on: ticket, upTo: 3) == .away)
        #expect(presence.attention(of: rosa, on: TicketID(high: 2, low: 2), upTo: 3) == .away)
        presence.left(ticket, contact: rosa)
        presence.left(ticket, contact: rosa)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 3) == .away)
    }

    @Test("What was read stays read after leaving; what came later did not")
    func reading() {
        let presence = CustomerPresence()
        presence.read(ticket, contact: rosa, upTo: 9)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 1) == .away)
        presence.entered(ticket, contact: rosa)
        presence.read(ticket, contact: rosa, upTo: 5)
        presence.read(ticket, contact: rosa, upTo: 4)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 5) == .hasRead)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 6) == .present)
        presence.left(ticket, contact: rosa)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 5) == .hasRead)
        #expect(presence.attention(of: rosa, on: ticket, upTo: 6) == .away)
    }

    @Test("The oldest who left are forgotten, nobody who is there")
    func bound() {
        let presence = CustomerPresence(limit: 10)
        presence.entered(ticket, contact: rosa)
        for number in 0..<200 {
            let contact = ContactID(high: 7, low: UInt64(number))
            presence.entered(ticket, contact: contact)
            presence.read(ticket, contact: contact, upTo: 1)
            presence.left(ticket, contact: contact)
        }
        #expect(presence.attention(of: rosa, on: ticket, upTo: 1) == .present)
        #expect(presence.attention(of: ContactID(high: 7, low: 0), on: ticket, upTo: 1) == .away)
        #expect(presence.attention(of: ContactID(high: 7, low: 199), on: ticket, upTo: 1) == .hasRead)
    }

    @Test("As many who left are remembered as the limit says, however many are there and however often they come back")
    func kept() {
        var board = PresenceBoard(limit: 10)
        func contact(_ number: Int) -> ContactID { ContactID(high: 7, low: UInt64(number)) }
        func visit(_ number: Int) {
            board.entered(ticket, contact: contact(number))
            board.read(ticket, contact: contact(number), upTo: 1)
            board.left(ticket, contact: contact(number))
        }
        for number in 0..<11 { visit(number) }
        // One comes and goes: many departures of one are one that left, and it is the youngest.
        for _ in 0..<500 { visit(0) }
        let remembered = (0..<11).filter { board.attention(of: contact($0), on: ticket, upTo: 1) == .hasRead }
        #expect(remembered == [0] + Array(2..<11))
        // Who is there again did not leave.
        board.entered(ticket, contact: contact(2))
        for number in 100..<200 { visit(number) }
        #expect(board.attention(of: contact(2), on: ticket, upTo: 1) == .hasRead)
        #expect(board.attention(of: contact(3), on: ticket, upTo: 1) == .away)
    }

    @Test("What leaving costs does not depend on how many are connected")
    func cost() {
        var board = PresenceBoard(limit: 10)
        for number in 0..<1000 {
            let contact = ContactID(high: 8, low: UInt64(number))
            board.entered(ticket, contact: contact)
            board.read(ticket, contact: contact, upTo: 1)
        }
        var looked = 0
        for number in 0..<500 {
            let contact = ContactID(high: 9, low: UInt64(number % 30))
            board.entered(ticket, contact: contact)
            board.read(ticket, contact: contact, upTo: 1)
            looked += board.left(ticket, contact: contact)
        }
        #expect(looked > 0)
        #expect(looked <= 2 * 500)
    }
}
