extension Refusal.Code {
    /// Paid work went to its executor; support does not work on it (R-002-50).
    public static let workHandedOver: Self = "workHandedOver"
    /// The team executes no orders (R-002-49).
    public static let unknownExecutor: Self = "unknownExecutor"
    /// The order is not at the step that this needs.
    public static let notThisStep: Self = "notThisStep"
    /// What was approved is not what stands by now: a fee or a document changed after it was shown (R-002-53, R-002-95).
    public static let changedSinceSeen: Self = "changedSinceSeen"
    /// Another order was approved earlier (R-002-54).
    public static let notNextInLine: Self = "notNextInLine"
    /// A survey lacks findings (R-000-25).
    public static let surveyIncomplete: Self = "surveyIncomplete"
    /// The warranty is over, or nothing was delivered (R-002-101).
    public static let warrantyOver: Self = "warrantyOver"
    /// The payer is not known.
    public static let accountMissing: Self = "accountMissing"
}
