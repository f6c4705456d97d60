extension RefusalText {
    /// Accounts, contracts and who pays.
    static let accounts: [Refusal.Code: RefusalText] = [
        .noticeNeeded: RefusalText(
            sentence: [
                "en":
                    "The customer must take note of the plan's notice first. Show it, and record which version was read.",
                "it": "Il cliente deve prima prendere visione dell'avviso del piano. "
                    + "Mostralo e registra quale versione è stata letta.",
                "pl": "Klient musi najpierw zapoznać się z informacją do planu. "
                    + "Pokaż ją i zapisz, którą wersję przeczytał.",
                "es": "El cliente debe conocer antes el aviso del plan. Muéstralo y registra qué versión ha leído.",
                "ru": "Клиент сначала должен ознакомиться с уведомлением к тарифу. "
                    + "Покажите его и запишите, какую версию он прочитал.",
                "uk": "Клієнт спершу має ознайомитися зі сповіщенням до тарифу. "
                    + "Покажіть його й запишіть, яку версію він прочитав.",
            ],
            additions: [
                (
                    "notice",
                    [
                        "en": "Notice and version: %@.", "it": "Avviso e versione: %@.",
                        "pl": "Informacja i wersja: %@.", "es": "Aviso y versión: %@.",
                        "ru": "Уведомление и версия: %@.", "uk": "Сповіщення й версія: %@.",
                    ]
                )
            ]
        ),
        .entitlementMissing: RefusalText(
            sentence: [
                "en": "The contract does not include this, or it is used up. Offer what can be bought in addition.",
                "it": "Il contratto non lo comprende oppure è già esaurito. Proponi ciò che si può acquistare in più.",
                "pl": "Umowa tego nie obejmuje albo zostało to już wykorzystane. Zaproponuj to, co można dokupić.",
                "es": "El contrato no lo incluye o ya se ha agotado. Ofrece lo que se puede comprar además.",
                "ru": "Договор этого не включает, или лимит исчерпан. Предложите то, что можно докупить.",
                "uk": "Договір цього не охоплює, або ліміт вичерпано. Запропонуйте те, що можна докупити.",
            ],
            additions: [
                (
                    "entitlement",
                    [
                        "en": "Missing: %@.", "it": "Manca: %@.", "pl": "Brakuje: %@.", "es": "Falta: %@.",
                        "ru": "Не хватает: %@.", "uk": "Бракує: %@.",
                    ]
                )
            ]
        ),
        .otherAccount: RefusalText(
            sentence: [
                "en": "This person belongs to another account. Detach them there first.",
                "it": "Questa persona appartiene a un altro account. Prima scollegala da quello.",
                "pl": "Ta osoba należy do innego konta. Najpierw odłącz ją tam.",
                "es": "Esta persona pertenece a otra cuenta. Desvincúlala antes de ella.",
                "ru": "Этот человек относится к другой организации. Сначала отсоедините его там.",
                "uk": "Ця особа належить до іншої організації. Спершу від'єднайте її там.",
            ]
        ),
        .roleNeeded: RefusalText(
            sentence: [
                "en": "Somebody must be named for a role in this account. Name an agent or, where allowed, nobody.",
                "it": "Per un ruolo di questo account va indicato qualcuno. "
                    + "Indica un operatore o, dove è ammesso, nessuno.",
                "pl": "Dla roli na tym koncie trzeba kogoś wskazać. "
                    + "Wskaż konsultanta albo, gdzie wolno, nikogo.",
                "es": "Hay que nombrar a alguien para un papel en esta cuenta. "
                    + "Nombra a un agente o, donde se permita, a nadie.",
                "ru": "Для роли в этой организации нужно кого-то назвать. "
                    + "Укажите сотрудника или, где разрешено, никого.",
                "uk": "Для ролі в цій організації треба когось назвати. "
                    + "Укажіть співробітника або, де дозволено, нікого.",
            ],
            additions: [
                (
                    "role",
                    [
                        "en": "The role: %@.", "it": "Il ruolo: %@.", "pl": "Rola: %@.", "es": "El papel: %@.",
                        "ru": "Роль: %@.", "uk": "Роль: %@.",
                    ]
                )
            ]
        ),
        .authorisationNeeded: RefusalText(
            sentence: [
                "en": "Somebody entitled to it must agree to this request. Ask one of them to do so.",
                "it": "Questa richiesta va autorizzata da chi ne ha diritto. Chiedi a una di queste persone di farlo.",
                "pl": "Na tę prośbę musi się zgodzić osoba uprawniona. Poproś jedną z nich o zgodę.",
                "es":
                    "Alguien con derecho a ello debe autorizar esta petición. Pide a una de esas personas que lo haga.",
                "ru": "На этот запрос должен согласиться тот, кто имеет право. Попросите об этом одного из них.",
                "uk": "На цей запит має погодитися той, хто має право. Попросіть про це одного з них.",
            ],
            additions: [
                (
                    "roles",
                    [
                        "en": "Entitled: %@.", "it": "Autorizzati: %@.", "pl": "Uprawnieni: %@.",
                        "es": "Autorizados: %@.", "ru": "Имеют право: %@.", "uk": "Мають право: %@.",
                    ]
                )
            ]
        ),
        .offerNeeded: RefusalText(
            sentence: [
                "en": "This work must be paid for before it begins. Wait for an accepted offer or for bought hours.",
                "it": "Questo lavoro va pagato prima di iniziare. Attendi un'offerta accettata o ore acquistate.",
                "pl": "Ta praca musi być opłacona, zanim się zacznie. "
                    + "Poczekaj na przyjętą ofertę lub wykupione godziny.",
                "es": "Este trabajo debe pagarse antes de empezar. Espera una oferta aceptada u horas compradas.",
                "ru": "Эта работа должна быть оплачена до начала. Дождитесь принятого предложения или купленных часов.",
                "uk": "Ця робота має бути оплачена до початку. "
                    + "Дочекайтеся прийнятої пропозиції або куплених годин.",
            ],
            additions: [("rule", ruleAddition)]
        ),
        .notCovered: RefusalText(
            sentence: [
                "en": "Support does not do this. Point to the documentation or to who can help, or offer paid work.",
                "it": "L'assistenza non se ne occupa. Indica la documentazione o chi può aiutare, "
                    + "oppure proponi un lavoro a pagamento.",
                "pl": "Wsparcie tego nie robi. Wskaż dokumentację lub kogoś, kto pomoże, albo zaproponuj płatną pracę.",
                "es": "El soporte no hace esto. Remite a la documentación o a quien pueda ayudar, "
                    + "u ofrece trabajo de pago.",
                "ru": "Поддержка этого не делает. Укажите документацию или того, кто поможет, "
                    + "либо предложите платную работу.",
                "uk": "Підтримка цього не робить. Укажіть документацію або того, хто допоможе, "
                    + "чи запропонуйте платну роботу.",
            ],
            additions: [("rule", ruleAddition)]
        ),
        .choiceNeeded: RefusalText(
            sentence: [
                "en":
                    "This goes beyond fair use. Choose first: send the offer, refer to the documentation, or answer anyway.",
                "it": "Si va oltre l'uso corretto. Scegli prima: invia l'offerta, rimanda alla documentazione "
                    + "o rispondi comunque.",
                "pl": "To wykracza poza zwykłe użycie. Najpierw wybierz: wyślij ofertę, wskaż dokumentację "
                    + "albo mimo to odpowiedz.",
                "es": "Esto supera el uso razonable. Elige antes: envía la oferta, remite a la documentación "
                    + "o responde igualmente.",
                "ru":
                    "Это больше обычного использования. Сначала выберите: отправить предложение, указать документацию "
                    + "или всё же ответить.",
                "uk": "Це більше звичайного використання. Спершу виберіть: надіслати пропозицію, вказати документацію "
                    + "чи все ж відповісти.",
            ]
        ),
        .reasonNeeded: RefusalText(
            sentence: [
                "en": "This differs from what the customer asked for. Say why.",
                "it": "Non è ciò che il cliente ha chiesto. Scrivi perché.",
                "pl": "To nie jest to, o co prosił klient. Napisz dlaczego.",
                "es": "No es lo que pidió el cliente. Explica por qué.",
                "ru": "Это не то, о чём просил клиент. Напишите почему.",
                "uk": "Це не те, про що просив клієнт. Напишіть чому.",
            ],
            additions: [
                (
                    "stated",
                    [
                        "en": "Asked for: %@.", "it": "Richiesto: %@.", "pl": "Prośba: %@.", "es": "Pedido: %@.",
                        "ru": "Просили: %@.", "uk": "Просили так: %@.",
                    ]
                )
            ]
        ),
    ]

    private static let ruleAddition: LocalizedText = [
        "en": "The rule: %@.", "it": "La regola: %@.", "pl": "Reguła: %@.", "es": "La regla: %@.", "ru": "Правило: %@.",
        "uk": "Правило: %@.",
    ]
}
