/// A value behind one reference, copied when it is changed.
///
/// A ticket's rarely changing facts lie in one, so that copying a ticket for a command costs one retain, and so that
/// "these facts are still what the store has" is a comparison of two references. A desk's policy lies in another, which
/// every decision sees.
package struct CopyOnWrite<Value: Sendable>: Sendable {
    /// Never written after it was shared: `modify` replaces the box unless this is its only reference.
    private final class Box: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private var box: Box

    package init(_ value: Value) { box = Box(value) }

    /// Lent, not copied, to who only reads: the facts of a ticket have dozens of members to retain.
    package var value: Value {
        _read { yield box.value }
        set { box = Box(newValue) }
    }

    /// Whether both hold the very same value.
    package func isSame(as other: Self) -> Bool { box === other.box }
}
