/// What waited in a period and how many people it would have needed (R-002-26).
///
/// A dialog belongs to the period in which it began. Its wait ends when somebody joins it, or when it ends without
/// anybody; one that still waits has no wait yet.
public struct QueueLoadReport: Sendable, Hashable {
    /// The dialogs of one way.
    public struct Line: Sendable, Hashable {
        /// Dialogs that began.
        public fileprivate(set) var arrivals = 0
        /// Dialogs that somebody joined.
        public fileprivate(set) var joined = 0
        /// Dialogs that ended before anybody joined.
        public fileprivate(set) var abandoned = 0
        /// Dialogs that somebody joined and that ended: those whose length is known.
        public fileprivate(set) var finished = 0
        /// The longest wait of those that were joined.
        public fileprivate(set) var longestWait = Duration.zero
        fileprivate var waits = Duration.zero
        fileprivate var lengths = Duration.zero

        /// The mean wait of those that were joined; `nil` when none was.
        public var meanWait: Duration? { joined == 0 ? nil : waits / joined }
        /// The mean length of those that are finished; `nil` when none is.
        public var meanHandleTime: Duration? { finished == 0 ? nil : lengths / finished }
    }

    /// The period.
    public let period: ReportPeriod
    /// How long the desk was open in it: arrivals an hour are counted by open hours.
    public let openTime: Duration
    /// All dialogs.
    public private(set) var all = Line()
    /// By channel.
    public private(set) var channels: [ChannelKind: Line] = [:]

    /// Begins a report without dialogs. `calendar` says when the desk is open; `nil` for always.
    public init(period: ReportPeriod, calendar: ServiceCalendar?) {
        self.period = period
        openTime = calendar?.openTime(from: period.from, to: period.to) ?? period.length
    }

    /// Counts the dialogs of a ticket that began in the period. Each ticket once.
    public mutating func add(_ ticket: TicketFacts) {
        for dialog in ticket.conversations where period.contains(dialog.startedAt) {
            all.add(dialog)
            channels[dialog.channel, default: Line()].add(dialog)
        }
    }

    /// The load and the staff it needs; `nil` when no dialog is finished or the desk was never open.
    ///
    /// - Parameters:
    ///   - line: ``all`` or one channel's. People who serve several ways are shared: the needs of single ways do not
    ///     add up to the need of all.
    ///   - target: The wait that is aimed at.
    ///   - served: For which share of the customers, below 1.
    public func staffing(for line: Line, target: Duration = .seconds(60), served: Double = 0.8) -> StaffingReport? {
        guard openTime > .zero, let handleTime = line.meanHandleTime else { return nil }
        return StaffingReport(
            arrivals: line.arrivals, in: openTime, handleTime: handleTime, target: target, served: served
        )
    }
}

extension QueueLoadReport.Line {
    fileprivate mutating func add(_ dialog: Conversation) {
        arrivals += 1
        if let joinedAt = dialog.joinedAt {
            let wait = joinedAt - dialog.startedAt
            joined += 1
            waits += wait
            longestWait = max(longestWait, wait)
        } else if dialog.state == .ended {
            abandoned += 1
        }
        if let length = dialog.handleTime {
            finished += 1
            lengths += length
        }
    }
}
