/// The words of a summary about queue, forms and documents, in one language. `{0}` is filled in.
struct QueueWords: Sendable {
    let language: String
    let turn: String
    let criticalFirst: String
    let byPriority: String
    let byArrival: String
    let rises: String
    let noInterruption: String
    let advice: String
    let asked: String
    let toRead: String
    let files: String
    let documents: String

    /// The words of a language, or of its main language; English where there are none.
    static func of(_ language: String) -> QueueWords {
        let main = language.prefix { $0 != "-" && $0 != "_" }
        return all.first { $0.language == main } ?? all[0]
    }

    private static let all = [
        QueueWords(
            language: "en", turn: "Whose turn it is",
            criticalFirst: "Critical failures go before everything else.",
            byPriority: "More urgent requests are served earlier; of equals, the one that came first.",
            byArrival: "First come, first served.",
            rises: "For every {0} minutes of waiting a request rises one step.",
            noInterruption: "Nobody is interrupted for a later request.",
            advice: "A written request serves better for: {0}.", asked: "What we ask",
            toRead: "to read first", files: "files we take", documents: "Documentation"
        ),
        QueueWords(
            language: "it", turn: "A chi tocca",
            criticalFirst: "I guasti critici passano prima di tutto il resto.",
            byPriority: "Le richieste più urgenti vengono prima; a parità, quella arrivata prima.",
            byArrival: "Si segue l'ordine di arrivo.",
            rises: "Ogni {0} minuti di attesa una richiesta sale di un gradino.",
            noInterruption: "Nessuno viene interrotto per una richiesta successiva.",
            advice: "Una richiesta scritta è più adatta per: {0}.", asked: "Che cosa chiediamo",
            toRead: "da leggere prima", files: "file ammessi", documents: "Documentazione"
        ),
        QueueWords(
            language: "pl", turn: "Czyja jest kolej",
            criticalFirst: "Awarie krytyczne mają pierwszeństwo przed wszystkim.",
            byPriority: "Pilniejsze zgłoszenia są obsługiwane wcześniej; z równych to, które przyszło pierwsze.",
            byArrival: "Decyduje kolejność zgłoszeń.",
            rises: "Po każdych {0} minutach czekania zgłoszenie przesuwa się o stopień wyżej.",
            noInterruption: "Późniejsze zgłoszenie nikomu nie przerywa.",
            advice: "Pisemne zgłoszenie jest lepsze dla: {0}.", asked: "O co pytamy",
            toRead: "najpierw do przeczytania", files: "przyjmowane pliki", documents: "Dokumentacja"
        ),
        QueueWords(
            language: "es", turn: "A quién le toca",
            criticalFirst: "Los fallos críticos van antes que todo lo demás.",
            byPriority: "Las solicitudes más urgentes se atienden antes; entre iguales, la que llegó primero.",
            byArrival: "Se atiende por orden de llegada.",
            rises: "Cada {0} minutos de espera una solicitud sube un escalón.",
            noInterruption: "Nadie es interrumpido por una solicitud posterior.",
            advice: "Una solicitud escrita es mejor para: {0}.", asked: "Qué preguntamos",
            toRead: "para leer antes", files: "archivos admitidos", documents: "Documentación"
        ),
        QueueWords(
            language: "ru", turn: "Чья очередь",
            criticalFirst: "Критические сбои идут раньше всего остального.",
            byPriority: "Более срочные обращения обслуживаются раньше; из равных — пришедшее первым.",
            byArrival: "Обслуживаем в порядке поступления.",
            rises: "Каждые {0} минут ожидания поднимают обращение на ступень.",
            noInterruption: "Ради более позднего обращения никого не прерывают.",
            advice: "Письменное обращение лучше подходит для: {0}.", asked: "О чём мы спрашиваем",
            toRead: "прочитать сначала", files: "принимаемые файлы", documents: "Документация"
        ),
        QueueWords(
            language: "uk", turn: "Чия черга",
            criticalFirst: "Критичні збої йдуть перед усім іншим.",
            byPriority: "Терміновіші звернення обслуговуються раніше; з рівних — те, що надійшло першим.",
            byArrival: "Обслуговуємо в порядку надходження.",
            rises: "Кожні {0} хвилин очікування піднімають звернення на щабель.",
            noInterruption: "Заради пізнішого звернення нікого не переривають.",
            advice: "Письмове звернення краще підходить для: {0}.", asked: "Про що ми запитуємо",
            toRead: "прочитати спочатку", files: "файли, які приймаємо", documents: "Документація"
        ),
    ]
}
