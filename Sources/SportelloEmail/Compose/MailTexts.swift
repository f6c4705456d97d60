import SportelloModel

/// What the desk writes of its own accord, in the languages that it ships. `{0}` and `{1}` are filled in.
enum MailTexts {
    static let acknowledgement: LocalizedText = [
        "en":
            "We have received your message and registered it under number #{0}.\n\nTo add something, answer this mail. If you don't get such a confirmation for a later message, please use another official way: mail does get lost.",
        "it":
            "Abbiamo ricevuto il tuo messaggio e lo abbiamo registrato con il numero #{0}.\n\nPer aggiungere qualcosa rispondi a questa mail. Se per un messaggio successivo non ricevi questa conferma, usa un altro canale ufficiale: la posta a volte si perde.",
        "pl":
            "Otrzymaliśmy Twoją wiadomość i zarejestrowaliśmy ją pod numerem #{0}.\n\nAby coś dodać, odpowiedz na tę wiadomość. Jeśli przy następnej wiadomości nie dostaniesz takiego potwierdzenia, skorzystaj z innego oficjalnego kanału: poczta czasem ginie.",
        "es":
            "Hemos recibido tu mensaje y lo hemos registrado con el número #{0}.\n\nPara añadir algo, responde a este correo. Si con otro mensaje no recibes esta confirmación, usa otro canal oficial: el correo a veces se pierde.",
        "ru":
            "Мы получили ваше сообщение и зарегистрировали его под номером #{0}.\n\nЧтобы что-то добавить, ответьте на это письмо. Если на следующее сообщение такого подтверждения не будет, воспользуйтесь другим официальным способом: почта иногда теряется.",
        "uk":
            "Ми отримали ваше повідомлення і зареєстрували його під номером #{0}.\n\nЩоб щось додати, дайте відповідь на цей лист. Якщо на наступне повідомлення такого підтвердження не буде, скористайтеся іншим офіційним способом: пошта іноді губиться.",
    ]

    static let signature: LocalizedText = [
        "en": "Your number is #{0}. Answer this mail to write to us about it.",
        "it": "Il tuo numero è #{0}. Rispondi a questa mail per scriverci in merito.",
        "pl": "Twój numer to #{0}. Odpowiedz na tę wiadomość, aby napisać w tej sprawie.",
        "es": "Tu número es #{0}. Responde a este correo para escribirnos sobre ello.",
        "ru": "Ваш номер: #{0}. Чтобы написать нам об этом, ответьте на это письмо.",
        "uk": "Ваш номер: #{0}. Щоб написати нам про це, дайте відповідь на цей лист.",
    ]

    static let ratingInvitation: LocalizedText = [
        "en": "How was it? Please rate our service from {0} to {1}:",
        "it": "Com'è andata? Valuta il nostro servizio da {0} a {1}:",
        "pl": "Jak poszło? Oceń naszą obsługę od {0} do {1}:",
        "es": "¿Cómo ha ido? Valora nuestro servicio de {0} a {1}:",
        "ru": "Как всё прошло? Оцените нашу работу от {0} до {1}:",
        "uk": "Як усе пройшло? Оцініть нашу роботу від {0} до {1}:",
    ]

    static let subject: LocalizedText = [
        "en": "Your request", "it": "La tua richiesta", "pl": "Twoje zgłoszenie", "es": "Tu solicitud",
        "ru": "Ваше обращение", "uk": "Ваше звернення",
    ]

    static let transcript: LocalizedText = [
        "en": "Transcript of #{0}", "it": "Trascrizione di #{0}", "pl": "Zapis rozmowy #{0}",
        "es": "Transcripción de #{0}", "ru": "Запись беседы #{0}", "uk": "Запис бесіди #{0}",
    ]

    static let redirect: LocalizedText = [
        "en": "How to reach us", "it": "Come contattarci", "pl": "Jak się z nami skontaktować",
        "es": "Cómo contactarnos", "ru": "Как с нами связаться", "uk": "Як з нами зв'язатися",
    ]

    static let qualityControl: LocalizedText = [
        "en": "Quality control", "it": "Controllo qualità", "pl": "Kontrola jakości", "es": "Control de calidad",
        "ru": "Контроль качества", "uk": "Контроль якості",
    ]

    static let customer: LocalizedText = [
        "en": "You", "it": "Tu", "pl": "Ty", "es": "Tú", "ru": "Вы", "uk": "Ви",
    ]

    static let largeFiles: LocalizedText = [
        "en": "Too large for mail, available in the chat: {0}",
        "it": "Troppo grande per la posta, disponibile nella chat: {0}",
        "pl": "Zbyt duże na pocztę, dostępne na czacie: {0}",
        "es": "Demasiado grande para el correo, disponible en el chat: {0}",
        "ru": "Слишком велико для почты, доступно в чате: {0}",
        "uk": "Завелике для пошти, доступне в чаті: {0}",
    ]
}

extension LocalizedText {
    func filled(in language: String, _ values: String...) -> String {
        values.enumerated().reduce(text(in: language)) { $0.replacing("{\($1.offset)}", with: $1.element) }
    }
}
