import SportelloModel
import SportelloTesting
import Testing

@Suite("Agreed times and training")
struct AppointmentTests {
    var world = World()

    init() throws {
        world.profile.appointments.services += [
            .init(
                id: "training", title: "Training", skill: "trainer", places: [.remote, .providerPremises],
                media: ["callTool"], minimumMinutes: 120, maximumAttendees: 4, price: .money,
                hourlyRate: .init(minor: 6000, currency: .euro),
                equipment: [
                    .init(id: "headset", text: "Headset, or speakers and microphone"),
                    .init(id: "webcam", text: "Webcam", isOptional: true),
                ],
                suggestions: [.init(experience: "beginner", minutes: 480)])
        ]
        try world.openAccount(hours: 10)
        try world.deposit(100_000)
        try world.perform(.queue(.enroll(AgentEnrolled(agent: Actor.carl.agent, skills: ["trainer"]))), as: .sue)
    }

    private func slot(_ hours: Int) -> AppointmentSlot { AppointmentSlot(start: world.now + .hours(hours)) }

    private func proposal(
        _ service: String = "call", ticket: TicketID? = nil, hours: [Int] = [24, 48], minutes: Int = 30,
        consultant: Actor = .bea
    ) -> AppointmentCommand.Propose {
        .init(
            service: service, ticket: ticket, account: .firm, contact: Actor.ada.contact,
            consultant: consultant.agent, slots: hours.map(slot), minutes: Minutes(minutes), zone: "Europe/Rome")
    }

    private func training(
        minutes: Int = 120, change: (inout AppointmentCommand.Propose) -> Void = { _ in }
    )
        -> AppointmentCommand.Propose
    {
        var request = proposal("training", minutes: minutes, consultant: .carl)
        request.medium = "callTool"
        change(&request)
        return request
    }

    private mutating func propose(_ request: AppointmentCommand.Propose) throws -> AppointmentID {
        let id: AppointmentID = world.mint()
        try world.perform(.appointment(id, .propose(request)), as: .bea)
        return id
    }

    private mutating func accept(_ id: AppointmentID, hours: Int = 24) throws {
        try world.perform(
            .appointment(id, .accept(slot(hours), zone: "Europe/Warsaw", hold: world.mint())), as: .ada)
    }

    private mutating func refusesToPropose(_ code: Refusal.Code, _ request: AppointmentCommand.Propose) {
        world.refuses(code, .appointment(world.mint(), .propose(request)), as: .bea)
    }

    private func money() throws -> Int64 { try world.ledger().available(in: .euro, at: world.now).minor }

    @Test(
        "Nothing is scheduled before the customer accepts; then instant and both zones are kept",
        .requirement("R-000-28"))
    mutating func agreed() throws {
        let ticket = try world.claimed()
        let id = try propose(proposal(ticket: ticket))
        #expect(try world.state(id).start == nil && world.state(id).state == .proposed)
        #expect(try world.ticket(ticket).status == .open)
        #expect(try world.desk(of: .bea).occupations.isEmpty)
        let start = world.now + .hours(48)
        world.refuses(.slotNotOffered, accepting(id, slot(47)), as: .ada)
        world.refuses(.notFound, accepting(id, slot(48)), as: .ben)
        world.refuses(.forbidden, accepting(id, slot(48)), as: .bea)
        world.refuses(
            .invalid, .appointment(id, .accept(slot(48), zone: "Nowhere", hold: world.mint())), as: .ada)
        try world.perform(accepting(id, slot(48)), as: .ada)
        let known = try world.state(id)
        #expect(known.start == start && known.end == start + .minutes(30))
        #expect(known.customerZone == "Europe/Warsaw" && known.staffZone == "Europe/Rome")
        #expect(try world.ticket(ticket).status == .scheduled && world.ticket(ticket).statusUntil == start)
        world.refuses(.alreadyAnswered, accepting(id, slot(24)), as: .ada)
        world.refuses(.alreadyAnswered, .appointment(id, .repropose([slot(50)])), as: .bea)
    }

    private mutating func accepting(_ id: AppointmentID, _ slot: AppointmentSlot) -> Command {
        .appointment(id, .accept(slot, zone: "Europe/Warsaw", hold: world.mint()))
    }

