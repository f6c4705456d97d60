extension RefusalText {
    /// Agents' work, dialogs and ratings.
    static let work: [Refusal.Code: RefusalText] = [
        .alreadyClaimed: RefusalText(
            sentence: [
                "en": "Somebody else already has this ticket. Take the next one, or ask for it to be handed over.",
                "it": "Questo ticket è già di qualcun altro. Prendi il prossimo oppure chiedi che ti venga passato.",
                "pl": "Ktoś inny ma już to zgłoszenie. Weź następne albo poproś o przekazanie.",
                "es": "Otra persona ya tiene este ticket. Toma el siguiente o pide que te lo pasen.",
                "ru": "Это обращение уже взял кто-то другой. Возьмите следующее или попросите передать его вам.",
                "uk": "Це звернення вже взяв хтось інший. Візьміть наступне або попросіть передати його вам.",
            ],
            additions: [
                (
                    "by",
                    [
                        "en": "It is with %@.",
                        "it": "Ce l'ha %@.",
                        "pl": "Ma je %@.",
                        "es": "Lo tiene %@.",
                        "ru": "Оно у: %@.",
                        "uk": "Воно в: %@.",
                    ]
                )
            ]
        ),
        .notAssignee: RefusalText(
            sentence: [
                "en": "Only whoever has this can do that. Ask them, or a supervisor, to hand it over.",
                "it": "Può farlo solo chi l'ha in carico. Chiedi a questa persona o a un supervisore di passartelo.",
                "pl": "Może to zrobić tylko osoba, która to prowadzi. Poproś ją lub przełożonego o przekazanie.",
                "es": "Solo puede hacerlo quien lo tiene a su cargo. "
                    + "Pide a esa persona o a un supervisor que te lo pase.",
                "ru": "Это может сделать только тот, у кого оно в работе. Попросите его или руководителя передать вам.",
                "uk": "Це може зробити лише той, у кого воно в роботі. Попросіть його або керівника передати вам.",
            ]
        ),
        .capacity: RefusalText(
            sentence: [
                "en": "No further conversation fits. Finish one first, or choose another agent.",
                "it": "Non c'è posto per un'altra conversazione. "
                    + "Concludine prima una oppure scegli un altro operatore.",
                "pl": "Kolejna rozmowa już się nie zmieści. Najpierw zakończ jedną albo wybierz innego konsultanta.",
                "es": "No cabe otra conversación. Termina antes una o elige a otro agente.",
                "ru": "Ещё один разговор взять нельзя. Сначала завершите один или выберите другого сотрудника.",
                "uk": "Ще одну розмову взяти не можна. Спершу завершіть одну або виберіть іншого співробітника.",
            ],
            additions: [
                (
                    "limit",
                    [
                        "en": "At most %@ at once.",
                        "it": "Al massimo %@ insieme.",
                        "pl": "Najwyżej %@ naraz.",
                        "es": "Como máximo %@ a la vez.",
                        "ru": "Не более %@ одновременно.",
                        "uk": "Не більше %@ водночас.",
                    ]
                )
            ]
        ),
        .wrapUpPending: RefusalText(
            sentence: [
                "en": "The last conversation is not wrapped up. Leave a note, a reply or an escalation first.",
                "it": "L'ultima conversazione non è stata conclusa. "
                    + "Lascia prima una nota, una risposta o un'escalation.",
                "pl": "Ostatnia rozmowa nie została podsumowana. Najpierw zostaw notatkę, odpowiedź lub eskalację.",
                "es": "La última conversación no está cerrada. Deja antes una nota, una respuesta o una escalación.",
                "ru": "Последний разговор не оформлен. Сначала оставьте заметку, ответ или эскалацию.",
                "uk": "Остання розмова не оформлена. Спершу залиште нотатку, відповідь або ескалацію.",
            ]
        ),
        .noConversation: RefusalText(
            sentence: [
                "en": "No conversation is going on here. Write a message to begin one.",
                "it": "Qui non c'è nessuna conversazione in corso. Scrivi un messaggio per iniziarne una.",
                "pl": "Nie toczy się tu żadna rozmowa. Napisz wiadomość, aby ją rozpocząć.",
                "es": "Aquí no hay ninguna conversación en curso. Escribe un mensaje para empezar una.",
                "ru": "Здесь сейчас нет разговора. Напишите сообщение, чтобы начать его.",
                "uk": "Тут зараз немає розмови. Напишіть повідомлення, щоб почати її.",
            ]
        ),
        .notInvited: RefusalText(
            sentence: [
                "en": "There is nothing to rate yet. You will be asked at the end of the conversation.",
                "it": "Non c'è ancora nulla da valutare. Te lo chiederemo alla fine della conversazione.",
                "pl": "Nie ma jeszcze czego oceniać. Zapytamy Cię na końcu rozmowy.",
                "es": "Todavía no hay nada que valorar. Te lo preguntaremos al final de la conversación.",
                "ru": "Оценивать пока нечего. Мы спросим вас в конце разговора.",
                "uk": "Оцінювати поки нічого. Ми запитаємо вас наприкінці розмови.",
            ]
        ),
        .windowClosed: RefusalText(
            sentence: [
                "en": "The time for this is over. If something is still wrong, write to us or ask for quality control.",
                "it": "Il tempo a disposizione è scaduto. "
                    + "Se qualcosa non va ancora, scrivici o chiedi il controllo qualità.",
                "pl": "Czas na to już minął. Jeśli coś nadal jest nie tak, napisz do nas albo "
                    + "poproś o kontrolę jakości.",
                "es": "El plazo ha terminado. Si algo sigue mal, escríbenos o pide control de calidad.",
                "ru": "Время для этого истекло. "
                    + "Если что-то всё ещё не так, напишите нам или обратитесь в контроль качества.",
                "uk": "Час для цього минув. Якщо щось досі не так, напишіть нам або зверніться до контролю якості.",
            ]
        ),
    ]
}
