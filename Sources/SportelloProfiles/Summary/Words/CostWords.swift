import SportelloModel

/// The words of a summary's section on costs in one language. `{0}` is filled in.
struct CostWords: Sendable {
    let heading: String
    let minimum: String
    let developmentMinimum: String
    let exact: String
    let waived: String
    let stop: String
    let overdraft: String
    let offer: String
    let rate: String
    let paidInHours: String
    let service: String
    let notAt: String

    /// The words of a language that the summary has.
    static func of(_ language: String) -> CostWords {
        switch language {
        case "it": italian
        case "pl": polish
        case "es": spanish
        case "ru": russian
        case "uk": ukrainian
        default: english
        }
    }

    static let english = CostWords(
        heading: "What it costs", minimum: "A request counts at least {0} min of your hours.",
        developmentMinimum: "If development takes part, at least {0} min.",
        exact: "A request counts the time that it takes, out of your hours.",
        waived: "Time that a fault of the product took is not charged.",
        stop: "Without hours, work stops.", overdraft: "Without hours, work goes on and the balance goes below zero.",
        offer: "Without hours, work goes on when you accept an offer.", rate: "Ordered work costs {0} an hour.",
        paidInHours: "Ordered work is paid from your hours.", service: "{0}: at least {1} min.",
        notAt: "{0}: not on your premises."
    )
    static let italian = CostWords(
        heading: "Quanto costa", minimum: "Una richiesta vale almeno {0} min delle tue ore.",
        developmentMinimum: "Se interviene lo sviluppo, almeno {0} min.",
        exact: "Una richiesta vale il tempo che richiede, preso dalle tue ore.",
        waived: "Il tempo dovuto a un errore del prodotto non si paga.",
        stop: "Senza ore il lavoro si ferma.", overdraft: "Senza ore il lavoro continua e il saldo scende sotto zero.",
        offer: "Senza ore il lavoro continua se accetti un'offerta.", rate: "Il lavoro ordinato costa {0} l'ora.",
        paidInHours: "Il lavoro ordinato si paga con le tue ore.", service: "{0}: almeno {1} min.",
        notAt: "{0}: non presso la tua sede."
    )
    static let polish = CostWords(
        heading: "Ile to kosztuje", minimum: "Zgłoszenie liczy się za co najmniej {0} min z Twoich godzin.",
        developmentMinimum: "Jeśli bierze udział dział rozwoju, co najmniej {0} min.",
        exact: "Zgłoszenie zużywa z Twoich godzin tyle czasu, ile zajmuje.",
        waived: "Za czas spowodowany błędem produktu nie płacisz.",
        stop: "Bez godzin praca ustaje.", overdraft: "Bez godzin praca trwa, a saldo spada poniżej zera.",
        offer: "Bez godzin praca trwa, gdy przyjmiesz ofertę.", rate: "Zlecona praca kosztuje {0} za godzinę.",
        paidInHours: "Zlecona praca jest płatna z Twoich godzin.", service: "{0}: co najmniej {1} min.",
        notAt: "{0}: nie w Twojej siedzibie."
    )
    static let spanish = CostWords(
        heading: "Cuánto cuesta", minimum: "Una consulta cuenta al menos {0} min de tus horas.",
        developmentMinimum: "Si interviene desarrollo, al menos {0} min.",
        exact: "Una consulta gasta de tus horas el tiempo que lleva.",
        waived: "El tiempo debido a un fallo del producto no se cobra.",
        stop: "Sin horas, el trabajo se detiene.",
        overdraft: "Sin horas, el trabajo sigue y el saldo queda bajo cero.",
        offer: "Sin horas, el trabajo sigue cuando aceptas una oferta.",
        rate: "El trabajo encargado cuesta {0} la hora.",
        paidInHours: "El trabajo encargado se paga con tus horas.", service: "{0}: al menos {1} min.",
        notAt: "{0}: no en tus instalaciones."
    )
    static let russian = CostWords(
        heading: "Сколько это стоит", minimum: "Обращение списывает не меньше {0} мин из ваших часов.",
        developmentMinimum: "Если участвует разработка, не меньше {0} мин.",
        exact: "Обращение списывает из ваших часов столько, сколько заняло.",
        waived: "Время из-за ошибки продукта не оплачивается.",
        stop: "Без часов работа останавливается.", overdraft: "Без часов работа продолжается, баланс уходит ниже нуля.",
        offer: "Без часов работа продолжается, если вы примете предложение.",
        rate: "Заказанная работа стоит {0} в час.", paidInHours: "Заказанная работа оплачивается вашими часами.",
        service: "{0}: не меньше {1} мин.", notAt: "{0}: не на вашей территории."
    )
    static let ukrainian = CostWords(
        heading: "Скільки це коштує", minimum: "Звернення списує щонайменше {0} хв із ваших годин.",
        developmentMinimum: "Якщо бере участь розробка, щонайменше {0} хв.",
        exact: "Звернення списує з ваших годин стільки, скільки забрало.",
        waived: "Час через помилку продукту не оплачується.",
        stop: "Без годин робота зупиняється.", overdraft: "Без годин робота триває, баланс опускається нижче нуля.",
        offer: "Без годин робота триває, якщо ви приймете пропозицію.",
        rate: "Замовлена робота коштує {0} за годину.", paidInHours: "Замовлена робота оплачується вашими годинами.",
        service: "{0}: щонайменше {1} хв.", notAt: "{0}: не на вашій території."
    )
}

extension SummaryWriter {
    /// What work, orders and trainings cost, in the profile's own numbers; empty where nothing is charged.
    func costs(_ words: CostWords) -> [String] {
        var lines: [String] = []
        let metering = profile.metering
        if metering.scope != .off {
            lines.append(
                metering.minimumMinutes > 0 ? words.minimum.filled("\(metering.minimumMinutes)") : words.exact)
            if metering.developmentMinimumMinutes > metering.minimumMinutes {
                lines.append(words.developmentMinimum.filled("\(metering.developmentMinimumMinutes)"))
            }
            if metering.waivedCauses.contains("bug") { lines.append(words.waived) }
            switch metering.exhaustion {
            case .stop: lines.append(words.stop)
            case .overdraft: lines.append(words.overdraft)
            case .offer: lines.append(words.offer)
            }
        }
        if !profile.workOrders.executors.isEmpty {
            lines.append(
                profile.workOrders.hourlyRate.map { words.rate.filled("\($0.money)") } ?? words.paidInHours)
        }
        for service in profile.appointments.services {
            let title = service.title.text(in: self.words.language)
            if service.minimumMinutes > 1 { lines.append(words.service.filled(title, "\(service.minimumMinutes)")) }
            if !service.places.contains(.customerPremises), service.places != [.remote] {
                lines.append(words.notAt.filled(title))
            }
        }
        return lines
    }
}
