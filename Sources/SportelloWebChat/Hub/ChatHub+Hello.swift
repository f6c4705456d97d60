import Sportello
import SportelloModel
import WebChatProtocol
import WebSocketTransport

/// What `hello` came to.
struct Greeting: Sendable {
    var actor: Actor
    var contact: Contact?
    var subject: String?
    var expiresAt: Int64?
    var secret: String?
    var name: String?
}

/// Why `hello` was not accepted.
struct HelloFault: Error {
    var code: CloseCode
    var message: String
}

extension ChatHub {
    func greet(_ hello: ClientFrame.Hello, on session: ChatSession) {
        session.phase = .authenticating
        session.connection.clearDeadline()
        session.connection.pauseReading()
        session.language = hello.locale ?? desk.profile.language
        let (id, language) = (session.id, session.language)
        let authenticator = Authenticator(desk: desk, identities: identities)
        let accepted = work.add {
            do {
                let greeting = try await authenticator.greet(hello, language: language)
                await self.welcome(greeting, hello, session: id)
            } catch let fault as HelloFault {
                await self.refuse(fault, session: id)
            } catch {
                await self.refuse(HelloFault(code: .overloaded, message: "the desk cannot answer now"), session: id)
            }
        }
        if !accepted { dismiss(session, .overloaded, "the desk is busy", retryAfterMs: 2000) }
    }

    private func refuse(_ fault: HelloFault, session id: UInt64) {
        guard let session = sessions[id] else { return }
        let retry: Int64? = fault.code.mayRetry ? 1000 : nil
        dismiss(session, fault.code, fault.message, retryAfterMs: retry)
    }

    /// Follows first, reads then, so that no event falls between (protocol §7.4).
    private func welcome(_ greeting: Greeting, _ hello: ClientFrame.Hello, session id: UInt64) async {
        guard let session = sessions[id], session.phase == .authenticating else { return }
        session.identity = Identity(actor: greeting.actor, expiresAt: greeting.expiresAt, subject: greeting.subject)
        guard admit(session) else {
            session.identity = nil
            return dismiss(session, .tooManyConnections, "too many connections")
        }
        if session.identity?.isStaff ?? false {
            session.connection.limits = agentTransportLimits
            session.sends = RateLimit(burst: configuration.agentLimits.announced.sendBurst, now: loop.now)
            session.frames = RateLimit(burst: configuration.agentLimits.paceOfFrames.burst, now: loop.now)
        }
        var wanted: [ResumePoint] = hello.resume
        for ticket in greeting.contact?.tickets ?? [] {
            let stream = StreamName.contact(ticket: ticket.description)
            if !wanted.contains(where: { $0.stream == stream }) { wanted.append(ResumePoint(stream: stream)) }
        }
        var entries: [EncodedEntry] = []
        var followsInbox = false
        for point in wanted {
            if point.stream == .desk {
                followsInbox = session.identity?.isStaff ?? false
            } else if let entry = await enter(point, session: id) {
                entries.append(entry)
            }
        }
        guard let session = sessions[id], session.phase == .authenticating else { return }
        session.phase = .open
        let header = header(hello, greeting, session)
        send(to: session) { $0.welcome(header, streams: entries) }
        scheduleLiveness(session)
        for follow in session.followed { release(follow) }
        session.connection.resumeReading()
        let early = session.early
        session.early = []
        for frame in early where session.phase == .open { frame.withUnsafeBytes { process($0, on: session) } }
        if followsInbox { await followInbox(InboxFilter(), id: nil, session: session.id) }
    }

    /// At most so many sockets an identity; the newest is closed itself (protocol §9).
    private func admit(_ session: ChatSession) -> Bool {
        guard let identity = session.identity else { return false }
        let limit = limits(of: session).socketsPerIdentity
        if let contact = identity.actor.contactID {
            guard contacts[contact]?.count ?? 0 < limit else { return false }
            contacts[contact, default: []].append(session.id)
        }
        if let agent = identity.actor.agentID {
            guard agents[agent]?.count ?? 0 < limit else { return false }
            agents[agent, default: []].append(session.id)
        }
        return true
    }

    private func header(
        _ hello: ClientFrame.Hello, _ greeting: Greeting, _ session: ChatSession
    ) -> WelcomeHeader {
        WelcomeHeader(
            id: hello.id, session: String(session.id, radix: 36),
            you: .init(
                role: greeting.actor.role.rawValue, contact: greeting.actor.author.id, name: greeting.name
            ),
            visitor: greeting.secret, now: WireTime(milliseconds: now),
            pingMs: configuration.timing.ping.milliseconds,
            tokenExpires: greeting.expiresAt.map(WireTime.init(milliseconds:)),
            limits: limits(of: session).announced, desk: deskInformation(in: session.language)
        )
    }

    /// The same for everybody who comes in one second with one language.
    private func deskInformation(in language: String) -> DeskInformation {
        let second = loop.now / 1000
        if let known = deskInformation[language], known.made == second { return known.information }
        if deskInformation.count > 50 { deskInformation = [:] }
        let information = makeDeskInformation(language: language)
        deskInformation[language] = (second, information)
        return information
    }

    private func makeDeskInformation(language: String) -> DeskInformation {
        let profile = desk.profile
        let now = desk.environment.now()
        // A calendar that cannot be used was reported when the profile was loaded; the desk then counts as open.
        let calendar = profile.serviceCalendar.flatMap { profile.calendars[$0] }
        let isOpen = calendar?.isOpen(at: now) ?? true
        let opensAt = isOpen ? nil : try? calendar?.nextOpening(after: now)  // none: it never opens
        return DeskInformation(
            name: configuration.deskName, isOpen: isOpen,
            opensAt: opensAt.map { WireTime(milliseconds: $0.milliseconds) }, languages: profile.languages,
            caseTypes: profile.caseTypes.map { .init(id: $0.id, title: $0.title.text(in: language)) },
            official: profile.officialChannels().map {
                .init(channel: $0.kind.rawValue, title: $0.title.text(in: language), address: $0.address)
            },
            forms: profile.wireForms(in: language), articles: profile.wireArticles(in: language)
        )
    }

    // MARK: Fresh tokens

    /// A fresh token for the same identity (protocol §3).
    func refresh(_ token: String, id: String, on session: ChatSession) {
        let authenticator = Authenticator(desk: desk, identities: identities)
        let sessionID = session.id
        inBackground(session, id: id) {
            let verified: Result<VerifiedIdentity, any Error>
            do { verified = .success(try await authenticator.verify(token)) } catch { verified = .failure(error) }
            await self.refreshed(verified, id: id, session: sessionID)
        }
    }

    private func refreshed(_ verified: Result<VerifiedIdentity, any Error>, id: String, session sessionID: UInt64) {
        guard let session = sessions[sessionID] else { return }
        settled(session)
        switch verified {
        case .success(let fresh)
        where fresh.subject == session.identity?.subject
            && fresh.role == session.identity?.actor.role:
            session.identity?.expiresAt = fresh.expiresAt.milliseconds
            scheduleLiveness(session)
            let time = WireTime(milliseconds: now)
            send(to: session) { $0.ack(id: id, ts: time) }
        case .success: fail(session, id: id, .forbidden, "the token is for another identity")
        case .failure(let fault as HelloFault) where fault.code == .tokenExpired:
            fail(session, id: id, .tokenExpired, "the token has expired")
        case .failure: fail(session, id: id, .unauthorized, "the token is not valid")
        }
    }
}
