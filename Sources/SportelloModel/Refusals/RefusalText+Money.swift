extension RefusalText {
    /// Hours, money and ordered jobs.
    static let money: [Refusal.Code: RefusalText] = [
        .noHours: RefusalText(
            sentence: [
                "en": "The customer's hours do not suffice. Add hours, or offer some.",
                "it": "Le ore del cliente non bastano. Aggiungi ore oppure proponine altre.",
                "pl": "Godziny klienta nie wystarczą. Dodaj godziny albo zaproponuj kolejne.",
                "es": "Las horas del cliente no bastan. Añade horas u ofrece más.",
                "ru": "Часов клиента не хватает. Добавьте часы или предложите дополнительные.",
                "uk": "Годин клієнта не вистачає. Додайте години або запропонуйте додаткові.",
            ],
            additions: amounts
        ),
        .noFunds: RefusalText(
            sentence: [
                "en": "There is not enough money on the balance. Pay in first, then approve.",
                "it": "Il saldo non basta. Versa prima l'importo, poi approva.",
                "pl": "Na saldzie jest za mało środków. Najpierw wpłać, potem zatwierdź.",
                "es": "El saldo no alcanza. Ingresa primero el importe y luego aprueba.",
                "ru": "На балансе недостаточно средств. Сначала пополните его, затем утвердите.",
                "uk": "На балансі недостатньо коштів. Спершу поповніть його, потім затвердьте.",
            ],
            additions: amounts
        ),
        .holdSettled: RefusalText(
            sentence: [
                "en": "What was set aside was already charged or given back. It cannot be settled twice.",
                "it": "L'importo accantonato è già stato addebitato o restituito. Non si può regolare due volte.",
                "pl": "Zablokowana kwota została już pobrana lub zwrócona. Nie można jej rozliczyć dwa razy.",
                "es": "Lo reservado ya se cobró o se devolvió. No se puede liquidar dos veces.",
                "ru": "Отложенное уже списано или возвращено. Дважды рассчитаться нельзя.",
                "uk": "Відкладене вже списано або повернено. Двічі розрахуватися не можна.",
            ]
        ),
        .nothingToDecide: RefusalText(
            sentence: [
                "en": "Nothing was charged here that could be taken back, and nothing waits for approval.",
                "it": "Qui non c'è nulla di addebitato da stornare né in attesa di approvazione.",
                "pl": "Nie ma tu opłaty, którą można cofnąć, ani niczego do zatwierdzenia.",
                "es": "Aquí no hay ningún cargo que anular ni nada pendiente de aprobar.",
                "ru": "Здесь нет ни списания, которое можно отменить, ни того, что ждёт утверждения.",
                "uk": "Тут немає ані списання, яке можна скасувати, ані того, що чекає на затвердження.",
            ]
        ),
        .workHandedOver: RefusalText(
            sentence: [
                "en": "This is paid work of another team. Leave the work and its time to them.",
                "it": "È un lavoro a pagamento di un altro team. Lascia a loro il lavoro e il suo tempo.",
                "pl": "To płatna praca innego zespołu. Zostaw im pracę i jej czas.",
                "es": "Es un trabajo de pago de otro equipo. Déjales a ellos el trabajo y su tiempo.",
                "ru": "Это платная работа другой команды. Оставьте ей и работу, и учёт времени.",
                "uk": "Це платна робота іншої команди. Залиште їй і роботу, і облік часу.",
            ],
            additions: [
                (
                    "by",
                    [
                        "en": "It is done by %@.", "it": "La svolge %@.", "pl": "Wykonuje ją %@.",
                        "es": "Lo hace %@.", "ru": "Её выполняет %@.", "uk": "Її виконує %@.",
                    ]
                )
            ]
        ),
        .unknownExecutor: RefusalText(
            sentence: [
                "en": "That team takes no orders. Choose one that does.",
                "it": "Quel team non accetta ordini. Scegline uno che li accetta.",
                "pl": "Ten zespół nie przyjmuje zleceń. Wybierz taki, który je przyjmuje.",
                "es": "Ese equipo no acepta encargos. Elige uno que los acepte.",
                "ru": "Эта команда не принимает заказов. Выберите ту, которая принимает.",
                "uk": "Ця команда не приймає замовлень. Виберіть ту, що приймає.",
            ],
            additions: listed
        ),
        .notThisStep: RefusalText(
            sentence: [
                "en": "It is not at this step. Look at where it stands and do what comes next.",
                "it": "Non è a questo punto. Guarda a che punto è e fai il passo successivo.",
                "pl": "To jeszcze nie ten etap. Sprawdź, na jakim jest etapie, i wykonaj następny krok.",
                "es": "No está en este paso. Mira en qué punto está y haz lo que sigue.",
                "ru": "Сейчас не этот шаг. Посмотрите, на каком оно этапе, и сделайте следующий.",
                "uk": "Зараз не цей крок. Подивіться, на якому воно етапі, і зробіть наступний.",
            ]
        ),
        .changedSinceSeen: RefusalText(
            sentence: [
                "en": "It was changed after you looked at it. Look at it again, then decide.",
                "it": "È stato modificato dopo che l'hai visto. Guardalo di nuovo, poi decidi.",
                "pl": "Zmieniono to po tym, jak zostało obejrzane. Obejrzyj jeszcze raz i zdecyduj.",
                "es": "Se cambió después de que lo vieras. Míralo de nuevo y decide.",
                "ru": "Это изменили после того, как вы это посмотрели. Посмотрите ещё раз и решите.",
                "uk": "Це змінили після того, як ви це переглянули. Перегляньте ще раз і вирішіть.",
            ]
        ),
        .notNextInLine: RefusalText(
            sentence: [
                "en": "Another order was approved earlier. Begin with that one.",
                "it": "Un altro ordine è stato approvato prima. Comincia da quello.",
                "pl": "Inne zlecenie zatwierdzono wcześniej. Zacznij od niego.",
                "es": "Otro encargo se aprobó antes. Empieza por ese.",
                "ru": "Другой заказ утверждён раньше. Начните с него.",
                "uk": "Інше замовлення затверджено раніше. Почніть із нього.",
            ]
        ),
        .surveyIncomplete: RefusalText(
            sentence: [
                "en": "The survey is not complete. Write down a finding for every area.",
                "it": "L'analisi non è completa. Scrivi un risultato per ogni area.",
                "pl": "Badanie nie jest kompletne. Zapisz wynik dla każdego obszaru.",
                "es": "El estudio no está completo. Anota un resultado para cada área.",
                "ru": "Обследование не завершено. Запишите вывод по каждой области.",
                "uk": "Обстеження не завершено. Запишіть висновок щодо кожної області.",
            ],
            additions: [
                (
                    "missing",
                    [
                        "en": "Missing: %@.", "it": "Mancano: %@.", "pl": "Brakuje: %@.", "es": "Faltan: %@.",
                        "ru": "Не хватает: %@.", "uk": "Бракує: %@.",
                    ]
                )
            ]
        ),
        .warrantyOver: RefusalText(
            sentence: [
                "en": "No warranty covers this work now. Classify the cause as you find it.",
                "it": "Per questo lavoro non vale più nessuna garanzia. Classifica la causa per quella che è.",
                "pl": "Tej pracy nie obejmuje już gwarancja. Określ przyczynę zgodnie ze stanem faktycznym.",
                "es": "Ninguna garantía cubre ya este trabajo. Clasifica la causa tal como la encuentres.",
                "ru": "Гарантия на эту работу не действует. Определите причину по факту.",
                "uk": "Гарантія на цю роботу не діє. Визначте причину за фактом.",
            ]
        ),
        .accountMissing: RefusalText(
            sentence: [
                "en": "It is not known who pays. Name the account.",
                "it": "Non si sa chi paga. Indica il cliente a cui addebitare.",
                "pl": "Nie wiadomo, kto płaci. Wskaż konto klienta.",
                "es": "No se sabe quién paga. Indica la cuenta.",
                "ru": "Неизвестно, кто платит. Укажите организацию клиента.",
                "uk": "Невідомо, хто платить. Укажіть організацію клієнта.",
            ]
        ),
    ]

    private static let amounts: [(detail: String, sentence: LocalizedText)] = [
        (
            "available",
            [
                "en": "Left: %@.", "it": "Restano: %@.", "pl": "Zostało: %@.", "es": "Quedan: %@.",
                "ru": "Осталось: %@.", "uk": "Залишилося: %@.",
            ]
        ),
        (
            "needed",
            [
                "en": "Needed: %@.", "it": "Servono: %@.", "pl": "Potrzeba: %@.", "es": "Hacen falta: %@.",
                "ru": "Нужно: %@.", "uk": "Потрібно: %@.",
            ]
        ),
    ]

    static let listed: [(detail: String, sentence: LocalizedText)] = [
        (
            "allowed",
            [
                "en": "Possible: %@.", "it": "Possibili: %@.", "pl": "Możliwe: %@.", "es": "Posibles: %@.",
                "ru": "Возможно: %@.", "uk": "Можливо: %@.",
            ]
        )
    ]
}
