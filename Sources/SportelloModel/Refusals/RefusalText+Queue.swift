extension RefusalText {
    /// The queue.
    static let queue: [Refusal.Code: RefusalText] = [
        .outOfTurn: RefusalText(
            sentence: [
                "en": "The desk gives out the work in order. Ask for the next one, or say why this one goes first.",
                "it": "Il lavoro viene assegnato in ordine. Chiedi il prossimo, o spiega perché questo va prima.",
                "pl": "Praca jest przydzielana po kolei. Poproś o następne zgłoszenie albo podaj powód wyjątku.",
                "es": "El trabajo se reparte por orden. Pide el siguiente, o di por qué este va antes.",
                "ru": "Работа распределяется по порядку. Запросите следующее или объясните, почему это важнее.",
                "uk": "Робота розподіляється за порядком. Візьміть наступне або поясніть, чому це важливіше.",
            ]
        )
    ]
}
