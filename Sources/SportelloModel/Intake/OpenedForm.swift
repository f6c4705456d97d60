/// A form as somebody sees it, with what the program around it already knows. A value to fill in; nothing is sent by it.
public struct OpenedForm: Sendable, Hashable {
    /// What it is about.
    public let caseType: String
    /// The questions, in order.
    public let fields: [IntakeField]
    /// Articles that must be acknowledged before anything is sent (R-000-6).
    public let prerequisites: [KnowledgePolicy.Article]
    /// Articles that are only shown (R-002-87).
    public let advice: [KnowledgePolicy.Article]
    /// Which files it takes; `nil` for any that the desk takes.
    public let attachments: AttachmentRule?
    /// The answers by question: captured ones to begin with, each of them editable (R-004-27, R-004-28).
    public var answers: [String: String]
    /// The ids of articles that the person said to have read.
    public var acknowledged: Set<String> = []

    /// Questions without an answer that nothing is sent without.
    public var missing: [IntakeField] { fields.filter { $0.need == .required && !Self.isAnswered($0, answers) } }

    /// Whether everything that must be there is there.
    public var isComplete: Bool {
        missing.isEmpty && prerequisites.allSatisfy { acknowledged.contains($0.id) }
    }

    static func isAnswered(_ field: IntakeField, _ answers: [String: String]) -> Bool {
        answers[field.id].map { !$0.allSatisfy(\.isWhitespace) } ?? false
    }
}

extension IntakeForm {
    /// The answers among a request's details, by question: under the question's id, as the chat's `answers` are kept, or
    /// under the chat's own names for page, version and edition. Blank ones are none.
    public func answers(in details: [String: String]) -> [String: String] {
        var answers: [String: String] = [:]
        for field in fields {
            let names = [field.id, "answer.\(field.id)"] + (field.kind.detail.map { [$0] } ?? [])
            answers[field.id] = names.lazy.compactMap { details[$0] }.first { !$0.allSatisfy(\.isWhitespace) }
        }
        return answers
    }
}

extension IntakeField.Kind {
    /// The chat's name for it.
    fileprivate var detail: String? {
        switch self {
        case .page: "pageURL"
        case .version: "productVersion"
        case .edition: "edition"
        default: nil
        }
    }
}

extension StartConversation {
    /// Articles that the person said to have read: named as such, or among the answers, separated by commas.
    var readArticles: Set<String> {
        let told = details["acknowledged"] ?? details["answer.acknowledged"] ?? ""
        return Set(acknowledged + told.split(separator: ",").map { $0.filter { !$0.isWhitespace } })
    }
}

extension ServiceProfile {
    /// The form of a case type. A failure always offers to say why it is critical (R-002-89).
    public func intakeForm(for caseType: String) -> IntakeForm {
        var form = intake.forms[caseType] ?? IntakeForm()
        if intake.faults.contains(caseType), !form.fields.contains(where: { $0.kind == .impact }) {
            form.fields.append(.impact)
        }
        return form
    }

    /// Opens the form of a case type.
    ///
    /// - Parameter captured: What the program around the form knows of the page, the version and the edition; each fills
    ///   the questions of its kind.
    public func openForm(_ caseType: String, captured: [IntakeField.Kind: String] = [:]) -> OpenedForm {
        let form = intakeForm(for: caseType)
        var answers: [String: String] = [:]
        for field in form.fields where field.need == .prefilled { answers[field.id] = captured[field.kind] }
        func articles(_ mustAcknowledge: Bool) -> [KnowledgePolicy.Article] {
            form.articles.filter { $0.mustAcknowledge == mustAcknowledge }.compactMap { knowledge.article($0.article) }
        }
        return OpenedForm(
            caseType: caseType, fields: form.fields, prerequisites: articles(true), advice: articles(false),
            attachments: form.attachments, answers: answers
        )
    }

    /// The product's own words for what a text calls otherwise, in the order of the glossary (R-004-25).
    public func glossaryHints(in text: String) -> [GlossaryHint] {
        let phrase = Phrase(text)
        return intake.glossary.compactMap { term in
            if term.term.texts.values.contains(where: { phrase.contains(Phrase($0)) }) { return nil }
            return term.synonyms.first { phrase.contains(Phrase($0)) }.map {
                GlossaryHint(written: $0, term: term.term)
            }
        }
    }
}

/// "You wrote this; the product calls it that."
public struct GlossaryHint: Sendable, Hashable {
    /// What was written.
    public var written: String
    /// What the product calls it.
    public var term: LocalizedText
}

/// How much of what a case type asks is known (R-004-29).
public struct IntakeCompleteness: Sendable, Hashable {
    /// 0 to 100; 100 when nothing is asked.
    public var percent: Int
    /// What is missing, in the form's order.
    public var missing: [IntakeField]
}

extension TicketFacts {
    /// How complete the intake is: of the questions that are required, asked once or filled in by the program, how many
    /// have an answer. What is only offered does not count.
    public func completeness(_ profile: ServiceProfile) -> IntakeCompleteness {
        let asked = profile.intakeForm(for: caseType).fields.filter { $0.need != .optional }
        let missing = asked.filter { !intake.answered.contains($0.id) }
        let percent = asked.isEmpty ? 100 : (asked.count - missing.count) * 100 / asked.count
        return IntakeCompleteness(percent: percent, missing: missing)
    }
}
