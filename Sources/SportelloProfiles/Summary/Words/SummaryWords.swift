import SportelloModel

/// The words of a summary in one language. `{0}` and `{1}` are filled in.
struct SummaryWords: Sendable {
    let language: String
    /// Name and version.
    let title: String
    let topics: String
    let channels: String
    let hours: String
    let times: String
    let waiting: String
    let afterwards: String
    let remote: String
    /// Support needs no word.
    let purposes: [Purpose: String]
    let official: String
    let officialAfterTicket: String
    let staffDiscretion: String
    let emergencyOnly: String
    let notOffered: String
    let never: String
    let always: String
    /// Monday first.
    let days: [String]
    let closedOn: String
    let noTimes: String
    let metrics: [TargetMetric: String]
    let within: String
    let from: String
    let guaranteed: String
    let aim: String
    let noMaximum: String
    let ofOpeningTime: String
    /// Hours, minutes, seconds.
    let clock: [String]
    /// After “within” and “from”: for one, for more.
    let day: (String, String)
    let workingDay: (String, String)
    /// Whether 21 and 31 count as one does.
    let oneByLastDigit: Bool
    let priority: String
    let severity: String
    let severities: [Severity: String]
    let plan: String
    let tier: String
    let load: String
    let mayWait: String
    let mayBeRefused: String
    let reopen: String
    let closes: String
    let rateDialog: String
    let rateResolved: String
    let rateClosed: String
    let permission: String
    let refusalContinues: String
    let refusalDefers: String
    let refusalEnds: String
    let tools: String
    let notUsed: String
    let noRemote: String

    /// The words of a language, or of its main language; `nil` when there are none.
    static func of(_ language: String) -> SummaryWords? {
        let main = language.prefix { $0 != "-" && $0 != "_" }
        return [english, italian, polish, spanish, russian, ukrainian].first { $0.language == main }
    }

    func standing(_ standing: ChannelStanding) -> String {
        switch standing {
        case .official: official
        case .officialAfterTicket: officialAfterTicket
        case .staffDiscretion: staffDiscretion
        case .emergencyOnly: emergencyOnly
        case .notOffered: notOffered.filled("")
        case .never: never
        }
    }

    func metric(_ metric: TargetMetric) -> String { metrics[metric] ?? metric.rawValue }

    func rating(_ trigger: RatingPolicy.Trigger) -> String {
        switch trigger {
        case .conversationEnd: rateDialog
        case .ticketResolved: rateResolved
        case .ticketClosed: rateClosed
        }
    }

    func refusal(_ effect: RemotePolicy.RefusalEffect) -> String {
        switch effect {
        case .continueDegraded: refusalContinues
        case .deferWithReason: refusalDefers
        case .unsupportable: refusalEnds
        }
    }

    /// A number with its noun.
    func count(_ number: Int, _ noun: (String, String)) -> String {
        let isOne = number == 1 || (oneByLastDigit && number % 10 == 1 && number % 100 != 11)
        return "\(number) \(isOne ? noun.0 : noun.1)"
    }
}

extension String {
    /// Puts values in the places `{0}` and `{1}`.
    func filled(_ values: String...) -> String {
        var text = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            if let index = Int(rest[rest.index(after: open)..<close]), values.indices.contains(index) {
                text += values[index]
            }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
