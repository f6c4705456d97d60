extension Refusal {
    /// What a person reads: what to do instead, with the values from ``details`` that help.
    ///
    /// - Parameter language: A language tag such as `it` or `pt-BR`; English where there is no text in it.
    /// - Returns: One or more sentences, never empty, also for codes that the core does not know.
    public func message(in language: String) -> String {
        guard let text = RefusalText.all[code] else {
            return RefusalText.unknown.text(in: language).replacing("%@", with: code.rawValue)
        }
        var sentences = [text.sentence.text(in: language)]
        for addition in text.additions {
            guard let value = details[addition.detail], !value.isEmpty else { continue }
            let shown = addition.detail == "field" ? RefusalText.fieldName(value, in: language) : value
            sentences.append(addition.sentence.text(in: language).replacing("%@", with: shown))
        }
        return sentences.joined(separator: " ")
    }
}

extension Refusal.Code {
    /// Every code that the core itself gives, in no particular order. A profile may declare others.
    public static var all: [Refusal.Code] { Array(RefusalText.all.keys) }
}

/// The texts for one code.
struct RefusalText: Sendable {
    /// What to say always.
    var sentence: LocalizedText
    /// What to say besides, where a detail has a value; `%@` stands for it.
    var additions: [(detail: String, sentence: LocalizedText)] = []

    static let all: [Refusal.Code: RefusalText] = [
        access, tickets, work, consents, quality,
        desk, clocks, deferrals, incidents,
        accounts,
        queue, intake,
        sessions,
        outcomes,
        money, appointments,
    ].reduce(into: [:]) {
        $0.merge($1) { first, _ in first }
    }

    /// A code of a profile, or of a newer core.
    static let unknown: LocalizedText = [
        "en": "This is not possible here (%@). Ask the support team what to do.",
        "it": "Qui non è possibile (%@). Chiedi all'assistenza che cosa fare.",
        "pl": "Tutaj nie jest to możliwe (%@). Zapytaj zespół wsparcia, co zrobić.",
        "es": "Aquí no es posible (%@). Pregunta al equipo de soporte qué hacer.",
        "ru": "Здесь это невозможно (%@). Спросите у службы поддержки, что делать.",
        "uk": "Тут це неможливо (%@). Запитайте в служби підтримки, що робити.",
    ]

    /// What a person calls a field; the program's word where only programs meet it.
    static func fieldName(_ field: String, in language: String) -> String {
        fieldNames[field]?.text(in: language) ?? field
    }
}
