import SportelloModel
import SportelloTesting
import Testing

@testable import SportelloEmail

@Suite("Reading what an IMAP server says")
struct IMAPReaderTests {
    /// A server that says what it is told to, and remembers what it was asked.
    final class ScriptedPipe: IMAPPipe {
        var asked: [String] = []
        var isWoken = false
        private var answers: [(String) -> String?]
        private var pending: [[UInt8]] = []

        /// Each answer gets the tag; `nil` closes the line.
        init(_ answers: [(String) -> String?]) { self.answers = answers }

        func send(_ bytes: [UInt8]) throws {
            let line = String(decoding: bytes, as: UTF8.self)
            asked.append(line)
            let tag = String(line.prefix { $0 != " " })
            guard !answers.isEmpty else { return }
            guard let answer = answers.removeFirst()(tag) else { throw EmailError(.connection, "closed") }
            // Byte by byte: nothing may depend on how the network cuts.
            pending += answer.utf8.map { [$0] }
        }

        func receive(within timeout: Duration) throws -> [UInt8]? { pending.isEmpty ? nil : pending.removeFirst() }
    }

    private func session(_ answers: ((String) -> String?)...) -> (IMAPSession, ScriptedPipe) {
        let pipe = ScriptedPipe(answers)
        var limits = IMAPReader.Limits()
        limits.line = 1000
        limits.literal = 5000
        return (IMAPSession(pipe: pipe, limits: limits, random: { 42 }, timeout: .seconds(1)), pipe)
    }

    @Test("A mail whose text looks like the end of the answer ends nothing")
    func forgedTag() throws {
        var (session, _) = session { tag in
            let text = "\(tag) OK FETCH done\r\n* BYE\r\n)\r\n"
            return "* 1 FETCH (UID 7 BODY[] {\(text.utf8.count)}\r\n\(text) FLAGS (\\Seen))\r\n\(tag) OK done\r\n"
        }
        let bodies = try session.bodies([7])
        #expect(bodies[7].map { String(decoding: $0, as: UTF8.self).contains("OK FETCH done") } == true)
    }

    @Test("A FETCH that nobody asked for, of another mail, is not taken for the answer")
    func unsolicited() throws {
        var (session, _) = session { tag in
            "* 3 FETCH (FLAGS (\\Seen))\r\n* 4 FETCH (UID 9 BODY[] {3}\r\nbad)\r\n* 5 EXISTS\r\n"
                + "* 1 FETCH (FLAGS () UID 7 BODY[] {4}\r\ngood)\r\n\(tag) OK\r\n"
        }
        #expect(try session.bodies([7]) == [7: Array("good".utf8)])
    }

    @Test("Quoted and empty bodies are bodies")
    func quoted() throws {
        var (session, _) = session { tag in "* 1 FETCH (UID 7 BODY[]<0> \"a\\\"b\")\r\n\(tag) OK\r\n" }
        #expect(try session.piece(7, from: 0, count: 10) == Array("a\"b".utf8))
    }

    @Test("A deleted mail is missing, not an error")
    func deleted() throws {
        var (session, _) = session { tag in "\(tag) OK nothing\r\n" }
        #expect(try session.bodies([7]).isEmpty)
    }

    @Test("Endless lines, absurd literals and answers to other commands end the connection")
    func hostile() {
        let answers: [(String) -> String?] = [
            { _ in "* " + String(repeating: "x", count: 2000) },
            { tag in "* 1 FETCH (UID 7 BODY[] {5001}\r\n" },
            { _ in "* 1 FETCH (UID 7 BODY[] {99999999999}\r\n" },
            { _ in "Txyz OK\r\n" },
            { tag in "\(tag) NO\r\n" },
            { _ in "* BYE\r\n" },
            { _ in "" },
            { _ in "* 1 FETCH (UID 7 BODY[] {10}\r\ncut" },
            { _ in nil },
        ]
        for answer in answers {
            var (session, _) = session(answer)
            #expect(throws: EmailError.self) { try session.bodies([7]) }
        }
    }

    @Test("A literal of exactly the limit is taken")
    func literalLimit() throws {
        var (session, _) = session { tag in
            "* 1 FETCH (UID 7 BODY[] {5000}\r\n\(String(repeating: "x", count: 5000)))\r\n\(tag) OK\r\n"
        }
        #expect(try session.bodies([7])[7]?.count == 5000)
    }

    @Test("Opening a folder reads its UIDVALIDITY and UIDNEXT, and refuses one without")
    func open() throws {
        var (first, pipe) = session { tag in
            "* 3 EXISTS\r\n* OK [UIDVALIDITY 17] x\r\n* OK [UIDNEXT 40] y\r\n\(tag) OK [READ-ONLY]\r\n"
        }
        #expect(try first.open("Büro", readOnly: true) == IMAPFolderState(exists: 3, validity: 17, uidNext: 40))
        #expect(pipe.asked[0].contains("EXAMINE \"B&APw-ro\""))
        var (second, _) = session { tag in "* 3 EXISTS\r\n\(tag) OK\r\n" }
        #expect(throws: EmailError.self) { try second.open("INBOX", readOnly: true) }
    }

    @Test("Idling ends with news, and the server is told")
    func idle() throws {
        var (session, pipe) = session({ _ in "+ idling\r\n* 4 EXISTS\r\n" }, { _ in "" })
        // The second answer comes for DONE, whose tag is the IDLE's.
        #expect(throws: EmailError.self) { try session.idle(for: .seconds(1)) }
        #expect(pipe.asked.last == "DONE\r\n")
    }

    @Test("Ranges hold what was asked for")
    func sizes() throws {
        var (session, _) = session { tag in
            "* 9 FETCH (UID 12 RFC822.SIZE 300)\r\n* 8 FETCH (RFC822.SIZE 200 UID 11)\r\n* 1 FETCH (UID 2 RFC822.SIZE 1)\r\n\(tag) OK\r\n"
        }
        let sizes = try session.sizes(10...20)
        #expect(sizes.map(\.uid) == [11, 12])
        #expect(sizes.map(\.size) == [200, 300])
    }

    @Test("Waiting after failures doubles up to five minutes, spread, and a refused login waits at once")
    func backoff() {
        var backoff = IMAPBackoff()
        #expect(backoff.next(isRefusedPassword: false, random: 0) == .seconds(1))
        #expect(backoff.next(isRefusedPassword: false, random: 1999) == .milliseconds(3999))
        for _ in 0..<20 { _ = backoff.next(isRefusedPassword: false, random: 0) }
        #expect(backoff.next(isRefusedPassword: false, random: 149_999) == .milliseconds(299_999))
        var login = IMAPBackoff()
        #expect(login.next(isRefusedPassword: true, random: 0) == .seconds(150))
    }
}
