import SportelloModel
import WebChatProtocol

extension ServiceProfile {
    /// What is asked when somebody writes by webchat (R-004-24 to R-004-29); case types that ask nothing are left out.
    func wireForms(in language: String) -> [DeskInformation.Form] {
        caseTypes.compactMap { type in
            let form = openForm(type.id)
            let prompts = form.prerequisites + form.advice
            guard !form.fields.isEmpty || !prompts.isEmpty || form.attachments != nil else { return nil }
            return DeskInformation.Form(
                caseType: type.id,
                fields: form.fields.map {
                    .init(
                        id: $0.id, title: $0.title.text(in: language), kind: $0.kind.rawValue, need: $0.need.rawValue
                    )
                },
                prerequisites: form.prerequisites.map(\.id), advice: form.advice.map(\.id),
                fileTypes: form.attachments?.types ?? []
            )
        }
    }

    /// What is written down for everybody, in one language: what the forms prompt for first, then the others, up to a
    /// hundred; a longer knowledge base has a search of its own.
    func wireArticles(in language: String) -> [DeskInformation.Article] {
        let prompted = Set(caseTypes.flatMap { intakeForm(for: $0.id).articles.map(\.article) })
        let ordered =
            knowledge.articles.filter { prompted.contains($0.id) }
            + knowledge.articles.filter { !prompted.contains($0.id) }
        return ordered.prefix(100).compactMap { article in
            guard let locale = article.locale(for: language), let address = article.addresses[locale] else {
                return nil
            }
            return DeskInformation.Article(
                id: article.id, kind: article.kind.rawValue, category: article.category,
                title: article.title.text(in: language), address: address, locale: locale
            )
        }
    }
}
