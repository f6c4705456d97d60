import Sportello
import SportelloModel
import WebChatProtocol

/// How the core's answers read on the wire (protocol §8).
struct WireFailure {
    var code: ErrorCode
    var message: String
    var field: String?
    var retryAfterMs: Int64?

    init(_ error: any Error, language: String) {
        switch error {
        case let refusal as Refusal:
            message = refusal.message(in: language)
            field = refusal.details["field"]
            switch refusal.code {
            case .notFound: code = .notFound
            case .forbidden: code = .forbidden
            case .invalid: code = .badRequest
            default: code = .refused(refusal.code.rawValue)
            }
        case let error as DeskError where error.code == .keyReused:
            code = .idConflict
            message = "this id was used for something else"
        case let error as DeskError where error.isRetriable:
            code = .unavailable
            message = "the desk cannot do that now; try again"
            retryAfterMs = 1000
        default:
            code = .internal
            message = "something went wrong in the desk"
            retryAfterMs = 2000
        }
    }
}
