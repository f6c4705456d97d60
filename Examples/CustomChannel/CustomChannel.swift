import Logging
import ServiceLifecycle
import Sportello
import SportelloModel
import SportelloTesting

/// How to write an adapter: lines of standard input become messages of an official messenger.
///
/// Each line is `SENDER MESSAGE`. With `--personal` the same lines arrive by somebody's personal messenger instead: the
/// desk records them and makes no ticket of them.
///
///     printf 'rosa My printer is on fire\nrosa And now the desk\n' | swift run CustomChannel
///     printf 'rosa call me\n' | swift run CustomChannel --personal
@main
struct CustomChannel {
    static func main() async throws {
        let logger = Logger(label: "custom-channel")
        let store = InMemoryDeskStore()
        // The default policy knows no official messenger; this one does.
        var profile = ServiceProfile(name: "with-messenger")
        profile.channels.append(
            ChannelRule(kind: .officialMessenger, standing: .official, title: "Our messenger account")
        )
        let kind: ChannelKind = CommandLine.arguments.contains("--personal") ? .personalMessenger : .officialMessenger
        // Read to the end first: the example has nothing else to wait for.
        var lines: [String] = []
        while let line = readLine() { lines.append(line) }
        let (ended, end) = AsyncStream<Void>.makeStream()
        let messenger = LineMessenger(channel: kind, lines: lines, onEnd: { end.finish() })
        let desk = SupportDesk(store: store, profile: profile, channels: [messenger], logger: logger)
        let services = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: desk),
                    .init(service: UntilEnd(ended: ended), successTerminationBehavior: .gracefullyShutdownGroup),
                ],
                logger: logger
            )
        )
        try await services.run()
    }
}

/// Ends, and with it the program, when the last line was taken.
struct UntilEnd: Service {
    let ended: AsyncStream<Void>

    func run() async throws { for await _ in ended {} }
}

/// An adapter for one channel. What arrives goes to the intake, which answers what the policy made of it.
struct LineMessenger: ChannelAdapter {
    let channel: ChannelKind
    let lines: [String]
    let onEnd: @Sendable () -> Void

    /// Nothing is sent by this messenger but what a person reads on the terminal.
    func send(_ request: SendRequest) async throws -> SendResult {
        print("to the customer (attempt \(request.attempt)):", String(decoding: request.payload, as: UTF8.self))
        return .sent
    }

    func run(_ intake: ChannelIntake) async throws {
        var count = 0
        defer { onEnd() }
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                print("? write SENDER and a message")
                continue
            }
            count += 1
            // The outside world's own id of the message; the same id handed in again changes nothing.
            let arrival = ChannelIntake.Arrival(
                externalID: "line-\(count)", sender: parts[0], name: parts[0], text: parts[1], caseType: "question"
            )
            switch try await intake.receive(arrival) {
            case .ticket(let ticket): print("message of ticket \(ticket)")
            case .offChannel(let note): print("recorded as unofficial: \(note)")
            case .qualityCase(let id): print("opened for quality control: \(id)")
            }
        }
    }
}
