import SportelloModel

/// What a summary says about mail. `{0}` is filled in.
struct MailWords: Sendable {
    let acknowledged: String
    let notAcknowledged: String
    let away: String
    let asked: String

    /// The words of a language that the summary has.
    static func of(_ language: String) -> MailWords { all[language] ?? english }

    static let english = MailWords(
        acknowledged: "A mail is confirmed with its number; without that confirmation, it did not reach us.",
        notAcknowledged: "A mail is not confirmed.",
        away: "Answers that you did not read in the chat also come by mail, {0} minutes after they were written.",
        asked: "If you wrote by mail, you are asked by mail how it was."
    )

    private static let all: [String: MailWords] = [
        "en": english,
        "it": MailWords(
            acknowledged: "Una mail viene confermata con il suo numero; senza conferma non ci è arrivata.",
            notAcknowledged: "Le mail non vengono confermate.",
            away: "Le risposte che non hai letto nella chat arrivano anche per mail, {0} minuti dopo.",
            asked: "Se hai scritto per mail, ti chiediamo per mail com'è andata."
        ),
        "pl": MailWords(
            acknowledged: "Wiadomość e-mail potwierdzamy, podając numer; bez potwierdzenia do nas nie dotarła.",
            notAcknowledged: "Wiadomości e-mail nie są potwierdzane.",
            away: "Odpowiedzi nieprzeczytane na czacie przychodzą też e-mailem, {0} min po ich napisaniu.",
            asked: "Kto napisał e-mailem, tego e-mailem prosimy o ocenę."
        ),
        "es": MailWords(
            acknowledged: "Confirmamos cada correo con su número; sin esa confirmación, no nos ha llegado.",
            notAcknowledged: "Los correos no se confirman.",
            away: "Las respuestas que no has leído en el chat llegan también por correo, {0} minutos después.",
            asked: "Si escribiste por correo, te preguntamos por correo qué tal ha ido."
        ),
        "ru": MailWords(
            acknowledged: "Письмо подтверждается с указанием номера; если подтверждения нет, оно до нас не дошло.",
            notAcknowledged: "Письма не подтверждаются.",
            away: "Ответы, не прочитанные в чате, приходят и по почте, через {0} мин. после написания.",
            asked: "Если вы писали по почте, мы по почте спросим, как всё прошло."
        ),
        "uk": MailWords(
            acknowledged: "Лист підтверджується з номером; якщо підтвердження немає, він до нас не дійшов.",
            notAcknowledged: "Листи не підтверджуються.",
            away: "Відповіді, не прочитані в чаті, надходять і поштою, через {0} хв після написання.",
            asked: "Якщо ви писали поштою, ми поштою запитаємо, як усе пройшло."
        ),
    ]
}

extension SummaryWriter {
    /// What the desk writes by mail of its own accord; nothing where mail is no official way.
    var mail: [String] {
        let mailWords = MailWords.of(words.language)
        let policy = profile.email
        let isOfficial = profile.channels.contains {
            $0.kind == .email && $0.purpose == .support && $0.isEnabled && $0.standing == .official
        }
        var lines: [String] = []
        if isOfficial { lines.append(policy.acknowledges ? mailWords.acknowledged : mailWords.notAcknowledged) }
        if let minutes = policy.awayMinutes { lines.append(mailWords.away.filled("\(minutes)")) }
        if isOfficial, policy.invitesRating { lines.append(mailWords.asked) }
        return lines
    }
}
