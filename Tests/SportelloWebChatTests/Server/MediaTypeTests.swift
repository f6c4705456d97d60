import Testing

@testable import SportelloWebChat

@Suite("A file is what its bytes say")
struct MediaTypeTests {
    @Test(arguments: [
        ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00], "image/png"),
        ([0xff, 0xd8, 0xff, 0xe0], "image/jpeg"),
        (Array("GIF89a...".utf8), "image/gif"),
        (Array("RIFF....WEBPVP8 ".utf8), "image/webp"),
        (Array("....ftypisom".utf8), "video/mp4"),
        ([0x1a, 0x45, 0xdf, 0xa3], "video/webm"),
        (Array("%PDF-1.7".utf8), "application/pdf"),
        ([0x50, 0x4b, 0x03, 0x04], "application/zip"),
        (Array("a plain note,\nin two lines".utf8), "text/plain"),
        (Array("Grüße, привет".utf8), "text/plain"),
    ])
    func knownBytesAreTold(bytes: [UInt8], type: String) {
        #expect(MediaType.sniff(bytes) == type)
    }

    @Test(arguments: [
        Array("<html><script>alert(1)</script>".utf8), Array("  \n<svg xmlns='...'>".utf8), [], [0x00, 0x01, 0x02],
        [0xff, 0xfe, 0x41, 0x00], Array("text with \u{1b}[31m escape".utf8),
    ])
    func markupAndBinariesAreNothingToHandOut(bytes: [UInt8]) {
        #expect(MediaType.sniff(bytes) == nil)
    }

    @Test func aTextCutInsideACharacterIsStillAText() {
        for shift in 0..<4 {
            let long = String(repeating: "a", count: shift) + String(repeating: "ж", count: 400)
            #expect(MediaType.sniff(Array(Array(long.utf8).prefix(MediaType.neededBytes))) == "text/plain")
        }
    }

    @Test(arguments: [
        ("a.png", "image/png", true), ("A.PNG", "image/png", true), ("photo", "image/png", true),
        ("a.html", "image/png", false), ("a.png.svg", "image/png", false), ("run.exe", "application/zip", false),
        ("notes.txt", "text/plain", true), ("page.htm", "text/plain", false), (".", "image/png", false),
    ])
    func aNameMustGoWithItsType(name: String, type: String, isAllowed: Bool) {
        #expect(MediaType.allows(name: name, type: type) == isAllowed)
    }
}
