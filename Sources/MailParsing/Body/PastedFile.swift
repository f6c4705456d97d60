/// A file that was pasted into a text with uuencode.
struct PastedFile {
    var name: String
    /// From `begin` to behind the line of `end`.
    var range: Range<Int>
    var part: Int

    private static let most = 100

    /// The files in a text, in order. Only those with a beginning, only lines of the coding, and an end count.
    static func find(_ source: [UInt8], _ range: Range<Int>, part: Int) -> [PastedFile] {
        source.withUnsafeBufferPointer { bytes in
            var result: [PastedFile] = []
            var open: (start: Int, name: [UInt8])?
            var position = range.lowerBound
            while position < range.upperBound, result.count < most {
                var end = bytes.place(of: .lineFeed, from: position, to: range.upperBound)
                let next = min(range.upperBound, end + 1)
                if end > position, bytes[end - 1] == .carriageReturn { end -= 1 }
                if bytes[position] == UInt8(ascii: "b") || open != nil {
                    let line = Array(bytes[position..<min(end, position + 300)])[...]
                    if let name = UUEncoding.name(ofBegin: line) {
                        open = (position, Array(name))
                    } else if let file = open {
                        if line.elementsEqual("end".utf8) {
                            result.append(
                                PastedFile(name: TextDecoder.header(file.name), range: file.start..<next, part: part))
                            open = nil
                        } else if !line.isEmpty, !UUEncoding.isLine(line) {
                            open = nil
                        }
                    }
                }
                position = next
            }
            return result
        }
    }
}
