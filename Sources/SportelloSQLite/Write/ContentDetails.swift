import Foundation
import Sportello

/// The named values of a content as JSON; none are NULL.
enum ContentDetails {
    static func encode(_ details: [String: String]) throws -> String? {
        guard !details.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(details), as: UTF8.self)
    }

    static func decode(_ text: String?) throws -> [String: String] {
        guard let text else { return [:] }
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        } catch {
            throw StoreError(.corrupt, "a content's details cannot be read", cause: error)
        }
    }
}
