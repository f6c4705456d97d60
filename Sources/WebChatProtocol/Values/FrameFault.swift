/// What a server does about bytes that are not a frame it can use.
public enum FrameFault: Error, Sendable, Equatable {
    /// Say `bye` with this code and message, then close with the code.
    case close(CloseCode, message: String)
    /// Answer `err` and go on. `id` is the frame's, when it could be read.
    case error(id: String?, code: ErrorCode, message: String, field: String?)

    /// The fault for bytes that are not JSON as the protocol wants it.
    public init(_ fault: JSONFault) {
        switch fault {
        case .malformed: self = .close(.badFrame, message: "not JSON")
        case .tooDeep: self = .close(.badFrame, message: "nested too deep")
        case .duplicateMember: self = .close(.badFrame, message: "a member comes twice")
        case .numberOutOfRange: self = .close(.badFrame, message: "a number is too large")
        case .notUTF8: self = .close(.invalidText, message: "not UTF-8")
        case .loneSurrogate: self = .close(.invalidText, message: "a lone surrogate")
        }
    }
}
