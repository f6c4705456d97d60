extension Refusal.Code {
    /// A bug needs a severity, and staff must say it (R-002-39).
    public static let severityNeeded: Self = "severityNeeded"
    /// The severity follows from rules or was decided by a review (R-002-42, R-002-77).
    public static let severityRuled: Self = "severityRuled"
    /// The customer's appeal against the severity is not decided (R-002-77).
    public static let appealOpen: Self = "appealOpen"
    /// There is no appeal, or the profile takes none (R-002-77).
    public static let noAppeal: Self = "noAppeal"
    /// Steps of the outcome's procedure are left (R-002-56).
    public static let stepsOpen: Self = "stepsOpen"
    /// A request for an analysis leaves only as paid work or a proposal (R-002-32).
    public static let analysisAsked: Self = "analysisAsked"
    /// The documented limits decided between bug and proposal (R-002-46).
    public static let outcomeRuled: Self = "outcomeRuled"
    /// Parts of a proposal's short analysis are missing (R-002-47).
    public static let analysisIncomplete: Self = "analysisIncomplete"
    /// Nothing here can become a proposal (R-002-91).
    public static let notConvertible: Self = "notConvertible"
    /// Another team performs it and has to get it first (R-002-50).
    public static let handoverNeeded: Self = "handoverNeeded"
    /// The fix needs a linked issue that is released (R-002-88).
    public static let releaseNeeded: Self = "releaseNeeded"
    /// Nothing on this ticket is monitored (R-002-44).
    public static let notMonitored: Self = "notMonitored"
    /// An earlier step must come first.
    public static let notReady: Self = "notReady"
    /// The package holds as much as one release may (R-002-67).
    public static let packageFull: Self = "packageFull"
    /// As many release notes as a day may have went out (R-002-68).
    public static let digestFull: Self = "digestFull"
    /// Changes do not go live at that time (R-002-85).
    public static let outsideWindow: Self = "outsideWindow"
}

extension RefusalText {
    /// Outcomes, severity, escalations and releases.
    static let outcomes: [Refusal.Code: RefusalText] = outcomeTexts.merging(severityTexts) { first, _ in first }
        .merging(releaseTexts) { first, _ in first }

    private static let outcomeTexts: [Refusal.Code: RefusalText] = [
        .stepsOpen: RefusalText(
            sentence: [
                "en": "Steps of the procedure are left. Do them in order, then try again.",
                "it": "Mancano passaggi della procedura. Completali in ordine e poi riprova.",
                "pl": "Zostały kroki procedury. Wykonaj je po kolei i spróbuj ponownie.",
                "es": "Faltan pasos del procedimiento. Hazlos en orden y vuelve a intentarlo.",
                "ru": "Остались шаги процедуры. Выполните их по порядку и попробуйте снова.",
                "uk": "Залишилися кроки процедури. Виконайте їх по порядку й спробуйте знову.",
            ],
            additions: [("steps", remaining)]
        ),
        .analysisAsked: RefusalText(
            sentence: [
                "en": "The customer asks for an analysis. Leave it as paid work or as a proposal.",
                "it": "Il cliente chiede un'analisi. Concludi come lavoro a pagamento o come proposta.",
                "pl": "Klient prosi o analizę. Zakończ to jako płatne zlecenie albo propozycję.",
                "es": "El cliente pide un análisis. Déjalo como trabajo de pago o como propuesta.",
                "ru": "Клиент просит анализ. Оформите это как платную работу или как предложение.",
                "uk": "Клієнт просить аналіз. Оформіть це як платну роботу або як пропозицію.",
            ],
            additions: [("allowed", possible)]
        ),
        .outcomeRuled: RefusalText(
            sentence: [
                "en": "The documented limits decide what this is. Check the load that you entered.",
                "it": "Che cosa sia lo decidono i limiti documentati. Controlla il carico inserito.",
                "pl": "O tym, co to jest, decydują udokumentowane limity. Sprawdź podane obciążenie.",
                "es": "Lo que es esto lo deciden los límites documentados. Comprueba la carga indicada.",
                "ru": "Что это такое, решают документированные пределы. Проверьте указанную нагрузку.",
                "uk": "Що це таке, вирішують задокументовані межі. Перевірте вказане навантаження.",
            ],
            additions: [("outcome", possible)]
        ),
        .analysisIncomplete: RefusalText(
            sentence: [
                "en": "The proposal lacks parts of its short analysis. Add them, or confirm that it goes without.",
                "it": "Alla proposta mancano parti della breve analisi. Aggiungile o conferma che vada senza.",
                "pl": "Propozycji brakuje części krótkiej analizy. Uzupełnij je albo potwierdź, że idzie bez nich.",
                "es": "A la propuesta le faltan partes del breve análisis. Añádelas o confirma que va sin ellas.",
                "ru": "В предложении нет частей краткого анализа. Добавьте их или подтвердите, что оно идёт без них.",
                "uk": "У пропозиції бракує частин короткого аналізу. Додайте їх або підтвердьте, що вона йде без них.",
            ],
            additions: [("missing", remaining)]
        ),
        .notConvertible: RefusalText(
            sentence: [
                "en": "This cannot become a proposal. First record that there is no such function.",
                "it": "Questo non può diventare una proposta. Registra prima che la funzione non esiste.",
                "pl": "Z tego nie można zrobić propozycji. Najpierw zapisz, że takiej funkcji nie ma.",
                "es": "Esto no puede convertirse en propuesta. Registra antes que esa función no existe.",
                "ru": "Из этого нельзя сделать предложение. Сначала отметьте, что такой функции нет.",
                "uk": "З цього не можна зробити пропозицію. Спершу зазначте, що такої функції немає.",
            ]
        ),
        .handoverNeeded: RefusalText(
            sentence: [
                "en": "Support does not do this work. Choose the outcome first; that hands the ticket over.",
                "it": "L'assistenza non svolge questo lavoro. Scegli prima l'esito: così il ticket viene passato.",
                "pl": "Wsparcie nie wykonuje tej pracy. Najpierw wybierz wynik; to przekaże zgłoszenie dalej.",
                "es": "Soporte no hace este trabajo. Elige antes el resultado: así se entrega el ticket.",
                "ru": "Поддержка такую работу не выполняет. Сначала выберите результат: обращение будет передано.",
                "uk": "Підтримка такої роботи не виконує. Спершу виберіть результат: звернення буде передано.",
            ],
            additions: [("team", executor)]
        ),
    ]

