import Sportello
import SportelloModel

extension StoreConformance {
    static let keys: [Case] = [
        Case("a key that was committed is replayed and nothing is written twice") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let write = writer.append([.init("one")])
            let reply = LogWriter.reply(to: write, result: [7, 8])
            let transaction = Transaction.keyed("m1", scope: .ticket(1), writes: [write], reply: reply)
            try await subject.commitAll(transaction)
            // The retry was decided anew, at the head that the first attempt left.
            let retry = Transaction.keyed("m1", scope: .ticket(1), writes: [writer.append([.init("one")])])
            let outcomes = try await subject.commit(transaction, retry)
            try subject.expect(outcomes, is: [.replayed(reply), .replayed(reply)], "the outcomes")
            try subject.expect(try await subject.log(.ticket(1)).count, is: 1, "the number of events")
        },
        Case("a key is replayed within its own batch") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let write = writer.append([.init("one")])
            let one = Transaction.keyed("m1", scope: .ticket(1), writes: [write])
            let two = Transaction.keyed("m1", scope: .ticket(1), writes: [writer.append([.init("one")])])
            let outcomes = try await subject.commit(one, two)
            try subject.expect(
                outcomes, is: [.committed, .replayed(LogWriter.reply(to: write))], "the outcomes"
            )
            try subject.expect(try await subject.log(.ticket(1)).count, is: 1, "the number of events")
        },
        Case("the same key with other content is a reused key") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(
                .keyed("m1", scope: .ticket(1), content: "hello", writes: [writer.append([.init("hello")])])
            )
            let outcomes = try await subject.commit(
                .keyed("m1", scope: .ticket(1), content: "goodbye", writes: [writer.append([.init("goodbye")])])
            )
            try subject.expect(outcomes, is: [.keyReused], "the outcome")
            try subject.expect(try await subject.log(.ticket(1)).count, is: 1, "the number of events")
        },
        Case("a key belongs to its scope and its author") { subject in
            var one = LogWriter(stream: .ticket(1))
            var other = LogWriter(stream: .ticket(2))
            try await subject.commitAll(
                .keyed("m1", scope: .ticket(1), author: "a", writes: [one.append([.init("one")])]),
                .keyed("m1", scope: .ticket(1), author: "b", writes: [one.append([.init("two")])]),
                .keyed("m1", scope: .ticket(2), author: "a", writes: [other.append([.init("three")])]),
                .keyed("bc", scope: .ticket(1), author: "a", writes: [one.append([.init("four")])]),
                .keyed("c", scope: .ticket(1), author: "ab", writes: [one.append([.init("five")])])
            )
        },
        Case("ids are compared byte for byte") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(
                .keyed("caf\u{e9}", scope: .ticket(1), writes: [writer.append([.init("one")])]),
                .keyed("cafe\u{301}", scope: .ticket(1), writes: [writer.append([.init("two")])]),
                .keyed("CAF\u{c9}", scope: .ticket(1), writes: [writer.append([.init("three")])])
            )
        },
        Case("a key may lie in a stream that its transaction begins") { subject in
            var contact = LogWriter(stream: .contact(1))
            var ticket = LogWriter(stream: .ticket(1))
            let write = ticket.append([.init("help")])
            let transaction = Transaction.keyed(
                "start", scope: .contact(1), writes: [contact.append([.init("me")]), write],
                reply: LogWriter.reply(to: write)
            )
            let outcomes = try await subject.commit(transaction, transaction)
            try subject.expect(
                outcomes, is: [.committed, .replayed(LogWriter.reply(to: write))], "the outcomes"
            )
        },
        Case("a refused transaction leaves its key free") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(Transaction(writes: [writer.append([.init("one")])]))
            var stale = LogWriter(stream: .ticket(1))
            let outcomes = try await subject.commit(
                .keyed("m1", scope: .ticket(1), writes: [stale.append([.init("two")])]),
                .keyed("m1", scope: .ticket(1), writes: [writer.append([.init("two")])])
            )
            try subject.expect(outcomes, is: [.conflict(.ticket(1)), .committed], "the outcomes")
        },
        Case("a reply is kept as it was given") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let hidden = writer.append([.init("a", visibility: .staff), .init("b", visibility: .contact)])
            let replies = [
                StoredReply(
                    stream: .contact(9), seq: 4, publicSeq: nil, staffSeq: 3, at: Instant(milliseconds: -5), result: []
                ),
                LogWriter.reply(to: hidden),
                StoredReply(
                    stream: .ticket(1), seq: 1, publicSeq: nil, staffSeq: 1, at: hidden.events[0].at, result: [0]
                ),
                .none,
            ]
            try await subject.commitAll(.keyed("0", scope: .ticket(1), writes: [hidden], reply: replies[0]))
            for (n, reply) in replies.enumerated().dropFirst() {
                let write = writer.append(n == 1 ? [.init("c", visibility: nil)] : [])
                try await subject.commitAll(.keyed("\(n)", scope: .ticket(1), writes: [write], reply: reply))
            }
            for (n, reply) in replies.enumerated() {
                let key = Transaction.keyed("\(n)", scope: .ticket(1), writes: []).key
                guard let key else { continue }
                let found = try await subject.store.reply(ReplyRequest(key: key))
                try subject.expect(found, is: .replayed(reply), "reply \(n)")
            }
        },
        Case("a reply can be asked for without committing") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let write = writer.append([.init("one")])
            let transaction = Transaction.keyed("m1", scope: .ticket(1), writes: [write])
            guard var key = transaction.key else { return }
            try subject.expect(
                try await subject.store.reply(ReplyRequest(key: key)), is: .unknown, "the reply before the commit"
            )
            try await subject.commitAll(transaction)
            try subject.expect(
                try await subject.store.reply(ReplyRequest(key: key)), is: .replayed(LogWriter.reply(to: write)),
                "the reply after the commit"
            )
            key.content = .zero
            try subject.expect(
                try await subject.store.reply(ReplyRequest(key: key)), is: .keyReused, "the reply to other content"
            )
            key.id = "m2"
            try subject.expect(
                try await subject.store.reply(ReplyRequest(key: key)), is: .unknown, "the reply to another key"
            )
        },
    ]

    static let uniqueKeys: [Case] = [
        Case("a unique key belongs to one stream") { subject in
            let key = UniqueKey(space: "number", value: "100000009")
            var one = LogWriter(stream: .ticket(1))
            var other = LogWriter(stream: .ticket(2))
            try await subject.commitAll(
                Transaction(
                    writes: [one.append([.init("one")])], claims: [UniqueKeyClaim(key: key, stream: .ticket(1))]
                )
            )
            try subject.expect(
                try await subject.store.find(FindRequest(key: key)).stream, is: .ticket(1), "the owner"
            )
            let outcomes = try await subject.commit(
                Transaction(
                    writes: [other.append([.init("two")])], claims: [UniqueKeyClaim(key: key, stream: .ticket(2))]
                ),
                Transaction(
                    writes: [one.append([.init("again")])], claims: [UniqueKeyClaim(key: key, stream: .ticket(1))]
                )
            )
            try subject.expect(outcomes, is: [.keyTaken(key), .committed], "the outcomes")
            try subject.expect(try await subject.head(.ticket(2)), is: .empty, "the head of the refused stream")
            try subject.expect(
                try await subject.store.find(FindRequest(key: key)).stream, is: .ticket(1), "the owner"
            )
        },
        Case("two claims of one key in one batch: the first wins") { subject in
            let key = UniqueKey(space: "number", value: "100000009")
            var one = LogWriter(stream: .ticket(1))
            var other = LogWriter(stream: .ticket(2))
            let outcomes = try await subject.commit(
                Transaction(
                    writes: [one.append([.init("one")])], claims: [UniqueKeyClaim(key: key, stream: .ticket(1))]
                ),
                Transaction(
                    writes: [other.append([.init("two")])], claims: [UniqueKeyClaim(key: key, stream: .ticket(2))]
                )
            )
            try subject.expect(outcomes, is: [.committed, .keyTaken(key)], "the outcomes")
        },
        Case("a key that was given up is free, also within one transaction") { subject in
            let key = UniqueKey(space: "secret", value: "s1")
            var one = LogWriter(stream: .contact(1))
            var other = LogWriter(stream: .contact(2))
            try await subject.commitAll(
                Transaction(
                    writes: [one.append([.init("one")])], claims: [UniqueKeyClaim(key: key, stream: .contact(1))]
                ),
                Transaction(
                    writes: [one.append([.init("gone")]), other.append([.init("two")])],
                    claims: [UniqueKeyClaim(key: key, stream: .contact(2))], releases: [key]
                )
            )
            try subject.expect(
                try await subject.store.find(FindRequest(key: key)).stream, is: .contact(2), "the owner"
            )
            try await subject.commitAll(Transaction(writes: [other.append([.init("gone")])], releases: [key]))
            try subject.expect(try await subject.store.find(FindRequest(key: key)).stream, is: nil, "the owner")
        },
        Case("unique keys of different spaces don't meet") { subject in
            var one = LogWriter(stream: .ticket(1))
            let keys = [UniqueKey(space: "a", value: "bc"), UniqueKey(space: "ab", value: "c")]
            try await subject.commitAll(
                Transaction(
                    writes: [one.append([.init("one")])], claims: [UniqueKeyClaim(key: keys[0], stream: .ticket(1))]
                )
            )
            try subject.expect(
                try await subject.store.find(FindRequest(key: keys[1])).stream, is: nil, "the other key's owner"
            )
        },
        Case("a replay comes before a taken key") { subject in
            let key = UniqueKey(space: "number", value: "1")
            var one = LogWriter(stream: .ticket(1))
            var other = LogWriter(stream: .ticket(2))
            let write = one.append([.init("one")])
            try await subject.commitAll(.keyed("m", scope: .ticket(1), writes: [write]))
            try await subject.commitAll(
                Transaction(
                    writes: [other.append([.init("two")])], claims: [UniqueKeyClaim(key: key, stream: .ticket(2))]
                )
            )
            let outcomes = try await subject.commit(
                .keyed(
                    "m", scope: .ticket(1), writes: [one.append([.init("one")])],
                    claims: [UniqueKeyClaim(key: key, stream: .ticket(1))]
                )
            )
            try subject.expect(outcomes, is: [.replayed(LogWriter.reply(to: write))], "the outcome")
        },
    ]
}
