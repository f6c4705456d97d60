import CHTML

/// The attributes of one element, decoded.
struct HTMLAttributes {
    private var values: [(name: String, value: String)] = []

    subscript(_ name: String) -> String? { values.first { $0.name == name }?.value }

    mutating func append(_ name: String, _ value: String) { values.append((name, value)) }
}

/// What comes out of a document, element by element.
protocol HTMLConsumer: AnyObject {
    func open(_ name: String, _ attributes: HTMLAttributes)
    func close(_ name: String)
    func text(_ text: String)
}

/// libxml2's parser, without its tree.
enum HTMLReader {
    /// Reads HTML in UTF-8. Elements come balanced.
    static func read(_ html: [UInt8], into consumer: some HTMLConsumer) throws(MailParsingError) {
        let normalised = HTMLGuard.normalise(html)
        let box = Box(consumer)
        let result = normalised.withUnsafeBufferPointer { bytes in
            // The box outlives the call, which is the only one to use the pointer.
            let context = Unmanaged.passUnretained(box).toOpaque()
            let handler = chtml_handler(context: context, open: openElement, close: closeElement, text: takeText)
            return withExtendedLifetime(box) { chtml_read(bytes.baseAddress, bytes.count, handler) }
        }
        guard result == 0 else { throw .outOfMemory }
    }

    /// Lets a C callback find its Swift consumer.
    fileprivate final class Box {
        let consumer: any HTMLConsumer

        init(_ consumer: some HTMLConsumer) {
            self.consumer = consumer
        }

        static func consumer(_ context: UnsafeMutableRawPointer?) -> (any HTMLConsumer)? {
            context.map { Unmanaged<Box>.fromOpaque($0).takeUnretainedValue().consumer }
        }
    }
}

private func openElement(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
    _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
) -> Int32 {
    guard let consumer = HTMLReader.Box.consumer(context), let name else { return 1 }
    var values = HTMLAttributes()
    if var attributes {
        while let key = attributes.pointee {
            values.append(String(cString: key), attributes[1].map { String(cString: $0) } ?? "")
            attributes += 2
        }
    }
    consumer.open(String(cString: name), values)
    return 0
}

private func closeElement(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?) -> Int32 {
    guard let consumer = HTMLReader.Box.consumer(context), let name else { return 1 }
    consumer.close(String(cString: name))
    return 0
}

private func takeText(_ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Int32 {
    guard let consumer = HTMLReader.Box.consumer(context), let bytes else { return 1 }
    consumer.text(String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self))
    return 0
}
