import SportelloModel

/// What a summary says about failures, proposals and updates, in one language.
struct OutcomeWords: Sendable {
    let heading: String
    let nonCritical: String
    let critical: String
    let proposal: String
    let closes: String
    let monitored: String
    let informed: String
    let appeal: String
    let told: String
    let results: [IssueResult: String]
    let included: String
    let paid: String

    /// The words of a language that the summary itself has.
    static func of(_ language: String) -> OutcomeWords { all[language] ?? english }

    private static let all = [
        "en": english, "it": italian, "pl": polish, "es": spanish, "ru": russian, "uk": ukrainian,
    ]

    private static let english = OutcomeWords(
        heading: "Failures, proposals and updates", nonCritical: "A failure that is not critical",
        critical: "A critical failure", proposal: "A proposal",
        closes: "goes to the product teams; your ticket is closed then",
        monitored: "goes to the product teams; your ticket stays open and we watch the work until it is done",
        informed: "goes to the product teams; your ticket stays open and we keep you informed",
        appeal: "You can ask for a review of the severity and say why.",
        told: "You are told when what you reported is {0}.",
        results: [
            .duplicate: "recognised as known", .roadmap: "planned", .backlog: "taken on", .released: "delivered",
            .rejected: "rejected",
        ],
        included: "Updates are included.", paid: "Updates cost extra."
    )

    private static let italian = OutcomeWords(
        heading: "Errori, proposte e aggiornamenti", nonCritical: "Un errore non critico",
        critical: "Un errore critico", proposal: "Una proposta",
        closes: "passa ai team di prodotto e il ticket viene chiuso",
        monitored: "passa ai team di prodotto; il ticket resta aperto e seguiamo il lavoro fino alla fine",
        informed: "passa ai team di prodotto; il ticket resta aperto e ti teniamo al corrente",
        appeal: "Puoi chiedere un riesame della gravità, spiegandone il motivo.",
        told: "Ti avvisiamo quando ciò che hai segnalato è {0}.",
        results: [
            .duplicate: "riconosciuto come già noto", .roadmap: "in programma", .backlog: "preso in carico",
            .released: "disponibile", .rejected: "respinto",
        ],
        included: "Gli aggiornamenti sono inclusi.", paid: "Gli aggiornamenti si pagano a parte."
    )

    private static let polish = OutcomeWords(
        heading: "Błędy, propozycje i aktualizacje", nonCritical: "Błąd niekrytyczny", critical: "Błąd krytyczny",
        proposal: "Propozycja", closes: "trafia do zespołów produktu, a zgłoszenie zostaje zamknięte",
        monitored: "trafia do zespołów produktu; zgłoszenie pozostaje otwarte, a my pilnujemy prac do końca",
        informed: "trafia do zespołów produktu; zgłoszenie pozostaje otwarte, a my informujemy o postępach",
        appeal: "Możesz poprosić o ponowną ocenę wagi i podać powód.",
        told: "Damy Ci znać, gdy to, co zgłosiłeś, zostanie {0}.",
        results: [
            .duplicate: "uznane za znane", .roadmap: "zaplanowane", .backlog: "przyjęte do realizacji",
            .released: "wydane", .rejected: "odrzucone",
        ],
        included: "Aktualizacje są wliczone w cenę.", paid: "Aktualizacje są dodatkowo płatne."
    )

    private static let spanish = OutcomeWords(
        heading: "Errores, propuestas y actualizaciones", nonCritical: "Un error no crítico",
        critical: "Un error crítico", proposal: "Una propuesta",
        closes: "pasa a los equipos de producto y el ticket se cierra",
        monitored: "pasa a los equipos de producto; el ticket sigue abierto y vigilamos el trabajo hasta el final",
        informed: "pasa a los equipos de producto; el ticket sigue abierto y te mantenemos al corriente",
        appeal: "Puedes pedir que se revise la gravedad y explicar por qué.",
        told: "Te avisamos cuando lo que comunicaste está {0}.",
        results: [
            .duplicate: "reconocido como ya sabido", .roadmap: "previsto", .backlog: "asignado a un equipo",
            .released: "disponible", .rejected: "rechazado",
        ],
        included: "Las actualizaciones están incluidas.", paid: "Las actualizaciones se pagan aparte."
    )

    private static let russian = OutcomeWords(
        heading: "Ошибки, предложения и обновления", nonCritical: "Некритическая ошибка",
        critical: "Критическая ошибка", proposal: "Предложение",
        closes: "передаётся продуктовым командам, обращение при этом закрывается",
        monitored: "передаётся продуктовым командам; обращение остаётся открытым, и мы следим за работой до конца",
        informed: "передаётся продуктовым командам; обращение остаётся открытым, и мы держим вас в курсе",
        appeal: "Вы можете попросить пересмотреть важность и объяснить почему.",
        told: "Мы сообщим, когда решение по вашему сообщению будет таким: {0}.",
        results: [
            .duplicate: "уже известно", .roadmap: "запланировано", .backlog: "взято в работу", .released: "выпущено",
            .rejected: "отклонено",
        ],
        included: "Обновления включены в стоимость.", paid: "Обновления оплачиваются отдельно."
    )

    private static let ukrainian = OutcomeWords(
        heading: "Помилки, пропозиції та оновлення", nonCritical: "Некритична помилка",
        critical: "Критична помилка", proposal: "Пропозиція",
        closes: "передається продуктовим командам, звернення при цьому закривається",
        monitored: "передається продуктовим командам; звернення лишається відкритим, і ми стежимо за роботою до кінця",
        informed: "передається продуктовим командам; звернення лишається відкритим, і ми тримаємо вас у курсі",
        appeal: "Ви можете попросити переглянути важливість і пояснити чому.",
        told: "Ми повідомимо, коли рішення щодо вашого повідомлення буде таким: {0}.",
        results: [
            .duplicate: "уже відомо", .roadmap: "заплановано", .backlog: "взято в роботу", .released: "випущено",
            .rejected: "відхилено",
        ],
        included: "Оновлення входять у вартість.", paid: "Оновлення оплачуються окремо."
    )
}

extension SummaryWriter {
    /// What becomes of a failure or a proposal, whom its fate is told, and what updates cost.
    var escalations: [String] {
        let words = OutcomeWords.of(self.words.language)
        let policy = profile.onEscalate
        func line(_ subject: String, _ rule: EscalationPolicy.Rule) -> String {
            switch rule.effect {
            case .closeLinked: "\(subject): \(words.closes)"
            case .keepOpenMonitored: "\(subject): \(words.monitored)"
            case .keepOpenInformed: "\(subject): \(words.informed)"
            }
        }
        var lines = [
            line(words.nonCritical, policy.nonCritical), line(words.critical, policy.critical),
            line(words.proposal, policy.proposal),
        ]
        if profile.severity.appeals { lines.append(words.appeal) }
        let results = profile.notifyOn.results.compactMap { words.results[$0] }
        if !results.isEmpty { lines.append(words.told.filled(results.joined(separator: ", "))) }
        lines.append(profile.release.updates == .included ? words.included : words.paid)
        return lines
    }
}
