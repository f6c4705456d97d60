/// The answer to `hello`.
public struct Welcome: Sendable, Equatable {
    /// Everything but the streams, which a server writes from encoded events.
    public var header: WelcomeHeader
    /// Every stream that the identity owns.
    public var streams: [StreamEntry]

    /// Makes a welcome.
    public init(header: WelcomeHeader, streams: [StreamEntry]) {
        self.header = header
        self.streams = streams
    }
}

/// A welcome without its streams.
public struct WelcomeHeader: Sendable, Equatable {
    /// The id of the `hello`.
    public var id: String
    /// An opaque id of this connection.
    public var session: String
    /// Who the server takes the client for.
    public var you: Identity
    /// The visitor's secret, only when newly minted. To be kept like a password.
    public var visitor: String?
    /// The server's clock.
    public var now: WireTime
    /// How often the server pings, in milliseconds.
    public var pingMs: Int64
    /// When the token expires; nil without a token.
    public var tokenExpires: WireTime?
    /// What the client must keep to.
    public var limits: AnnouncedLimits
    /// What the desk says about itself.
    public var desk: DeskInformation

    /// Makes a header.
    public init(
        id: String,
        session: String,
        you: Identity,
        visitor: String? = nil,
        now: WireTime,
        pingMs: Int64 = 25_000,
        tokenExpires: WireTime? = nil,
        limits: AnnouncedLimits,
        desk: DeskInformation
    ) {
        self.id = id
        self.session = session
        self.you = you
        self.visitor = visitor
        self.now = now
        self.pingMs = pingMs
        self.tokenExpires = tokenExpires
        self.limits = limits
        self.desk = desk
    }

    /// Who a session speaks for.
    public struct Identity: Sendable, Equatable {
        /// `visitor`, `contact`, `agent`, `supervisor` or `quality`.
        public var role: String
        /// The contact's or agent's opaque id.
        public var contact: String
        /// The name, if known.
        public var name: String?

        /// Makes an identity.
        public init(role: String, contact: String, name: String? = nil) {
            self.role = role
            self.contact = contact
            self.name = name
        }
    }
}

/// What a desk says about itself in `welcome.desk`.
public struct DeskInformation: Sendable, Equatable {
    /// The desk's name.
    public var name: String
    /// Whether somebody is expected to answer now.
    public var isOpen: Bool
    /// When it opens next; nil while open or unknown.
    public var opensAt: WireTime?
    /// BCP 47 tags of the languages served.
    public var languages: [String]
    /// What a ticket can be about.
    public var caseTypes: [CaseType]
    /// The official ways to reach the desk.
    public var official: [OfficialChannel]
    /// What is asked when somebody writes, for case types that ask anything.
    public var forms: [Form]
    /// What is written down for everybody, the articles of forms first.
    public var articles: [Article]

    /// Makes the information.
    public init(
        name: String,
        isOpen: Bool,
        opensAt: WireTime? = nil,
        languages: [String] = [],
        caseTypes: [CaseType] = [],
        official: [OfficialChannel] = [],
        forms: [Form] = [],
        articles: [Article] = []
    ) {
        self.name = name
        self.isOpen = isOpen
        self.opensAt = opensAt
        self.languages = languages
        self.caseTypes = caseTypes
        self.official = official
        self.forms = forms
        self.articles = articles
    }

    /// A case type to choose from.
    public struct CaseType: Sendable, Equatable {
        /// What goes into `caseType`.
        public var id: String
        /// What a person sees.
        public var title: String

        /// Makes a case type.
        public init(id: String, title: String) {
            self.id = id
            self.title = title
        }
    }

    /// An official way to reach the desk.
    public struct OfficialChannel: Sendable, Equatable {
        /// The kind of channel, such as `email`.
        public var channel: String
        /// What a person sees.
        public var title: String?
        /// Where to write or call.
        public var address: String?

        /// Makes a channel.
        public init(channel: String, title: String? = nil, address: String? = nil) {
            self.channel = channel
            self.title = title
            self.address = address
        }
    }
}
