extension RefusalText {
    /// Promised times.
    static let clocks: [Refusal.Code: RefusalText] = [
        .nothingNewer: RefusalText(
            sentence: [
                "en": "This ticket follows the present promises already. Nothing has to be moved.",
                "it": "Questo ticket segue già le promesse attuali. Non c'è nulla da spostare.",
                "pl": "To zgłoszenie jest już objęte obecnymi terminami. Nie trzeba nic przenosić.",
                "es": "Este ticket ya sigue los compromisos actuales. No hay nada que cambiar.",
                "ru": "Это обращение уже подчиняется нынешним срокам. Переносить нечего.",
                "uk": "Це звернення вже підпорядковане нинішнім строкам. Переносити нічого.",
            ]
        )
    ]
}
