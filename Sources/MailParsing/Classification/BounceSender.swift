/// Who a mail is from, as far as reports of other mails go. Anybody can write "could not be delivered"; what counts as a report
/// depends on who says it.
enum BounceSender {
    /// A program that sends nothing but reports.
    case daemon
    /// A post office, which also writes to people, or nobody (the null sender), who also sends absence notes.
    case office
    /// Anybody else.
    case other

    /// - Parameters:
    ///   - isReport: The mail's own type says that it is a report (RFC 3462).
    ///   - returnPath: Empty for the null sender; `nil` when the mail does not tell.
    init(from: MailAddress?, returnPath: String?, isReport: Bool) {
        let local = from?.address.split(separator: "@").first.map { $0.lowercased() } ?? ""
        let name = from?.name?.lowercased() ?? ""
        if isReport || Self.daemons.contains(where: { local.holds($0) })
            || Self.daemonNames.contains(where: { name.hasPrefix($0) })
            || returnPath?.lowercased().holds("mailer-daemon") == true
        {
            self = .daemon
        } else if returnPath?.isEmpty == true || from == nil || Self.words.contains(local)
            || Self.offices.contains(where: { local.holds($0) })
            || Self.officeNames.contains(where: { name.hasPrefix($0) })
        {
            self = .office
        } else {
            self = .other
        }
    }

    private static let daemons = [
        "mailer-daemon", "mailerdaemon", "mail-daemon", "maildaemon", "mdaemon", "microsoftexchange", "mailsystem",
        "mail-delivery", "mail.delivery",
    ]
    private static let daemonNames = [
        "mail delivery s", "mailer-daemon", "mailer daemon", "internet mail delivery", "email delivery", "mail system",
        "mail-system",
    ]
    private static let words: Set<String> = ["root", "mailer", "bounce", "bounces", "daemon"]
    private static let offices = ["postmaster", "post_master", "postoffice", "system administrator"]
    private static let officeNames = [
        "postmaster", "system administrator", "systemadministrator", "amministratore di sistema",
        "administrator systemu", "administrador del sistema", "системный администратор", "microsoft outlook",
        "mail administrator", "systembeheerder", "administrateur système",
    ]
}
