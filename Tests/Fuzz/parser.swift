// Feeds the whole parser, shims included, with whatever the fuzzer makes of the seeds, and checks what it promises.

import Glibc

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMailParser(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Int32 {
    let mail = Array(UnsafeBufferPointer(start: bytes, count: length))
    let limits = MailParserLimits(
        headerFields: 200, headerBytes: 16 << 10, parts: 40, depth: 12, textBytes: 64 << 10, addresses: 50
    )
    guard let parsed = try? MailParser(limits: limits).parse(mail) else { return 0 }
    precondition(parsed.to.count <= limits.addresses)
    precondition(parsed.attachments.count <= limits.parts + 100)
    precondition(Set(parsed.attachments.map { $0.name.lowercased() }).count == parsed.attachments.count)
    for attachment in parsed.attachments {
        precondition(parsed.content(of: attachment).count == attachment.size)
        precondition(!attachment.name.isEmpty && attachment.name.utf8.count <= 150)
        precondition(!attachment.name.contains("/") && !attachment.name.contains("\\"))
    }
    for text in [parsed.text, parsed.trimmed, parsed.subject] {
        precondition(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0x7F })
    }
    precondition(!parsed.subject.contains("\n"))
    precondition(parsed.bounce.map { !$0.recipients.isEmpty } ?? true)
    return 0
}
