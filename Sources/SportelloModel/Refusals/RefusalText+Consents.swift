extension RefusalText {
    /// Remote sessions.
    static let consents: [Refusal.Code: RefusalText] = [
        .toolNotAllowed: RefusalText(
            sentence: [
                "en": "This remote tool must not be used here. Choose an allowed one.",
                "it": "Questo strumento remoto qui non può essere usato. Scegline uno ammesso.",
                "pl": "Tego narzędzia zdalnego nie wolno tu używać. Wybierz dozwolone.",
                "es": "Esta herramienta remota no se puede usar aquí. Elige una permitida.",
                "ru": "Этим средством удалённого доступа здесь пользоваться нельзя. Выберите допустимое.",
                "uk": "Цим засобом віддаленого доступу тут користуватися не можна. Виберіть дозволений.",
            ],
            additions: [
                (
                    "reason",
                    [
                        "en": "Reason: %@.",
                        "it": "Motivo: %@.",
                        "pl": "Powód: %@.",
                        "es": "Motivo: %@.",
                        "ru": "Причина: %@.",
                        "uk": "Причина: %@.",
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
        .scopeNotAllowed: RefusalText(
            sentence: [
                "en": "More was chosen than was asked for or than the tool can be limited to. "
                    + "Choose from what is allowed.",
                "it": "È stato scelto più di quanto richiesto o di quanto lo strumento possa limitare. "
                    + "Scegli tra ciò che è ammesso.",
                "pl": "Wybrano więcej, niż proszono albo niż narzędzie potrafi ograniczyć. "
                    + "Wybierz z tego, co dozwolone.",
                "es": "Se eligió más de lo pedido o de lo que la herramienta puede limitar. Elige entre lo permitido.",
                "ru": "Выбрано больше, чем запрошено или чем средство умеет ограничить. Выберите из допустимого.",
                "uk": "Вибрано більше, ніж запитано або ніж засіб уміє обмежити. Виберіть із дозволеного.",
            ],
            additions: [
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
                )
            ]
        ),
        .consentConsumed: RefusalText(
            sentence: [
                "en": "This permission was used up or has ended. Ask the customer for a new one.",
                "it": "Questo permesso è già stato usato o è terminato. Chiedine uno nuovo al cliente.",
                "pl": "Ta zgoda została wykorzystana albo wygasła. Poproś klienta o nową.",
                "es": "Este permiso ya se usó o terminó. Pide uno nuevo al cliente.",
                "ru": "Это разрешение уже использовано или закончилось. Попросите у клиента новое.",
                "uk": "Цей дозвіл уже використано або він закінчився. Попросіть у клієнта новий.",
            ]
        ),
        .consentMissing: RefusalText(
            sentence: [
                "en": "The customer has not permitted this. Ask first, and begin only after the answer.",
                "it": "Il cliente non l'ha permesso. Chiedi prima e inizia solo dopo la risposta.",
                "pl": "Klient na to nie pozwolił. Najpierw zapytaj i zacznij dopiero po odpowiedzi.",
                "es": "El cliente no lo ha permitido. Pregunta primero y empieza solo después de la respuesta.",
                "ru": "Клиент этого не разрешил. Сначала спросите и начинайте только после ответа.",
                "uk": "Клієнт цього не дозволив. Спершу запитайте й починайте лише після відповіді.",
            ]
        ),
        .alreadyAnswered: RefusalText(
            sentence: [
                "en": "This was already answered or is over. Make a new request if it is still needed.",
                "it": "È già stata data una risposta oppure è finito. Fai una nuova richiesta se serve ancora.",
                "pl": "Na to już odpowiedziano albo sprawa się skończyła. Złóż nową prośbę, jeśli nadal trzeba.",
                "es": "Ya se respondió o ha terminado. Haz una nueva solicitud si todavía hace falta.",
                "ru": "На это уже ответили, или оно закончилось. Если всё ещё нужно, отправьте новый запрос.",
                "uk": "На це вже відповіли, або воно закінчилося. Якщо досі потрібно, надішліть новий запит.",
            ]
        ),
    ]
}
