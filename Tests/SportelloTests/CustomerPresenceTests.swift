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
}
