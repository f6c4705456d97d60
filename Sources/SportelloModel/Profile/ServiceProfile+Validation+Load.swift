extension ProfileChecker {
    mutating func checkLoadModes() {
        checkWords(profile.loadModes.map(\.id), of: ["loadModes"], key: "id")
        for (index, mode) in profile.loadModes.enumerated() {
            let keys = ["loadModes", "\(index)"]
            checkText(mode.title, keys + ["title"])
            if !mode.roles.contains(where: \.isStaff) || mode.roles.contains(where: { !$0.isStaff }) {
                report(keys + ["roles"], "only staff can declare it", remedy: "name agent, supervisor or quality")
            }
            if !profile.targets.contains(where: { $0.loadMode == mode.id }) {
                report(
                    keys, "“\(mode.id)” changes nothing, since no target names it",
                    remedy: "give a target loadMode: \(mode.id), or leave the mode out"
                )
            }
        }
        for (index, target) in profile.targets.enumerated() {
            guard let mode = target.loadMode, !profile.loadModes.contains(where: { $0.id == mode }) else { continue }
            report(
                ["targets", "\(index)", "loadMode"], "nobody can declare “\(mode)”",
                remedy: "describe it under loadModes"
            )
        }
    }

    mutating func checkChangeWindow() {
        guard let window = profile.changeWindow else { return }
        for (key, name) in [("calendar", window.calendar), ("holidays", window.holidays)] {
            guard let name, profile.calendars[name] == nil else { continue }
            report(["changeWindow", key], "there is no calendar “\(name)”", remedy: "describe it under calendars")
        }
    }
}
