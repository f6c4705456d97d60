// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// One settings list for every Swift target. CI sets `SPORTELLO_STRICT` so that a warning breaks its build, not a host's.
let isStrict = ProcessInfo.processInfo.environment["SPORTELLO_STRICT"] != nil
let isTraced = ProcessInfo.processInfo.environment["SPORTELLO_TRACED_LOCKS"] != nil
let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])
    // See Sources/Sportello/TracedMutex.swift.
    + (isTraced ? [.define("SPORTELLO_TRACED_LOCKS")] : [])

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// Hosts in `Examples/` see only public API, as anybody's host would.
func example(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: "Examples/\(name)",
        packageAccess: false,
        swiftSettings: settings
    )
}

func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Benchmarks/\(name)", swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "sportello",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Sportello", targets: ["Sportello", "SportelloModel"]),
        .library(name: "SportelloProfiles", targets: ["SportelloProfiles"]),
        .library(name: "SportelloSQLite", targets: ["SportelloSQLite"]),
        .library(name: "SportelloJWT", targets: ["SportelloJWT"]),
        .library(name: "SportelloWebChat", targets: ["SportelloWebChat"]),
        .library(name: "SportelloWebChatClient", targets: ["SportelloWebChatClient", "WebChatProtocol"]),
        .library(name: "SportelloTesting", targets: ["SportelloTesting"]),
        .library(name: "MailParsing", targets: ["MailParsing"]),
        .library(name: "SportelloEmail", targets: ["SportelloEmail"]),
        .executable(name: "SupportServer", targets: ["SupportServer"]),
        .executable(name: "ChatClient", targets: ["ChatClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: [
        // The rules, and the shell that performs them.
        library("SportelloModel", [crypto]),
        library("Sportello", ["SportelloModel", crypto, logging, metrics, tracing, lifecycle]),
        library("SportelloTesting", ["Sportello", "SportelloModel", logging]),

        // Adapters: one reason to depend each.
        library("SportelloProfiles", ["SportelloModel", yams]),
        library("SportelloSQLite", ["Sportello", "SportelloModel", grdb, sqlite, logging]),
        library("SportelloJWT", ["Sportello", "SportelloModel", jwt]),
        library("WebChatProtocol", ["SportelloModel"]),
        library("WebSocketTransport", ["CWebSockets", logging]),
        library(
            "SportelloWebChat",
            [
                "Sportello", "SportelloModel", "WebChatProtocol", "WebSocketTransport", crypto, logging, metrics,
                lifecycle,
            ],
            resources: [.copy("Web")]
        ),
        library("SportelloWebChatClient", ["WebChatProtocol", "SportelloModel", "WebSocketTransport", logging]),
        .target(
            name: "CWebSockets",
            linkerSettings: [.linkedLibrary("websockets"), .linkedLibrary("uv")]
        ),

        // Mail: structure from GMime, HTML from libxml2, everything else in Swift.
        library("MailParsing", ["CMIME", "CHTML", crypto]),
        .target(
            name: "CMIME",
            linkerSettings: [.linkedLibrary("gmime-3.0"), .linkedLibrary("gobject-2.0"), .linkedLibrary("glib-2.0")]
        ),
        .target(name: "CHTML", dependencies: ["CLibXML2"]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        // The mail channel: IMAP and SMTP over libcurl.
        library(
            "SportelloEmail",
            ["Sportello", "SportelloModel", "MailParsing", "CCurl", crypto, grdb, logging, metrics, lifecycle]
        ),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

        // Hosts and clients.
        example(
            "SupportServer",
            [
                "Sportello", "SportelloModel", "SportelloProfiles", "SportelloSQLite", "SportelloJWT",
                "SportelloWebChat", "WebChatProtocol", "MailParsing", "SportelloEmail", arguments, yams, lifecycle,
                signals, logging,
            ]
        ),
        example("ChatClient", ["SportelloWebChatClient", "WebChatProtocol", "SportelloModel", arguments, logging]),
        example(
            "EmbeddedDesk",
            ["Sportello", "SportelloModel", "SportelloSQLite", "SportelloWebChat", lifecycle, signals, logging]
        ),
        example("CustomChannel", ["Sportello", "SportelloModel", "SportelloTesting", lifecycle, logging]),

        // Measurements.
        benchmark("EchoHost", ["WebSocketTransport", logging]),
        benchmark(
            "LoadGenerator",
            ["WebSocketTransport", "WebChatProtocol", "SportelloModel", arguments, crypto, logging]
        ),
        benchmark(
            "MicroBenchmarks",
            ["Sportello", "SportelloModel", "SportelloSQLite", "SportelloTesting", "WebChatProtocol", logging]
        ),

        // Tests mirror Sources.
        tests("SportelloTestingTests", ["SportelloTesting", "Sportello", "SportelloModel"]),
        tests("SportelloModelTests", ["SportelloModel", "SportelloTesting"]),
        tests("SportelloTests", ["Sportello", "SportelloModel", "SportelloTesting", logging, lifecycle]),
        tests("SportelloProfilesTests", ["SportelloProfiles", "SportelloModel", "SportelloTesting"]),
        tests("SportelloSQLiteTests", ["SportelloSQLite", "Sportello", "SportelloModel", "SportelloTesting", grdb]),
        tests("MailParsingTests", ["MailParsing", "CMIME", "CHTML"]),
        tests(
            "SportelloEmailTests",
            [
                "SportelloEmail", "Sportello", "SportelloModel", "SportelloSQLite", "SportelloTesting", "MailParsing",
                "WebChatProtocol", logging,
            ]
        ),
        tests("SportelloJWTTests", ["SportelloJWT", "Sportello", "SportelloModel", "SportelloTesting", crypto]),
        tests("WebChatProtocolTests", ["WebChatProtocol", "SportelloTesting"], resources: [.copy("Fixtures")]),
        tests("WebSocketTransportTests", ["WebSocketTransport", logging]),
        tests(
            "SportelloWebChatTests",
            [
                "SportelloWebChat", "SportelloWebChatClient", "Sportello", "SportelloModel", "SportelloTesting",
                "WebChatProtocol", "WebSocketTransport", lifecycle, logging,
            ]
        ),
        // A day of each organisation whose profile is an example.
        tests(
            "ScenarioTests",
            [
                "Sportello", "SportelloModel", "SportelloProfiles", "SportelloSQLite", "SportelloTesting", logging,
                lifecycle,
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
