/// Why bytes are not a JSON text that this protocol takes.
///
/// Invalid UTF-8 anywhere in the input wins over every other fault, so the answer does not depend on which comes first.
public enum JSONFault: Error, Sendable, Equatable {
    /// The bytes break the grammar of RFC 8259 at this offset. A byte order mark counts as malformed.
    case malformed(offset: Int)
    /// Arrays and objects are nested deeper than allowed; the outermost one counts as level 1.
    case tooDeep(offset: Int)
    /// An object names the same member twice (RFC 7493 section 2.3). Two readers could read it differently.
    case duplicateMember(offset: Int)
    /// A number is too large for a finite `Double` (RFC 7493 section 2.2).
    case numberOutOfRange(offset: Int)
    /// The bytes are not UTF-8.
    case notUTF8
    /// A string holds an escaped surrogate without its partner: it cannot be kept as Unicode text.
    case loneSurrogate(offset: Int)
}