    private static let severityTexts: [Refusal.Code: RefusalText] = [
        .severityNeeded: RefusalText(
            sentence: [
                "en": "A bug needs a severity. Say whether it is critical.",
                "it": "Un errore deve avere una gravità. Indica se è critico.",
                "pl": "Błąd musi mieć wagę. Podaj, czy jest krytyczny.",
                "es": "Un error necesita una gravedad. Indica si es crítico.",
                "ru": "У ошибки должна быть важность. Укажите, критична ли она.",
                "uk": "Помилка повинна мати важливість. Укажіть, чи вона критична.",
            ]
        ),
        .severityRuled: RefusalText(
            sentence: [
                "en": "Rules or a review decided the severity. State new facts, or let the customer ask for a review.",
                "it": "La gravità è decisa dalle regole o da un riesame. "
                    + "Indica fatti nuovi o lascia che il cliente chieda un riesame.",
                "pl": "O wadze zdecydowały reguły albo ponowna ocena. "
                    + "Podaj nowe fakty albo niech klient poprosi o ocenę.",
                "es": "La gravedad la decidieron las reglas o una revisión. "
                    + "Indica hechos nuevos o que el cliente pida una revisión.",
                "ru": "Важность определили правила или пересмотр. "
                    + "Укажите новые факты, или пусть клиент попросит о пересмотре.",
                "uk": "Важливість визначили правила або перегляд. "
                    + "Укажіть нові факти, або хай клієнт попросить про перегляд.",
            ],
            additions: [("impacts", possible)]
        ),
        .appealOpen: RefusalText(
            sentence: [
                "en": "The customer appealed against the severity. Decide that first, with a reason.",
                "it": "Il cliente ha contestato la gravità. Decidi prima su questo, con un motivo.",
                "pl": "Klient odwołał się od oceny wagi. Najpierw rozstrzygnij to z uzasadnieniem.",
                "es": "El cliente ha recurrido la gravedad. Decide antes sobre eso, con un motivo.",
                "ru": "Клиент оспорил важность. Сначала решите это и укажите причину.",
                "uk": "Клієнт оскаржив важливість. Спершу вирішіть це й укажіть причину.",
            ]
        ),
        .noAppeal: RefusalText(
            sentence: [
                "en": "There is no appeal to decide here. Write a message to explain the situation.",
                "it": "Qui non c'è nessuna contestazione da decidere. Scrivi un messaggio per spiegare la situazione.",
                "pl": "Nie ma tu odwołania do rozstrzygnięcia. Napisz wiadomość, aby wyjaśnić sytuację.",
                "es": "Aquí no hay ningún recurso que decidir. Escribe un mensaje para explicar la situación.",
                "ru": "Оспаривания здесь нет. Напишите сообщение и объясните положение.",
                "uk": "Оскарження тут немає. Напишіть повідомлення й поясніть становище.",
            ]
        ),
        .notMonitored: RefusalText(
            sentence: [
                "en": "Nothing on this ticket is being monitored. Escalate it as critical first.",
                "it": "Su questo ticket non c'è nulla sotto osservazione. Prima segnalalo come critico.",
                "pl": "Na tym zgłoszeniu nic nie jest monitorowane. Najpierw eskaluj je jako krytyczne.",
                "es": "En este ticket no se vigila nada. Escálalo antes como crítico.",
                "ru": "По этому обращению ничего не отслеживается. Сначала эскалируйте его как критическое.",
                "uk": "За цим зверненням нічого не відстежується. Спершу ескалюйте його як критичне.",
            ]
        ),
        .releaseNeeded: RefusalText(
            sentence: [
                "en": "This fix needs a new version. Link an issue and wait for its release.",
                "it":
                    "Questa correzione richiede una nuova versione. Collega una segnalazione interna e attendi il rilascio.",
                "pl": "Ta poprawka wymaga nowej wersji. Powiąż sprawę wewnętrzną i poczekaj na jej wydanie.",
                "es":
                    "Esta corrección necesita una versión nueva. Enlaza una incidencia interna y espera a su publicación.",
                "ru": "Для этого исправления нужна новая версия. Свяжите внутреннюю задачу и дождитесь выпуска.",
                "uk": "Для цього виправлення потрібна нова версія. Зв'яжіть внутрішнє завдання й дочекайтеся випуску.",
            ]
        ),
    ]

