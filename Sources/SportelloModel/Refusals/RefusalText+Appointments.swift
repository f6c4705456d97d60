extension RefusalText {
    /// Agreed times and larger work.
    static let appointments: [Refusal.Code: RefusalText] = [
        .placeNotOffered: RefusalText(
            sentence: [
                "en": "This is not held at that place. Choose another.",
                "it": "Non si svolge in quel luogo. Scegline un altro.",
                "pl": "W tym miejscu się to nie odbywa. Wybierz inne.",
                "es": "No se hace en ese lugar. Elige otro.",
                "ru": "В этом месте это не проводится. Выберите другое.",
                "uk": "У цьому місці це не проводиться. Виберіть інше.",
            ],
            additions: listed
        ),
        .belowMinimum: RefusalText(
            sentence: [
                "en": "That is shorter than the minimum. Book at least the minimum.",
                "it": "È più breve del minimo. Prenota almeno il minimo.",
                "pl": "To krócej niż minimum. Zarezerwuj co najmniej minimum.",
                "es": "Es menos que el mínimo. Reserva al menos el mínimo.",
                "ru": "Это меньше минимума. Закажите не меньше минимума.",
                "uk": "Це менше за мінімум. Замовте не менше за мінімум.",
            ],
            additions: [
                (
                    "minimum",
                    [
                        "en": "Minimum: %@.", "it": "Minimo: %@.", "pl": "Minimum: %@.", "es": "Mínimo: %@.",
                        "ru": "Минимум: %@.", "uk": "Мінімум: %@.",
                    ]
                )
            ]
        ),
        .notPerformed: RefusalText(
            sentence: [
                "en": "It is not held by that person or over that tool. Choose from the list.",
                "it": "Non lo tiene quella persona o non con quello strumento. Scegli dall'elenco.",
                "pl": "Ta osoba tego nie prowadzi albo nie przez to narzędzie. Wybierz z listy.",
                "es": "No lo imparte esa persona o no con esa herramienta. Elige de la lista.",
                "ru": "Этот человек это не проводит, или не через это средство. Выберите из списка.",
                "uk": "Ця людина цього не проводить, або не через цей засіб. Виберіть зі списку.",
            ],
            additions: listed
        ),
        .tooManyAttendees: RefusalText(
            sentence: [
                "en": "So many people cannot take part at once. Make two appointments.",
                "it": "Non possono partecipare così tante persone insieme. Fissa due appuntamenti.",
                "pl": "Tyle osób nie może wziąć udziału naraz. Umów dwa spotkania.",
                "es": "No pueden participar tantas personas a la vez. Haz dos citas.",
                "ru": "Столько людей сразу участвовать не может. Назначьте две встречи.",
                "uk": "Стільки людей одразу взяти участь не може. Призначте дві зустрічі.",
            ],
            additions: [
                (
                    "limit",
                    [
                        "en": "At most %@ people.", "it": "Al massimo %@ persone.", "pl": "Najwyżej %@ osób.",
                        "es": "Como máximo %@ personas.", "ru": "Не больше %@ человек.", "uk": "Не більше %@ людей.",
                    ]
                )
            ]
        ),
        .slotNotOffered: RefusalText(
            sentence: [
                "en": "That time was not proposed. Choose one of those that were, or ask for others.",
                "it": "Quell'orario non è stato proposto. Scegline uno tra quelli proposti o chiedine altri.",
                "pl": "Tego terminu nie zaproponowano. Wybierz jeden z zaproponowanych albo poproś o inne.",
                "es": "Esa hora no se propuso. Elige una de las propuestas o pide otras.",
                "ru": "Это время не предлагали. Выберите из предложенного или попросите другое.",
                "uk": "Цей час не пропонували. Виберіть із запропонованого або попросіть інший.",
            ]
        ),
        .alreadyBooked: RefusalText(
            sentence: [
                "en": "The consultant is taken at that time. Choose another time.",
                "it": "Il consulente è già impegnato in quell'orario. Scegli un altro orario.",
                "pl": "Konsultant jest wtedy zajęty. Wybierz inny termin.",
                "es": "El consultor está ocupado a esa hora. Elige otra hora.",
                "ru": "Консультант в это время занят. Выберите другое время.",
                "uk": "Консультант у цей час зайнятий. Виберіть інший час.",
            ]
        ),
        .specificationNeeded: RefusalText(
            sentence: [
                "en": "A project contract needs an agreed specification. Have one approved first.",
                "it": "Un contratto di progetto richiede una specifica concordata. Falla prima approvare.",
                "pl": "Umowa projektowa wymaga uzgodnionej specyfikacji. Najpierw uzyskaj jej akceptację.",
                "es": "Un contrato de proyecto necesita una especificación acordada. Haz que se apruebe primero.",
                "ru": "Проектному договору нужна согласованная спецификация. Сначала утвердите её.",
                "uk": "Проєктний договір потребує погодженої специфікації. Спершу затвердьте її.",
            ]
        ),
        .artefactNeeded: RefusalText(
            sentence: [
                "en": "A document is missing or not agreed. Attach it and have it approved.",
                "it": "Un documento manca o non è concordato. Allegalo e fallo approvare.",
                "pl": "Brakuje dokumentu albo nie jest uzgodniony. Dołącz go i uzyskaj akceptację.",
                "es": "Falta un documento o no está acordado. Adjúntalo y haz que se apruebe.",
                "ru": "Документ отсутствует или не согласован. Приложите его и получите согласие.",
                "uk": "Документ відсутній або не погоджений. Додайте його й отримайте згоду.",
            ],
            additions: [
                (
                    "artefact",
                    [
                        "en": "Needed: %@.", "it": "Serve: %@.", "pl": "Potrzebne: %@.", "es": "Hace falta: %@.",
                        "ru": "Нужно: %@.", "uk": "Потрібно: %@.",
                    ]
                )
            ]
        ),
    ]
}
