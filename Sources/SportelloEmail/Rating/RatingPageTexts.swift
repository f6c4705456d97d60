import SportelloModel

/// What the rating page says. `{0}` and `{1}` are filled in.
enum RatingPageTexts {
    static let title: LocalizedText = [
        "en": "How was it?", "it": "Com'è andata?", "pl": "Jak oceniasz naszą pomoc?", "es": "¿Qué tal ha ido?",
        "ru": "Как всё прошло?", "uk": "Як усе пройшло?",
    ]

    static let scale: LocalizedText = [
        "en": "Rating from {0}, poor, to {1}, excellent", "it": "Voto da {0}, scarso, a {1}, ottimo",
        "pl": "Ocena od {0}, słabo, do {1}, doskonale", "es": "Valoración de {0}, mal, a {1}, excelente",
        "ru": "Оценка от {0}, плохо, до {1}, отлично", "uk": "Оцінка від {0}, погано, до {1}, чудово",
    ]

    static let comment: LocalizedText = [
        "en": "Anything to add? (optional)", "it": "Vuoi aggiungere qualcosa? (facoltativo)",
        "pl": "Chcesz coś dodać? (nieobowiązkowo)", "es": "¿Quieres añadir algo? (opcional)",
        "ru": "Хотите что-то добавить? (необязательно)", "uk": "Хочете щось додати? (необов'язково)",
    ]

    static let send: LocalizedText = [
        "en": "Send rating", "it": "Invia il voto", "pl": "Wyślij ocenę", "es": "Enviar valoración",
        "ru": "Отправить оценку", "uk": "Надіслати оцінку",
    ]

    static let choose: LocalizedText = [
        "en": "Choose a rating from {0} to {1}.", "it": "Scegli un voto da {0} a {1}.",
        "pl": "Wybierz ocenę od {0} do {1}.", "es": "Elige una valoración de {0} a {1}.",
        "ru": "Выберите оценку от {0} до {1}.", "uk": "Виберіть оцінку від {0} до {1}.",
    ]

    static let thanks: LocalizedText = [
        "en": "Thank you. You gave {0} of {1}.", "it": "Grazie. Hai dato {0} su {1}.",
        "pl": "Dziękujemy. Twoja ocena: {0} z {1}.", "es": "Gracias. Has dado {0} de {1}.",
        "ru": "Спасибо. Ваша оценка: {0} из {1}.", "uk": "Дякуємо. Ваша оцінка: {0} з {1}.",
    ]

    static let given: LocalizedText = [
        "en": "This conversation is already rated, and the link works once. Thank you.",
        "it": "Questa conversazione ha già un voto e il link vale una volta sola. Grazie.",
        "pl": "Ta rozmowa jest już oceniona, a link działa tylko raz. Dziękujemy.",
        "es": "Esta conversación ya está valorada y el enlace sirve una sola vez. Gracias.",
        "ru": "Этот разговор уже оценён, а ссылка действует один раз. Спасибо.",
        "uk": "Цю розмову вже оцінено, а посилання діє один раз. Дякуємо.",
    ]

    static let over: LocalizedText = [
        "en": "The time to rate this conversation is over. To tell us something, answer one of our mails.",
        "it": "Il tempo per valutare questa conversazione è scaduto. Per dirci qualcosa rispondi a una nostra mail.",
        "pl": "Czas na ocenę tej rozmowy minął. Jeśli chcesz nam coś powiedzieć, odpowiedz na naszą wiadomość.",
        "es": "El plazo para valorar esta conversación ha terminado. Para decirnos algo, responde a un correo nuestro.",
        "ru": "Время для оценки этого разговора прошло. Чтобы что-то нам сказать, ответьте на наше письмо.",
        "uk": "Час для оцінки цієї розмови минув. Щоб щось нам сказати, дайте відповідь на наш лист.",
    ]

    static let unknown: LocalizedText = [
        "en": "This link is not valid. Please open it from our mail again, or copy the whole address.",
        "it": "Questo link non è valido. Aprilo di nuovo dalla nostra mail o copia l'indirizzo intero.",
        "pl": "Ten link jest nieprawidłowy. Otwórz go ponownie z naszej wiadomości lub skopiuj cały adres.",
        "es": "Este enlace no es válido. Ábrelo de nuevo desde nuestro correo o copia la dirección completa.",
        "ru": "Эта ссылка недействительна. Откройте её ещё раз из нашего письма или скопируйте адрес целиком.",
        "uk": "Це посилання недійсне. Відкрийте його ще раз із нашого листа або скопіюйте адресу повністю.",
    ]

    static let later: LocalizedText = [
        "en": "That did not work just now. Please try again in a minute.",
        "it": "In questo momento non ha funzionato. Riprova tra un minuto.",
        "pl": "Teraz się nie udało. Spróbuj ponownie za minutę.",
        "es": "Ahora mismo no ha funcionado. Inténtalo de nuevo en un minuto.",
        "ru": "Сейчас не получилось. Попробуйте ещё раз через минуту.",
        "uk": "Зараз не вдалося. Спробуйте ще раз за хвилину.",
    ]
}
