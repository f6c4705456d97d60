/// Something that was wrong with a mail, or cut because of a limit. Nothing of it stops parsing; the raw mail has it all.
public enum MailDefect: String, Sendable, Hashable, Codable, CaseIterable {
    /// No header block was found: everything counts as text.
    case headersMissing
    /// More header fields or longer ones than the limits allow; the rest is not in `ParsedMail.headers`.
    case headersCut
    /// More parts, or deeper nested ones, than the limits allow.
    case partsCut
    /// A text was longer than `MailParserLimits.textBytes`.
    case textCut
    /// More than `MailParserLimits.addresses` recipients.
    case recipientsCut
    /// Bytes that are nothing in the declared charset, or an unknown charset: another was guessed.
    case charsetGuessed
    /// Base64, quoted-printable or uuencode with damage.
    case encodingDamaged
    /// A multipart without the parts it promised.
    case multipartBroken
    /// From names nobody; `ParsedMail.from` was taken from Sender, Reply-To or Return-Path.
    case fromMissing
    /// No usable Message-ID.
    case messageIDMissing
    /// No usable Date.
    case dateMissing
    /// Images that a remote server would serve were left out of the safe HTML.
    case remoteImagesRemoved
}
