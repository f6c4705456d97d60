public import SportelloModel

/// How the mail channel runs. Checked once, by ``EmailChannel``.
public struct EmailConfiguration: Sendable {
    /// The mailboxes, at least one; the first is the one that the desk writes from when a ticket names no other.
    public var mailboxes: [Mailbox]
    /// The secrets of reply tokens.
    public var keys: MailKeys
    /// The authserv-id of the own mail system: only its Authentication-Results count (RFC 8601). Without one, none do.
    public var authenticationServer: String?
    /// What the parser may cost and how much of a mail it reads.
    public var limits = Limits()
    /// How many mails the desk may write of its own accord.
    public var automaticMails = AutomaticLimits()
    /// What to do when an earlier attempt at sending may have arrived. Default: send again, with the same Message-ID.
    public var onUnknownFate = UnknownFatePolicy.resend
    /// Whether a bounce of our own mail that names its address as non-existent stops further mail to it. Default yes.
    public var suppressesAfterBounce = true
    /// How long sending rests after the server refused our password. Default 15 minutes.
    public var pauseAfterRefusal = Duration.minutes(15)
    /// When an attempt that failed for now is repeated, by attempt; the last one repeats until the desk gives up.
    public var retries: [Duration] = [
        .minutes(1), .minutes(5), .minutes(15), .minutes(30), .hours(1), .hours(2), .hours(4),
    ]
    /// How often a mail that could not be applied is tried again by itself. Default 5; then only by `mail replay`.
    public var applicationTries = 5
    /// How often the process may end while a mail is being read or applied before that mail is left alone, as failed.
    /// Default 10, at least 2: from the second time on it was alone, and no other mail is to blame. Not everything that ends a
    /// process is a mail's fault, so a few deaths in a row prove nothing.
    public var interruptions = 10

    /// Makes a configuration with the defaults.
    public init(mailboxes: [Mailbox], keys: MailKeys) {
        self.mailboxes = mailboxes
        self.keys = keys
    }

    /// What one mail may cost.
    public struct Limits: Sendable {
        /// The largest mail that is kept whole; of a larger one on a server only the header is. Default 64 MiB.
        public var mailBytes = 64 << 20
        /// How many characters of a mail's text become the message; all of it stays in the raw mail. Default 100,000.
        public var textCharacters = 100_000
        /// How many bytes that text may take in JSON, where a control character takes six. A longer one is cut between
        /// two characters; all of it stays in the raw mail. Default 128 KiB: with the names of its files a message stays
        /// below the 256 KiB that may wait for a webchat's client.
        public var textBytes = 128 << 10
        /// How many files of a mail become files of the message. Default 100; all stay in the raw mail.
        public var files = 100

        /// The defaults.
        public init() {}
    }

    /// How many automatic mails (acknowledgements, redirects, invitations) may go out within an hour; further ones are
    /// withheld and noted. Answers of people are never withheld.
    public struct AutomaticLimits: Sendable {
        /// To one address. Default 10.
        public var perSender = 10
        /// In the name of one mailbox. Default 1,000.
        public var perMailbox = 1000
        /// About one ticket. Default 5.
        public var perTicket = 5

        /// The defaults.
        public init() {}
    }

    /// What to do when an earlier attempt may have arrived.
    public enum UnknownFatePolicy: String, Sendable, CaseIterable {
        /// Send again: it may arrive twice, marked by the same Message-ID.
        case resend
        /// Do not send again: it may not have arrived; a person decides.
        case hold
    }
}

/// One address that the desk receives at and writes from.
public struct Mailbox: Sendable {
    /// A short word, stable for ever: stored mails and cursors bear it.
    public var name: String
    /// The address, without a plus part.
    public var address: String
    /// Other addresses that arrive here.
    public var aliases: [String] = []
    /// The name that customers see; the desk's name unless set.
    public var displayName: String?
    /// What it is for. Default support.
    public var purpose = Purpose.support
    /// The team that gets its tickets; the case type's unless set.
    public var team: String?
    /// The case type of its tickets; the profile's first unless set.
    public var caseType: String?
    /// The language of what the desk writes to strangers; the profile's unless set.
    public var language: String?
    /// Whether somebody who writes here although the profile does not offer it is told the official ways by mail.
    /// Default yes (R-004-35).
    public var redirects = true
    /// Where to fetch its mail; `nil` when mail is only handed in.
    public var account: IMAPAccount?

    /// Makes a mailbox.
    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

extension EmailConfiguration {
    /// Everything that cannot work, for people.
    public func problems() -> [String] {
        var problems: [String] = []
        if interruptions < 2 {
            problems.append("interruptions: \(interruptions) is below 2; one death would give up all mails of a batch")
        }
        if limits.textCharacters < 1 || limits.textBytes < 64 {
            problems.append("limits: a message has at least one character and 64 bytes")
        }
        if mailboxes.isEmpty { problems.append("mailboxes: name at least one") }
        var names: Set<String> = []
        var addresses: Set<String> = []
        for mailbox in mailboxes {
            if mailbox.name.isEmpty || !names.insert(mailbox.name).inserted {
                problems.append("mailboxes: “\(mailbox.name)” is empty or there twice; give each a name of its own")
            }
            for address in [mailbox.address] + mailbox.aliases {
                if !EnvelopeAddress.isValid(address) || address.contains("+") {
                    problems.append("mailbox \(mailbox.name): \(address) is not an address without a plus part")
                }
                if !addresses.insert(address.lowercased()).inserted {
                    problems.append("mailbox \(mailbox.name): \(address) is there twice")
                }
            }
            if let account = mailbox.account { problems += account.problems.map { "mailbox \(mailbox.name): \($0)" } }
        }
        return problems
    }

    /// Every address that is ours, in lower case.
    var ourAddresses: Set<String> {
        Set(mailboxes.flatMap { [$0.address] + $0.aliases }.map { $0.lowercased() })
    }

    func mailbox(_ name: String) -> Mailbox? { mailboxes.first { $0.name == name } }

    /// The mailbox that a ticket of that purpose is written from.
    func mailbox(for purpose: Purpose) -> Mailbox? { mailboxes.first { $0.purpose == purpose } ?? mailboxes.first }
}
