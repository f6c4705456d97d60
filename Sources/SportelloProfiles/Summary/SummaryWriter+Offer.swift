import SportelloModel

extension SummaryWriter {
    /// What the plans give, what can be bought, and what each case costs.
    var offer: [String] {
        let offer = profile.offer
        var lines = offer.plans.map { "\(said($0.title)): \(entitlements(of: $0))" }
        if !offer.addOns.isEmpty {
            lines.append(
                offerWords.canBeBought.filled(offer.addOns.map { said($0.title) }.joined(separator: ", ")))
        }
        for rule in offer.coverage {
            var line = "\(said(rule.reason)): \(offerWords.verdict(rule.verdict))"
            if let types = rule.caseTypes {
                line =
                    "\(types.compactMap { profile.caseType($0).map { said($0.title) } }.joined(separator: ", ")). "
                    + line
            }
            if !lines.contains(line) { lines.append(line) }
        }
        for rule in offer.fairUse {
            guard let type = profile.caseType(rule.caseType) else { continue }
            lines.append(
                offerWords.fairUse.filled(
                    said(type.title), "\(rule.threshold)", words.count(rule.windowDays, words.day)
                )
            )
        }
        lines += offer.notices.map { said($0.text) }
        lines += offer.upstream.compactMap { route in
            offer.redirect(route.redirect).map { offerWords.alsoThere.filled(said($0.title)) }
        }
        return lines
    }

    private func entitlements(of plan: OfferPolicy.Plan) -> String {
        plan.entitlements.map { line in
            let title = profile.entitlementTitle(line.id, in: words.language)
            let amount = line.quantity.map { " × \($0)" } ?? ""
            return "\(title)\(amount) (\(line.price == 0 ? offerWords.included : offerWords.paidExtra))"
        }.joined(separator: ", ")
    }

    var offerWords: OfferWords { OfferWords.all[words.language] ?? OfferWords.english }

    private func said(_ text: LocalizedText) -> String { text.text(in: words.language) }
}

/// The words in which an offer is described.
struct OfferWords: Sendable {
    let heading: String
    let included: String
    let paidExtra: String
    let canBeBought: String
    let covered: String
    let billable: String
    let excluded: String
    let elsewhere: String
    let fairUse: String
    let alsoThere: String

    func verdict(_ kind: CoverageVerdict.Kind) -> String {
        switch kind {
        case .covered: covered
        case .billable: billable
        case .excluded: excluded
        case .redirect: elsewhere
        }
    }

    static let english = OfferWords(
        heading: "What is included", included: "included", paidExtra: "costs extra",
        canBeBought: "Can be bought in addition: {0}", covered: "we do it", billable: "we do it once it is paid for",
        excluded: "we do not do it", elsewhere: "we say where to find it",
        fairUse: "{0}: {1} within {2}; beyond that we suggest something better", alsoThere: "You can also turn to: {0}"
    )

    static let all: [String: OfferWords] = [
        "en": english,
        "it": OfferWords(
            heading: "Che cosa è compreso", included: "compreso", paidExtra: "a pagamento",
            canBeBought: "Si può acquistare in più: {0}", covered: "lo facciamo",
            billable: "lo facciamo una volta pagato", excluded: "non lo facciamo", elsewhere: "diciamo dove trovarlo",
            fairUse: "{0}: {1} in {2}; oltre proponiamo qualcosa di meglio", alsoThere: "Puoi rivolgerti anche a: {0}"
        ),
        "pl": OfferWords(
            heading: "Co jest zawarte", included: "w cenie", paidExtra: "dodatkowo płatne",
            canBeBought: "Można dokupić: {0}", covered: "robimy to", billable: "robimy to po opłaceniu",
            excluded: "nie robimy tego", elsewhere: "mówimy, gdzie to znaleźć",
            fairUse: "{0}: {1} w ciągu {2}; ponad to proponujemy coś lepszego",
            alsoThere: "Możesz też zwrócić się do: {0}"
        ),
        "es": OfferWords(
            heading: "Qué está incluido", included: "incluido", paidExtra: "se paga aparte",
            canBeBought: "Se puede comprar además: {0}", covered: "lo hacemos", billable: "lo hacemos una vez pagado",
            excluded: "no lo hacemos", elsewhere: "decimos dónde encontrarlo",
            fairUse: "{0}: {1} en {2}; más allá proponemos algo mejor", alsoThere: "También puedes acudir a: {0}"
        ),
        "ru": OfferWords(
            heading: "Что входит", included: "входит", paidExtra: "за отдельную плату",
            canBeBought: "Можно докупить: {0}", covered: "мы это делаем", billable: "мы это делаем после оплаты",
            excluded: "мы этого не делаем", elsewhere: "мы скажем, где это найти",
            fairUse: "{0}: {1} за {2}; сверх того мы предложим решение получше",
            alsoThere: "Вы можете обратиться и сюда: {0}"
        ),
        "uk": OfferWords(
            heading: "Що входить", included: "входить", paidExtra: "за окрему плату",
            canBeBought: "Можна докупити: {0}", covered: "ми це робимо", billable: "ми це робимо після оплати",
            excluded: "ми цього не робимо", elsewhere: "ми скажемо, де це знайти",
            fairUse: "{0}: {1} за {2}; понад це ми запропонуємо краще рішення",
            alsoThere: "Ви можете звернутися й сюди: {0}"
        ),
    ]
}
