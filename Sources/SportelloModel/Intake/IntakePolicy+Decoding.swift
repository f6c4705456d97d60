extension IntakePolicy {
    enum CodingKeys: String, CodingKey, CaseIterable { case forms, channels, glossary, faults }

    /// Decodes a policy; what is missing has its documented default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        let standard = IntakePolicy()
        self.init(
            forms: try values.value(.forms, or: standard.forms),
            channels: try values.value(.channels, or: standard.channels),
            glossary: try values.value(.glossary, or: standard.glossary),
            faults: try values.value(.faults, or: standard.faults)
        )
    }
}

extension IntakeForm {
    enum CodingKeys: String, CodingKey, CaseIterable { case fields, articles, attachments }

    /// Decodes a form; what is missing is not asked.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            fields: try values.value(.fields, or: []), articles: try values.value(.articles, or: []),
            attachments: try values.optional(.attachments)
        )
    }
}

extension IntakeField {
    enum CodingKeys: String, CodingKey, CaseIterable { case id, title, kind, need }

    /// Decodes a question: `id` and `title` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            id: try values.value(.id), title: try values.value(.title), kind: try values.value(.kind, or: .text),
            need: try values.value(.need, or: .optional)
        )
    }
}

extension ArticlePrompt {
    enum CodingKeys: String, CodingKey, CaseIterable { case article, mustAcknowledge }

    /// Decodes a prompt: `article` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(
            article: try values.value(.article), mustAcknowledge: try values.value(.mustAcknowledge, or: false)
        )
    }
}

extension AttachmentRule {
    enum CodingKeys: String, CodingKey, CaseIterable { case types, maximumBytes }

    /// Decodes a rule: `types` must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(types: try values.value(.types), maximumBytes: try values.optional(.maximumBytes))
    }
}

extension GlossaryTerm {
    enum CodingKeys: String, CodingKey, CaseIterable { case term, synonyms }

    /// Decodes a term: both must be given.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strict(CodingKeys.self)
        self.init(term: try values.value(.term), synonyms: try values.value(.synonyms))
    }
}

extension ProfileChecker {
    mutating func checkIntake() {
        for (index, type) in profile.intake.faults.enumerated() where profile.intake.faults != ["problem"] {
            checkCaseType(type, ["intake", "faults", "\(index)"])
        }
        for (type, form) in profile.intake.forms.sorted(by: { $0.key < $1.key }) {
            let keys = ["intake", "forms", type]
            checkCaseType(type, keys)
            checkWords(form.fields.map(\.id), of: keys + ["fields"], key: "id")
            for (index, field) in form.fields.enumerated() {
                checkText(field.title, keys + ["fields", "\(index)", "title"])
            }
            for (index, prompt) in form.articles.enumerated()
            where profile.knowledge.article(prompt.article) == nil {
                report(
                    keys + ["articles", "\(index)", "article"], "there is no article “\(prompt.article)”",
                    remedy: "describe it under knowledge.articles"
                )
            }
            if let rule = form.attachments { check(rule, keys + ["attachments"]) }
        }
        for (index, term) in profile.intake.glossary.enumerated() {
            let keys = ["intake", "glossary", "\(index)"]
            checkText(term.term, keys + ["term"])
            if !term.synonyms.contains(where: { !Phrase($0).words.isEmpty }) {
                report(keys + ["synonyms"], "nothing leads to it", remedy: "name at least one word that people write")
            }
        }
    }

    private mutating func check(_ rule: AttachmentRule, _ keys: [String]) {
        if rule.types.isEmpty {
            report(keys + ["types"], "it takes no file at all", remedy: "name media types, such as image/png")
        }
        for (index, type) in rule.types.enumerated() {
            let parts = type.split(separator: "/", omittingEmptySubsequences: false)
            if parts.count != 2 || parts.contains(where: \.isEmpty) || parts[0] == "*" {
                report(
                    keys + ["types", "\(index)"], "“\(type)” is no media type", remedy: "write for example image/png")
            }
        }
        if let bytes = rule.maximumBytes, bytes < 1 {
            report(keys + ["maximumBytes"], "no file is that small", remedy: "write at least 1, or leave it out")
        }
    }
}
