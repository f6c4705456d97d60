extension RefusalText {
    /// The desk as a whole.
    static let desk: [Refusal.Code: RefusalText] = [
        .unknownLoadMode: RefusalText(
            sentence: [
                "en": "There is no such load mode here. Choose a listed one.",
                "it": "Questa modalità di carico non esiste. Scegline una dell'elenco.",
                "pl": "Nie ma tu takiego trybu obciążenia. Wybierz jeden z listy.",
                "es": "Aquí no existe ese modo de carga. Elige uno de la lista.",
                "ru": "Такого режима нагрузки здесь нет. Выберите режим из списка.",
                "uk": "Такого режиму навантаження тут немає. Виберіть режим зі списку.",
            ],
            additions: [
                (
                    "allowed",
                    [
                        "en": "Listed: %@.", "it": "In elenco: %@.", "pl": "Na liście: %@.", "es": "En la lista: %@.",
                        "ru": "В списке: %@.", "uk": "У списку: %@.",
                    ]
                )
            ]
        ),
        .loadModeDeclared: RefusalText(
            sentence: [
                "en": "A load mode is in force already. Lift it before you declare another.",
                "it": "È già in vigore una modalità di carico. Revocala prima di dichiararne un'altra.",
                "pl": "Tryb obciążenia już obowiązuje. Odwołaj go, zanim ogłosisz inny.",
                "es": "Ya hay un modo de carga en vigor. Levántalo antes de declarar otro.",
                "ru": "Режим нагрузки уже действует. Отмените его, прежде чем объявлять другой.",
                "uk": "Режим навантаження вже діє. Скасуйте його, перш ніж оголошувати інший.",
            ]
        ),
        .noLoadMode: RefusalText(
            sentence: [
                "en": "No load mode is in force, so there is nothing to lift.",
                "it": "Non è in vigore alcuna modalità di carico: non c'è nulla da revocare.",
                "pl": "Żaden tryb obciążenia nie obowiązuje, więc nie ma czego odwoływać.",
                "es": "No hay ningún modo de carga en vigor: no hay nada que levantar.",
                "ru": "Ни один режим нагрузки не действует, отменять нечего.",
                "uk": "Жоден режим навантаження не діє, скасовувати нічого.",
            ]
        ),
    ]
}
