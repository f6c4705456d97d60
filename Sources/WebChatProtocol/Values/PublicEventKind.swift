/// The kind of a durable event, as customers may see it. Clients show what they know and advance over what they don't.
public struct PublicEventKind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The word on the wire.
    public let rawValue: String

    /// Any kind.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A kind by its word.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// `{number, caseType, subject, channel}`
    public static let ticketRegistered: PublicEventKind = "ticket.registered"
    /// `{text, files, via}`
    public static let messagePosted: PublicEventKind = "message.posted"
    /// `{position?, estimate?}`
    public static let conversationQueued: PublicEventKind = "conversation.queued"
    /// `{agent}`
    public static let conversationJoined: PublicEventKind = "conversation.joined"
    /// `{by, nextStep?}`
    public static let conversationEnded: PublicEventKind = "conversation.ended"
    /// `{status, reason?, text?}`
    public static let ticketStatus: PublicEventKind = "ticket.status"
    /// `{metric, due, kind}`
    public static let ticketDue: PublicEventKind = "ticket.due"
    /// `{promise, due}`
    public static let commitmentMade: PublicEventKind = "commitment.made"
    /// `{scale, until}`
    public static let ratingInvited: PublicEventKind = "rating.invited"
    /// `{score, amended}`
    public static let ratingGiven: PublicEventKind = "rating.given"
    /// `{}`
    public static let ticketReopened: PublicEventKind = "ticket.reopened"
    /// `{number, relation}`
    public static let ticketLinked: PublicEventKind = "ticket.linked"
    /// `{consent, …}`, as every kind that begins with `remote.`
    public static let remoteDeclined: PublicEventKind = "remote.declined"
    /// Staff propose a session.
    public static let remoteProposed: PublicEventKind = "remote.proposed"
    /// A time is agreed.
    public static let remoteScheduled: PublicEventKind = "remote.scheduled"
    /// The contact consented.
    public static let remoteGranted: PublicEventKind = "remote.granted"
    /// The contact refused.
    public static let remoteRefused: PublicEventKind = "remote.refused"
    /// Silence: refused by time.
    public static let remoteLapsed: PublicEventKind = "remote.lapsed"
    /// The session runs.
    public static let remoteStarted: PublicEventKind = "remote.started"
    /// The session rests.
    public static let remotePaused: PublicEventKind = "remote.paused"
    /// The session is over.
    public static let remoteEnded: PublicEventKind = "remote.ended"
    /// The contact withdrew consent.
    public static let remoteWithdrawn: PublicEventKind = "remote.withdrawn"
    /// Staff gave the access up.
    public static let remoteRevoked: PublicEventKind = "remote.revoked"
    /// The consent's time is over.
    public static let remoteExpired: PublicEventKind = "remote.expired"
    /// `{case}`
    public static let qualityCaseReceived: PublicEventKind = "qualityCase.received"
    /// `{case, outcome}`
    public static let qualityCaseClosed: PublicEventKind = "qualityCase.closed"
    /// `{seq}`
    public static let messageRedacted: PublicEventKind = "message.redacted"
    /// `{severity}`
    public static let severitySet: PublicEventKind = "severity.set"
    /// `{justification}`: the customer asks for a review of the severity. Additive to the contract's list.
    public static let severityAppealed: PublicEventKind = "severity.appealed"
    /// `{consent, text}`: the customer asks for a remote session. Additive to the contract's list.
    public static let remoteRequested: PublicEventKind = "remote.requested"
    /// `{consent}`: a paused session goes on. Additive to the contract's list.
    public static let remoteResumed: PublicEventKind = "remote.resumed"

    // Additions since version 1.
    /// What happens next, and which team has the case (R-002-29).
    public static let nextStep: Self = "ticket.nextStep"
    /// The matter went to whoever does the ordered job.
    public static let ticketHandedOver: Self = "ticket.handedOver"
    /// What is missing was asked for, once (R-004-24).
    public static let intakeAsked: Self = "intake.asked"
    /// Answers to what was asked for.
    public static let intakeAnswered: Self = "intake.answered"
    /// A call is advised, so that the failure is not missed (R-002-83).
    public static let incidentCallAdvised: Self = "incident.callAdvised"
    /// What the contract says about the case (R-000-44).
    public static let coverageDecided: Self = "coverage.decided"
    /// A way around it is offered (R-000-26).
    public static let coverageWorkaroundOffered: Self = "coverage.workaroundOffered"
    /// What became of that way.
    public static let coverageWorkaroundSettled: Self = "coverage.workaroundSettled"
    /// Another service is proposed (R-003-12).
    public static let coverageAlternativeOffered: Self = "coverage.alternativeOffered"
    /// Where the matter belongs (R-000-3).
    public static let coverageRedirected: Self = "coverage.redirected"
    /// Paid work is offered (R-000-4).
    public static let coverageOffered: Self = "coverage.offered"
    /// The answer to an offer.
    public static let coverageOfferAnswered: Self = "coverage.offerAnswered"
    /// An administrator authorised the request (R-004-5).
    public static let coverageAuthorised: Self = "coverage.authorised"
    /// The matter is discussed apart (R-004-7).
    public static let coverageDiscussionOpened: Self = "coverage.discussionOpened"
    /// Who is in touch about it (R-002-98).
    public static let coverageOwnerNamed: Self = "coverage.ownerNamed"
    /// Contact was made, in which way (R-002-99).
    public static let coverageContactMade: Self = "coverage.contactMade"
    /// Hours were charged (R-003-20).
    public static let chargePosted: Self = "charge.posted"
    /// Charged hours were given back (R-003-30).
    public static let chargeReversed: Self = "charge.reversed"
    /// Time is not charged, because of its cause (R-003-29).
    public static let chargeWaived: Self = "charge.waived"
    /// A charge after reclassification was approved (R-003-31).
    public static let chargeApproved: Self = "charge.approved"

    /// Every public kind of version 1.
    public static let allPublic: [PublicEventKind] = [
        ticketRegistered, messagePosted, conversationQueued, conversationJoined, conversationEnded, ticketStatus,
        ticketDue, commitmentMade, ratingInvited, ratingGiven, ticketReopened, ticketLinked, remoteDeclined,
        remoteProposed, remoteScheduled, remoteGranted, remoteRefused, remoteLapsed, remoteStarted, remotePaused,
        remoteEnded, remoteWithdrawn, remoteRevoked, remoteExpired, qualityCaseReceived, qualityCaseClosed,
        messageRedacted, severitySet, severityAppealed, remoteRequested, remoteResumed,
    ]
}
