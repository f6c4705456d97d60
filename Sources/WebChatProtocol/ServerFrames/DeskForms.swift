extension DeskInformation {
    /// What one case type asks. Answers go into `answers` of `conversation.start`, by the question's id.
    public struct Form: Sendable, Equatable {
        /// The case type.
        public var caseType: String
        /// The questions, in the order to be shown.
        public var fields: [Field]
        /// Ids of articles that must be acknowledged before anything is sent.
        public var prerequisites: [String]
        /// Ids of articles that are only shown.
        public var advice: [String]
        /// Media types of files that belong to it, for example `image/png` or `video/*`; empty for any.
        public var fileTypes: [String]

        /// Makes a form.
        public init(
            caseType: String,
            fields: [Field] = [],
            prerequisites: [String] = [],
            advice: [String] = [],
            fileTypes: [String] = []
        ) {
            self.caseType = caseType
            self.fields = fields
            self.prerequisites = prerequisites
            self.advice = advice
            self.fileTypes = fileTypes
        }
    }

    /// One question.
    public struct Field: Sendable, Equatable {
        /// What goes into `answers`.
        public var id: String
        /// What a person reads.
        public var title: String
        /// What is asked for, such as `text`, `steps`, `page`, `version`.
        public var kind: String
        /// `required`, `askOnce`, `prefilled` or `optional`.
        public var need: String

        /// Makes a question.
        public init(id: String, title: String, kind: String, need: String) {
            self.id = id
            self.title = title
            self.kind = kind
            self.need = need
        }
    }

    /// Something to read.
    public struct Article: Sendable, Equatable {
        /// Its id.
        public var id: String
        /// What it is, such as `article` or `video`.
        public var kind: String
        /// Its subject.
        public var category: String
        /// What a person reads.
        public var title: String
        /// Where it is.
        public var address: String
        /// The language it is in there.
        public var locale: String

        /// Makes an article.
        public init(id: String, kind: String, category: String, title: String, address: String, locale: String) {
            self.id = id
            self.kind = kind
            self.category = category
            self.title = title
            self.address = address
            self.locale = locale
        }
    }
}

extension FrameWriter {
    /// Appends `forms` and `articles` of `welcome.desk`, where there are any.
    mutating func reading(_ desk: DeskInformation) {
        if !desk.forms.isEmpty {
            literal(",\"forms\":[")
            for (index, form) in desk.forms.enumerated() {
                if index > 0 { literal(",") }
                self.form(form)
            }
            literal("]")
        }
        if !desk.articles.isEmpty {
            literal(",\"articles\":[")
            for (index, article) in desk.articles.enumerated() {
                begin(index > 0 ? ",{\"id\":" : "{\"id\":", article.id)
                begin(",\"kind\":", article.kind)
                begin(",\"category\":", article.category)
                begin(",\"title\":", article.title)
                begin(",\"address\":", article.address)
                begin(",\"locale\":", article.locale)
                literal("}")
            }
            literal("]")
        }
    }

    private mutating func form(_ form: DeskInformation.Form) {
        begin("{\"caseType\":", form.caseType)
        literal(",\"fields\":[")
        for (index, field) in form.fields.enumerated() {
            begin(index > 0 ? ",{\"id\":" : "{\"id\":", field.id)
            begin(",\"title\":", field.title)
            begin(",\"kind\":", field.kind)
            begin(",\"need\":", field.need)
            literal("}")
        }
        literal("]")
        words(",\"prerequisites\":[", form.prerequisites)
        words(",\"advice\":[", form.advice)
        words(",\"fileTypes\":[", form.fileTypes)
        literal("}")
    }

    private mutating func words(_ head: StaticString, _ words: [String]) {
        literal(head)
        for (index, word) in words.enumerated() {
            if index > 0 { literal(",") }
            string(word)
        }
        literal("]")
    }
}

extension DeskInformation.Form {
    init(_ members: MemberReader) throws(MemberFault) {
        caseType = try members.string("caseType")
        fields = []
        for field in try members.optionalObjects("fields", maxCount: .max) ?? [] {
            fields.append(
                DeskInformation.Field(
                    id: try field.string("id"),
                    title: try field.string("title", maxScalars: .max, allowsEmpty: true),
                    kind: try field.string("kind"),
                    need: try field.string("need")
                )
            )
        }
        prerequisites = try members.optionalStrings("prerequisites", maxCount: .max) ?? []
        advice = try members.optionalStrings("advice", maxCount: .max) ?? []
        fileTypes = try members.optionalStrings("fileTypes", maxCount: .max) ?? []
    }
}

extension DeskInformation.Article {
    init(_ members: MemberReader) throws(MemberFault) {
        id = try members.string("id")
        kind = try members.string("kind")
        category = try members.string("category", maxScalars: .max)
        title = try members.string("title", maxScalars: .max, allowsEmpty: true)
        address = try members.string("address", maxScalars: .max)
        locale = try members.string("locale")
    }
}
