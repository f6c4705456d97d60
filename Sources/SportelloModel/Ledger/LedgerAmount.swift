/// What a book of the ledger counts: minutes, or money of one currency. The two never mix.
public enum LedgerUnit: Sendable, Hashable {
    /// A customer's hours.
    case minutes
    /// A customer's money in one currency.
    case money(Currency)
}

extension LedgerUnit: RawRepresentable, Codable, CodingKeyRepresentable {
    /// `minutes`, or the currency's code.
    public var rawValue: String {
        switch self {
        case .minutes: "minutes"
        case .money(let currency): currency.rawValue
        }
    }

    /// Reads ``rawValue``.
    public init?(rawValue: String) {
        if rawValue == "minutes" {
            self = .minutes
        } else if let currency = Currency(rawValue: rawValue) {
            self = .money(currency)
        } else {
            return nil
        }
    }
}

/// An amount with its unit: minutes or money.
public enum LedgerAmount: Sendable, Hashable {
    /// Minutes of a customer's hours.
    case minutes(Minutes)
    /// Money.
    case money(Money)

    /// The unit.
    public var unit: LedgerUnit {
        switch self {
        case .minutes: .minutes
        case .money(let money): .money(money.currency)
        }
    }

    /// The number of units.
    var count: Int64 {
        switch self {
        case .minutes(let minutes): Int64(minutes.count)
        case .money(let money): money.minor
        }
    }

    init(_ count: Int64, _ unit: LedgerUnit) {
        switch unit {
        case .minutes: self = .minutes(Minutes(Int(count)))
        case .money(let currency): self = .money(Money(minor: count, currency: currency))
        }
    }

    /// The most that one command may move: far beyond any contract, far from overflow.
    static let largest: Int64 = 1_000_000_000_000
}

extension LedgerAmount: Codable {
    private enum CodingKeys: String, CodingKey { case unit, count }

    /// Decodes unit and number.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try values.decode(Int64.self, forKey: .count), try values.decode(LedgerUnit.self, forKey: .unit))
    }

    /// Encodes unit and number.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(unit, forKey: .unit)
        try values.encode(count, forKey: .count)
    }
}

extension LedgerAmount: CustomStringConvertible {
    /// For refusals: `30 min` or `120.50 EUR`.
    public var description: String {
        switch self {
        case .minutes(let minutes): "\(minutes.count) min"
        case .money(let money): money.description
        }
    }
}
