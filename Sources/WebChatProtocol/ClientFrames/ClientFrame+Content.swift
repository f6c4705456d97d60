extension ClientFrame.Send {
    /// The bytes that make this content what it is, without the id: the input of a digest that tells a replay (equal)
    /// from `id_conflict` (different). Unknown members do not count.
    public var contentBytes: [UInt8] {
        var writer = FrameWriter(reserving: text.utf8.count + 96)
        writer.literal("[\"send\",")
        writer.stream(stream)
        writer.literal(",")
        writer.string(text)
        writer.literal(",[")
        for (index, file) in files.enumerated() {
            if index > 0 { writer.literal(",") }
            writer.string(file)
        }
        writer.literal("],")
        writer.integer(replyTo ?? 0)
        if !references.isEmpty {
            writer.literal(",")
            writer.references(references)
        }
        writer.literal("]")
        return writer.bytes
    }
}

extension ClientFrame.Command {
    /// The bytes that make this content what it is, without the id: the input of a digest that tells a replay (equal)
    /// from `id_conflict` (different). The order of the arguments' members does not count.
    public var contentBytes: [UInt8] {
        var writer = FrameWriter(reserving: 256)
        writer.literal("[\"cmd\",")
        writer.string(name.rawValue)
        writer.literal(",")
        writer.string(orNull: stream?.text)
        writer.literal(",")
        writer.object(arguments, sorted: true)
        writer.literal("]")
        return writer.bytes
    }
}

extension FrameWriter {
    /// Appends what a message points to.
    mutating func references(_ references: [ClientFrame.Send.Reference]) {
        literal("[")
        for (index, reference) in references.enumerated() {
            if index > 0 { literal(",") }
            switch reference {
            case .article(let id, let locale):
                begin("{\"article\":", id)
                member(",\"locale\":", locale)
            case .link(let kind, let address):
                begin("{\"kind\":", kind)
                begin(",\"address\":", address)
            }
            literal("}")
        }
        literal("]")
    }
}
