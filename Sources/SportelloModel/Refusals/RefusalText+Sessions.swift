extension RefusalText {
    /// The order of remote sessions and calls.
    static let sessions: [Refusal.Code: RefusalText] = [
        .outsideHours: RefusalText(
            sentence: [
                "en": "This lies outside the technician's hours. Choose a time within them.",
                "it": "È fuori dall'orario del tecnico. Scegli un momento compreso nell'orario.",
                "pl": "To wypada poza godzinami technika. Wybierz termin w tych godzinach.",
                "es": "Esto queda fuera del horario del técnico. Elige una hora dentro de él.",
                "ru": "Это вне рабочих часов специалиста. Выберите время в их пределах.",
                "uk": "Це поза робочими годинами фахівця. Виберіть час у їхніх межах.",
            ],
            additions: [
                (
                    "next",
                    [
                        "en": "The next hours begin at %@.",
                        "it": "Il prossimo orario inizia alle %@.",
                        "pl": "Najbliższe godziny zaczynają się: %@.",
                        "es": "El próximo horario empieza a las %@.",
                        "ru": "Ближайшие часы начинаются: %@.",
                        "uk": "Найближчі години починаються: %@.",
                    ]
                )
            ]
        ),
        .workOrderNeeded: RefusalText(
            sentence: [
                "en": "Hands-on work on this kind of matter belongs to a work order. Name an open one of this ticket.",
                "it": "Per questo tipo di lavoro serve un ordine. Indica un ordine aperto di questo ticket.",
                "pl": "Taka praca wymaga zlecenia. Wskaż otwarte zlecenie tego zgłoszenia.",
                "es": "Este tipo de trabajo necesita una orden. Indica una orden abierta de este ticket.",
                "ru": "Для такой работы нужен заказ. Укажите открытый заказ этого обращения.",
                "uk": "Для такої роботи потрібне замовлення. Вкажіть відкрите замовлення цього звернення.",
            ]
        ),
        .notRefused: RefusalText(
            sentence: [
                "en": "No required session was refused here. Propose one first, marked as required.",
                "it": "Qui non è stata rifiutata nessuna sessione necessaria. Proponine prima una come necessaria.",
                "pl": "Nie odmówiono tu żadnej koniecznej sesji. Najpierw zaproponuj sesję jako konieczną.",
                "es": "Aquí no se rechazó ninguna sesión necesaria. Propón antes una como necesaria.",
                "ru": "Здесь не отказывались от обязательного сеанса. Сначала предложите его как обязательный.",
                "uk": "Тут не відмовлялися від обов'язкового сеансу. Спершу запропонуйте його як обов'язковий.",
            ]
        ),
        .alternativeExists: RefusalText(
            sentence: [
                "en": "There is another way to go on. Use it before the case is given up.",
                "it": "C'è un altro modo per proseguire. Usalo prima di rinunciare al caso.",
                "pl": "Jest inny sposób, aby kontynuować. Skorzystaj z niego, zanim sprawa zostanie porzucona.",
                "es": "Hay otra forma de seguir. Úsala antes de renunciar al caso.",
                "ru": "Есть другой способ продолжить. Используйте его, прежде чем отказываться от случая.",
                "uk": "Є інший спосіб продовжити. Скористайтеся ним, перш ніж відмовлятися від випадку.",
            ]
        ),
        .ticketNeeded: RefusalText(
            sentence: [
                "en": "The customer must describe the matter in writing first. Ask for a ticket.",
                "it": "Il cliente deve prima descrivere la questione per iscritto. Chiedi un ticket.",
                "pl": "Klient musi najpierw opisać sprawę na piśmie. Poproś o zgłoszenie.",
                "es": "El cliente debe describir antes el asunto por escrito. Pide un ticket.",
                "ru": "Сначала клиент должен описать вопрос письменно. Попросите создать обращение.",
                "uk": "Спершу клієнт має описати питання письмово. Попросіть створити звернення.",
            ]
        ),
        .hoursNeeded: RefusalText(
            sentence: [
                "en":
                    "Calls belong to contracted hours, and this customer has none. Answer in writing, or offer hours.",
                "it": "Le chiamate rientrano nelle ore a contratto e questo cliente non ne ha. "
                    + "Rispondi per iscritto oppure offri delle ore.",
                "pl": "Rozmowy wymagają wykupionych godzin, a ten klient ich nie ma. "
                    + "Odpowiedz na piśmie albo zaproponuj godziny.",
                "es": "Las llamadas requieren horas contratadas y este cliente no tiene. "
                    + "Responde por escrito u ofrece horas.",
                "ru": "Звонки входят в оплаченные часы, а у этого клиента их нет. "
                    + "Ответьте письменно или предложите часы.",
                "uk": "Дзвінки входять до оплачених годин, а в цього клієнта їх немає. "
                    + "Дайте відповідь письмово або запропонуйте години.",
            ]
        ),
        .confirmationNeeded: RefusalText(
            sentence: [
                "en": "Nobody of the staff has confirmed a call for this request yet. Wait for the answer in writing.",
                "it": "Nessuno dello staff ha ancora confermato una chiamata per questa richiesta. "
                    + "Attendi la risposta scritta.",
                "pl": "Nikt z zespołu nie potwierdził jeszcze rozmowy w tej sprawie. Poczekaj na odpowiedź na piśmie.",
                "es": "Nadie del equipo ha confirmado todavía una llamada para esta solicitud. "
                    + "Espera la respuesta por escrito.",
                "ru": "Никто из сотрудников ещё не подтвердил звонок по этому обращению. Дождитесь письменного ответа.",
                "uk": "Ніхто з працівників ще не підтвердив дзвінок за цим зверненням. "
                    + "Дочекайтеся письмової відповіді.",
            ]
        ),
        .withQualityControl: RefusalText(
            sentence: [
                "en": "Quality control has this ticket now. Leave it to them.",
                "it": "Ora il ticket è al controllo qualità. Lascialo a loro.",
                "pl": "Tym zgłoszeniem zajmuje się teraz kontrola jakości. Zostaw je im.",
                "es": "Ahora lleva este ticket el control de calidad. Déjalo en sus manos.",
                "ru": "Этим обращением теперь занимается контроль качества. Оставьте его им.",
                "uk": "Цим зверненням тепер займається контроль якості. Залиште його їм.",
            ]
        ),
    ]
}
