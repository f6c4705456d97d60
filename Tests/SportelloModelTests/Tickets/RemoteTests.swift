import SportelloModel
import SportelloTesting
import Testing

@Suite("Permissions for remote sessions")
struct RemoteTests {
    var world = World()

    private func state(_ id: TicketID, _ consent: ConsentID) throws -> RemoteConsent.State {
        try #require(try world.ticket(id).consent(consent)).state
    }

    private mutating func granted() throws -> (TicketID, ConsentID) {
        let (id, consent) = try world.proposed()
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        return (id, consent)
    }

    private mutating func active() throws -> (TicketID, ConsentID) {
        let (id, consent) = try granted()
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        return (id, consent)
    }

    @Test("The person stops an active session at once and without a confirmation", .requirement("R-000-11"))
    mutating func withdraw() throws {
        let (id, consent) = try active()
        try world.perform(.withdrawRemote(id, consent), as: .ada)
        #expect(try state(id, consent) == .withdrawn)
        let record = try world.last("remote.withdrawn", on: id).record
        #expect(record.author.role == .contact)
        #expect(record.publicSeq != nil)
        world.refuses(.alreadyAnswered, .withdrawRemote(id, consent), as: .ada)
        world.refuses(.notFound, .withdrawRemote(id, consent), as: .ben)
    }

