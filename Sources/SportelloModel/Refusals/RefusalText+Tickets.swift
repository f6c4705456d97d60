extension RefusalText {
    /// A ticket's life.
    static let tickets: [Refusal.Code: RefusalText] = [
        .closed: RefusalText(
            sentence: [
                "en": "This ticket is closed for good. Start a new one; it can refer to this one.",
                "it": "Questo ticket è chiuso definitivamente. Aprine uno nuovo: può fare riferimento a questo.",
                "pl": "To zgłoszenie jest ostatecznie zamknięte. Utwórz nowe; może odwoływać się do tego.",
                "es": "Este ticket está cerrado definitivamente. Abre uno nuevo; puede hacer referencia a este.",
                "ru": "Это обращение закрыто окончательно. Создайте новое: в нём можно сослаться на это.",
                "uk": "Це звернення закрито остаточно. Створіть нове: у ньому можна послатися на це.",
            ]
        ),
        .notResolved: RefusalText(
            sentence: [
                "en": "This ticket is not resolved. Write into it instead of reopening it, or resolve it first.",
                "it": "Questo ticket non è risolto. Scrivi al suo interno invece di riaprirlo, oppure risolvilo prima.",
                "pl": "To zgłoszenie nie jest rozwiązane. "
                    + "Napisz w nim zamiast otwierać je ponownie albo najpierw je rozwiąż.",
                "es": "Este ticket no está resuelto. Escribe en él en vez de reabrirlo, o resuélvelo primero.",
                "ru": "Это обращение ещё не решено. Напишите в нём, не открывая его заново, или сначала решите его.",
                "uk": "Це звернення ще не вирішено. "
                    + "Напишіть у ньому, не відкриваючи його знову, або спершу вирішіть його.",
            ]
        ),
        .resolved: RefusalText(
            sentence: [
                "en": "This ticket is resolved. Reopen it first.",
                "it": "Questo ticket è risolto. Prima va riaperto.",
                "pl": "To zgłoszenie jest rozwiązane. Najpierw otwórz je ponownie.",
                "es": "Este ticket está resuelto. Reábrelo primero.",
                "ru": "Это обращение решено. Сначала откройте его заново.",
                "uk": "Це звернення вирішено. Спершу відкрийте його знову.",
            ]
        ),
        .criticalOpen: RefusalText(
            sentence: [
                "en": "A critical failure is still being worked on. Wait for the fix, or lower the severity first.",
                "it": "Si sta ancora lavorando a un guasto critico. "
                    + "Attendi la correzione oppure abbassa prima la gravità.",
                "pl": "Trwa jeszcze praca nad krytyczną awarią. Poczekaj na poprawkę albo najpierw obniż wagę błędu.",
                "es": "Todavía se trabaja en un fallo crítico. Espera la corrección o baja antes la gravedad.",
                "ru": "Над критической ошибкой ещё работают. Дождитесь исправления или сначала понизьте серьёзность.",
                "uk": "Над критичною помилкою ще працюють. Дочекайтеся виправлення або спершу знизьте серйозність.",
            ]
        ),
        .unknownReason: RefusalText(
            sentence: [
                "en": "This reason is not on the list for this step. Choose a listed one.",
                "it": "Questo motivo non è nell'elenco per questo passaggio. Scegline uno dell'elenco.",
                "pl": "Tego powodu nie ma na liście dla tego kroku. Wybierz powód z listy.",
                "es": "Este motivo no está en la lista para este paso. Elige uno de la lista.",
                "ru": "Этой причины нет в списке для этого шага. Выберите причину из списка.",
                "uk": "Цієї причини немає в списку для цього кроку. Виберіть причину зі списку.",
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
        .evidenceNeeded: RefusalText(
            sentence: [
                "en": "This reason needs evidence. Name it, for example a message or a log.",
                "it": "Questo motivo richiede una prova. Indicala, per esempio un messaggio o un registro.",
                "pl": "Ten powód wymaga dowodu. Wskaż go, na przykład wiadomość lub dziennik.",
                "es": "Este motivo necesita una prueba. Indícala, por ejemplo un mensaje o un registro.",
                "ru": "Для этой причины нужно подтверждение. Укажите его, например сообщение или журнал.",
                "uk": "Для цієї причини потрібне підтвердження. Вкажіть його, наприклад повідомлення або журнал.",
            ]
        ),
        .alreadySettled: RefusalText(
            sentence: [
                "en": "This was settled already. Open it to see how.",
                "it": "La questione è già stata definita. Aprila per vedere come.",
                "pl": "Ta sprawa jest już załatwiona. Otwórz ją, aby zobaczyć jak.",
                "es": "Esto ya quedó resuelto. Ábrelo para ver cómo.",
                "ru": "Это уже улажено. Откройте запись, чтобы увидеть, как именно.",
                "uk": "Це вже залагоджено. Відкрийте запис, щоб побачити, як саме.",
            ]
        ),
    ]
}
