import Sportello
import SportelloModel
import SportelloTesting
import Testing

/// The days of a vendor who takes written requests, promises no times, and sells hours.
///
/// The technician works Monday to Thursday, 09:00 to 14:00 and 16:00 to 18:00, and Friday, 09:00 to 14:00, in Madrid.
@Suite("Days of basic support plus hours", .timeLimit(.minutes(15)))
struct BasicPlusHoursDay {
    private static let profile = "basic-plus-hours"
    private static let tom = Actor.staff("Tom")
    private static let uma = Actor.staff("Uma")

    /// A shop with the annual subscription, which took note that remote control may be needed.
    private func shop(of people: [Actor], _ day: Day) async throws -> AccountID {
        let id: AccountID = day.new()
        let unread = OpenAccount(
            details: AccountDetails(name: "Shop"), contract: Contract(plan: "annual", from: day.now))
        try await day.refuses(.noticeNeeded, .account(id, .open(unread)), as: .office)
        let read = NoticeVersion(notice: "remoteControl", version: 1, language: "en")
        return try await day.company("Shop", plan: "annual", of: people, acknowledged: [read])
    }

    /// A ticket that Tom has, triaged.
    private func triaged(
        _ caseType: String, _ text: String, from customer: Actor, _ day: Day,
        change: (inout Triage) -> Void = { _ in }
    ) async throws -> TicketID {
        let id = try await day.writes(customer, text, as: caseType)
        try await day.does(.claim(id), as: Self.tom)
        var finding = Triage(caseType: caseType)
        change(&finding)
        try await day.does(.triage(id, finding), as: Self.tom)
        return id
    }

    private func work(_ id: TicketID, _ minutes: Int) -> Command {
        .recordTime(id, minutes: minutes, role: "technician", activity: nil, note: nil)
    }

    @Test(
        "A call is not taken; a mail is, and once hours are bought and the call confirmed the technician phones",
        .requirement(
            "R-000-14", "R-000-24", "R-000-33", "R-000-34", "R-000-35", "R-000-36", "R-000-37", "R-000-38", "R-000-39"))
    func call() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 09:00") { day in
            let ada = try await day.customer("Ada")
            let shop = try await shop(of: [ada], day)

            // 09:00: Ada phones with a question. It is written down, she hears how to ask, and there is no ticket.
            #expect(day.decision(.phone) == .unofficial(.never))
            let note: OffChannelNoteID = day.new()
            let called = RecordOffChannel(channel: .phone, person: "Ada", summary: "How does one print?")
            try await day.does(.recordOffChannel(note, called), as: Self.tom)
            try await day.does(.settleOffChannel(note, .redirect(language: "en")), as: Self.tom)
            let redirect = await day.post.item("redirect")
            #expect(redirect["text"]?.hasPrefix("We do not take calls.") == true)
            #expect(try await day.desk.contact(ada.contact).tickets.isEmpty)

            // 09:30: she writes a mail, and its number comes back. No time is promised.
            try await day.until("Mon 09:30")
            let mail = try await day.writes(ada, "The shop's database is gone.", as: "problem", by: .email)
            #expect(await day.post.item("acknowledgement")["ticket"] == mail.description)
            #expect(try await day.ticket(mail).clocks.isEmpty)
            try await day.does(.claim(mail), as: Self.tom)

            // A call needs hours, and basic support has none.
            let halfPastFour = try day.at("Mon 16:30")
            let appointed = Command.channel(.scheduleCall(mail, channel: .phone, at: halfPastFour))
            try await day.refuses(.hoursNeeded, .channel(.startCall(mail, channel: .phone)), as: Self.tom)
            try await day.refuses(.hoursNeeded, appointed, as: ada)
            // Two hours are 120 minutes.
            try await day.does(
                .account(shop, .acceptAddOn(AcceptAddOn(addOn: "supportHours", quantity: 2))), as: .office)
            #expect(try await day.desk.hours(of: shop).available.count == 120)
            // Written first, then confirmed, then agreed.
            try await day.refuses(.confirmationNeeded, appointed, as: ada)
            try await day.does(.channel(.confirmCall(mail, text: "Let us talk")), as: Self.tom)
            try await day.does(appointed, as: ada)
            #expect(try await day.ticket(mail).status == .scheduled)
            try await day.until(halfPastFour)
            #expect(try await day.ticket(mail).status == .open)