    @Test("A used permission is used up: another session needs a new request", .requirement("R-000-12"))
    mutating func singleUse() throws {
        let (id, consent) = try active()
        try world.perform(.stepRemote(id, consent, .end), as: .bea)
        world.refuses(.consentConsumed, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        let again = ProposeRemote(
            consent: consent, tool: "screenshare", scopes: ["view"], need: .useful, purpose: "More")
        world.refuses(.alreadyAnswered, .proposeRemote(id, again), as: .bea)
        world.refuses(.alreadyAnswered, .answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        var fresh = again
        fresh.consent = world.mint()
        try world.perform(.proposeRemote(id, fresh), as: .bea)
        try world.perform(.answerRemote(id, fresh.consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.stepRemote(id, fresh.consent, .start), as: .bea)
        #expect(try state(id, fresh.consent) == .active)
        #expect(try state(id, consent) == .ended)
    }

    @Test("Beginning without a grant is refused and recorded as a violation", .requirement("R-004-19"))
    mutating func missing() throws {
        let (id, consent) = try world.proposed()
        world.refuses(.consentMissing, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        #expect(world.kinds(id).last == "remote.violation")
        #expect(!world.kinds(id, .contact).contains("remote.violation"))
        #expect(try world.ticket(id).consent(consent)?.violations == [world.now])
        #expect(try state(id, consent) == .proposed, "a violation grants nothing")
        try world.perform(.answerRemote(id, consent, grant: false, scopes: nil), as: .ada)
        world.refuses(.consentMissing, .stepRemote(id, consent, .start), as: .bea, recording: 2)
    }

    @Test("Connecting again after the end is a violation", .requirement("R-004-20"), arguments: [0, 1, 2])
    mutating func reconnect(way: Int) throws {
        let (id, consent) = try active()
        switch way {
        case 0: try world.perform(.stepRemote(id, consent, .end), as: .bea)
        case 1: try world.perform(.stepRemote(id, consent, .revoke), as: .sue)
        default: try world.perform(.withdrawRemote(id, consent), as: .ada)
        }
        let state = try state(id, consent)
        world.refuses(.consentConsumed, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        #expect(world.kinds(id).last == "remote.violation")
        #expect(try self.state(id, consent) == state)
    }

    @Test("Staff decline a customer's request with a reason and show no prompt", .requirement("R-000-30"))
    mutating func decline() throws {
        let id = try world.claimed()
        let consent: ConsentID = world.mint()
        world.refuses(.invalid, .requestRemote(id, consent, text: " "), as: .ada)
        try world.perform(.requestRemote(id, consent, text: "Please look"), as: .ada)
        world.refuses(.alreadyAnswered, .answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        world.refuses(.invalid, .declineRemote(id, consent, reason: ""), as: .bea)
        try world.perform(.declineRemote(id, consent, reason: "Not needed: press F5 instead"), as: .bea)
        #expect(try state(id, consent) == .declinedByStaff)
        #expect(try world.last("remote.declined", on: id).record.content?.text == "Not needed: press F5 instead")
        #expect(!world.kinds(id).contains("remote.proposed"))
        world.refuses(.alreadyAnswered, .declineRemote(id, consent, reason: "Again"), as: .bea)
    }

    @Test("A tool that is not registered is refused, naming the allowed ones")
    mutating func unknownTool() throws {
        let id = try world.claimed()
        let proposal = ProposeRemote(
            consent: world.mint(), tool: "magic", scopes: ["view"], need: .useful, purpose: "See"
        )
        let refusal = world.refuses(.toolNotAllowed, .proposeRemote(id, proposal), as: .bea)
        #expect(refusal?.details["allowed"] == "screenshare")
    }

    @Test("A denied tool is blocked with the recorded reason", .requirement("R-000-32"))
    mutating func deniedTool() throws {
        world.profile.remote.tools.append(.init(id: "risky", title: "Risky", denied: "known as riskware"))
        let id = try world.claimed()
        let proposal = ProposeRemote(
            consent: world.mint(), tool: "risky", scopes: ["view"], need: .useful, purpose: "See"
        )
        let refusal = world.refuses(.toolNotAllowed, .proposeRemote(id, proposal), as: .bea)
        #expect(refusal?.details["reason"] == "known as riskware")
        #expect(refusal?.details["allowed"] == "screenshare")
    }

    @Test("Scopes are limited by the tool, and a grant by what was asked for")
    mutating func scopes() throws {
        world.profile.remote.tools = [.init(id: "screenshare", title: "Share", scopes: ["view", "control"])]
        let id = try world.claimed()
        for scopes in [[], ["files"], ["view", "files"]] {
            let proposal = ProposeRemote(
                consent: world.mint(), tool: "screenshare", scopes: scopes, need: .useful, purpose: "See"
            )
            world.refuses(.scopeNotAllowed, .proposeRemote(id, proposal), as: .bea)
        }
        let consent: ConsentID = world.mint()
        let proposal = ProposeRemote(
            consent: consent, tool: "screenshare", scopes: ["view", "control"], need: .required, purpose: "See"
        )
        try world.perform(.proposeRemote(id, proposal), as: .bea)
        for scopes in [[], ["files"], ["view", "files"]] {
            world.refuses(.scopeNotAllowed, .answerRemote(id, consent, grant: true, scopes: scopes), as: .ada)
        }
        try world.perform(.answerRemote(id, consent, grant: true, scopes: ["view"]), as: .ada)
        #expect(try world.ticket(id).consent(consent)?.grantedScopes == ["view"])
    }

    @Test("Nobody but the ticket's customer grants")
    mutating func whoGrants() throws {
        let (id, consent) = try world.proposed()
        world.refuses(.notFound, .answerRemote(id, consent, grant: true, scopes: nil), as: .ben)
        for actor in [Actor.bea, .sue, .quinn, .system] {
            world.refuses(.forbidden, .answerRemote(id, consent, grant: true, scopes: nil), as: actor)
        }
        world.refuses(.notFound, .answerRemote(id, world.mint(), grant: true, scopes: nil), as: .ada)
        #expect(try state(id, consent) == .proposed)
    }

    @Test("Silence is refusal: an unanswered proposal lapses and cannot be granted any more")
    mutating func silence() throws {
        let (id, consent) = try world.proposed()
        let until = world.now + .minutes(1440)
        world.now = until + .milliseconds(1)
        world.refuses(.windowClosed, .answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        try world.perform(.tick(id), as: .system)
        #expect(try state(id, consent) == .lapsed)
        world.refuses(.consentMissing, .stepRemote(id, consent, .start), as: .bea, recording: 2)
    }

    @Test("An unused grant expires, tick or no tick, and so does a session that lasts too long")
    mutating func expiry() throws {
        let (id, consent) = try granted()
        let until = world.now + .minutes(60)
        world.now = until + .milliseconds(1)
        world.refuses(.consentConsumed, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        try world.perform(.tick(id), as: .system)
        #expect(try state(id, consent) == .expired)

        let (other, session) = try active()
        world.now = world.now + .minutes(120)
        try world.perform(.tick(other), as: .system)
        #expect(try state(other, session) == .active, "at its last instant")
        world.now = world.now + .milliseconds(1)
        try world.perform(.tick(other), as: .system)
        #expect(try state(other, session) == .expired)
    }

    @Test("A paused session cannot go on after its time, tick or no tick")
    mutating func resumeTooLate() throws {
        let (id, consent) = try active()
        try world.perform(.stepRemote(id, consent, .pause), as: .bea)
        world.now = world.now + .minutes(120) + .milliseconds(1)
        world.refuses(.consentConsumed, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        #expect(try state(id, consent) == .paused)
    }

    @Test("Pausing and resuming stay within one session and its time")
    mutating func pausing() throws {
        let (id, consent) = try active()
        let until = try #require(try world.ticket(id).consent(consent)?.until)
        try world.perform(.stepRemote(id, consent, .pause), as: .bea)
        world.refuses(.consentMissing, .stepRemote(id, consent, .pause), as: .bea)
        world.now = world.now + .minutes(60)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        #expect(try world.ticket(id).consent(consent)?.until == until, "a pause buys no time")
        #expect(try state(id, consent) == .active)
    }

    @Test("An agreed time grants nothing; a grant for it holds from then on, and not before")
    mutating func scheduling() throws {
        let (id, consent) = try world.proposed()
        world.refuses(.inThePast, .remote(.offerSlots(id, consent, [world.now])), as: .bea)
        let time = world.now + .days(2)
        try world.perform(.remote(.offerSlots(id, consent, [time])), as: .bea)
        try world.perform(.remote(.acceptSlot(id, consent, SlotChoice(at: time))), as: .ada)
        world.refuses(.consentMissing, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        #expect(try world.ticket(id).consent(consent)?.until == time + .minutes(60))
        world.refuses(.alreadyAnswered, .remote(.offerSlots(id, consent, [time])), as: .bea)
        world.now = time - .milliseconds(1)
        world.refuses(.consentMissing, .stepRemote(id, consent, .start), as: .bea, recording: 2)
        world.now = time
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
    }

    @Test("The words that the person saw can be proved later")
    mutating func notice() throws {
        world.profile.version = 4
        let (id, _) = try world.proposed()
        guard case .ticket(.remote(let event)) = try world.last("remote.proposed", on: id).event else {
            Issue.record("not a remote event")
            return
        }
        let shown = world.profile.remote.notice.text(in: "en")
        #expect(event.notice?.version == 4)
        #expect(event.notice?.language == "en")
        #expect(event.notice?.sha256 == Digest(hashing: Array(shown.utf8)))
    }

    @Test("A resolved or closed ticket takes no new proposal")
    mutating func finished() throws {
        let id = try world.resolved()
        let proposal = ProposeRemote(
            consent: world.mint(), tool: "screenshare", scopes: ["view"], need: .useful, purpose: "See"
        )
        world.refuses(.resolved, .proposeRemote(id, proposal), as: .bea)
        try world.perform(.close(id), as: .bea)
        world.refuses(.closed, .proposeRemote(id, proposal), as: .bea)
    }

    @Test("No permission is given or used on a ticket without work, and it can still be taken back")
    mutating func finishedTicket() throws {
        let (id, consent) = try granted()
        let (other, open) = try world.proposed()
        for ticket in [id, other] { try world.perform(.resolve(ticket, outcome: "help", text: nil), as: .bea) }
        world.refuses(.resolved, .stepRemote(id, consent, .start), as: .bea)
        world.refuses(.resolved, .answerRemote(other, open, grant: true, scopes: nil), as: .ada)
        for ticket in [id, other] { try world.perform(.close(ticket), as: .bea) }
        world.refuses(.closed, .stepRemote(id, consent, .start), as: .bea)
        try world.perform(.withdrawRemote(id, consent), as: .ada)
        try world.perform(.answerRemote(other, open, grant: false, scopes: nil), as: .ada)
        #expect(try state(id, consent) == .withdrawn)
    }

    @Test("At its last instant a permission can still be given, used, gone on with and begun", .requirement("R-000-12"))
    mutating func lastInstants() throws {
        let (id, consent) = try world.proposed()
        world.now = world.now + .minutes(1440)
        try world.perform(.answerRemote(id, consent, grant: true, scopes: nil), as: .ada)
        world.now = world.now + .minutes(60)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        let end = world.now + .minutes(120)
        #expect(try world.ticket(id).consent(consent)?.until == end)
        try world.perform(.stepRemote(id, consent, .pause), as: .bea)
        world.now = end
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        try world.perform(.remote(.use(id, consent, scope: "view")), as: .bea)
        #expect(try world.ticket(id).consent(consent)?.violations.isEmpty == true)
        world.now = end + .milliseconds(1)
        world.refuses(.consentConsumed, .remote(.use(id, consent, scope: "view")), as: .bea, recording: 2)
    }

    @Test("Nothing is done in a session that is paused or over", .requirement("R-004-20"))
    mutating func useOnlyWhileActive() throws {
        let (id, consent) = try active()
        let use = Command.remote(.use(id, consent, scope: "view"))
        try world.perform(.stepRemote(id, consent, .pause), as: .bea)
        world.refuses(.consentConsumed, use, as: .bea, recording: 2)
        try world.perform(.stepRemote(id, consent, .start), as: .bea)
        try world.perform(use, as: .bea)
        try world.perform(.stepRemote(id, consent, .end), as: .bea)
        world.refuses(.consentConsumed, use, as: .bea, recording: 2)
    }

    @Test("At most twenty times are on offer, each once", .requirement("R-000-28"))
    mutating func slotForm() throws {
        let (id, consent) = try world.proposed()
        let times = (1...21).map { world.now + .hours($0) }
        for wrong in [[], times, [times[0], times[0]]] {
            world.refuses(.invalid, .remote(.offerSlots(id, consent, wrong)), as: .bea)
        }
        try world.perform(.remote(.offerSlots(id, consent, Array(times.prefix(20)))), as: .bea)
        #expect(try world.ticket(id).consent(consent)?.slots.count == 20)
        world.now = times[0]
        world.refuses(.inThePast, .remote(.acceptSlot(id, consent, SlotChoice(at: times[0]))), as: .ada)
        try world.perform(.remote(.acceptSlot(id, consent, SlotChoice(at: times[1]))), as: .ada)
    }

    /// Lets a refused session end a ticket.
    private mutating func refusalEnds() {
        world.profile.remote.onRefusal = .unsupportable
        world.profile.deferral.reasons.append(.init(id: "remoteRefused", title: "No way in", refuses: true))
    }

    @Test(
        "A session that was asked for as useful ends nothing when it is refused, whatever is judged later",
        .requirement("R-000-45"))
    mutating func judgedTooLate() throws {
        refusalEnds()
        let (id, consent) = try world.proposed()
        try world.perform(.answerRemote(id, consent, grant: false, scopes: nil), as: .ada)
        try world.perform(.remote(.judge(id, .required, reason: "We cannot, after all")), as: .bea)
        world.refuses(.alternativeExists, .remote(.settleRefusal(id, consent, text: nil)), as: .bea)
    }

    @Test("A session that was held before is no other way after a later refusal", .requirement("R-000-13"))
    mutating func earlierSession() throws {
        refusalEnds()
        let (id, consent) = try active()
        try world.perform(.stepRemote(id, consent, .end), as: .bea)
        world.now = world.now + .milliseconds(1)
        let again = ProposeRemote(
            consent: world.mint(), tool: "screenshare", scopes: ["view"], need: .required, purpose: "Once more")
        try world.perform(.proposeRemote(id, again), as: .bea)
        try world.perform(.answerRemote(id, again.consent, grant: false, scopes: nil), as: .ada)
        try world.perform(.remote(.settleRefusal(id, again.consent, text: nil)), as: .bea)
        #expect(try world.ticket(id).status == .refused && world.ticket(id).statusReason == "remoteRefused")
    }
}
