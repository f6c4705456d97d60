import Foundation
import SportelloTesting
import Testing

@testable import WebChatProtocol

@Suite("Times on the wire")
struct WireTimeTests {
    @Test(
        "A moment and its text are one another",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"), (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"), (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
            (1_798_761_599_999, "2026-12-31T23:59:59.999Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]
    )
    func pairs(milliseconds: Int64, text: String) {
        #expect(WireTime(milliseconds: milliseconds).text == text)
        #expect(WireTime(text)?.milliseconds == milliseconds)
    }

    @Test("Every day from 1600 to 2400 reads back as itself, and many agree with Foundation")
    func agreesWithFoundation() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in Int64(-135_140)...157_056 {
            let milliseconds = day * 86_400_000 + (day * 7_919_333 % 86_400_000 + 86_400_000) % 86_400_000
            let time = WireTime(milliseconds: milliseconds)
            #expect(WireTime(time.text) == time)
            guard day % 61 == 0 else { continue }
            // A little more, because Foundation cuts the binary fraction.
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000 + 0.0003)
            #expect(date.formatted(style) == time.text)
        }
    }

    @Test("Beyond the calendar's text form the nearest moment is written")
    func clamped() {
        #expect(WireTime(milliseconds: .max).text == "9999-12-31T23:59:59.999Z")
        #expect(WireTime(milliseconds: .min).text == "0000-01-01T00:00:00.000Z")
    }

    @Test("Fractions are cut to milliseconds, and may be missing")
    func fractions() {
        #expect(WireTime("1970-01-01T00:00:01Z")?.milliseconds == 1000)
        #expect(WireTime("1970-01-01T00:00:01.5Z")?.milliseconds == 1500)
        #expect(WireTime("1970-01-01T00:00:01.123999999Z")?.milliseconds == 1123)
    }

    @Test(
        "What is no time of this protocol is refused",
        arguments: [
            "", "2026-01-31", "2026-01-31T09:30:00.000", "2026-01-31T09:30:00.000+00:00", "2026-01-31t09:30:00.000z",
            "2026-02-29T00:00:00.000Z", "2100-02-29T00:00:00.000Z", "2026-04-31T00:00:00.000Z",
            "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z", "2026-01-00T00:00:00.000Z",
            "2026-01-31T24:00:00.000Z", "2026-01-31T23:60:00.000Z", "2026-01-31T23:59:60.000Z",
            "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00.12x4Z", "2026-01-31T09:30:00.1234567890Z",
            "2026-01-31 09:30:00.000Z", "26-01-31T09:30:00.000Z000", "+026-01-31T09:30:00.000Z",
        ]
    )
    func refused(text: String) {
        #expect(WireTime(text) == nil)
    }
}

@Suite("Names and codes on the wire")
struct NameTests {
    @Test("A stream's name and its text are one another")
    func streams() {
        for text in ["c:a", "i:01HZX.-_9", "w:desk", "c:" + String(repeating: "z", count: 64)] {
            #expect(StreamName(text)?.text == text)
        }
        #expect(StreamName("c:t1") == .contact(ticket: "t1"))
        #expect(StreamName("i:t1") == .internal(ticket: "t1"))
        #expect(StreamName("w:desk")?.isLog == false)
    }

    @Test(
        "What is no stream's name is refused",
        arguments: ["", "c", "c:", "d:a", "C:a", "w:inbox", "c:a b", "c:è", "c:a:b", "c:../x", "c:a\0", " c:a", "cc:a"]
    )
    func notStreams(text: String) {
        #expect(StreamName(text) == nil)
    }

    @Test("Close codes say whether a client may come back")
    func closeCodes() {
        for code in [4000, 4001, 4002, 4003, 4004, 4008, 4013, 1001, 1005, 1006, 1011, 1012, 1013] as [UInt16] {
            #expect(CloseCode(rawValue: code).mayRetry, "\(code)")
        }
        for code in [4500, 4501, 4503, 4505, 4506, 4999, 1000, 1003, 1007, 1009] as [UInt16] {
            #expect(!CloseCode(rawValue: code).mayRetry, "\(code)")
        }
    }

    @Test("Only three errors may be retried as they are")
    func errorCodes() {
        let all: [ErrorCode] = [
            .badRequest, .unknownType, .unauthorized, .tokenExpired, .forbidden, .notFound, .idConflict, .tooLarge,
            .rateLimited, .fileRejected, .unavailable, .internal, .refused("closed"),
        ]
        #expect(all.filter(\.isRetriable) == [.rateLimited, .unavailable, .internal])
        #expect(ErrorCode.refused("closed").rawValue == "refused.closed")
        #expect(ErrorCode.refused("closed").refusalReason == "closed")
        #expect(ErrorCode.forbidden.refusalReason == nil)
    }
}

@Suite("Backoff")
struct BackoffTests {
    @Test("The ceiling doubles from half a second to twenty, and a reset starts over")
    func ceilings() {
        var backoff = Backoff()
        var generator = SeededGenerator(seed: 1)
        var ceilings: [Duration] = []
        for _ in 0..<8 {
            ceilings.append(backoff.ceiling)
            _ = backoff.next(using: &generator)
        }
        #expect(
            ceilings == [
                .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16), .seconds(20),
                .seconds(20),
            ])
        for _ in 0..<10_000 { _ = backoff.next(using: &generator) }
        #expect(backoff.ceiling == .seconds(20))
        backoff.reset()
        #expect(backoff.ceiling == .milliseconds(500))
    }

    @Test("The jitter is full: waits fill the whole range and never leave it")
    func jitter() {
        var generator = SeededGenerator(seed: 2)
        var waits: [Duration] = []
        for _ in 0..<2000 {
            var backoff = Backoff(base: .seconds(1), cap: .seconds(1))
            waits.append(backoff.next(using: &generator))
        }
        #expect(waits.allSatisfy { $0 >= .zero && $0 <= .seconds(1) })
        #expect(waits.count { $0 < .milliseconds(250) } > 400)
        #expect(waits.count { $0 > .milliseconds(750) } > 400)
    }

    @Test("What the server asked for is waited at least")
    func minimum() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<100 {
            var backoff = Backoff()
            let wait = backoff.next(atLeast: .seconds(5), using: &generator)
            #expect(wait >= .seconds(5) && wait <= .milliseconds(5500))
        }
    }
}