            // The hosting is to blame, so it is work by the hour: 12 minutes and a second are 13 minutes, to the minute.
            try await day.does(.triage(mail, Triage(caseType: "problem", cause: "hosting")), as: Self.tom)
            #expect(try await day.ticket(mail).coverage.verdict?.rule == "hosting")
            try await day.refuses(.ticketNeeded, .channel(.startCall(nil, channel: .phone)), as: Self.tom)
            try await day.does(.channel(.startCall(mail, channel: .phone)), as: Self.tom)
            try await day.pass(.seconds(721))
            try await day.does(.channel(.endCall(mail, role: "technician")), as: Self.tom)
            #expect(try await day.ticket(mail).minutesWorked == 13)
            // 120 - 13 = 107.
            #expect(try await day.desk.hours(of: shop).available.count == 107)
        }
    }

    @Test(
        "What basic support answers, what it sends elsewhere, and what waits for an accepted offer",
        .requirement("R-000-3", "R-000-4", "R-000-8", "R-000-22", "R-000-23", "R-000-26", "R-000-44"))
    func coverage() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 10:00") { day in
            let ada = try await day.customer("Ada")
            _ = try await shop(of: [ada], day)

            // One question a month is answered; the second leads to an offer, and what is chosen is kept.
            let first = try await triaged("question", "How does one print?", from: ada, day)
            #expect(try await day.ticket(first).coverage.verdict?.kind == .covered)
            try await day.does(.resolve(first, outcome: "help", text: "With Ctrl P."), as: Self.tom)
            try await day.until("Mon 11:00")
            let second = try await triaged("question", "And in colour?", from: ada, day)
            var coverage = try await day.ticket(second).coverage
            #expect(coverage.verdict?.rule == "manyQuestions" && coverage.verdict?.kind == .excluded)
            #expect(coverage.fairUsePrompt?.offers == ["training"] && coverage.fairUsePrompt?.threshold == 1)
            try await day.refuses(.choiceNeeded, .resolve(second, outcome: "help", text: nil), as: Self.tom)
            try await day.does(.coverage(second, .chooseFairUse(.offer("training"))), as: Self.tom)
            #expect(try await day.ticket(second).coverage.fairUseChoice == .offer("training"))

            // What comes from the customer's own shop waits until an offer is accepted; why is said before it costs.
            let own = try await triaged("problem", "Our theme is broken.", from: ada, day) {
                $0.origin = CaseOrigin.customerEnvironment
            }
            coverage = try await day.ticket(own).coverage
            #expect(coverage.verdict?.rule == "ownShop" && coverage.verdict?.kind == .billable)
            #expect(coverage.verdict?.policyVersion == day.profile.version)
            #expect(coverage.offers.map(\.addOn) == ["supportHours", "openOrder"])
            let why = try await day.log(.ticket(own), .contact).contains {
                $0.kind == "message.posted" && $0.content?.text.contains("your own shop") == true
            }
            #expect(why)
            try await day.refuses(.offerNeeded, work(own, 10), as: Self.tom)
            try await day.does(.coverage(own, .answerOffer(number: 2, accepts: true)), as: ada)
            try await day.does(work(own, 10), as: Self.tom)

            // A failed update: first back to the version before, then the hour.
            let update = try await triaged("updateFailure", "It does not start.", from: ada, day)
            let kinds = try await day.kinds(update)
            let rollback = try #require(kinds.firstIndex(of: "coverage.workaroundOffered"))
            let offer = try #require(kinds.firstIndex(of: "coverage.offered"))
            #expect(rollback < offer)
            try await day.refuses(.offerNeeded, work(update, 10), as: Self.tom)
            try await day.does(
                .coverage(update, .settleWorkaround(worked: true, from: "5.1", to: "5.0")), as: Self.tom)

            // The first configuration is in the wiki, or by the hour; a lost connection is nobody's here.
            let setup = try await triaged("initialConfiguration", "How do we begin?", from: ada, day)
            coverage = try await day.ticket(setup).coverage
            #expect(coverage.verdict?.kind == .redirect && coverage.offers.map(\.addOn) == ["supportHours"])
            let lost = try await triaged("connectionLoss", "No database.", from: ada, day)
            coverage = try await day.ticket(lost).coverage
            #expect(coverage.verdict?.outcome == "notCovered" && coverage.verdict?.redirects == ["wiki", "shopAgency"])
            try await day.refuses(.notCovered, work(lost, 10), as: Self.tom)

            // 30 days after the second question, both have left the window.
            try await day.until("2026-12-09 11:00")
            let later = try await triaged("question", "How does one export?", from: ada, day)
            #expect(try await day.ticket(later).coverage.verdict?.kind == .covered)
        }
    }

    @Test(
        "The technician decides whether and when; one permission, one session; without it nothing can be done",
        .requirement(
            "R-000-11", "R-000-12", "R-000-13", "R-000-27", "R-000-28", "R-000-29", "R-000-30", "R-000-31", "R-000-32",
            "R-000-45"))
    func remote() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 10:00") { day in
            let ada = try await day.customer("Ada")
            let id = try await day.writes(ada, "It hangs.", as: "problem")
            try await day.does(.claim(id), as: Self.tom)
            func known(_ consent: ConsentID) async throws -> RemoteConsent {
                try #require(try await day.ticket(id).consents.first { $0.id == consent })
            }
            func proposal(_ tool: String? = nil, _ slots: [String] = []) throws -> ProposeRemote {
                ProposeRemote(
                    consent: day.new(), tool: tool, scopes: ["view", "control"], need: .required, purpose: "See it",
                    slots: try slots.map { try day.at($0) })
            }

            // She asks; only Tom, who has the case, may say no, with a reason, and no prompt was shown.
            let asked: ConsentID = day.new()
            try await day.does(.requestRemote(id, asked, text: "Please look"), as: ada)
            try await day.refuses(.notAssignee, .declineRemote(id, asked, reason: "No"), as: Self.uma)
            try await day.does(.declineRemote(id, asked, reason: "A screenshot will do"), as: Self.tom)
            #expect(try await known(asked).state == .declinedByStaff)
            #expect(try await !day.kinds(id).contains("remote.proposed"))

            // It will not do. The denied tool is blocked with its reason, and so is lunch, and the evening.
            let refusal = try await day.refuses(
                .toolNotAllowed, .proposeRemote(id, try proposal("ammyy")), as: Self.tom)
            #expect(refusal?.details["reason"]?.contains("trojan") == true)
            for time in ["Mon 14:00", "Mon 15:59", "Mon 18:00", "Fri 16:00"] {
                try await day.refuses(.outsideHours, .proposeRemote(id, try proposal(nil, [time])), as: Self.tom)
            }
            let session = try proposal(nil, ["Mon 16:00", "Tue 13:59"])
            try await day.does(.proposeRemote(id, session), as: Self.tom)
            #expect(try await known(session.consent).tool == "teamviewer")
            #expect(try await known(session.consent).download == "https://www.teamviewer.com/")
            #expect(try await known(session.consent).scheduledFor == nil)
            // She lives an hour behind and takes four o'clock in Madrid, which is three in London.
            let four = try day.at("Mon 16:00")
            try await day.does(
                .answerRemote(
                    id, session.consent, grant: true, scopes: nil, slot: SlotChoice(at: four, zone: "Europe/London")),
                as: ada)
            #expect(try await known(session.consent).scheduledFor == four)
            #expect(try await known(session.consent).customerZone == "Europe/London")
            #expect(try await known(session.consent).staffZone == "Europe/Madrid")

            // At four they begin; at ten past she cuts it, and then nobody gets in with the same permission.
            try await day.until(four)
            try await day.does(.stepRemote(id, session.consent, .start), as: Self.tom)
            #expect(try await known(session.consent).state == .active)
            try await day.pass(.minutes(10))
            try await day.does(.withdrawRemote(id, session.consent), as: ada)
            #expect(try await known(session.consent).state == .withdrawn)
            #expect(try await day.last("remote.withdrawn", on: id).author.role == .contact)
            try await day.refuses(.consentConsumed, .stepRemote(id, session.consent, .start), as: Self.tom)

            // Asked again she says no. It was required and nothing lesser helps: that may be the end, with the reason told.
            let again = try proposal()
            try await day.does(.proposeRemote(id, again), as: Self.tom)
            try await day.does(.answerRemote(id, again.consent, grant: false, scopes: nil), as: ada)
            #expect(try await day.ticket(id).status.isActive, "never silently")
            try await day.does(.remote(.settleRefusal(id, again.consent, text: "We cannot see it.")), as: Self.tom)
            let facts = try await day.ticket(id)
            #expect(facts.status == .refused && facts.statusReason == "remoteRefused")
            #expect(try await day.last("ticket.status", on: id).publicSeq != nil)
        }
    }

    @Test(
        "Training for two: two hours at least, never at the customer's, longer on demand at the same rate",
        .requirement("R-000-15", "R-000-16", "R-000-17", "R-000-18", "R-000-19", "R-000-20", "R-000-46"))
    func training() async throws {
        try await Day.lived(by: Self.profile, from: "2026-11-09 09:00") { day in
            let ada = try await day.customer("Ada")
            let shop = try await shop(of: [ada], day)
            try await day.arrives(Self.uma, skills: ["trainer"])
            func money() async throws -> (free: Int64, held: Int64) {
                let ledger = try await day.state(shop.ledger)
                let euro = try #require(Currency(rawValue: "EUR"))
                return (ledger.available(in: euro, at: day.now).minor, ledger.held(in: euro).minor)
            }
            let euro = try #require(Currency(rawValue: "EUR"))
            // 200.00 to begin with.
            let deposit = LedgerCommand.Grant(id: day.new(), amount: .money(Money(minor: 20_000, currency: euro)))
            try await day.does(.ledger(shop, .grant(deposit)), as: .office)

            let slot = AppointmentSlot(start: try day.at("Tue 10:00"))
            func request(_ minutes: Int, _ place: MeetingPlace = .remote) throws -> AppointmentCommand.Propose {
                .init(
                    service: "training", account: shop, contact: try ada.contact, consultant: try Self.uma.agent,
                    slots: [slot], medium: "skype", place: place, attendees: ["Ada", "Ben"], minutes: Minutes(minutes),
                    experience: "experienced", zone: "Europe/Madrid")
            }
            func refused(_ code: Refusal.Code, _ request: AppointmentCommand.Propose) async throws {
                try await day.refuses(code, .appointment(day.new(), .propose(request)), as: Self.tom)
            }
            try await refused(.belowMinimum, try request(60))
            try await refused(.belowMinimum, try request(119))
            try await refused(.placeNotOffered, try request(120, .customerPremises))

            let id: AppointmentID = day.new()
            try await day.does(.appointment(id, .propose(try request(120, .providerPremises))), as: Self.tom)
            var training = try await day.state(id)
            #expect(training.suggested == .hours(3) && training.attendees == ["Ada", "Ben"])
            #expect(training.equipment.map(\.isOptional) == [false, true], "a headset; a webcam, if they like")
            #expect(training.start == nil)
            // Two hours at 60.00, once for both of them: 200 - 120 = 80.
            try await day.does(
                .appointment(id, .accept(slot, zone: "Europe/London", hold: day.new())), as: ada)
            #expect(try await money() == (8_000, 12_000))
            // An hour more: 80 - 60 = 20.
            try await day.does(.appointment(id, .extend(.hours(1), hold: day.new())), as: ada)
            #expect(try await money() == (2_000, 18_000))
            training = try await day.state(id)
            #expect(training.agreed == .hours(3) && training.start == slot.start)
            #expect(try training.consultant == Self.uma.agent && training.customerZone == "Europe/London")
            try await day.until("Tue 13:00")
            try await day.does(.appointment(id, .close(WorkedMinutes(180))), as: Self.uma)
            #expect(try await money() == (2_000, 0))
            #expect(try await day.state(id).actual == WorkedMinutes(180))
        }
    }
}
