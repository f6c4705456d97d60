/// What uuencode made, from its `begin` line to its `end` line.
struct UUDecoder {
    private var line: [UInt8] = []
    private var isInside = false
    private(set) var isDone = false
    private(set) var isDamaged = false

    mutating func read(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        for byte in input where !isDone {
            if byte == .lineFeed {
                take(into: &output)
            } else if line.count < 1000 {
                line.append(byte)
            }
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        if !line.isEmpty { take(into: &output) }
        if !isDone { isDamaged = true }
    }

    private mutating func take(into output: inout [UInt8]) {
        defer { line.removeAll(keepingCapacity: true) }
        if line.last == .carriageReturn { line.removeLast() }
        guard isInside else {
            isInside = UUEncoding.name(ofBegin: line[...]) != nil
            return
        }
        if line.elementsEqual("end".utf8) {
            isDone = true
        } else if !UUEncoding.decode(line[...], into: &output) {
            isDamaged = true
        }
    }
}

/// One line of uuencode at a time.
enum UUEncoding {
    /// The file name of a `begin 644 name` line; nil for any other line.
    static func name(ofBegin line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.starts(with: "begin ".utf8) else { return nil }
        let rest = line.dropFirst(6)
        let mode = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        guard (3...4).contains(mode.count), rest.dropFirst(mode.count).first == .space else { return nil }
        let name = rest.dropFirst(mode.count + 1)
        return name.isEmpty ? nil : name
    }

    /// Appends what a line stands for; false when it is no line of the coding.
    static func decode(_ line: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
        guard let first = line.first else { return true }
        guard (0x20...0x60).contains(first) else { return false }
        var left = Int((first &- 0x20) & 0x3F)
        var position = line.startIndex + 1
        func value(_ index: Int) -> UInt8 {
            // Blanks at the end of a line are lost on the way; they stand for zero.
            index < line.endIndex ? (line[index] &- 0x20) & 0x3F : 0
        }
        while left > 0 {
            guard position < line.endIndex else { return false }
            let group = (value(position), value(position + 1), value(position + 2), value(position + 3))
            output.append(group.0 << 2 | group.1 >> 4)
            if left > 1 { output.append(group.1 << 4 | group.2 >> 2) }
            if left > 2 { output.append(group.2 << 6 | group.3) }
            left -= 3
            position += 4
        }
        return true
    }

    /// True for a line that can stand between `begin` and `end`.
    static func isLine(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, (0x20...0x60).contains(first) else { return false }
        let length = Int((first &- 0x20) & 0x3F)
        let digits = (length + 2) / 3 * 4
        return line.count <= digits + 2 && line.dropFirst().allSatisfy { (0x20...0x60).contains($0) }
    }
}
