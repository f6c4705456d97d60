import SportelloModel
import Testing

@testable import SportelloWebChat

@Suite("A download address works for one file and a short time")
struct DownloadSignerTests {
    private let file = FileID(high: 1, low: 2)
    private let signer = DownloadSigner(random: { 7 }, lifetime: .seconds(600))

    private func signature(of address: String) -> String {
        String(address.split(separator: "=", maxSplits: 1)[1])
    }

    @Test func itOpensItsFileUntilItRunsOut() {
        let signed = signature(of: signer.address(of: file, now: 1000))
        #expect(signer.accepts(signed, for: file, now: 1000))
        #expect(signer.accepts(signed, for: file, now: 601_000))
        #expect(!signer.accepts(signed, for: file, now: 601_001))
    }

    @Test func itOpensNoOtherFile() {
        let signed = signature(of: signer.address(of: file, now: 1000))
        #expect(!signer.accepts(signed, for: FileID(high: 1, low: 3), now: 1000))
    }

    @Test func aLongerLifeCannotBeWrittenIntoIt() {
        let signed = signature(of: signer.address(of: file, now: 1000))
        let code = signed.split(separator: ".")[1]
        #expect(!signer.accepts("999999999.\(code)", for: file, now: 999_999_000))
        #expect(!signer.accepts("601001.\(code)", for: file, now: 1000))
    }

    @Test func anotherServersAddressIsWorthNothing() {
        let other = DownloadSigner(random: { 8 }, lifetime: .seconds(600))
        #expect(!signer.accepts(signature(of: other.address(of: file, now: 1000)), for: file, now: 1000))
    }

    @Test func itHasOneSpelling() {
        let parts = signature(of: signer.address(of: file, now: 1000)).split(separator: ".")
        #expect(parts[1].contains { $0.isLetter })
        #expect(!signer.accepts("\(parts[0]).\(parts[1].uppercased())", for: file, now: 1000))
        // Swift reads "+7" as a number, too.
        for place in stride(from: 0, to: 64, by: 2) {
            var code = Array(parts[1])
            code[place] = "+"
            #expect(!signer.accepts("\(parts[0]).\(String(code))", for: file, now: 1000))
        }
    }

    @Test(arguments: ["", ".", "1", "1.2.3", "601000.zz", "601000." + String(repeating: "0", count: 64)])
    func nonsenseIsRefused(text: String) {
        #expect(!signer.accepts(text, for: file, now: 1000))
    }
}
