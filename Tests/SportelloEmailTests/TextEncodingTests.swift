import Testing

@testable import SportelloEmail

@Suite("Bytes and names as ASCII")
struct TextEncodingTests {
    @Test(
        "Base32 is that of RFC 4648, in lower case and without padding",
        arguments: [
            ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"),
            ("foobar", "mzxw6ytboi"),
        ]
    )
    func base32(plain: String, text: String) {
        #expect(Base32.encode(Array(plain.utf8)) == text)
        #expect(Base32.decode(text) == Array(plain.utf8))
        #expect(Base32.decode(text.uppercased()) == Array(plain.utf8))
    }

    @Test("What base32 never gives is not read", arguments: ["m", "mz", "mzxw6y", "m0", "my======", "m y"])
    func notBase32(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test(
        "Names of IMAP folders are written in modified UTF-7 (RFC 3501 §5.1.3)",
        arguments: [
            ("INBOX", "INBOX"), ("Q&A", "Q&-A"), ("Entwürfe", "Entw&APw-rfe"), ("😀", "&2D3eAA-"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ]
    )
    func folders(name: String, text: String) {
        #expect(IMAPText.modifiedUTF7(name) == text)
    }
}
