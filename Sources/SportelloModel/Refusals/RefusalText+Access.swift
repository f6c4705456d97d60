extension RefusalText {
    /// Who may do what, and with which values.
    static let access: [Refusal.Code: RefusalText] = [
        .notFound: RefusalText(
            sentence: [
                "en": "This does not exist, or it is not yours. Check the number or the link.",
                "it": "Non esiste oppure non è tuo. Controlla il numero o il link.",
                "pl": "To nie istnieje albo nie należy do Ciebie. Sprawdź numer lub odnośnik.",
                "es": "No existe o no es tuyo. Comprueba el número o el enlace.",
                "ru": "Этого нет, или оно не ваше. Проверьте номер или ссылку.",
                "uk": "Цього немає, або воно не ваше. Перевірте номер або посилання.",
            ]
        ),
        .forbidden: RefusalText(
            sentence: [
                "en": "Your role does not allow this. Ask somebody whose role does.",
                "it": "Il tuo ruolo non lo permette. Chiedi a chi ha il ruolo adatto.",
                "pl": "Twoja rola na to nie pozwala. Poproś osobę, która ma odpowiednią rolę.",
                "es": "Tu rol no lo permite. Pídeselo a alguien cuyo rol lo permita.",
                "ru": "Ваша роль этого не позволяет. Попросите того, чья роль позволяет.",
                "uk": "Ваша роль цього не дозволяє. Попросіть того, чия роль дозволяє.",
            ]
        ),
        .invalid: RefusalText(
            sentence: [
                "en": "Something is missing or not allowed. Correct it and try again.",
                "it": "Qualcosa manca o non è ammesso. Correggi e riprova.",
                "pl": "Czegoś brakuje albo coś jest niedozwolone. Popraw i spróbuj ponownie.",
                "es": "Falta algo o no está permitido. Corrígelo e inténtalo de nuevo.",
                "ru": "Чего-то не хватает, или что-то недопустимо. Исправьте и попробуйте снова.",
                "uk": "Чогось бракує, або щось недозволене. Виправте й спробуйте знову.",
            ],
            additions: [
                (
                    "field",
                    [
                        "en": "Please look at: %@.",
                        "it": "Controlla: %@.",
                        "pl": "Sprawdź: %@.",
                        "es": "Revisa: %@.",
                        "ru": "Проверьте: %@.",
                        "uk": "Перевірте: %@.",
                    ]
                ),
                (
                    "allowed",
                    [
                        "en": "Allowed: %@.",
                        "it": "Ammessi: %@.",
                        "pl": "Dozwolone: %@.",
                        "es": "Permitidos: %@.",
                        "ru": "Допустимо: %@.",
                        "uk": "Дозволено: %@.",
                    ]
                ),
            ]
        ),
        .otherContact: RefusalText(
            sentence: [
                "en": "The two belong to different customers. Choose a ticket of the same customer.",
                "it": "I due appartengono a clienti diversi. Scegli un ticket dello stesso cliente.",
                "pl": "Należą do różnych klientów. Wybierz zgłoszenie tego samego klienta.",
                "es": "Pertenecen a clientes distintos. Elige un ticket del mismo cliente.",
                "ru": "Они принадлежат разным клиентам. Выберите обращение того же клиента.",
                "uk": "Вони належать різним клієнтам. Виберіть звернення того самого клієнта.",
            ]
        ),
        .unofficialChannel: RefusalText(
            sentence: [
                "en": "Requests are not registered on this channel. Use one of the official ways.",
                "it": "Su questo canale le richieste non vengono registrate. Usa uno dei canali ufficiali.",
                "pl": "Na tym kanale zgłoszenia nie są rejestrowane. Skorzystaj z jednego z oficjalnych kanałów.",
                "es": "En este canal no se registran solicitudes. Usa uno de los canales oficiales.",
                "ru": "По этому каналу обращения не регистрируются. Воспользуйтесь одним из официальных способов.",
                "uk": "Цим каналом звернення не реєструються. Скористайтеся одним з офіційних способів.",
            ],
            additions: [
                (
                    "allowed",
                    [
                        "en": "Official ways: %@.",
                        "it": "Canali ufficiali: %@.",
                        "pl": "Oficjalne kanały: %@.",
                        "es": "Canales oficiales: %@.",
                        "ru": "Официальные способы: %@.",
                        "uk": "Офіційні способи: %@.",
                    ]
                )
            ]
        ),
        .inThePast: RefusalText(
            sentence: [
                "en": "That time has already passed. Choose a later one.",
                "it": "Quel momento è già passato. Scegline uno successivo.",
                "pl": "Ten termin już minął. Wybierz późniejszy.",
                "es": "Ese momento ya pasó. Elige uno posterior.",
                "ru": "Это время уже прошло. Выберите более позднее.",
                "uk": "Цей час уже минув. Виберіть пізніший.",
            ]
        ),
    ]

    /// Fields as forms call them.
    static let fieldNames: [String: LocalizedText] = [
        "text": [
            "en": "text",
            "it": "testo",
            "pl": "tekst",
            "es": "texto",
            "ru": "текст",
            "uk": "текст",
        ],
        "subject": [
            "en": "subject",
            "it": "oggetto",
            "pl": "temat",
            "es": "asunto",
            "ru": "тема",
            "uk": "тема",
        ],
        "caseType": [
            "en": "topic",
            "it": "argomento",
            "pl": "temat zgłoszenia",
            "es": "tema",
            "ru": "тема обращения",
            "uk": "тема звернення",
        ],
        "score": [
            "en": "score",
            "it": "voto",
            "pl": "ocena",
            "es": "puntuación",
            "ru": "оценка",
            "uk": "оцінка",
        ],
        "justification": [
            "en": "explanation",
            "it": "spiegazione",
            "pl": "wyjaśnienie",
            "es": "explicación",
            "ru": "пояснение",
            "uk": "пояснення",
        ],
        "outcome": [
            "en": "outcome",
            "it": "esito",
            "pl": "wynik",
            "es": "resultado",
            "ru": "итог",
            "uk": "підсумок",
        ],
        "promise": [
            "en": "promise",
            "it": "promessa",
            "pl": "obietnica",
            "es": "promesa",
            "ru": "обещание",
            "uk": "обіцянка",
        ],
        "description": [
            "en": "description",
            "it": "descrizione",
            "pl": "opis",
            "es": "descripción",
            "ru": "описание",
            "uk": "опис",
        ],
        "summary": [
            "en": "summary",
            "it": "riassunto",
            "pl": "streszczenie",
            "es": "resumen",
            "ru": "краткое содержание",
            "uk": "короткий зміст",
        ],
        "reason": [
            "en": "reason",
            "it": "motivo",
            "pl": "powód",
            "es": "motivo",
            "ru": "причина",
            "uk": "причина",
        ],
        "note": [
            "en": "note",
            "it": "nota",
            "pl": "notatka",
            "es": "nota",
            "ru": "заметка",
            "uk": "нотатка",
        ],
        "minutes": [
            "en": "minutes",
            "it": "minuti",
            "pl": "minuty",
            "es": "minutos",
            "ru": "минуты",
            "uk": "хвилини",
        ],
        "until": [
            "en": "time",
            "it": "orario",
            "pl": "termin",
            "es": "hora",
            "ru": "время",
            "uk": "час",
        ],
    ]
}
