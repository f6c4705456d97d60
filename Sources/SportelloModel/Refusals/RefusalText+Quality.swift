extension RefusalText {
    /// Quality control.
    static let quality: [Refusal.Code: RefusalText] = [
        .notIndependent: RefusalText(
            sentence: [
                "en": "Whoever worked on the ticket cannot review it. Give the case to somebody who did not.",
                "it": "Chi ha lavorato al ticket non può esaminarlo. Affida il caso a chi non se ne è occupato.",
                "pl": "Kto pracował nad zgłoszeniem, nie może go oceniać. "
                    + "Przekaż sprawę komuś, kto nad nim nie pracował.",
                "es": "Quien trabajó en el ticket no puede revisarlo. Da el caso a alguien que no lo hizo.",
                "ru": "Кто работал над обращением, не может его проверять. "
                    + "Передайте дело тому, кто над ним не работал.",
                "uk": "Хто працював над зверненням, не може його перевіряти. "
                    + "Передайте справу тому, хто над ним не працював.",
            ]
        ),
        .actionNeeded: RefusalText(
            sentence: [
                "en": "A case that is upheld must cause something. Choose at least one action.",
                "it": "Un caso accolto deve avere una conseguenza. Scegli almeno un'azione.",
                "pl": "Uznana sprawa musi mieć skutek. Wybierz co najmniej jedno działanie.",
                "es": "Un caso estimado debe tener una consecuencia. Elige al menos una acción.",
                "ru": "Подтверждённое дело должно иметь последствия. Выберите хотя бы одно действие.",
                "uk": "Підтверджена справа повинна мати наслідки. Виберіть принаймні одну дію.",
            ]
        ),
    ]
}
