import Sportello
import SportelloModel

extension StoreConformance {
    static let searches: [Case] = [
        Case("a text is found by all of its words, whatever their case, accents and punctuation") { subject in
            try await subject.texts(["The invoice of Zoë, naïve!", "An INVOICE for Bob", "Größe 42 passt"])
            let expected: [(String, [UInt64])] = [
                ("invoice", [2, 1]), ("Invoice zoe", [1]), ("NAÏVE", [1]), ("naive,invoice", [1]), ("größe", [3]),
                ("grosse", []), ("42", [3]), ("bob zoe", []), ("invoices", []), ("voice", []), ("for", [2]),
            ]
            for (words, tickets) in expected {
                try await subject.expectHits(of: words, in: tickets)
            }
        },
        Case("no words find nothing") { subject in
            try await subject.texts(["something"])
            for words in ["", "  ", "?!", "\"\"", "*", "🦶"] { try await subject.expectHits(of: words, in: []) }
        },
        Case("no text is taken for a query language") { subject in
            try await subject.texts(["and or not near", "plain words"])
            let queries: [(String, [UInt64])] = [
                ("\"plain", [2]), ("plain\" OR \"and", []), ("plain OR words", []), ("and or", [1]), ("NOT near", [1]),
                ("text:plain", []), ("pl*", []), ("(words", [2]), ("-plain", [2]), ("NEAR(and or)", [1]),
                ("^plain", [2]), ("words'; DROP TABLE event; --", []), ("plain\u{0}words", [2]), ("%", []),
                ("{words}", [2]),
            ]
            for (words, tickets) in queries { try await subject.expectHits(of: words, in: tickets) }
        },
        Case("hits come in pages, the last committed first") { subject in
            try await subject.texts((1...7).map { "word number \($0)" })
            var found: [StreamID] = []
            for offset in [0, 3, 6] {
                let page = try await subject.store.search(SearchRequest(text: "word", offset: offset, limit: 3))
                try subject.expect(page.more, is: offset < 6, "more after \(offset)")
                found += page.hits.map(\.stream)
            }
            try subject.expect(found, is: [7, 6, 5, 4, 3, 2, 1].map { .ticket($0) }, "the hits")
        },
        Case("a hit names the event, also a staff note's") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(
                Transaction(writes: [writer.append([.init("one"), .init(nil), .init("secret", visibility: .staff)])])
            )
            let hits = try await subject.store.search(SearchRequest(text: "secret", limit: 5)).hits
            try subject.expect(hits, is: [SearchResult.Hit(stream: .ticket(1), seq: 3)], "the hits")
        },
        Case("a search can be limited to a contact's streams") { subject in
            _ = try await subject.tickets(1...4) { n, index in index.contact = ContactID(high: 0, low: n % 2) }
            let hits = try await subject.store.search(
                SearchRequest(text: "ticket", contact: ContactID(high: 0, low: 1), limit: 5)
            ).hits
            try subject.expect(hits.map(\.stream), is: [.ticket(3), .ticket(1)], "the hits")
        },
        Case("a search can be limited to an account, a topic and a time") { subject in
            _ = try await subject.tickets(1...4) { n, index in
                index.account = AccountID(high: 0, low: n % 2)
                index.topic = n > 2 ? "invoice" : "other"
            }
            func found(_ restrict: (inout SearchRequest) -> Void) async throws -> [StreamID] {
                var request = SearchRequest(text: "ticket", limit: 5)
                restrict(&request)
                return try await subject.store.search(request).hits.map(\.stream)
            }
            let account = AccountID(high: 0, low: 1)
            try subject.expect(try await found { $0.account = account }, is: [.ticket(3), .ticket(1)], "by account")
            try subject.expect(try await found { $0.topic = "invoice" }, is: [.ticket(4), .ticket(3)], "by topic")
            try subject.expect(
                try await found { ($0.account, $0.topic) = (account, "invoice") }, is: [.ticket(3)], "by both"
            )
            let at = try await subject.log(.ticket(1)).first?.at ?? Instant(seconds: 0)
            try subject.expect(try await found { $0.since = at }.count, is: 4, "from the first instant on")
            try subject.expect(try await found { $0.since = at + .milliseconds(1) }.count, is: 0, "after it")
            try subject.expect(try await found { $0.before = at }.count, is: 0, "before it")
            try subject.expect(try await found { $0.before = at + .milliseconds(1) }.count, is: 4, "up to it")
        },
        Case("every text is found from the moment its commit is acknowledged") { subject in
            for n in 1...20 as ClosedRange<UInt64> {
                var writer = LogWriter(stream: .ticket(n))
                let drafts = (0..<100).map { LogWriter.Draft("message \($0) of \(n)") } + [.init("mark\(n)")]
                try await subject.commitAll(Transaction(writes: [writer.append(drafts)]))
                let hits = try await subject.store.search(SearchRequest(text: "mark\(n)", limit: 5)).hits
                try subject.expect(hits, is: [SearchResult.Hit(stream: .ticket(n), seq: 101)], "the hits of mark\(n)")
            }
        },
    ]

    static let erasures: [Case] = [
        Case("erasing blanks the content and leaves the log as it is") { subject in
            var writer = LogWriter(stream: .ticket(1))
            let write = writer.append([.init("one"), .init(nil), .init("three"), .init("four")])
            try await subject.commitAll(Transaction(writes: [write]))
            let some = try await subject.store.erase(EraseRequest(stream: .ticket(1), events: [2, 3, 99]))
            try subject.expect(some.count, is: 1, "the number of erased contents")
            try subject.expect(
                try await subject.log(.ticket(1)).map { $0.content?.text }, is: ["one", nil, nil, "four"], "the texts"
            )
            let rest = try await subject.store.erase(EraseRequest(stream: .ticket(1)))
            try subject.expect(rest.count, is: 2, "the number of erased contents")
            let blank = write.events.map { event in
                var event = event
                event.content = nil
                event.salt = nil
                return event
            }
            try subject.expect(try await subject.log(.ticket(1)), is: blank, "the log")
            try subject.expect(try await subject.head(.ticket(1)), is: writer.head, "the head")
            let again = try await subject.store.erase(EraseRequest(stream: .ticket(1)))
            try subject.expect(again.count, is: 0, "the number of erased contents")
            let none = try await subject.store.erase(EraseRequest(stream: .ticket(2)))
            try subject.expect(none.count, is: 0, "the number of erased contents of a stream that does not exist")
        },
        Case("what was erased is not found any more, whether it had been looked for or not") { subject in
            try await subject.texts(["alpha secret", "beta secret", "gamma secret"])
            try await subject.expectHits(of: "secret", in: [3, 2, 1])
            _ = try await subject.store.erase(EraseRequest(stream: .ticket(2)))
            try await subject.expectHits(of: "secret", in: [3, 1])
            var writer = LogWriter(stream: .ticket(4))
            try await subject.commitAll(Transaction(writes: [writer.append([.init("delta secret")])]))
            _ = try await subject.store.erase(EraseRequest(stream: .ticket(4)))
            try await subject.expectHits(of: "secret", in: [3, 1])
            try await subject.expectHits(of: "delta", in: [])
            let problems = try await subject.store.check(CheckRequest()).problems
            try subject.expect(problems, is: [], "what the check finds")
        },
        Case("a log goes on after an erasure") { subject in
            var writer = LogWriter(stream: .ticket(1))
            try await subject.commitAll(Transaction(writes: [writer.append([.init("one")])]))
            _ = try await subject.store.erase(EraseRequest(stream: .ticket(1)))
            try await subject.commitAll(Transaction(writes: [writer.append([.init("two")])]))
            try subject.expect(
                try await subject.log(.ticket(1)).map { $0.content?.text }, is: [nil, "two"], "the texts"
            )
        },
    ]
}

extension StoreSubject {
    /// Commits one ticket for each text, from 1 on.
    fileprivate func texts(_ texts: [String]) async throws {
        for (place, text) in texts.enumerated() {
            var writer = LogWriter(stream: .ticket(UInt64(place + 1)))
            try await commitAll(Transaction(writes: [writer.append([.init(text)])]))
        }
    }

    fileprivate func expectHits(of words: String, in tickets: [UInt64]) async throws {
        let result = try await store.search(SearchRequest(text: words, limit: 10))
        try expect(result.hits.map(\.stream), is: tickets.map { .ticket($0) }, "the hits of \(words.debugDescription)")
    }
}
