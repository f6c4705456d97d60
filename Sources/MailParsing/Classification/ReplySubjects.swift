/// Beginnings of subjects that absence notes have. A weak sign: people write such subjects too.
enum ReplySubjects {
    static func matches(_ subject: String) -> Bool {
        var subject = subject
        if let found = subject.withUTF8({ $0.isPlain ? table.begins($0) : nil }) { return found }
        let text = subject.lowercased()
        return beginnings.contains { text.hasPrefix($0) }
    }

    /// The beginnings, for bytes.
    private static let table = PhraseTable(beginnings)

    private static let beginnings = [
        "automatic reply", "auto reply", "auto-reply", "autoreply", "auto:", "autoresponse", "auto response",
        "auto-response",
        "automated reply", "automated response", "auto respond", "out of office", "out-of-office", "out of the office",
        "ooo:", "vacation:", "on vacation", "away from", "i am away", "i'm out of", "automatische antwort",
        "abwesenheitsnotiz", "abwesenheit", "abwesend", "automatische abwesenheit", "automatyczna odpowiedź",
        "autoodpowiedź", "odpowiedź automatyczna", "nieobecność", "poza biurem", "risposta automatica", "fuori sede",
        "fuori ufficio", "assente:", "assenza", "respuesta automática", "respuesta automatica", "fuera de la oficina",
        "fuera de oficina", "ausente", "réponse automatique", "reponse automatique", "absence du bureau",
        "absent du bureau",
        "absence :", "resposta automática", "resposta automatica", "fora do escritório", "ausência", "автоответ",
        "автоматический ответ", "автоматическая", "вне офиса", "отсутствие", "автовідповідь", "автоматична відповідь",
        "не в офісі", "відсутність", "automatisch antwoord", "automatische beantwoording", "afwezig", "niet op kantoor",
        "autosvar", "automatiskt svar", "automatisk svar", "frånvaro", "fravær", "automaattinen vastaus",
        "automatická odpověď",
        "automatikus válasz", "otomatik yanıt", "自动回复", "自動回覆", "自動応答", "자동 회신",
    ]
}
