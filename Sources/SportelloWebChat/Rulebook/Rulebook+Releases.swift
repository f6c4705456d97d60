import Sportello
import SportelloModel
import WebChatProtocol

extension Rulebook {
    /// Packages of changes (R-002-62, R-002-67, R-002-68, R-002-85).
    static let releases: [RulebookEntry] = [
        .fresh("release.create") { id, frame in .releases(.create(id, title: try frame.text("title"))) },
        .known("release.add", "package") { id, frame in
            .releases(.add(try frame.identifier("issue"), to: id))
        },
        .known("release.remove", "package") { id, frame in
            .releases(.remove(try frame.identifier("issue"), from: id))
        },
        .known("release.plan", "package") { id, frame in
            .releases(
                .plan(
                    id, at: try frame.optionalInstant("at"),
                    isHotfix: try frame.arguments.optionalBool("hotfix") ?? false
                )
            )
        },
        .known("release.deliver", "package") { id, frame in
            .releases(.deliver(id, version: try frame.arguments.string("version")))
        },
        RulebookEntry("release.announce", for: .staff) { frame in
            var packages: [ReleasePackageID] = []
            for text in try frame.arguments.strings("packages", maxCount: 20) {
                guard let id = ReleasePackageID(text) else {
                    throw MemberFault(code: .notFound, message: "there is no such package", field: "packages")
                }
                packages.append(id)
            }
            guard let first = packages.first else { throw frame.arguments.wrong("packages", "must not be empty") }
            let command = Command.releases(.announce(packages, try announcement(frame)))
            return .command(command, in: .releasePackage(first))
        },
        .question("release.show") { frame in
            let id = try frame.identifier("package", of: ReleasePackage.self)
            return { desk in
                guard let package: ReleasePackage = try await desk.state(of: .releasePackage(id)) else {
                    throw Refusal(.notFound)
                }
                return package.wire
            }
        },
    ]

    private static func announcement(_ frame: RulebookFrame) throws(MemberFault) -> ReleaseAnnouncement {
        let arguments = frame.arguments
        var lines: [ReleaseNote.Line] = []
        for line in try arguments.objects("lines", maxCount: 1000) {
            lines.append(
                ReleaseNote.Line(
                    issue: try line.identifier("issue"), kind: try line.choice("kind", of: ReleaseNote.Kind.self),
                    text: try line.localizedText("text")
                )
            )
        }
        return ReleaseAnnouncement(
            lines: lines, affectedVersions: try arguments.optionalStrings("affectedVersions") ?? [],
            delivery: try frame.localizedText("delivery"), instructions: try frame.localizedText("instructions"),
            updates: try arguments.optionalChoice("updates", of: ReleasePolicy.Updates.self)
        )
    }
}

extension ReleasePackage {
    fileprivate var wire: JSONValue {
        var members = Members()
        members["package"] = .string(id.description)
        members["state"] = .string(state.rawValue)
        members["title"] = .string(title)
        members["issues"] = .array(items.map { .string($0.description) })
        members["plannedFor"] = plannedFor.map(JSONValue.init)
        members["hotfix"] = .bool(isHotfix)
        members["version"] = version.map(JSONValue.string)
        members["releasedAt"] = releasedAt.map(JSONValue.init)
        return members.json
    }
}
