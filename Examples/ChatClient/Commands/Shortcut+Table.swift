import WebChatProtocol

extension Shortcut {
    static let all: [Shortcut] = customers + tickets + remote + aside

    private static let customers: [Shortcut] = [
        .init(name: "end", command: .conversationEnd, parameters: [], isForStaff: false),
        .init(
            name: "rate", command: .rate, parameters: [.number("score"), .optionalText("comment")], isForStaff: false),
        .init(name: "reopen", command: .reopen, parameters: [.text("text")], isForStaff: false),
        .init(
            name: "qc", command: .qualityControlRequest, parameters: [.text("text")], extras: "remedy=…",
            isForStaff: false),
        .init(name: "remote", command: .remoteRequest, parameters: [.text("text")], isForStaff: false),
        .init(
            name: "grant", command: .remoteAnswer, parameters: [.word("consent")],
            fixed: [.init(name: "grant", value: true)], extras: "scopes=view,control", isForStaff: false),
        .init(
            name: "decline", command: .remoteAnswer, parameters: [.word("consent")],
            fixed: [.init(name: "grant", value: false)], isForStaff: false),
        .init(name: "withdraw", command: .remoteWithdraw, parameters: [.word("consent")], isForStaff: false),
        .init(name: "transcript", command: .transcriptSend, parameters: [.word("email")], isForStaff: false),
        .init(name: "appeal", command: .severityAppeal, parameters: [.text("justification")], isForStaff: false),
        .init(
            name: "me", command: .contactUpdate, parameters: [], extras: "name=… email=… locale=…", isForStaff: false),
    ]

    private static let tickets: [Shortcut] = [
        .init(name: "presence", command: "presence.set", parameters: [.word("state"), .optionalText("reason")]),
        .init(name: "claim", command: "ticket.claim", parameters: []),
        .init(name: "assign", command: "ticket.assign", parameters: [], extras: "agent=… team=… tier=…"),
        .init(name: "release", command: "ticket.release", parameters: []),
        .init(name: "note", command: "note", parameters: [.text("text")], extras: "mentions=bob,eve"),
        .init(
            name: "triage", command: "ticket.triage", parameters: [.word("caseType")],
            extras: "severity=… cause=… impact=… workaround=true"),
        .init(
            name: "wait", command: "ticket.wait", parameters: [.word("for"), .optionalText("text")], extras: "until=…"),
        .init(
            name: "defer", command: "ticket.defer", parameters: [.word("reason"), .optionalText("text")],
            extras: "evidence=… until=…"),
        .init(
            name: "refuse", command: "ticket.refuse", parameters: [.word("reason"), .optionalText("text")],
            extras: "evidence=…"),
        .init(
            name: "wrapup", command: "conversation.wrapUp",
            parameters: [.word("kind"), .word("outcome"), .text("text")], extras: "nextStep=…"),
        .init(name: "resolve", command: "ticket.resolve", parameters: [.word("outcome"), .optionalText("text")]),
        .init(name: "close", command: "ticket.close", parameters: []),
        .init(name: "merge", command: "ticket.merge", parameters: [.word("into")]),
        .init(name: "link", command: "ticket.link", parameters: [.word("to")], extras: "relation=…"),
        .init(name: "promise", command: "commitment.make", parameters: [.word("due"), .text("promise")]),
        .init(
            name: "escalate", command: "escalate", parameters: [.word("kind"), .text("description")],
            extras: "severity=… analysis=…"),
        .init(
            name: "time", command: "time.add", parameters: [.number("minutes"), .word("role"), .optionalText("note")],
            extras: "activity=…"),
    ]

    private static let remote: [Shortcut] = [
        .init(
            name: "rpropose", command: "remote.propose",
            parameters: [.word("tool"), .list("scopes"), .optionalText("purpose")], extras: "consent=… need=…"),
        .init(name: "rschedule", command: "remote.schedule", parameters: [.word("consent"), .list("slots")]),
        .init(name: "rstart", command: "remote.start", parameters: [.word("consent")]),
        .init(name: "rpause", command: "remote.pause", parameters: [.word("consent")]),
        .init(name: "rend", command: "remote.end", parameters: [.word("consent")]),
        .init(name: "rrevoke", command: "remote.revoke", parameters: [.word("consent")]),
    ]

    private static let aside: [Shortcut] = [
        .init(
            name: "offrecord", command: "offChannel.record",
            parameters: [.word("channel"), .word("contact"), .text("summary")], extras: "purpose=…"),
        .init(name: "offredirect", command: "offChannel.redirect", parameters: [.word("note")], extras: "locale=…"),
        .init(name: "offadvise", command: "offChannel.advise", parameters: [.word("note"), .text("text")]),
        .init(
            name: "offconvert", command: "offChannel.convert", parameters: [.word("note"), .optionalText("summary")],
            extras: "caseType=… contact=…"),
        .init(name: "qcack", command: "qualityCase.acknowledge", parameters: [.word("case")]),
        .init(name: "qcassign", command: "qualityCase.assign", parameters: [.word("case"), .word("reviewer")]),
        .init(
            name: "qcreview", command: "qualityCase.review",
            parameters: [.word("case"), .word("outcome"), .optionalText("text")], extras: "actions=apologise,coach"),
        .init(
            name: "qcclose", command: "qualityCase.close", parameters: [.word("case")],
            extras: "outcome=… actions=…"),
    ]
}
