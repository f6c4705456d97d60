/// The limits a server tells its clients in `welcome.limits`.
public struct AnnouncedLimits: Sendable, Equatable {
    /// Longest text frame from a client, in bytes; beyond closes 1009.
    public var frameBytes: Int
    /// Longest message, in Unicode scalars; beyond is `too_large`.
    public var textScalars: Int
    /// Most files with one message.
    public var filesPerMessage: Int
    /// Largest file, in bytes.
    public var fileBytes: Int
    /// How many `send`s and `cmd`s may come at once after a pause.
    public var sendBurst: Int
    /// How many `send`s and `cmd`s a second in the long run.
    public var sendPerSecond: Double

    /// Sets every limit. All must be positive.
    public init(
        frameBytes: Int,
        textScalars: Int,
        filesPerMessage: Int,
        fileBytes: Int,
        sendBurst: Int,
        sendPerSecond: Double
    ) {
        self.frameBytes = frameBytes
        self.textScalars = textScalars
        self.filesPerMessage = filesPerMessage
        self.fileBytes = fileBytes
        self.sendBurst = sendBurst
        self.sendPerSecond = sendPerSecond
    }
}

/// Every bound of the protocol for one kind of client. The defaults are the contract's.
public struct ChatLimits: Sendable, Equatable {
    /// Those that `welcome` names.
    public var announced: AnnouncedLimits
    /// Deepest nesting of arrays and objects in a frame, the outermost counted as 1; beyond closes 4500.
    public var jsonDepth = 8
    /// Most entries of `hello.resume`.
    public var resumeStreams = 200
    /// Longest secret or token, in Unicode scalars.
    public var credentialScalars = 8192
    /// Greatest `limit` of `history`.
    public var historyEvents = 100
    /// Events in a snapshot.
    public var snapshotEvents = 50
    /// How far behind a resume may be, in events, before it becomes a snapshot.
    public var resumeEvents = 500
    /// Most bytes of events in one entry or page; the rest follows on request.
    public var entryBytes = 200 * 1024
    /// Most bytes that wait to be sent on one connection; beyond closes 4002.
    public var pendingBytes = 256 * 1024
    /// Most frames that wait to be sent on one connection; beyond closes 4002.
    public var pendingFrames = 256
    /// How many frames of any kind may come at once after a pause; see ``paceOfFrames``.
    public var frameBurst = 400
    /// How many frames of any kind a second in the long run; see ``paceOfFrames``.
    public var framesPerSecond = 100.0
    /// Most connections of one visitor; the next is closed 4505 itself.
    public var socketsPerIdentity: Int

    /// The pace of frames of any kind that holds: never below four times what is announced for `send` and `cmd`, since
    /// whoever keeps to the announced pace also types, reads history and answers pings.
    public var paceOfFrames: (burst: Int, perSecond: Double) {
        (max(frameBurst, min(announced.sendBurst, .max / 4) * 4), max(framesPerSecond, announced.sendPerSecond * 4))
    }

    /// Makes limits from those announced and the number of connections.
    public init(announced: AnnouncedLimits, socketsPerIdentity: Int) {
        self.announced = announced
        self.socketsPerIdentity = socketsPerIdentity
    }

    /// The defaults for visitors and contacts.
    public static let visitor = ChatLimits(
        announced: AnnouncedLimits(
            frameBytes: 32_768,
            textScalars: 8000,
            filesPerMessage: 10,
            fileBytes: 10_485_760,
            sendBurst: 10,
            sendPerSecond: 1
        ),
        socketsPerIdentity: 8
    )

    /// The defaults for agents.
    public static let agent = ChatLimits(
        announced: AnnouncedLimits(
            frameBytes: 131_072,
            textScalars: 32_000,
            filesPerMessage: 20,
            fileBytes: 26_214_400,
            sendBurst: 60,
            sendPerSecond: 10
        ),
        socketsPerIdentity: 32
    )
}
