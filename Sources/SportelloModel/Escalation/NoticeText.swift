/// What the desk writes to a customer about the fate of an issue: mapped public words, never internal text.
enum NoticeText {
    /// The words in the ticket's language, with the reason of a rejection and the version of a release.
    static func text(
        of issue: InternalIssue, _ result: IssueResult, in language: String, _ profile: ServiceProfile
    ) -> String {
        var sentences = [sentence(result).text(in: language)]
        if result == .rejected, let reason = profile.triage.rejectReasons.first(where: { $0.id == issue.reason }) {
            sentences.append(reason.title.text(in: language))
        }
        if result == .released, let version = issue.version {
            sentences.append(released.text(in: language).replacing("%@", with: version))
        }
        return sentences.joined(separator: " ")
    }

    private static let released: LocalizedText = [
        "en": "Version: %@.", "it": "Versione: %@.", "pl": "Wersja: %@.", "es": "Versión: %@.", "ru": "Версия: %@.",
        "uk": "Версія: %@.",
    ]

    private static func sentence(_ result: IssueResult) -> LocalizedText {
        switch result {
        case .duplicate:
            [
                "en": "What you reported was already known; your report now counts towards it.",
                "it": "Ciò che hai segnalato era già noto; ora la tua segnalazione si aggiunge alle altre.",
                "pl": "To, co zgłosiłeś, było już znane; Twoje zgłoszenie zostało do tego doliczone.",
                "es": "Lo que comunicaste ya se conocía; ahora tu aviso se suma a los demás.",
                "ru": "То, о чём вы сообщили, уже известно; ваше сообщение учтено вместе с другими.",
                "uk": "Про те, що ви повідомили, вже відомо; ваше повідомлення враховано разом з іншими.",
            ]
        case .roadmap:
            [
                "en": "What you reported is planned. There is no date yet.",
                "it": "Ciò che hai segnalato è in programma. Non c'è ancora una data.",
                "pl": "To, co zgłosiłeś, jest zaplanowane. Nie ma jeszcze terminu.",
                "es": "Lo que comunicaste está previsto. Todavía no hay fecha.",
                "ru": "То, о чём вы сообщили, запланировано. Срока пока нет.",
                "uk": "Те, про що ви повідомили, заплановано. Терміну поки немає.",
            ]
        case .backlog:
            [
                "en": "A team has taken on what you reported. There is no date yet.",
                "it": "Un team ha preso in carico ciò che hai segnalato. Non c'è ancora una data.",
                "pl": "Zespół przyjął to, co zgłosiłeś. Nie ma jeszcze terminu.",
                "es": "Un equipo se ha hecho cargo de lo que comunicaste. Todavía no hay fecha.",
                "ru": "Команда взяла в работу то, о чём вы сообщили. Срока пока нет.",
                "uk": "Команда взяла в роботу те, про що ви повідомили. Терміну поки немає.",
            ]
        case .released:
            [
                "en": "What you reported is done and available.",
                "it": "Ciò che hai segnalato è stato fatto ed è disponibile.",
                "pl": "To, co zgłosiłeś, jest zrobione i dostępne.",
                "es": "Lo que comunicaste está hecho y disponible.",
                "ru": "То, о чём вы сообщили, сделано и доступно.",
                "uk": "Те, про що ви повідомили, зроблено й доступно.",
            ]
        case .rejected:
            [
                "en": "What you reported will not be done.",
                "it": "Ciò che hai segnalato non verrà fatto.",
                "pl": "To, co zgłosiłeś, nie zostanie zrobione.",
                "es": "Lo que comunicaste no se hará.",
                "ru": "То, о чём вы сообщили, сделано не будет.",
                "uk": "Те, про що ви повідомили, зроблено не буде.",
            ]
        }
    }
}
