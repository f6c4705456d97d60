extension SupportDesk {
    /// Figures over a period, counted from the store. See ``DeskReports``.
    public var reports: DeskReports { DeskReports(store: store, profile: profile) }
}