    private static let releaseTexts: [Refusal.Code: RefusalText] = [
        .notReady: RefusalText(
            sentence: [
                "en": "It is too early for this. Take the step before it first.",
                "it": "È troppo presto. Fai prima il passaggio precedente.",
                "pl": "Na to jeszcze za wcześnie. Najpierw wykonaj poprzedni krok.",
                "es": "Es demasiado pronto. Da antes el paso anterior.",
                "ru": "Для этого ещё рано. Сначала сделайте предыдущий шаг.",
                "uk": "Для цього ще зарано. Спершу зробіть попередній крок.",
            ]
        ),
        .packageFull: RefusalText(
            sentence: [
                "en": "No further change fits into this package. Begin another one.",
                "it": "In questo pacchetto non entrano altre modifiche. Iniziane un altro.",
                "pl": "W tym pakiecie nie zmieści się więcej zmian. Zacznij następny.",
                "es": "En este paquete no caben más cambios. Empieza otro.",
                "ru": "В этот пакет изменения больше не помещаются. Начните другой.",
                "uk": "У цей пакет зміни більше не вміщуються. Почніть інший.",
            ],
            additions: [("limit", most)]
        ),
        .digestFull: RefusalText(
            sentence: [
                "en": "No further release note goes out today. Put the changes into tomorrow's note.",
                "it": "Oggi non si pubblicano altre note di rilascio. Inserisci le modifiche in quella di domani.",
                "pl": "Dziś nie wyjdzie już żadna informacja o zmianach. Dodaj zmiany do jutrzejszej.",
                "es": "Hoy no se publican más notas de versión. Pon los cambios en la de mañana.",
                "ru": "Сегодня заметок о выпуске больше не будет. Добавьте изменения в завтрашнюю.",
                "uk": "Сьогодні нотаток про випуск більше не буде. Додайте зміни до завтрашньої.",
            ],
            additions: [("limit", most)]
        ),
        .outsideWindow: RefusalText(
            sentence: [
                "en": "Changes do not go live at that time. Choose a time within the window, or mark an urgent fix.",
                "it": "In quel momento non si pubblicano modifiche. "
                    + "Scegli un orario consentito o indica una correzione urgente.",
                "pl": "O tej porze nie wprowadza się zmian. Wybierz dozwolony termin albo oznacz pilną poprawkę.",
                "es": "A esa hora no se publican cambios. "
                    + "Elige un momento permitido o indica una corrección urgente.",
                "ru": "В это время изменения не выпускаются. "
                    + "Выберите разрешённое время или отметьте срочное исправление.",
                "uk": "У цей час зміни не випускаються. "
                    + "Виберіть дозволений час або позначте термінове виправлення.",
            ]
        ),
    ]

    private static let remaining: LocalizedText = [
        "en": "Left: %@.", "it": "Mancano: %@.", "pl": "Zostało: %@.", "es": "Falta: %@.", "ru": "Осталось: %@.",
        "uk": "Залишилося: %@.",
    ]
    private static let possible: LocalizedText = [
        "en": "Possible: %@.", "it": "Possibile: %@.", "pl": "Możliwe: %@.", "es": "Posible: %@.",
        "ru": "Возможно: %@.",
        "uk": "Можливо: %@.",
    ]
    private static let executor: LocalizedText = [
        "en": "Team: %@.", "it": "Team: %@.", "pl": "Zespół: %@.", "es": "Equipo: %@.", "ru": "Команда: %@.",
        "uk": "Команда: %@.",
    ]
    private static let most: LocalizedText = [
        "en": "At most %@.", "it": "Al massimo %@.", "pl": "Najwyżej %@.", "es": "Como máximo %@.",
        "ru": "Не более %@.",
        "uk": "Не більше %@.",
    ]
}
