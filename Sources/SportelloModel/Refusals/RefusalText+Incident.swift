extension RefusalText {
    /// Outages.
    static let incidents: [Refusal.Code: RefusalText] = [
        .noEmergency: RefusalText(
            sentence: [
                "en": "This ticket did not come by the emergency way. Handle it as an ordinary one.",
                "it": "Questo ticket non è arrivato dal canale di emergenza. Trattalo come uno ordinario.",
                "pl": "To zgłoszenie nie przyszło kanałem alarmowym. Obsłuż je jak zwykłe.",
                "es": "Este ticket no llegó por el canal de emergencia. Trátalo como uno normal.",
                "ru": "Это обращение пришло не по аварийному каналу. Обработайте его как обычное.",
                "uk": "Це звернення надійшло не аварійним каналом. Опрацюйте його як звичайне.",
            ]
        ),
        .unknownSource: RefusalText(
            sentence: [
                "en": "The policy knows no such monitoring source. List it under incidents first.",
                "it": "Questa fonte di monitoraggio non è prevista. Aggiungila prima tra gli incidenti.",
                "pl": "Polityka nie zna takiego źródła monitoringu. Najpierw dodaj je do incydentów.",
                "es": "La política no conoce esa fuente de monitorización. Añádela antes a los incidentes.",
                "ru": "Такой источник мониторинга не указан. Сначала добавьте его в раздел инцидентов.",
                "uk": "Таке джерело моніторингу не вказано. Спершу додайте його до розділу інцидентів.",
            ],
            additions: [
                (
                    "allowed",
                    [
                        "en": "Known: %@.", "it": "Conosciute: %@.", "pl": "Znane: %@.", "es": "Conocidas: %@.",
                        "ru": "Известны: %@.", "uk": "Відомі: %@.",
                    ]
                )
            ]
        ),
    ]
}
