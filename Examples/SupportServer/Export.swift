import ArgumentParser
import Foundation
import Sportello
import SportelloModel
import SportelloSQLite

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write every event, one JSON object a line.",
        discussion: """
            Streams one after another, events ascending, with author, time, facts, content and digest.

            EXAMPLES
              SupportServer export --config desk.yaml --output desk.jsonl
              SupportServer export --config desk.yaml | jq -c 'select(.kind == "message.posted")'
            """
    )

    @OptionGroup var options: DeskOptions
    @Option(help: ArgumentHelp("The file to write; standard output unless given.", valueName: "file"))
    var output: String?

    private struct Line: Encodable {
        var stream: String
        var number: String?
        var seq: Int64
        var at: String
        var kind: String
        var author: Author
        var facts: String
        var text: String?
        var details: [String: String]?
        var digest: String
    }

    func run() async throws {
        let configuration = try options.load()
        let target = try open()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let count = try await configuration.reading { store in
            var count = 0
            var after: StreamID?
            while true {
                let page = try await store.streams(StreamsRequest(after: after, limit: 200)).streams
                guard let last = page.last else { return count }
                for stream in page { count += try await export(stream, from: store, to: target, encoder) }
                after = last
                SupportServerProgress.show("\(count) events")
            }
        }
        SupportServerProgress.clear()
        report("exported \(count) events")
    }

    private func open() throws -> FileHandle {
        guard let output else { return .standardOutput }
        guard FileManager.default.createFile(atPath: output, contents: nil),
            let handle = FileHandle(forWritingAtPath: output)
        else { throw ValidationError("\(output): cannot be written") }
        return handle
    }

    private func export(
        _ stream: StreamID, from store: any DeskStore, to target: FileHandle, _ encoder: JSONEncoder
    ) async throws -> Int {
        let number = try await store.load(LoadRequest(streams: [stream])).snapshots.first?.index.number
        var seq: Int64 = 0
        var count = 0
        while true {
            let page = try await store.events(
                EventsRequest(stream: stream, view: .complete, range: .after(seq), limit: 500)
            )
            for record in page.events {
                let line = Line(
                    stream: stream.description, number: number, seq: record.seq, at: record.at.text, kind: record.kind,
                    author: record.author, facts: String(decoding: record.facts, as: UTF8.self),
                    text: record.content?.text, details: record.content?.details, digest: record.digest.description
                )
                try target.write(contentsOf: encoder.encode(line) + [UInt8(ascii: "\n")])
            }
            count += page.events.count
            guard page.more, let last = page.events.last else { return count }
            seq = last.seq
        }
    }
}
