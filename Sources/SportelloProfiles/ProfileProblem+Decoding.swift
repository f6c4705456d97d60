import SportelloModel
import Yams

extension ProfileProblem {
    /// Tells a decoder's error to the person who wrote the file.
    init(_ error: any Error) {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            self.init(
                keys: context.codingPath.map(\.word), message: "“\(key.stringValue)” is missing", remedy: "add it"
            )
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self.init(
                keys: context.codingPath.map(\.word), message: "the value has the wrong form",
                remedy: context.debugDescription
            )
        case .dataCorrupted(let context):
            // The model's own messages are "what is wrong; what to do".
            let parts = context.debugDescription.split(separator: "; ", maxSplits: 1).map(String.init)
            self.init(
                keys: context.codingPath.map(\.word), message: parts.first ?? "the value cannot be read",
                remedy: parts.count > 1 ? parts[1] : "write one of the documented words"
            )
        default:
            self.init(keys: [], message: "\(error)", remedy: "correct the value")
        }
    }
}

extension CodingKey {
    /// The key, or the place in a list.
    fileprivate var word: String { intValue.map { String($0) } ?? stringValue }
}

extension Node {
    /// Finds where in the file a problem is: at its own key, or else at the nearest one above that exists.
    func locate(_ problem: ProfileProblem) -> ProfileLoadError.Finding {
        var node = self
        var mark = node.mark
        for key in problem.keys {
            if let mapping = node.mapping, let pair = mapping.first(where: { $0.key.string == key }) {
                mark = pair.key.mark ?? mark
                node = pair.value
            } else if let sequence = node.sequence, let index = Int(key), sequence.indices.contains(index) {
                node = sequence[index]
                mark = node.mark ?? mark
            } else {
                break
            }
        }
        return ProfileLoadError.Finding(problem: problem, line: mark?.line, column: mark?.column)
    }
}
