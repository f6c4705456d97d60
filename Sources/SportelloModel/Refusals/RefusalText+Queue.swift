extension RefusalText {
    /// The queue.
    static let queue: [Refusal.Code: RefusalText] = [
        .outOfTurn: RefusalText(
            sentence: [
                "en": "The desk gives out the work in order. Ask for the next one, or say why this one goes first.",
                "it": "Il lavoro viene assegnato in ordine. Chiedi il prossimo, o spiega perché questo va prima.",
                "pl": "Praca jest przydzielana po kolei. Poproś o następne zgłoszenie albo podaj powód wyjątku.",
                "es": "El trabajo se reparte por orden. Pide el siguiente, o di por qué este va antes.",
                "ru": "Работа распределяется по порядку. Запросите следующее или объясните, почему это важнее.",
                "uk": "Робота розподіляється за порядком. Візьміть наступне або поясніть, чому це важливіше.",
            ]
        ),
        .notForYou: RefusalText(
            sentence: [
                "en": "This ticket is not for you now. Ask for the next one, or finish what you have first.",
                "it": "Questo ticket ora non è per te. Chiedi il prossimo, o finisci prima quello che hai.",
                "pl": "To zgłoszenie nie jest teraz dla Ciebie. Poproś o następne albo najpierw zakończ swoje.",
                "es": "Este ticket no es para ti ahora. Pide el siguiente, o termina antes lo que tienes.",
                "ru": "Это обращение сейчас не для вас. Запросите следующее или сначала завершите свои.",
                "uk": "Це звернення зараз не для вас. Візьміть наступне або спершу завершіть свої.",
            ]
        ),
        .tierEntry: RefusalText(
            sentence: [
                "en": "Tickets come to this level only from another one. Move it there first, or give a reason.",
                "it": "A questo livello si arriva solo da un altro. Passa prima da quello, o indica un motivo.",
                "pl": "Na ten poziom trafia się tylko z innego. Przenieś zgłoszenie najpierw tam albo podaj powód.",
                "es": "A este nivel solo se llega desde otro. Pasa primero por él, o indica un motivo.",
                "ru": "На этот уровень попадают только с другого. Сначала переведите туда или укажите причину.",
                "uk": "На цей рівень потрапляють лише з іншого. Спочатку переведіть туди або вкажіть причину.",
            ],
            additions: [
                (
                    "allowed",
                    [
                        "en": "It is level %@.", "it": "È il livello %@.", "pl": "Jest to poziom %@.",
                        "es": "Es el nivel %@.", "ru": "Это уровень %@.", "uk": "Це рівень %@.",
                    ]
                )
            ]
        ),
        .tierRole: RefusalText(
            sentence: [
                "en": "At this level the ticket needs somebody with another role. Give it to one of them.",
                "it": "A questo livello il ticket richiede una persona con un altro ruolo. Assegnalo a una di loro.",
                "pl": "Na tym poziomie zgłoszenie wymaga osoby w innej roli. Przekaż je takiej osobie.",
                "es": "En este nivel el ticket requiere a alguien con otro rol. Asígnalo a una de esas personas.",
                "ru": "На этом уровне обращением занимаются сотрудники с другой ролью. Передайте его одному из них.",
                "uk": "На цьому рівні зверненням опікуються працівники з іншою роллю. Передайте його одному з них.",
            ],
            additions: [
                (
                    "allowed",
                    [
                        "en": "Roles: %@.", "it": "Ruoli: %@.", "pl": "Role: %@.", "es": "Roles: %@.",
                        "ru": "Роли: %@.", "uk": "Ролі: %@.",
                    ]
                )
            ]
        ),
    ]
}
