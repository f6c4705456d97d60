public import Sportello
import SportelloModel

/// The page that a mail's ``RatingLink`` leads to: `GET` shows a form and never rates, since mail scanners follow links;
/// `POST` gives the rating, once (R-004-48). No script, the contact's language.
///
/// Give it to whatever serves HTTP, for example `WebChatServer(pages:)`, at the address that
/// ``EmailChannel/init(store:configuration:attachments:transport:deskName:ratingAddress:logger:)`` writes into mails.
///
/// | Status | When |
/// |---|---|
/// | 200 | the form, or the thanks; the same answer sent twice is thanked twice and counts once |
/// | 400 | the form came without a score of the scale, and is shown again |
/// | 404 | no token of ours |
/// | 410 | rated already, or the time is over |
/// | 503 | the desk cannot answer now |
public struct RatingPage: WebPage {
    /// Where it answers. Default `/rate/`.
    public let path: String
    private let desk: SupportDesk
    private let keys: MailKeys
    private let deskName: String

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - desk: The desk whose dialogs are rated.
    ///   - keys: The keys of the mail channel, ``EmailConfiguration/keys``.
    ///   - deskName: What customers read as the desk's name.
    ///   - path: Where it answers; begins and ends with `/`.
    public init(desk: SupportDesk, keys: MailKeys, deskName: String, path: String = "/rate/") {
        self.desk = desk
        self.keys = keys
        self.deskName = deskName
        self.path = path
    }

    /// The longest comment that is taken, in characters; the rest is left out.
    static let commentCharacters = 4000

    /// Answers as the table says.
    public func response(to request: WebPageRequest) async -> WebPageResponse {
        let stranger = document(in: request.languages.first(where: Self.isSpoken) ?? desk.profile.language)
        do {
            guard let link = RatingLink(token: request.name, keys: keys),
                let facts = try await desk.ticket(link.ticket)?.ticket.facts, let owner = facts.contact
            else { return stranger.notice(404, RatingPageTexts.unknown) }
            let page = document(in: try await desk.contact(owner).language ?? desk.profile.language)
            guard let invitation = facts.askedAbout(link.conversation), desk.environment.now() <= invitation.until
            else { return page.notice(410, RatingPageTexts.over) }
            switch request.method {
            case .show:
                if invitation.score != nil { return page.notice(410, RatingPageTexts.given) }
                return page.form(200, invitation, number: facts.number)
            case .submit(let fields):
                return try await take(fields, link, invitation, page, number: facts.number)
            }
        } catch let refusal as Refusal {
            return stranger.notice(410, refusal.code == .windowClosed ? RatingPageTexts.over : RatingPageTexts.unknown)
        } catch {
            return stranger.notice(503, RatingPageTexts.later)
        }
    }

    private func take(
        _ fields: [String: String], _ link: RatingLink, _ invitation: RatingInvitation, _ page: RatingDocument,
        number: TicketNumber?
    ) async throws -> WebPageResponse {
        let comment = (fields["comment"] ?? "").replacing("\r\n", with: "\n")
        let words = String(comment.prefix(Self.commentCharacters))
        guard let score = fields["score"].flatMap({ Int($0) }),
            (invitation.lowest...invitation.highest).contains(score)
        else { return page.form(400, invitation, number: number, comment: words, isRepeated: true) }
        // Given elsewhere, or by this link: only the same answer again, from an impatient finger, is thanked again.
        if let given = invitation.score, given != score { return page.notice(410, RatingPageTexts.given) }
        do {
            let isEmpty = words.allSatisfy(\.isWhitespace)
            _ = try await link.redeem(score: score, comment: isEmpty ? nil : words, on: desk)
            return page.notice(200, RatingPageTexts.thanks, "\(score)", "\(invitation.highest)")
        } catch let error as DeskError where error.code == .keyReused {
            return page.notice(410, RatingPageTexts.given)
        }
    }

    private func document(in language: String) -> RatingDocument {
        RatingDocument(language: Self.isSpoken(language) ? language : "en", deskName: deskName)
    }

    private static func isSpoken(_ language: String) -> Bool {
        RatingPageTexts.title.texts[String(language.prefix { $0 != "-" && $0 != "_" })] != nil
    }
}

extension TicketFacts {
    /// What is asked about a conversation, if it is the one that is asked about now.
    fileprivate func askedAbout(_ conversation: Int) -> RatingInvitation? {
        let asked = conversations.last { $0.rating.map { !$0.isSuperseded } ?? false }
        guard let asked, asked.number == conversation, let rating = asked.rating, !rating.isLapsed else { return nil }
        return rating
    }
}
