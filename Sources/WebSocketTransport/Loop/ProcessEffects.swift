import CWebSockets
import Logging
import Synchronization

/// What the library does to the whole process, in one place. Hosts must know:
///
/// * `SIGPIPE` is ignored from the first context on.
/// * OpenSSL is initialised.
/// * The library's log level is set, and its errors and warnings go to the first loop's logger, at debug level:
///   most of them are about what peers did.
/// * The soft limit of open files is raised to the hard one.
enum ProcessEffects {
    private static let logger = Mutex<Logger?>(nil)

    /// Takes effect once a process.
    static func apply(logger: Logger) {
        let isFirst = self.logger.withLock { current in
            defer { if current == nil { current = logger } }
            return current == nil
        }
        guard isFirst else { return }
        cws_set_log { _, line in
            guard let line else { return }
            ProcessEffects.log(String(cString: line))
        }
    }

    private static func log(_ line: String) {
        let logger = self.logger.withLock { $0 }
        logger?.debug("libwebsockets", metadata: ["line": "\(line.filter { $0.isASCII && !$0.isNewline })"])
    }
}
