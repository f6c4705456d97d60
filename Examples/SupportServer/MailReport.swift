import Foundation
import MailParsing

/// What `mail parse` prints of a mail.
struct MailReport: Encodable {
    struct Person: Encodable {
        var name: String?
        var address: String

        init(_ mailbox: MailAddress) {
            name = mailbox.name
            address = mailbox.address
        }

        private enum CodingKeys: String, CodingKey {
            case name
            case address
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(address, forKey: .address)
        }
    }

    struct File: Encodable {
        var name: String
        var type: String
        var size: Int
        var sha256: String
        var inline: Bool
        var contentID: String?
        var role: String
    }

    struct Bounce: Encodable {
        var status: String?
        var recipient: String?
        var permanent: Bool
        var action: String?
        var recipients: [Recipient]
        var originalMessageID: String?
    }

    struct Recipient: Encodable {
        var address: String?
        var status: String?
        var action: String
        var permanent: Bool
        var diagnostic: String?
    }

    let mail: ParsedMail

    private enum CodingKeys: String, CodingKey {
        case from
        case to
        case cc
        case bcc
        case replyTo
        case sender
        case subject
        case messageID
        case inReplyTo
        case references
        case date
        case text
        case html
        case trimmed
        case attachments
        case automatic
        case automaticKind
        case automaticSigns
        case bounce
        case signed
        case encrypted
        case defects
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(mail.from.map(Person.init), forKey: .from)
        try container.encode(mail.sender.map(Person.init), forKey: .sender)
        try container.encode(mail.to.map(Person.init), forKey: .to)
        try container.encode(mail.cc.map(Person.init), forKey: .cc)
        try container.encode(mail.bcc.map(Person.init), forKey: .bcc)
        try container.encode(mail.replyTo.map(Person.init), forKey: .replyTo)
        try container.encode(mail.subject, forKey: .subject)
        try container.encode(mail.messageID, forKey: .messageID)
        try container.encode(mail.inReplyTo, forKey: .inReplyTo)
        try container.encode(mail.references, forKey: .references)
        try container.encode(mail.date.map(Self.written), forKey: .date)
        try container.encode(mail.text, forKey: .text)
        try container.encode(mail.html, forKey: .html)
        try container.encode(mail.trimmed, forKey: .trimmed)
        try container.encode(mail.attachments.map(Self.file), forKey: .attachments)
        try container.encode(mail.automatic != nil, forKey: .automatic)
        try container.encode(mail.automatic?.kind.rawValue, forKey: .automaticKind)
        try container.encode(mail.automatic?.signs ?? [], forKey: .automaticSigns)
        try container.encode(mail.bounce.map(Self.bounce), forKey: .bounce)
        try container.encode(mail.isSigned, forKey: .signed)
        try container.encode(mail.isEncrypted, forKey: .encrypted)
        try container.encode(mail.defects.map(\.rawValue), forKey: .defects)
    }

    /// ISO 8601 with the sender's offset.
    private static func written(_ date: MailDate) -> String {
        let local = Date(timeIntervalSince1970: TimeInterval(date.unixSeconds + Int64(date.offsetMinutes) * 60))
        let text = local.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        guard date.offsetMinutes != 0 else { return text + "Z" }
        let minutes = abs(date.offsetMinutes)
        let sign = date.offsetMinutes < 0 ? "-" : "+"
        return text + sign + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func file(_ attachment: MailAttachment) -> File {
        File(
            name: attachment.name, type: attachment.type, size: attachment.size, sha256: attachment.sha256,
            inline: attachment.isInline, contentID: attachment.contentID, role: attachment.role.rawValue
        )
    }

    private static func bounce(_ bounce: MailBounce) -> Bounce {
        Bounce(
            status: bounce.status, recipient: bounce.recipient, permanent: bounce.isPermanent,
            action: bounce.recipients.first?.action.rawValue,
            recipients: bounce.recipients.map {
                Recipient(
                    address: $0.address, status: $0.status, action: $0.action.rawValue, permanent: $0.isPermanent,
                    diagnostic: $0.diagnostic
                )
            },
            originalMessageID: bounce.originalMessageID
        )
    }
}
