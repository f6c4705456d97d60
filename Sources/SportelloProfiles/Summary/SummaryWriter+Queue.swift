import SportelloModel

extension SummaryWriter {
    private var queueWords: QueueWords { QueueWords.of(words.language) }
    private func text(_ text: LocalizedText) -> String { text.text(in: words.language) }
    private func titles(of caseTypes: [String]) -> String {
        caseTypes.compactMap { profile.caseType($0).map { text($0.title) } }.joined(separator: ", ")
    }

    /// Headings and lines about the queue, the forms and the documents.
    var queueSections: [(String, [String])] {
        [(queueWords.turn, turns), (queueWords.asked, questions), (queueWords.documents, documents)]
    }

    private var turns: [String] {
        let queue = profile.queue
        var lines: [String] = []
        if queue.order.contains(.critical) { lines.append(queueWords.criticalFirst) }
        lines.append(queue.order.contains(.priority) ? queueWords.byPriority : queueWords.byArrival)
        if let ageing = queue.ageing { lines.append(queueWords.rises.filled("\(ageing.minutes)")) }
        lines.append(queueWords.noInterruption)
        if !queue.advice.caseTypes.isEmpty {
            lines.append(queueWords.advice.filled(titles(of: queue.advice.caseTypes)))
        }
        return lines
    }

    private var questions: [String] {
        profile.caseTypes.compactMap { type in
            guard profile.intake.forms[type.id] != nil else { return nil }
            let form = profile.openForm(type.id)
            var parts = form.fields.map { text($0.title) }
            let read = form.prerequisites.map { text($0.title) }
            if !read.isEmpty { parts.append("\(queueWords.toRead): \(read.joined(separator: ", "))") }
            if let rule = form.attachments {
                parts.append("\(queueWords.files): \(rule.types.joined(separator: ", "))")
            }
            return parts.isEmpty ? nil : "\(text(type.title)): \(parts.joined(separator: "; "))"
        }
    }

    private var documents: [String] {
        profile.knowledge.articles.compactMap { article in
            article.locale(for: words.language).flatMap { article.addresses[$0] }.map {
                "\(text(article.title)): \($0)"
            }
        }
    }
}
