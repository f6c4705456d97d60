/// What is asked of the desk as a whole.
public enum DeskCommand: Sendable, Hashable {
    /// Heavy load begins (R-002-19).
    case declareLoadMode(String, note: String?)
    /// It is over.
    case liftLoadMode(note: String?)
    /// The desk itself: every ticket that was open when a retroactive mode began has been looked at.
    case loadModeApplied
}

extension Workspace {
    /// Decides what is asked of the desk as a whole.
    mutating func decide(_ command: DeskCommand) throws(Stop) {
        let desk = try stateOrFresh(ServiceDesk.only)
        switch command {
        case .declareLoadMode(let id, let note):
            let mode = try declarable(id)
            if let declared = desk.loadMode {
                throw refuse(.loadModeDeclared, "R-002-20", ["mode": declared.mode])
            }
            try record(
                .loadModeDeclared(LoadModeDeclared(mode: id, isRetroactive: mode.retroactive)), on: ServiceDesk.only,
                content: note.map { Content(text: $0) }
            )
        case .liftLoadMode(let note):
            guard let declared = desk.loadMode else { throw refuse(.noLoadMode, "R-002-20") }
            // A mode that a newer profile no longer has can still be lifted, by a supervisor.
            if profile.loadModes.contains(where: { $0.id == declared.mode }) {
                _ = try declarable(declared.mode)
            } else if context.actor.role != .supervisor {
                throw refuse(.forbidden, "R-002-19")
            }
            try record(
                .loadModeLifted(LoadModeLifted(mode: declared.mode)), on: ServiceDesk.only,
                content: note.map { Content(text: $0) }
            )
        case .loadModeApplied:
            guard context.actor.role == .system else { throw refuse(.forbidden) }
            if let declared = desk.loadMode, !declared.isApplied {
                try record(.loadModeApplied, on: ServiceDesk.only)
            }
        }
    }

    private func declarable(_ id: String) throws(Stop) -> LoadMode {
        guard let mode = profile.loadModes.first(where: { $0.id == id }) else {
            throw refuse(
                .unknownLoadMode, "R-002-19", ["allowed": profile.loadModes.map(\.id).joined(separator: ", ")]
            )
        }
        guard mode.roles.contains(context.actor.role) else { throw refuse(.forbidden, "R-002-19") }
        return mode
    }
}
