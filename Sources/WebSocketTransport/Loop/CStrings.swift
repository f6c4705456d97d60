#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// C strings that live as long as this object does; keep it alive over the call that uses them.
final class CStrings {
    private var strings: [UnsafeMutablePointer<CChar>] = []
    private var arrays: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []

    /// A copy of `text`.
    func copy(_ text: String) -> UnsafePointer<CChar> {
        guard let copy = strdup(text) else { preconditionFailure("out of memory") }
        self.strings.append(copy)
        return UnsafePointer(copy)
    }

    /// Copies of `texts`, as an array.
    func copy(_ texts: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
        let array = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { (array + index).initialize(to: self.copy(text)) }
        (array + texts.count).initialize(to: nil)
        self.arrays.append(array)
        return UnsafePointer(array)
    }

    deinit {
        for string in self.strings { free(string) }
        for array in self.arrays { array.deallocate() }
    }
}
