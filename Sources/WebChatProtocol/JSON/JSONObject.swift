/// The members of a JSON object in the order they came. No two have the same name.
public struct JSONObject: Sendable, Equatable {
    /// One member.
    public struct Member: Sendable {
        /// The member's name, byte for byte.
        public let name: String
        /// The member's value.
        public let value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The members in order.
    public private(set) var members: [Member]

    /// Makes an object. The names must differ: of several members with one name, look-up finds the first.
    public init(_ members: [Member] = []) {
        self.members = members
    }

    /// Looks for a member. Linear: the protocol's objects are small.
    public subscript(_ name: String) -> JSONValue? {
        for member in members where hasSameBytes(member.name, name) {
            return member.value
        }
        return nil
    }

    /// Equal when both have the same members, in any order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        return left.sortedMembers.elementsEqual(right.sortedMembers) {
            hasSameBytes($0.name, $1.name) && $0.value == $1.value
        }
    }

    /// The members in the order of their names' bytes: the canonical order.
    var sortedMembers: [Member] {
        members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
