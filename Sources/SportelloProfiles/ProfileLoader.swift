import Foundation
public import SportelloModel
import Yams

/// Reads service profiles from YAML (JSON is YAML too) and refuses unsound ones.
///
/// Only `name` must be given; every other key has the default that ``SportelloModel/ServiceProfile`` documents. Unknown
/// and repeated keys are errors.
public struct ProfileLoader: Sendable {
    /// The longest text that is read, in bytes.
    public static let maximumBytes = 1_048_576

    /// Makes a loader.
    public init() {}

    /// Reads a file.
    ///
    /// - Parameter path: Absolute, or relative to the working directory.
    /// - Throws: ``ProfileLoadError`` with the file, place, and a remedy for everything that is wrong.
    public func load(path: String) throws(ProfileLoadError) -> ServiceProfile {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw unreadable(path, "it cannot be read", remedy: "check the path and the permissions", cause: error)
        }
        guard data.count <= Self.maximumBytes, let yaml = String(data: data, encoding: .utf8) else {
            throw unreadable(path, "it is no UTF-8 text of at most a mebibyte", remedy: "save it as UTF-8", cause: nil)
        }
        return try load(yaml: yaml, name: path)
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - name: What errors call it.
    /// - Throws: ``ProfileLoadError`` with place and remedy for everything that is wrong.
    public func load(yaml: String, name: String) throws(ProfileLoadError) -> ServiceProfile {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw syntax(error, name)
        }
        guard let root, root.mapping != nil else {
            throw ProfileLoadError(
                code: .shape, file: name,
                findings: [
                    ProfileLoadError.Finding(
                        problem: ProfileProblem(keys: [], message: "it is no mapping", remedy: "begin with name: …"),
                        line: root?.mark?.line, column: root?.mark?.column
                    )
                ],
                cause: nil
            )
        }
        let profile: ServiceProfile
        do {
            profile = try YAMLDecoder().decode(ServiceProfile.self, from: root)
        } catch {
            let problem = ProfileProblem(error)
            throw ProfileLoadError(code: .shape, file: name, findings: [root.locate(problem)], cause: error)
        }
        let problems = profile.validate()
        guard problems.isEmpty else {
            throw ProfileLoadError(
                code: .unsound, file: name, findings: problems.map { root.locate($0) }, cause: nil
            )
        }
        return profile
    }

    private func unreadable(
        _ path: String, _ message: String, remedy: String, cause: (any Error)?
    ) -> ProfileLoadError {
        let problem = ProfileProblem(keys: [], message: message, remedy: remedy)
        return ProfileLoadError(
            code: .unreadable, file: path,
            findings: [ProfileLoadError.Finding(problem: problem, line: nil, column: nil)], cause: cause
        )
    }

    private func syntax(_ error: any Error, _ name: String) -> ProfileLoadError {
        var message = "\(error)"
        var mark: Mark?
        switch error as? YamlError {
        case .scanner(_, let problem, let place, _), .parser(_, let problem, let place, _),
            .composer(_, let problem, let place, _):
            (message, mark) = (problem, place)
        case .duplicatedKeysInMapping(let keys, let context):
            (message, mark) = ("repeated key \(keys.joined(separator: ", "))", context.mark)
        default: break
        }
        let problem = ProfileProblem(
            keys: [], message: "no YAML: \(message)", remedy: "mend the text at or shortly before this place"
        )
        return ProfileLoadError(
            code: .syntax, file: name,
            findings: [ProfileLoadError.Finding(problem: problem, line: mark?.line, column: mark?.column)],
            cause: error
        )
    }
}