    @Test("A time that has come cannot be accepted any more, other times can be proposed", .requirement("R-000-28"))
    mutating func late() throws {
        let id = try propose(proposal(hours: [1]))
        let first = slot(1)
        world.now = first.start
        world.refuses(.inThePast, accepting(id, first), as: .ada)
        world.refuses(.inThePast, .appointment(id, .repropose([slot(0)])), as: .bea)
        world.refuses(.invalid, .appointment(id, .repropose([])), as: .bea)
        try world.perform(.appointment(id, .repropose([slot(2)])), as: .bea)
        try world.perform(.appointment(id, .decline), as: .ada)
        #expect(try world.state(id).state == .declined)
        #expect(try world.state(id).start == nil)
        world.refuses(.alreadyAnswered, .appointment(id, .decline), as: .ada)
    }

    @Test("A time outside the hours for appointments is rejected, to the minute", .requirement("R-000-29"))
    mutating func hours() throws {
        world.profile.calendars["desk"] = try ServiceCalendar(
            zone: "UTC",
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpenInterval("09:00-17:00")!]) }))
        world.profile.appointments.calendar = "desk"
        let date = world.profile.calendars["desk"]!.date(at: world.now).adding(days: 1)
        func at(_ time: String) -> AppointmentCommand.Propose {
            var request = proposal(minutes: 60)
            request.slots = [
                .init(start: world.profile.calendars["desk"]!.instant(date, LocalTime(time)!))
            ]
            return request
        }
        refusesToPropose(.outsideHours, at("08:59"))
        refusesToPropose(.outsideHours, at("16:01"))
        _ = try propose(at("16:00"))
        _ = try propose(at("09:00"))
    }

    @Test("A training names a trainer, a medium and a length", .requirement("R-000-15"))
    mutating func trainer() throws {
        refusesToPropose(.notPerformed, training { $0.consultant = Actor.bea.agent })
        refusesToPropose(.notPerformed, training { $0.medium = nil })
        refusesToPropose(.notPerformed, training { $0.medium = "megaphone" })
        refusesToPropose(.invalid, training(minutes: 0))
        refusesToPropose(.invalid, training { $0.service = "juggling" })
        let id = try propose(training())
        let known = try world.state(id)
        #expect(known.consultant == Actor.carl.agent && known.medium == "callTool" && known.agreed == .hours(2))
    }

    @Test(
        "All attendees are kept and one charge is produced, or one a head where the profile says so",
        .requirement("R-000-16"))
    mutating func attendees() throws {
        let names = ["Ada", "Abe", "Amy"]
        let id = try propose(training { $0.attendees = names })
        #expect(try world.state(id).attendees == names)
        try accept(id)
        #expect(try money() == 88_000)
        #expect(world.statement(.firm, .money(.euro)).lines.count { $0.reason == .hold } == 1)
        world.profile.appointments.services[1].perHead = true
        let each = try propose(
            training {
                $0.attendees = names
                $0.slots = [slot(24 * 3)]
            })
        try accept(each, hours: 24 * 3)
        #expect(try money() == 52_000)
    }

    @Test("So many people as the service takes, and no more", .requirement("R-001-13"))
    mutating func attendeeLimit() throws {
        refusesToPropose(.tooManyAttendees, training { $0.attendees = ["a", "b", "c", "d", "e"] })
        _ = try propose(training { $0.attendees = ["a", "b", "c", "d"] })
    }

    @Test("Places have three values, and each service its own", .requirement("R-000-17", "R-000-46", "R-001-13"))
    mutating func places() throws {
        #expect(MeetingPlace.allCases == [.remote, .providerPremises, .customerPremises])
        let refusal = world.refuses(
            .placeNotOffered,
            .appointment(world.mint(), .propose(training { $0.place = .customerPremises })), as: .bea)
        #expect(refusal?.details["allowed"] == "remote, providerPremises")
        _ = try propose(training { $0.place = .providerPremises })
        _ = try propose(training { $0.place = .remote })
    }

    @Test("The invitation lists the equipment and marks the webcam optional", .requirement("R-000-18"))
    mutating func equipment() throws {
        let id = try propose(training())
        #expect(
            try world.state(id).equipment
                == [.init(id: "headset", isOptional: false), .init(id: "webcam", isOptional: true)])
        #expect(world.log(of: Appointment.stream(id)).allSatisfy { $0.record.publicSeq != nil })
    }

    @Test("However often it is extended, it takes no longer than can be booked", .requirement("R-000-19"))
    mutating func extendedTooFar() throws {
        let id = try propose(proposal())
        try accept(id)
        world.refuses(.invalid, .appointment(id, .extend(Minutes(10_080), hold: world.mint())), as: .ada)
        try world.perform(.appointment(id, .extend(Minutes(10_050), hold: world.mint())), as: .ada)
        world.refuses(.invalid, .appointment(id, .extend(Minutes(1), hold: world.mint())), as: .ada)
        #expect(try world.state(id).agreed == Minutes(10_080))
    }

    @Test("An account pays for no ticket and nobody of another one")
    mutating func otherAccounts() throws {
        try world.openAccount(.other, of: .ben)
        let foreign = try world.claimed(from: .ben)
        refusesToPropose(.otherAccount, proposal(ticket: foreign))
        var request = proposal()
        request.contact = Actor.ben.contact
        refusesToPropose(.otherAccount, request)
        request.account = .other
        _ = try propose(request)
    }

    @Test("Who has left the account agrees to nothing that it pays for", .requirement("R-000-16"))
    mutating func left() throws {
        let free = try propose(proposal(hours: [72]))
        let id = try propose(training())
        let begun = try propose(training { $0.slots = [slot(48)] })
        try accept(begun, hours: 48)
        let before = try money()
        try world.perform(.account(.firm, .detach(Actor.ada.contact)), as: .sue)
        world.refuses(.otherAccount, accepting(id, slot(24)), as: .ada)
        world.refuses(.otherAccount, .appointment(begun, .extend(Minutes(30), hold: world.mint())), as: .ada)
        #expect(try money() == before)
        try accept(free, hours: 72)
    }

    @Test("A time that the customer chose ends no reason to wait that only others may end", .requirement("R-004-47"))
    mutating func deferred() throws {
        world.profile.deferral.reasons = [
            .init(id: "legal", title: "Legal", liftedBy: [.supervisor], resumesOnReply: false)
        ]
        let ticket = try world.claimed()
        try world.perform(.deferral(.set(ticket, Deferral(.deferred, reason: "legal"))), as: .bea)
        let id = try propose(proposal(ticket: ticket))
        try accept(id)
        #expect(try world.state(id).state == .scheduled)
        #expect(try world.ticket(ticket).status == .deferred)
    }

    @Test("More time is an entry of its own, at the same rate even after a price change", .requirement("R-000-19"))
    mutating func extended() throws {
        let id = try propose(training(minutes: 120) { $0.experience = "beginner" })
        #expect(try world.state(id).suggested == .hours(8))
        try accept(id)
        world.profile.appointments.services[1].hourlyRate = .init(minor: 99_000, currency: .euro)
        let extend = Command.appointment(id, .extend(Minutes(90), hold: world.mint()))
        try world.perform(extend, as: .ada)
        let known = try world.state(id)
        #expect(known.agreed == Minutes(210) && known.extensions == [Minutes(90)])
        #expect(known.fee == .money(Money(minor: 21_000, currency: .euro)))
        #expect(try money() == 79_000)
        #expect(try world.desk(of: .carl).occupations.first?.until == known.end)
        let count = world.eventCount
        try world.perform(extend, as: .ada)
        #expect(world.eventCount == count, "sent twice, it is one extension")
        world.refuses(.notFound, .appointment(id, .extend(Minutes(5), hold: world.mint())), as: .ben)
        world.now = world.now + .hours(24)
        try world.perform(.appointment(id, .close(WorkedMinutes(205))), as: .carl)
        #expect(try world.state(id).actual == WorkedMinutes(205))
        #expect(try world.ledger().held(in: .euro).minor == 0)
        #expect(try money() == 79_000)
    }

    @Test("Less than the minimum is rejected, or costs the minimum", .requirement("R-000-20"))
    mutating func minimum() throws {
        let refusal = world.refuses(
            .belowMinimum, .appointment(world.mint(), .propose(training(minutes: 60))), as: .bea)
        #expect(refusal?.details["minimum"] == "120 min")
        refusesToPropose(.belowMinimum, training(minutes: 119))
        let exact = try propose(training(minutes: 120))
        #expect(try world.state(exact).agreed == .hours(2))
        world.profile.appointments.services[1].belowMinimum = .bill
        let short = try propose(training(minutes: 60))
        #expect(try world.state(short).agreed == .hours(2))
    }

    @Test("An appointment takes its consultant's time like a call, and gives it back", .requirement("R-002-9"))
    mutating func occupied() throws {
        let id = try propose(training(minutes: 120))
        try accept(id)
        let start = world.now + .hours(24)
        let desk = try world.desk(of: .carl)
        #expect(desk.occupation(at: start - .milliseconds(1)) == nil)
        #expect(desk.occupation(at: start)?.reason == "training")
        #expect(desk.occupation(at: start + .hours(2) - .milliseconds(1)) != nil)
        #expect(desk.occupation(at: start + .hours(2)) == nil)
        let second = try propose(training { $0.slots = [slot(25), slot(26)] })
        world.refuses(.alreadyBooked, accepting(second, slot(25)), as: .ada)
        try world.perform(accepting(second, slot(26)), as: .ada)
        try world.perform(.appointment(id, .cancel(text: "Ill")), as: .ada)
        #expect(try world.desk(of: .carl).occupations.map(\.id) == [second.description])
    }

    @Test("Nobody begins without the money, and a cancelled appointment costs nothing")
    mutating func funds() throws {
        let long = try propose(training(minutes: 1001))
        world.refuses(.noFunds, accepting(long, slot(24)), as: .ada)
        #expect(try world.desk(of: .carl).occupations.isEmpty)
        let id = try propose(training())
        try accept(id)
        try world.perform(.appointment(id, .cancel(text: nil)), as: .bea)
        #expect(try money() == 100_000)
        world.refuses(.alreadySettled, .appointment(id, .cancel(text: nil)), as: .bea)
    }

    @Test(
        "Who does not come: the customer costs what the profile says, the consultant nothing", .requirement("R-003-27"))
    mutating func noShow() throws {
        func missed(_ side: AppointmentMissed.Side) throws -> Int64 {
            let id = try propose(training())
            try accept(id)
            world.refuses(.notThisStep, .appointment(id, .miss(by: side)), as: .carl)
            world.now = world.now + .hours(24)
            try world.perform(.appointment(id, .miss(by: side)), as: .carl)
            #expect(try world.state(id).state == (side == .customer ? .missedByCustomer : .missedByStaff))
            #expect(try world.desk(of: .carl).occupations.isEmpty)
            return try money()
        }
        #expect(try missed(.customer) == 100_000)
        world.profile.appointments.noShow = .charged
        #expect(try missed(.staff) == 100_000)
        #expect(try missed(.customer) == 88_000)
    }

    @Test("A ticket that waited for its appointment is open again when that is over")
    mutating func ticketGoesOn() throws {
        let ticket = try world.claimed()
        let id = try propose(proposal(ticket: ticket))
        try accept(id)
        world.refuses(.notThisStep, .appointment(id, .close(WorkedMinutes(20))), as: .bea)
        world.now = world.now + .hours(24)
        try world.perform(.appointment(id, .close(WorkedMinutes(20))), as: .bea)
        #expect(try world.ticket(ticket).status == .open)
        world.refuses(.alreadySettled, .appointment(id, .close(WorkedMinutes(20))), as: .bea)
    }

    @Test("The included training is used once; the next has its price", .requirement("R-003-2"))
    mutating func included() throws {
        world.profile.offer.plans = [
            .init(id: "team", title: "Team", entitlements: [.init(id: "initialTraining", quantity: 1)])
        ]
        world.profile.appointments.services[1].entitlement = "initialTraining"
        let contract = Contract(plan: "team", from: world.now)
        try world.perform(.account(.firm, .setContract(contract, acknowledged: [])), as: .sue)
        let dropped = try propose(training())
        try accept(dropped)
        #expect(try money() == 100_000)
        try world.perform(.appointment(dropped, .cancel(text: nil)), as: .ada)
        let first = try propose(training())
        let rival = try propose(training { $0.slots = [slot(48)] })
        try accept(first)
        world.refuses(.entitlementMissing, accepting(rival, slot(48)), as: .ada)
        world.now = world.now + .hours(24)
        try world.perform(.appointment(first, .close(WorkedMinutes(120))), as: .carl)
        #expect(try money() == 100_000)
        let second = try propose(training())
        #expect(try world.state(second).fee == .money(Money(minor: 12_000, currency: .euro)))
        world.profile.appointments.services[1].price = .none
        refusesToPropose(.entitlementMissing, training())
    }

    @Test(
        "A guided session that was held is the account's; two colleagues cost the time together once",
        .requirement("R-003-3"))
    mutating func guided() throws {
        world.profile.appointments.services += [
            .init(id: "guidedConfiguration", title: "Guided configuration", places: [.remote])
        ]
        world.profile.metering = .accountTeam
        world.profile.metering.jointCaseTypes = ["question"]
        let ticket = try world.start(caseType: "question")
        try world.perform(.claim(ticket), as: .bea)
        var request = proposal("guidedConfiguration", ticket: ticket, minutes: 60)
        request.account = nil
        let id = try propose(request)
        try accept(id)
        let begin = world.now + .hours(24)
        world.now = begin + .hours(1)
        try world.perform(.appointment(id, .close(WorkedMinutes(60))), as: .bea)
        let known = try world.state(id)
        #expect(known.state == .held && known.account == .firm && known.ticket == ticket)
        #expect(try world.hours() == 600, "the appointment itself has no price")
        try world.work(45, "accountExecutive", on: ticket)
        let staff = [Actor.bea, .carl].map {
            MeteringCommand.Presence(agent: $0.agent, time: begin..<begin + .minutes(60))
        }
        let session = MeteringCommand.recordSession(
            .init(
                id: world.mint(), staff: staff, customer: [begin + .minutes(10)..<begin + .minutes(60)],
                role: "accountExecutive"))
        try world.perform(.metering(ticket, session), as: .bea)
        #expect(try world.charged(ticket) == 50)
        #expect(try world.ticket(ticket).account == .firm)
        #expect(try world.hours() == 550, "the account's hours paid")
    }

    @Test("A training paid in hours takes them from the pool, once")
    mutating func inHours() throws {
        world.profile.appointments.services[1].price = .hours
        let id = try propose(training(minutes: 180))
        try accept(id)
        #expect(try world.hours() == 420)
        world.now = world.now + .hours(24)
        try world.perform(.appointment(id, .close(WorkedMinutes(170))), as: .carl)
        #expect(try world.hours() == 420)
        #expect(try world.ledger().heldMinutes == .zero)
    }

    @Test("An appointment may end when the next one begins, and no later", .requirement("R-002-9"))
    mutating func adjacent() throws {
        let id = try propose(training(minutes: 120))
        try accept(id)
        let before = try propose(training { $0.slots = [slot(22), slot(23)] })
        world.refuses(.alreadyBooked, accepting(before, slot(23)), as: .ada)
        try world.perform(accepting(before, slot(22)), as: .ada)
        #expect(try world.desk(of: .carl).occupations.count == 2)
    }

    @Test("An extension reaches to the next appointment and not into it", .requirement("R-000-19", "R-002-9"))
    mutating func extensionBounds() throws {
        let id = try propose(training(minutes: 120))
        try accept(id)
        let next = try propose(training { $0.slots = [slot(27)] })
        try accept(next, hours: 27)
        world.refuses(.invalid, .appointment(id, .extend(.zero, hold: world.mint())), as: .ada)
        try world.perform(.appointment(id, .extend(Minutes(60), hold: world.mint())), as: .ada)
        world.refuses(.alreadyBooked, .appointment(id, .extend(Minutes(1), hold: world.mint())), as: .ada)
        #expect(try world.state(id).agreed == .hours(3))
        #expect(try money() == 100_000 - 18_000 - 12_000)
    }

    @Test("An extension stays within the hours for appointments, to the minute", .requirement("R-000-29"))
    mutating func extensionHours() throws {
        let calendar = try ServiceCalendar(
            zone: "UTC",
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpenInterval("09:00-17:00")!]) }))
        world.profile.calendars["desk"] = calendar
        world.profile.appointments.calendar = "desk"
        let date = calendar.date(at: world.now).adding(days: 1)
        let slot = AppointmentSlot(start: calendar.instant(date, LocalTime("14:00")!))
        let id = try propose(training { $0.slots = [slot] })
        try world.perform(accepting(id, slot), as: .ada)
        try world.perform(.appointment(id, .extend(Minutes(60), hold: world.mint())), as: .ada)
        world.refuses(.outsideHours, .appointment(id, .extend(Minutes(1), hold: world.mint())), as: .ada)
        #expect(try world.state(id).end == calendar.instant(date, LocalTime("17:00")!))
    }

    @Test("It is over at the earliest when it begins, and took a minute at least")
    mutating func held() throws {
        let id = try propose(training())
        try accept(id)
        let start = world.now + .hours(24)
        world.now = start - .milliseconds(1)
        world.refuses(.notThisStep, .appointment(id, .close(WorkedMinutes(5))), as: .carl)
        world.refuses(.notThisStep, .appointment(id, .miss(by: .customer)), as: .carl)
        world.now = start
        for minutes in [0, 10_081] {
            world.refuses(.invalid, .appointment(id, .close(WorkedMinutes(minutes))), as: .carl)
        }
        try world.perform(.appointment(id, .close(WorkedMinutes(10_080))), as: .carl)
        #expect(try world.state(id).state == .held)
    }

    @Test("Twenty times can be proposed, and at most a week", .requirement("R-000-28"))
    mutating func proposals() throws {
        refusesToPropose(.invalid, proposal(hours: Array(1...21)))
        refusesToPropose(.invalid, proposal(hours: []))
        refusesToPropose(.invalid, proposal(minutes: 10_081))
        _ = try propose(proposal(hours: Array(1...20)))
        _ = try propose(proposal(minutes: 10_080))
        refusesToPropose(.inThePast, proposal(hours: [24, 0]))
    }
}
