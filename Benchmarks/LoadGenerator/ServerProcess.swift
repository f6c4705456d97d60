import Foundation

/// What the system tells about the server's process.
struct ServerProcess {
    let pid: Int32

    /// Memory in bytes: what it has resident, and what only it has.
    struct Memory {
        var resident = 0
        var own = 0
    }

    func memory() throws -> Memory {
        var memory = Memory()
        for line in try read("smaps_rollup").split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count >= 2, let kilobytes = Int(fields[1]) else { continue }
            switch fields[0] {
            case "Rss:": memory.resident = kilobytes * 1024
            case "Private_Clean:", "Private_Dirty:": memory.own += kilobytes * 1024
            default: break
            }
        }
        return memory
    }

    /// Bytes handed to the system by writes so far: to files and sockets.
    func writtenBytes() throws -> Int {
        for line in try read("io").split(separator: "\n") where line.hasPrefix("wchar:") {
            if let bytes = Int(line.dropFirst(6).drop { $0 == " " }) { return bytes }
        }
        throw Unreadable(pid: pid)
    }

    /// Processor time so far, in seconds, of all threads.
    func processorSeconds() throws -> Double {
        // The second field is the name in brackets and may have spaces.
        let text = try read("stat")
        let rest = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard rest.count > 13, let user = Double(rest[12]), let system = Double(rest[13]) else {
            throw Unreadable(pid: pid)
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    struct Unreadable: Error, CustomStringConvertible {
        var pid: Int32
        var description: String { "/proc/\(pid) cannot be read" }
    }

    private func read(_ name: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: "/proc/\(pid)/\(name)"), let data = try file.readToEnd() else {
            throw Unreadable(pid: pid)
        }
        return String(decoding: data, as: UTF8.self)
    }
}
