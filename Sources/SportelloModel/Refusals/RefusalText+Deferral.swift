extension RefusalText {
    /// Reasons to wait or to refuse.
    static let deferrals: [Refusal.Code: RefusalText] = [
        .accessFirst: RefusalText(
            sentence: [
                "en": "Ask the customer for access first. Only without access this reason can be given.",
                "it": "Chiedi prima l'accesso al cliente. Solo senza accesso si può indicare questo motivo.",
                "pl": "Najpierw poproś klienta o dostęp. Dopiero bez dostępu można podać ten powód.",
                "es": "Pide primero acceso al cliente. Solo sin acceso se puede dar este motivo.",
                "ru": "Сначала попросите у клиента доступ. Эту причину можно указать только без доступа.",
                "uk": "Спершу попросіть у клієнта доступ. Цю причину можна вказати лише без доступу.",
            ]
        ),
        .licenceValid: RefusalText(
            sentence: [
                "en": "The licence check found a valid licence. Go on with the work, or check again.",
                "it": "Il controllo ha trovato una licenza valida. Continua il lavoro o ripeti il controllo.",
                "pl": "Sprawdzenie wykazało ważną licencję. Kontynuuj pracę albo sprawdź ponownie.",
                "es": "La comprobación encontró una licencia válida. Sigue con el trabajo o comprueba otra vez.",
                "ru": "Проверка показала действующую лицензию. Продолжайте работу или проверьте ещё раз.",
                "uk": "Перевірка показала чинну ліцензію. Продовжуйте роботу або перевірте ще раз.",
            ]
        ),
        .tooEarly: RefusalText(
            sentence: [
                "en": "The customer still has time to answer. Wait longer or remind them.",
                "it": "Il cliente ha ancora tempo per rispondere. Attendi ancora o mandagli un promemoria.",
                "pl": "Klient ma jeszcze czas na odpowiedź. Poczekaj dłużej albo mu przypomnij.",
                "es": "El cliente aún tiene tiempo para responder. Espera más o recuérdaselo.",
                "ru": "У клиента ещё есть время ответить. Подождите дольше или напомните ему.",
                "uk": "Клієнт ще має час відповісти. Зачекайте довше або нагадайте йому.",
            ],
            additions: [
                (
                    "hours",
                    [
                        "en": "Needed: more than %@ hours.", "it": "Servono più di %@ ore.",
                        "pl": "Potrzeba ponad %@ godzin.", "es": "Hacen falta más de %@ horas.",
                        "ru": "Нужно больше часов, чем %@.", "uk": "Потрібно більше годин, ніж %@.",
                    ]
                )
            ]
        ),
        .warnFirst: RefusalText(
            sentence: [
                "en": "Warn the customer once before that. If it goes on, this reason can be given.",
                "it": "Prima avverti una volta il cliente. Se continua, si può indicare questo motivo.",
                "pl": "Najpierw raz ostrzeż klienta. Jeśli to nie ustanie, można podać ten powód.",
                "es": "Advierte antes una vez al cliente. Si continúa, se puede dar este motivo.",
                "ru": "Сначала один раз предупредите клиента. Если это продолжится, причину можно указать.",
                "uk": "Спершу один раз попередьте клієнта. Якщо це триватиме, причину можна вказати.",
            ]
        ),
        .nothingProposed: RefusalText(
            sentence: [
                "en": "Nothing waits for a confirmation here. Ask for it to be proposed first.",
                "it": "Qui non c'è nulla da confermare. Chiedi prima che venga proposto.",
                "pl": "Nic tu nie czeka na potwierdzenie. Najpierw ktoś musi to zaproponować.",
                "es": "Aquí no hay nada por confirmar. Pide primero que se proponga.",
                "ru": "Здесь нечего подтверждать. Сначала это нужно предложить.",
                "uk": "Тут нічого підтверджувати. Спершу це треба запропонувати.",
            ]
        ),
        .notDeferred: RefusalText(
            sentence: [
                "en": "This ticket is not put off, so there is nothing to lift. Just go on with it.",
                "it": "Questo ticket non è rinviato: non c'è nulla da revocare. Continua pure.",
                "pl": "To zgłoszenie nie jest odłożone, więc nie ma czego znosić. Po prostu kontynuuj.",
                "es": "Este ticket no está aplazado: no hay nada que levantar. Sigue con él.",
                "ru": "Это обращение не отложено, снимать нечего. Просто продолжайте.",
                "uk": "Це звернення не відкладено, знімати нічого. Просто продовжуйте.",
            ]
        ),
    ]
}
