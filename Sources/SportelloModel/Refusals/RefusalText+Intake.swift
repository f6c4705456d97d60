extension RefusalText {
    /// Forms.
    static let intake: [Refusal.Code: RefusalText] = [
        .intakeIncomplete: RefusalText(
            sentence: [
                "en": "Something that we need is missing. Please fill it in and send again.",
                "it": "Manca qualcosa che ci serve. Compilalo e invia di nuovo.",
                "pl": "Brakuje czegoś, czego potrzebujemy. Uzupełnij i wyślij ponownie.",
                "es": "Falta algo que necesitamos. Complétalo y envía de nuevo.",
                "ru": "Не хватает нужных сведений. Заполните их и отправьте ещё раз.",
                "uk": "Бракує потрібних відомостей. Заповніть їх і надішліть ще раз.",
            ],
            additions: [
                (
                    "missing",
                    [
                        "en": "Missing: %@.", "it": "Manca: %@.", "pl": "Brakuje: %@.", "es": "Falta: %@.",
                        "ru": "Не хватает: %@.", "uk": "Бракує: %@.",
                    ]
                )
            ]
        ),
        .acknowledgementNeeded: RefusalText(
            sentence: [
                "en": "Please read what to prepare first, and confirm that you did.",
                "it": "Leggi prima che cosa preparare e conferma di averlo fatto.",
                "pl": "Najpierw przeczytaj, co przygotować, i potwierdź to.",
                "es": "Lee primero qué preparar y confirma que lo has hecho.",
                "ru": "Сначала прочитайте, что нужно подготовить, и подтвердите это.",
                "uk": "Спершу прочитайте, що треба підготувати, і підтвердьте це.",
            ],
            additions: [
                (
                    "titles",
                    [
                        "en": "To read: %@.", "it": "Da leggere: %@.", "pl": "Do przeczytania: %@.",
                        "es": "Para leer: %@.", "ru": "Прочитать: %@.", "uk": "Прочитати: %@.",
                    ]
                )
            ]
        ),
        .attachmentNotAllowed: RefusalText(
            sentence: [
                "en": "Such a file cannot be attached here. Send it in another form.",
                "it": "Un file così non si può allegare qui. Invialo in un'altra forma.",
                "pl": "Takiego pliku nie można tu dołączyć. Wyślij go w innej postaci.",
                "es": "Un archivo así no se puede adjuntar aquí. Envíalo en otro formato.",
                "ru": "Такой файл здесь приложить нельзя. Отправьте его в другом виде.",
                "uk": "Такий файл тут долучити не можна. Надішліть його в іншому вигляді.",
            ],
            additions: [
                (
                    "allowed",
                    [
                        "en": "Allowed: %@.", "it": "Ammessi: %@.", "pl": "Dozwolone: %@.", "es": "Se admite: %@.",
                        "ru": "Разрешено: %@.", "uk": "Дозволено: %@.",
                    ]
                ),
                (
                    "maximumBytes",
                    [
                        "en": "At most %@ bytes.", "it": "Al massimo %@ byte.", "pl": "Najwyżej %@ bajtów.",
                        "es": "Como máximo %@ bytes.", "ru": "Не больше %@ байт.", "uk": "Щонайбільше %@ байтів.",
                    ]
                ),
            ]
        ),
    ]
}
