import Logging
import Sportello
import SportelloModel
import WebChatProtocol
import WebSocketTransport

/// Every session of one server. An actor whose executor is the event loop's thread: callbacks of the loop enter it without
/// a hop, everything else hops to it.
actor ChatHub {
    static let subprotocol = ChatProtocol.subprotocol

    let desk: SupportDesk
    let identities: (any IdentityVerifier)?
    let attachments: (any AttachmentStore)?
    let pages: [any WebPage]
    let configuration: WebChatConfiguration
    let logger: Logger
    let loop: EventLoopThread
    let work: BackgroundWork
    let files: StaticFiles
    let epoch: String
    let signer: DownloadSigner
    /// The transport's limits for staff, shared by all their connections.
    let agentTransportLimits: ConnectionLimits

    var sessions: [UInt64: ChatSession] = [:]
    var contacts: [ContactID: [UInt64]] = [:]
    var agents: [AgentID: [UInt64]] = [:]
    var topics: [TicketID: Topic] = [:]
    var inboxFollowers: Set<UInt64> = []
    var inboxChanges: [TicketID: (ticket: Ticket, version: Int64)] = [:]
    var uploads: [String: Upload] = [:]
    var pagePace = AddressPace()
    var statistics = ChatStatistics()
    var isStopping = false
    private var lastSession: UInt64 = 0
    var writer = FrameWriter(reserving: 4096)
    /// What `welcome` says of the desk, by language, until the second it was made in is over.
    var deskInformation: [String: (made: UInt64, information: DeskInformation)] = [:]
    /// Something changed in the queue since positions were last told.
    var queueChanged = false
    /// Whether answers of a batch are being delivered: they are on the loop already.
    var isSettling = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(server: WebChatServer, loop: EventLoopThread, work: BackgroundWork, files: StaticFiles, epoch: String) {
        self.desk = server.desk
        self.identities = server.identities
        self.attachments = server.attachments
        self.pages = server.pages
        self.configuration = server.configuration
        self.logger = server.logger
        self.loop = loop
        self.work = work
        self.files = files
        self.epoch = epoch
        self.signer = DownloadSigner(
            random: server.desk.environment.random, lifetime: server.configuration.downloadLifetime
        )
        self.agentTransportLimits = ConnectionLimits(
            messageBytes: server.configuration.agentLimits.announced.frameBytes,
            queueBytes: server.configuration.agentLimits.pendingBytes,
            queueFrames: server.configuration.agentLimits.pendingFrames
        )
    }

    /// Milliseconds since 1970, by the desk's clock.
    var now: Int64 { desk.environment.now().milliseconds }

    func limits(of session: ChatSession) -> ChatLimits {
        session.identity?.isStaff ?? false ? configuration.agentLimits : configuration.visitorLimits
    }

    // MARK: Connections

    func sessionOpened(_ connection: WebSocketConnection) {
        lastSession += 1
        let session = ChatSession(
            id: lastSession, connection: connection, now: loop.now, limits: configuration.visitorLimits
        )
        connection.userObject = session
        sessions[session.id] = session
        statistics.connectionsOpened += 1
        connection.setDeadline(after: configuration.timing.hello)
    }

    func sessionClosed(_ connection: WebSocketConnection) {
        guard let session = connection.userObject as? ChatSession else { return }
        connection.userObject = nil
        sessions[session.id] = nil
        statistics.connectionsClosed += 1
        forgetIdentity(of: session)
        for follow in session.followed { detach(follow) }
        session.followed = []
        inboxFollowers.remove(session.id)
    }

    func forgetIdentity(of session: ChatSession) {
        guard let identity = session.identity else { return }
        if let contact = identity.actor.contactID {
            contacts[contact]?.removeAll { $0 == session.id }
            if contacts[contact]?.isEmpty == true { contacts[contact] = nil }
        }
        if let agent = identity.actor.agentID {
            agents[agent]?.removeAll { $0 == session.id }
            if agents[agent]?.isEmpty == true { agents[agent] = nil }
        }
    }

    // MARK: Sending

    /// Sends what `write` puts together. A client too slow to take it is closed with 4002: the log makes that lossless
    /// (protocol §7.6).
    func send(to session: ChatSession, droppable: Bool = false, _ write: (inout FrameWriter) -> Void) {
        writer.reset()
        write(&writer)
        transmit(writer.bytes, to: session, droppable: droppable)
    }

    func transmit(_ bytes: [UInt8], to session: ChatSession, droppable: Bool = false) {
        guard session.phase != .closing else { return }
        statistics.framesSent += 1
        switch session.connection.send(text: bytes, droppable: droppable) {
        case .queued, .dropped, .closed: break
        case .full:
            session.phase = .closing
            session.connection.close(
                code: CloseCode.tooSlow.rawValue, reason: "too slow", discardingQueue: true
            )
        }
    }

    func fail(
        _ session: ChatSession, id: String?, _ code: ErrorCode, _ message: String, retryAfterMs: Int64? = nil,
        field: String? = nil
    ) {
        statistics.count(error: code)
        send(to: session) {
            $0.error(.init(id: id, code: code, message: message, retryAfterMs: retryAfterMs, field: field))
        }
    }

    /// Absent and not yours read the same, to the letter (protocol §9).
    func failNotFound(_ session: ChatSession, id: String?) {
        fail(session, id: id, .notFound, Refusal(.notFound).message(in: session.language))
    }

    /// The same, at the end of a piece of background work.
    func notFound(session id: UInt64, _ frame: String?) {
        guard let session = sessions[id] else { return }
        settled(session)
        failNotFound(session, id: frame)
    }

    /// Answers an argument that cannot be taken.
    func fail(_ session: ChatSession, id: String?, _ fault: MemberFault) {
        if fault.code == .notFound { return failNotFound(session, id: id) }
        fail(session, id: id, fault.code, fault.message, field: fault.field)
    }

    /// Says why, then closes.
    func dismiss(_ session: ChatSession, _ code: CloseCode, _ message: String, retryAfterMs: Int64? = nil) {
        guard session.phase != .closing else { return }
        send(to: session) { $0.bye(.init(code: code, message: message, retryAfterMs: retryAfterMs)) }
        session.phase = .closing
        session.connection.close(code: code.rawValue, reason: message)
    }

    // MARK: Background work

    /// Runs `job` beside the loop; refuses the frame when too much waits.
    func inBackground(_ session: ChatSession, id: String?, _ job: @escaping BackgroundWork.Job) {
        guard work.add(job) else {
            return fail(session, id: id, .unavailable, "the desk is busy; try again", retryAfterMs: 1000)
        }
        session.pending += 1
        if session.pending == ChatHub.pendingLimit { session.connection.pauseReading() }
    }

    /// The server stops reading a socket while it has this much work pending for it (protocol §7.6).
    static let pendingLimit = 4

    func settled(_ session: ChatSession) {
        session.pending -= 1
        if session.pending == ChatHub.pendingLimit - 1, session.phase == .open { session.connection.resumeReading() }
    }

    // MARK: Shutdown

    /// Tells every client to come back a little later, not all at once (protocol §7.8).
    func sayGoodbye() {
        isStopping = true
        for session in sessions.values {
            dismiss(
                session, .restart, "the desk restarts",
                retryAfterMs: 500 + Int64(desk.environment.random() % 4500)
            )
        }
    }
}
