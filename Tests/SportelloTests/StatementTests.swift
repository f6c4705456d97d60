import Sportello
import SportelloModel
import SportelloTesting
import Testing

@Suite("Statements of an account", .timeLimit(.minutes(15)))
struct StatementTests {
    private static let firm = AccountID(high: 9, low: 1)

    @Test("A statement over many pages has every line once, up to and including its instant", .requirement("R-003-6"))
    func pages() async throws {
        let fixture = DeskFixture()
        try await fixture.run { desk in
            #expect(try await desk.statement(of: Self.firm).lines.isEmpty)
            _ = try await desk.perform(
                .account(Self.firm, .open(OpenAccount(details: AccountDetails(name: "Mill Ltd")))), as: .system
            )
            var times: [Instant] = []
            for number in 1...450 {
                fixture.clock.advance(by: .minutes(1))
                times.append(fixture.clock.wall)
                let grant = GrantID(high: 8, low: UInt64(number))
                let amount = LedgerAmount.minutes(Minutes(number))
                _ = try await desk.perform(
                    .ledger(Self.firm, .grant(.init(id: grant, amount: amount, from: nil, until: nil))), as: .system
                )
            }
            for count in [1, 199, 200, 201, 400, 450] {
                let statement = try await desk.statement(of: Self.firm, at: times[count - 1])
                #expect(statement.lines.map(\.change) == (1...count).map { .minutes(Minutes($0)) }, "\(count) lines")
                #expect(statement.lines.last?.at == times[count - 1])
                #expect(statement.totals.granted == Int64(count * (count + 1) / 2))
            }
            let early = try await desk.statement(of: Self.firm, at: times[0] - .milliseconds(1))
            #expect(early == LedgerStatement(unit: .minutes))
            #expect(try await desk.statement(of: Self.firm).lines.count == 450)
        }
    }
}
